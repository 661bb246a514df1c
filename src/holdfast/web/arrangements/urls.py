"""The site map of the workspace."""

from __future__ import annotations

from django.urls import include, path

from holdfast.web.arrangements.views import account, invitations, overview, people, portfolio

portfolio_urls = [
    path("arrangements/", portfolio.portfolio, name="portfolio"),
    path("arrangements/new/", portfolio.new, name="new_arrangement"),
]
overview_urls = [
    path("", overview.overview, name="overview"),
    path("findings/<slug:problem>/", overview.finding, name="workspace_finding"),
]
account_urls = [
    path("account/", account.account, name="account"),
    path("account/delete/", account.delete, name="delete_account"),
    path("account/deleted/", account.deleted, name="account_deleted"),
    path("invitations/in-hand/", invitations.in_hand, name="invitation_in_hand"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
]
people_urls = [
    path("people/", people.people, name="people"),
    path("people/new-body/", people.invite_body, name="invite_body"),
    path("people/auditors/invite/", people.invite_auditor, name="invite_auditor"),
    path("people/of/<slug:body>/invite/", people.invite, name="invite"),
    path("people/invitations/<int:place>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path("people/<int:place>/", people.one, name="membership"),
    path("people/<int:place>/hand-over/", people.hand_over, name="hand_over"),
    path("people/<int:place>/end/", people.end, name="end_access"),
]
urlpatterns = [
    *portfolio_urls,
    *account_urls,
    path("arrangements/<uuid:arrangement>/", include([*overview_urls, *people_urls])),
]
