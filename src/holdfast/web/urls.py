"""The site map."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from holdfast.web.fair_shares import from_file
from holdfast.web.fair_shares import views as fair_shares
from holdfast.web.papers import of_arrangement, of_file
from holdfast.web.views import (
    actions,
    assess,
    case,
    cases,
    docs,
    errors,
    examples,
    indicators,
    parameters,
    problems,
    questions,
    quick_check,
    start,
)

start_urls = [
    path("", start.home, name="home"),
    path("how-it-works/", start.how_it_works, name="how_it_works"),
    path("accessibility/", start.accessibility, name="accessibility"),
    path("privacy/", start.privacy, name="privacy"),
]
assess_urls = [
    path("assess", assess.assess_file, name="assess"),
    path("assess/paper", of_file.file_paper, name="file_paper"),
    path("business-case", case.case_of_file, name="case_of_file"),
    path("template.xlsx", assess.template, name="template"),
]
quick_check_urls = [
    path("quick-check/", quick_check.quick_check, name="quick_check"),
]
example_urls = [
    path("examples/", examples.examples, name="examples"),
    path("examples/<slug:slug>/", examples.example, name="example"),
    path("examples/<slug:slug>/findings/<slug:problem>/", examples.finding, name="example_finding"),
    path("examples/<slug:slug>/papers/", of_file.example_papers, name="example_papers"),
    path("examples/<slug:slug>/business-case/", case.example_case, name="example_case"),
    path("examples/<slug:slug>/business-case/<slug:part>/", case.example_case, name="example_case_part"),
    path("examples/<slug:slug>/file.toml", examples.as_toml, name="example_toml"),
    path("examples/<slug:slug>/file.xlsx", examples.as_workbook, name="example_workbook"),
]
share_urls = [
    path("fair-shares", from_file.of_file, name="share_file"),
    path("examples/<slug:slug>/fair-shares/", fair_shares.overview, name="example_shares_overview"),
    path("examples/<slug:slug>/fair-shares/votes-and-risk/", fair_shares.checks, name="example_shares_checks"),
    path("examples/<slug:slug>/fair-shares/leaving-and-joining/", fair_shares.moves, name="example_shares_moves"),
    path("examples/<slug:slug>/fair-shares/statements/", fair_shares.statements, name="example_shares_statements"),
    path("examples/<slug:slug>/fair-shares/statements.csv", fair_shares.statements_csv, name="example_shares_csv"),
    path("examples/<slug:slug>/fair-shares/rests-on/", fair_shares.rests_on, name="example_shares_rests_on"),
]
catalogue_urls = [
    path("problems/", problems.problems, name="problems"),
    path("problems/<slug:id>/", problems.problem, name="problem"),
    path("patterns/", problems.patterns, name="patterns"),
    path("patterns/<slug:id>/", problems.pattern, name="pattern"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/<slug:id>/", indicators.indicator, name="indicator"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<slug:id>/", questions.question, name="question"),
    path("actions/", actions.actions, name="actions"),
    path("actions/<slug:id>/", actions.action, name="action"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<slug:id>/", cases.case, name="case"),
    path("parameters/", parameters.parameters, name="parameters"),
    path("parameters/<slug:id>/", parameters.parameter, name="parameter"),
]
docs_urls = [
    path("docs/", docs.contents, name="docs"),
    path("docs/schemas/<slug:name>.json", docs.schema, name="schema"),
    path("docs/<slug:group>/<slug:page>/", docs.document, name="document"),
]
language_urls = [path("language/", set_language, name="set_language")]
account_urls = [path("", include("holdfast.web.accounts.urls"))]
workspace_urls = [
    path("", include("holdfast.web.arrangements.urls")),
    path("arrangements/<uuid:arrangement>/papers/", of_arrangement.papers, name="papers"),
]
api_urls = [path("", include("holdfast.web.api.urls"))]
rounds_urls = [path("", include("holdfast.web.rounds.urls"))]
urlpatterns = [
    *start_urls,
    # Near the top, since addresses are tried in this order and hundreds of people may answer at once.
    *rounds_urls,
    *language_urls,
    *assess_urls,
    *quick_check_urls,
    *example_urls,
    *share_urls,
    *catalogue_urls,
    *docs_urls,
    *account_urls,
    *workspace_urls,
    *api_urls,
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
# Django has no such handler; allauth looks for it here.
handler429 = errors.too_many
handler500 = errors.server_error
