"""Who takes part in an arrangement, for which partner, in which role."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models.arrangement import Arrangement


class Role(models.TextChoices):
    """The roles, from the most to the least; what each may do stands in permissions.py alone."""

    LEAD = "lead", _("Lead")
    EDITOR = "editor", _("Editor")
    CONTRIBUTOR = "contributor", _("Contributor")
    VIEWER = "viewer", _("Viewer")
    AUDITOR = "auditor", _("Auditor")


class Membership(models.Model):
    """A person's place in an arrangement. `body` is the partner's short name, empty for an auditor.

    A membership is ended, never deleted, so that it can be said who had access when. `handed_to` is the place of the
    colleague who took over a leaver's work, and with it what the leaver recorded.
    """

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    body = models.SlugField(max_length=80, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True, blank=True)
    handed_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="taken_over")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["arrangement", "user"], condition=models.Q(ended__isnull=True), name="one_place_in_an_arrangement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"

    @cached_property
    def taken_over_from(self) -> frozenset[str]:
        """The public ids of those whose work was handed over to this place, straight or through others."""
        found: set[str] = set()
        waiting = {self.pk}
        while waiting:
            rows = list(Membership.objects.filter(handed_to__in=waiting).values_list("pk", "user__public_id"))
            found.update(str(author) for _, author in rows)
            waiting = {pk for pk, _ in rows}
        return frozenset(found)
