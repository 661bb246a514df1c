"""The reference of the API as a page, made from its own document; and the document."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.web.api.openapi import ROOT, document
from holdfast.web.api.reference import reference

EXAMPLE = """curl %(root)s/arrangements/$ID/entries \\
  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -H "Idempotency-Key: gates-2026-11-26" \\
  -d '{"changes": [{"act": "record", "section": "gates", "record": {"gate": "g1", "name": "Outline case",
       "body": "Cabinet", "on": "2026-11-26", "source": "Board paper 4"}}]}'"""


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "api/docs.html",
        {
            "reference": reference(),
            "address": settings.ADDRESS,
            "openapi": reverse("api_openapi"),
            "example": EXAMPLE % {"root": f"{settings.ADDRESS}{ROOT}"},
        },
    )


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return HttpResponse(json.dumps(document(), ensure_ascii=False), content_type="application/json")
