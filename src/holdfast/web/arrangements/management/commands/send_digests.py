"""Sends the digests that are due. Run it once a day, or each hour: nobody gets more letters than they asked for."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from holdfast.web.arrangements.changes_follow import digest_sent
from holdfast.web.arrangements.digest import digest_of, followers, letter


class Command(BaseCommand):
    """`send_digests`"""

    help = "Sends each person the digest of each arrangement that they asked for, if it is due and there is something to say."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = failed = 0
        now = timezone.now()
        for following in followers(now):
            # One arrangement that cannot be read, or one address that is refused, must not keep the others waiting.
            try:
                digest = digest_of(following)
                if not digest.is_empty:
                    letter(digest).send()
                    sent += 1
            except Exception as problem:
                failed += 1
                self.stderr.write(f"No digest for membership {following.membership_id}: {type(problem).__name__}")
                continue
            digest_sent(of=following, at=now)
        self.stdout.write(f"Sent {sent} digests." + (f" {failed} could not be sent; they are tried again next time." if failed else ""))
        if failed:
            sys.exit(1)
