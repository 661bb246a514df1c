"""Renders a page of the workspace: what every one of them shows around its content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.retention import limit_of
from holdfast.web.arrangements.tabs import tabs


def show(request: HttpRequest, member: Member, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """The page, with the arrangement's name, its navigation and the person's place in it."""
    around = {"member": member, "arrangement": member.arrangement, "tabs": tabs(request, member), "limit": limit_of(member.arrangement)}
    return render(request, template, {**around, **context}, status=status)
