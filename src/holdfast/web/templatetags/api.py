"""What the page of the API writes: a link to a shape, or its name where the shape has a reference elsewhere."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from holdfast.web.api.reference import is_own, shape_id

register = template.Library()
QUOTED = re.compile("`([^`]+)`")


@register.simple_tag
def shape_link(name: str) -> SafeString:
    """The name of a shape, as a link to where the page explains it."""
    if not is_own(name):
        return format_html("<code>{}</code>", name)
    return format_html('<a class="govuk-link" href="#{}"><code>{}</code></a>', shape_id(name), name)


@register.filter
def coded(words: str) -> SafeString:
    """Words in which what stands between back quotes is code, as the document has it; all else is escaped first."""
    return mark_safe(QUOTED.sub(r"<code>\1</code>", conditional_escape(words)))
