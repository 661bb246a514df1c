"""Lists in pages, with links from each to the next and the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from holdfast.web.api.schemas import Wanted

T = TypeVar("T")


def paged(
    request: HttpRequest, response: HttpResponse, wanted: Wanted, found: Sequence[T], show: Callable[[Sequence[T]], list[Any]]
) -> dict[str, Any]:
    """One page of what was found; a page after the last is empty. Only what is on the page is shown, so only that is worked out."""
    pages = Paginator(found, wanted.size)
    is_there = wanted.page <= pages.num_pages
    items = show(list(pages.page(wanted.page))) if is_there else []
    around = {"prev": min(wanted.page - 1, pages.num_pages), "next": wanted.page + 1 if wanted.page < pages.num_pages else 0}
    links = [f'<{_address(request, number)}>; rel="{name}"' for name, number in around.items() if number]
    if links:
        response.headers["Link"] = ", ".join(links)
    return {"count": pages.count, "page": wanted.page, "pages": pages.num_pages, "items": items}


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"{request.path}?{query.urlencode()}"
