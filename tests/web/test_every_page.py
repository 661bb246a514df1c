"""What holds on every page that links lead to."""

from __future__ import annotations

import itertools
from urllib.parse import urldefrag, urlsplit

from tests.web.pages import Page, Site

POLICY = (
    "base-uri 'none'",
    "default-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CACHE = "private, no-cache"


def _html(site: Site) -> list[Page]:
    return [page for page in site.pages.values() if page.headers.get("Content-Type", "").startswith("text/html")]


def test_it_works(site: Site) -> None:
    assert len(_html(site)) > 300
    assert {page.path: page.status for page in site.pages.values() if page.status != 200} == {}


def test_every_link_leads_to_something_on_its_page(site: Site) -> None:
    broken = set()
    for origin, target in site.links:
        path, fragment = urldefrag(target)
        if fragment and fragment not in site.pages[path].ids:
            broken.add((origin, target))
    assert broken == set()


def test_the_policy_allows_only_own_files(site: Site) -> None:
    for page in site.pages.values():
        policy = sorted(part.strip() for part in page.headers["Content-Security-Policy"].split(";") if part.strip())
        assert tuple(policy) == POLICY, page.path


def test_security_headers(site: Site) -> None:
    for page in site.pages.values():
        assert {name: page.headers.get(name) for name in HEADERS} == HEADERS, page.path


def test_no_page_is_kept_between_browser_and_site(site: Site) -> None:
    for page in site.pages.values():
        kept = page.headers["Cache-Control"]
        assert kept == CACHE or "no-store" in kept, page.path


def test_nothing_is_inline(site: Site) -> None:
    assert [(page.path, page.inline) for page in _html(site) if page.inline] == []


def test_nothing_is_loaded_from_elsewhere(site: Site) -> None:
    assert [(page.path, load) for page in _html(site) for load in page.loads if urlsplit(load).netloc or ":" in load] == []


def test_links_to_other_sites_are_plain_web_addresses(site: Site) -> None:
    assert [link for page in _html(site) for link in page.external if urlsplit(link).scheme not in ("http", "https")] == []


def test_ids_are_unique(site: Site) -> None:
    for page in _html(site):
        assert sorted(set(page.ids)) == sorted(page.ids), page.path


def test_each_page_has_one_first_heading_and_skips_no_level(site: Site) -> None:
    for page in _html(site):
        assert page.headings.count(1) == 1, page.path
        after = page.headings[page.headings.index(1) :]
        assert all(next_ - level <= 1 for level, next_ in itertools.pairwise(after)), (page.path, after)


def test_titles_differ(site: Site) -> None:
    titles = [page.title for page in _html(site)]
    assert all(title.endswith("- Holdfast") for title in titles)
    assert len(titles) - len(set(titles)) == 0, {title for title in titles if titles.count(title) > 1}


def test_no_page_is_heavy(site: Site) -> None:
    assert max(len(page.text) for page in _html(site)) < 1_500_000
