"""What a section of a paper is: a title, and the blocks it makes of what the paper is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from holdfast.reports.blocks import Block
from holdfast.reports.subject import Subject


class Section(NamedTuple):
    """One section. It always says something: where there is nothing to show, that there is nothing.

    `of_partner` says whether it is made for one partner: never, if a partner is named, or always. `is_confidential` marks what
    only that partner may read. `is_owed` says whether a paper on a subject must have it, chosen or not.
    """

    id: str
    title: str
    build: Callable[[Subject], Iterable[Block]]
    of_partner: Literal["never", "may", "must"] = "never"
    starts_page: bool = False
    is_confidential: bool = False
    is_owed: Callable[[Subject], bool] = lambda subject: False
