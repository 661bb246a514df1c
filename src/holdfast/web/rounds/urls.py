"""The addresses of the rounds: inside an arrangement, and those that whoever answers is given."""

from __future__ import annotations

from django.urls import include, path

from holdfast.web.rounds.views import answer, links, method, receipts, results, running

answer_urls = [
    path("answer/receipt/", receipts.receipt, name="answer_receipt"),
    path("answer/<str:token>/", answer.start, name="answer"),
    path("answer/<str:token>/check/", answer.check, name="answer_check"),
    path("answer/<str:token>/<int:area>/", answer.area, name="answer_area"),
]
method_urls = [path("how-rounds-are-read/", method.method, name="rounds_method")]
inside_urls = [
    path("", running.rounds, name="rounds"),
    path("new/", running.new, name="new_round"),
    path("<int:number>/", running.round_page, name="round"),
    path("<int:number>/close/", running.close, name="close_round"),
    path("<int:number>/results/", results.results, name="round_results"),
    path("<int:number>/results/figures.csv", results.as_csv, name="round_csv"),
    path("<int:number>/comments/", results.comments, name="round_comments"),
    path("<int:number>/comments/<int:place>/<int:which>/erase/", results.erase, name="round_erase"),
    path("<int:number>/invite/", links.invite, name="round_invite"),
    path("<int:number>/link/", links.for_many, name="round_link"),
    path("<int:number>/links/<int:place>/withdraw/", links.withdraw, name="round_withdraw"),
    path("<int:number>/links/<int:place>/renew/", links.renew, name="round_renew"),
    path("<int:number>/links/<int:place>/cap/", links.cap, name="round_cap"),
]
urlpatterns = [*answer_urls, *method_urls, path("arrangements/<uuid:arrangement>/rounds/", include(inside_urls))]
