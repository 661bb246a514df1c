"""The site map of the workspace."""

from __future__ import annotations

from django.urls import include, path

from holdfast.web.arrangements.views import (
    account,
    asked,
    bodies,
    bring_in,
    case,
    check,
    contest,
    evidence,
    exchange,
    exchange_answer,
    exchange_receipts,
    export,
    fair_shares,
    head,
    history,
    importing,
    invitations,
    over_time,
    overview,
    people,
    portfolio,
    records,
    redact,
    requests,
    stakes,
    tasks,
    warnings,
    what_if,
)
from holdfast.web.page.case.pages import PARTS, WORTH

portfolio_urls = [
    path("arrangements/", portfolio.portfolio, name="portfolio"),
    path("arrangements/new/", portfolio.new, name="new_arrangement"),
    path("arrangements/import/", bring_in.bring_in, name="bring_in"),
]
account_urls = [
    path("account/", account.account, name="account"),
    path("account/delete/", account.delete, name="delete_account"),
    path("account/deleted/", account.deleted, name="account_deleted"),
    path("invitations/in-hand/", invitations.in_hand, name="invitation_in_hand"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
]
asked_urls = [
    path("asked/thank-you/", asked.thanks, name="asked_thanks"),
    path("asked/<str:token>/", asked.asked, name="asked"),
]
overview_urls = [
    path("", overview.overview, name="overview"),
    path("findings/<slug:problem>/", overview.finding, name="workspace_finding"),
]
over_time_urls = [
    path("over-time/", over_time.over_time, name="over_time"),
    path("what-if/", what_if.what_if, name="what_if"),
    path("warnings/", warnings.warnings, name="warnings"),
    path("warnings/<slug:token>/set-aside/", warnings.set_aside, name="set_aside"),
    path("warnings/<slug:token>/take-up/", warnings.take_up, name="take_up"),
    path("follow/", warnings.follow, name="follow"),
]
case_urls = [
    path("business-case/", case.business_case, name="business_case"),
    *(path(f"business-case/{part}/", case.business_case, {"part": part}, name=f"case_{part}") for part in PARTS if part != WORTH),
]
task_urls = [
    path("actions/", tasks.tasks, name="tasks"),
    path("actions/new/", tasks.new_task, name="new_task"),
    path("actions/register/", tasks.risk_register, name="risk_register"),
    path("actions/<int:number>/", tasks.task, name="task"),
]
request_urls = [
    path("evidence/requests/", requests.requests, name="requests"),
    path("evidence/requests/new/", requests.choose, name="ask"),
    path("evidence/requests/new/<slug:theme>/<slug:section>/", requests.ask, name="ask_by_link"),
    path("evidence/requests/<int:number>/", requests.look_over, name="look_over"),
    path("evidence/requests/<int:number>/withdraw/", requests.withdraw, name="withdraw_request"),
    path("evidence/requests/<int:number>/set-aside/", requests.set_aside, name="set_aside_reply"),
]
evidence_urls = [
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/head/", head.head, name="head"),
    path("evidence/stakes/", stakes.stakes, name="stakes"),
    path("evidence/import/", importing.upload, name="import"),
    path("evidence/import/<uuid:draft>/", importing.preview, name="import_preview"),
    path("evidence/entries/<int:number>/", evidence.entry, name="entry"),
    path("evidence/entries/<int:number>/correct/", records.correct, name="correct"),
    path("evidence/entries/<int:number>/retire/", records.retire, name="retire"),
    path("evidence/entries/<int:number>/reveal/", records.reveal, name="reveal"),
    *request_urls,
    path("evidence/<slug:theme>/", evidence.theme, name="evidence_theme"),
    path("evidence/<slug:theme>/<slug:section>/", evidence.kind, name="evidence_kind"),
    path("evidence/<slug:theme>/<slug:section>/add/", records.add, name="add_record"),
]
exchange_urls = [
    path("exchanges/", exchange.exchanges, name="exchanges"),
    path("exchanges/new/", exchange.new, name="new_exchange"),
    path("exchanges/<int:number>/", exchange.exchange, name="exchange"),
    path("exchanges/<int:number>/answer/", exchange_answer.answer, name="exchange_answer"),
    path("exchanges/<int:number>/answer/done/", exchange_answer.done, name="exchange_done"),
    path("exchanges/<int:number>/answer/take-back/", exchange_answer.take_back, name="exchange_take_back"),
    path("exchanges/<int:number>/answer/<slug:section>/", exchange_answer.part, name="exchange_part"),
    path("exchanges/<int:number>/receipt/", exchange_receipts.receipt, name="exchange_receipt"),
    path("exchanges/<int:number>/receipt.txt", exchange_receipts.receipt_file, name="exchange_receipt_file"),
    path("exchanges/<int:number>/check/", exchange_receipts.check, name="exchange_check"),
    path("exchanges/<int:number>/check/<int:entry>.json", exchange_receipts.content, name="exchange_content"),
    path("exchanges/<int:number>/check/<int:entry>.salt", exchange_receipts.salt, name="exchange_salt"),
    path("exchanges/<int:number>/check/<int:entry>.envelope", exchange_receipts.envelope, name="exchange_envelope"),
]
share_urls = [
    path("fair-shares/", fair_shares.overview, name="shares_overview"),
    path("fair-shares/votes-and-risk/", fair_shares.checks, name="shares_checks"),
    path("fair-shares/leaving-and-joining/", fair_shares.moves, name="shares_moves"),
    path("fair-shares/statements/", fair_shares.statements, name="shares_statements"),
    path("fair-shares/statements.csv", fair_shares.statements_csv, name="shares_csv"),
    path("fair-shares/rests-on/", fair_shares.rests_on, name="shares_rests_on"),
]
contest_urls = [
    path("contest/<slug:about>/<str:of>/", contest.contest, name="contest"),
]
ledger_urls = [
    path("history/", history.history, name="history"),
    path("history/<int:number>/", history.entry, name="history_entry"),
    path("history/<int:number>/erase/", redact.erase, name="erase"),
    path("history/check/", check.check_ledger, name="check_ledger"),
    path("history/export/", export.export, name="export"),
    path("history/export/<slug:audience>/ledger.jsonl", export.as_ledger, name="export_ledger"),
    path("history/export/<slug:audience>/evidence.toml", export.as_toml, name="export_toml"),
    path("history/export/<slug:audience>/evidence.xlsx", export.as_workbook, name="export_workbook"),
]
people_urls = [
    path("people/", people.people, name="people"),
    path("people/new-body/", people.invite_body, name="invite_body"),
    path("people/auditors/invite/", people.invite_auditor, name="invite_auditor"),
    path("people/of/<str:body>/invite/", people.invite, name="invite"),
    path("people/invitations/<int:place>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path("people/<int:place>/", people.one, name="membership"),
    path("people/<int:place>/hand-over/", people.hand_over, name="hand_over"),
    path("people/<int:place>/end/", people.end, name="end_access"),
]
body_urls = [
    path("successors/", bodies.successors, name="successors"),
    path("successors/<int:number>/", bodies.successor, name="successor"),
    path("delete/", bodies.ending, name="ending"),
]
inside_urls = [
    *overview_urls,
    *over_time_urls,
    *case_urls,
    *task_urls,
    *evidence_urls,
    *exchange_urls,
    *share_urls,
    *contest_urls,
    *ledger_urls,
    *people_urls,
    *body_urls,
]
urlpatterns = [
    *portfolio_urls,
    *account_urls,
    *asked_urls,
    path("arrangements/<uuid:arrangement>/", include(inside_urls)),
]
