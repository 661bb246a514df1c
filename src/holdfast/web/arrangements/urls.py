"""The site map of the workspace."""

from __future__ import annotations

from django.urls import include, path

from holdfast.web.arrangements.views import over_time, overview, portfolio, tasks, warnings, what_if

portfolio_urls = [
    path("arrangements/", portfolio.portfolio, name="portfolio"),
    path("arrangements/new/", portfolio.new, name="new_arrangement"),
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
task_urls = [
    path("actions/", tasks.tasks, name="tasks"),
    path("actions/new/", tasks.new_task, name="new_task"),
    path("actions/register/", tasks.risk_register, name="risk_register"),
    path("actions/<int:number>/", tasks.task, name="task"),
]
urlpatterns = [
    *portfolio_urls,
    path("arrangements/<uuid:arrangement>/", include([*overview_urls, *over_time_urls, *task_urls])),
]
