"""Warnings about people: posts without cover, empty posts, silence towards staff, papers without a reply, wishes that clash."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from holdfast.core.early_warnings.watch import Sign, Watch, day, told_by
from holdfast.core.evidence.decisions import Reply
from holdfast.core.evidence.facts import partner_names
from holdfast.core.evidence.people import Post
from holdfast.core.people.cover import cover_of, is_empty, is_key


def deputy_missing(watch: Watch) -> Iterator[Sign]:
    """A key post with a leaving date, for which nobody is recorded who could stand in."""
    posts = watch.evidence.of(Post)
    covered = {post.post for post in cover_of(posts, watch.date, lambda post: False).covered}
    for post in posts:
        if post.leaves and post.leaves > watch.date and is_key(post) and not is_empty(post, watch.date) and post.post not in covered:
            text = f"{post.title} leaves on {day(post.leaves)}, and no deputy or tested handover is recorded."
            yield Sign(subject=f"posts/{post.post}", text=text, since=post.on, because=told_by(post), due=post.leaves)


def post_vacant(watch: Watch) -> Iterator[Sign]:
    """A key post that has stood empty for as long as is half worrying."""
    months = watch.reading("critical_vacancy")
    if months and months.value is not None:
        since = watch.latest(months.because)
        empty = [post for post in watch.evidence.of(Post) if f"posts/{post.id}" in months.because]
        names = " and ".join(post.title for post in empty) or "A key post"
        yield Sign(
            subject="posts/vacant",
            text=f"{names} has stood empty for {months.value:.0f} months.",
            since=min((post.vacant_since for post in empty if post.vacant_since), default=since),
            because=months.because,
        )


def staff_silence(watch: Watch) -> Iterator[Sign]:
    """Staff of some partner have been told nothing for as long as is half worrying."""
    days = watch.reading("days_since_staff_message")
    if days and days.value is not None:
        last = watch.date - dt.timedelta(days=days.value)
        text = f"Staff were last told something {days.value:.0f} days ago, on {day(last)}."
        yield Sign(subject="messages/staff", text=text, since=last, because=days.because)


def reply_overdue(watch: Watch) -> Iterator[Sign]:
    """A joint paper that a partner has not answered for longer than is usual."""
    names = partner_names(watch.evidence)
    answered = {(reply.partner, reply.paper) for reply in watch.evidence.of(Reply) if reply.answered}
    for reply in watch.evidence.of(Reply):
        waits = watch.date - reply.asked
        if (reply.partner, reply.paper) not in answered and waits >= watch.days("reply_wait"):
            name = names.get(reply.partner, reply.partner)
            text = f"{name} has not answered “{reply.paper}” for {waits.days} days."
            yield Sign(subject=f"replies/{reply.partner}/{reply.paper}", text=text, since=reply.asked, because=told_by(reply))


def appetites_apart(watch: Watch) -> Iterator[Sign]:
    """Two partners that stand at least two levels apart in the risk they would take."""
    gap = watch.reading("appetite_gap")
    if gap and gap.value is not None:
        text = f"Partners stand {gap.value:.0f} levels apart in the risk they would take."
        yield Sign(subject="appetites", text=text, since=watch.latest(gap.because), because=gap.because)


def red_line_in_scope(watch: Watch) -> Iterator[Sign]:
    """Something in the scope that a partner will not share, or would rather not."""
    overlap = watch.reading("no_go_overlap")
    if overlap and overlap.value is not None:
        text = "The scope holds something that a partner has said it will not share."
        yield Sign(subject="no_go_areas", text=text, since=watch.latest(overlap.because), because=overlap.because)
