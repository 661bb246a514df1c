"""The site's own map and one page: the least that records an entry, so that what is measured is the recording."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.urls import handler400, handler403, handler404, handler500
from holdfast.web.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
FIELDS = ("gate", "name", "body", "on", "source")
PAGE = '<form method="post">{% csrf_token %}{% for name in names %}<input name="{{ name }}">{% endfor %}</form>'


@for_members(Permission.RECORD)
def record(request: HttpRequest, member: Member) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse(engines["django"].from_string(PAGE).render({"names": FIELDS}, request))
    append(by=member, changes=[Change(section="gates", raw={name: request.POST[name] for name in FIELDS})])
    return redirect("history", arrangement=member.arrangement.public_id)


urlpatterns = [*site, path("bench/<uuid:arrangement>/", record)]
