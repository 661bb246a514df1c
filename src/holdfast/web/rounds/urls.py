"""The addresses of the rounds: inside an arrangement, and those that whoever answers is given."""

from __future__ import annotations

from django.urls import include, path

from holdfast.web.rounds.views import answer

answer_urls = [
    path("answer/<str:token>/", answer.start, name="answer"),
    path("answer/<str:token>/check/", answer.check, name="answer_check"),
    path("answer/<str:token>/<int:area>/", answer.area, name="answer_area"),
]
inside_urls: list[object] = []
urlpatterns = [*answer_urls, path("arrangements/<uuid:arrangement>/rounds/", include(inside_urls))]
