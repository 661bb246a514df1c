"""Who was let in, as what, by whom and when: places on offer, and every change of access."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.web.accounts.models import Invitation, User
from holdfast.web.arrangements.models.arrangement import Arrangement
from holdfast.web.arrangements.models.membership import Role


class OfferedPlace(models.Model):
    """What an invitation leads to: a place in an arrangement. `body` is empty for an auditor."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="place")
    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="offered_places")
    body = models.SlugField(max_length=80, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)

    def __str__(self) -> str:
        return f"Place of invitation {self.invitation_id}"


class AccessAct(models.TextChoices):
    """What can happen to somebody's access, as a sentence of who did it to whom."""

    INVITED = "invited", _("%(by)s invited %(person)s as %(role)s%(of)s")
    WITHDREW = "withdrew", _("%(by)s withdrew the invitation of %(person)s as %(role)s%(of)s")
    JOINED = "joined", _("%(person)s joined as %(role)s%(of)s")
    CHANGED = "changed", _("%(by)s changed %(person)s%(of)s from %(was)s to %(role)s")
    ENDED = "ended", _("%(by)s ended the access of %(person)s, who was %(was)s%(of)s")
    LEFT = "left", _("%(person)s left, and had been %(was)s%(of)s")
    HANDED = "handed", _("%(by)s handed the work of %(leaver)s over to %(person)s, now %(role)s%(of)s")


class AccessChange(models.Model):
    """One change of access: never altered, never deleted."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="access_changes")
    act = models.CharField(max_length=10, choices=AccessAct.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    leaver = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.SlugField(max_length=80, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    was = models.CharField(max_length=20, choices=Role.choices, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Change of access {self.pk}"

    def words(self, names: Mapping[str, str]) -> str:
        """The change as a sentence; `names` are those of the bodies, by short name."""
        said = {
            "by": self.by.name,
            "person": self._person(),
            "leaver": self.leaver.name if self.leaver else "",
            "of": _(" for %(body)s") % {"body": names.get(self.body, self.body)} if self.body else "",
            "role": self.get_role_display().lower(),
            "was": self.get_was_display().lower(),
        }
        return str(AccessAct(self.act).label) % said

    def _person(self) -> str:
        """Whom it was about: by name once they have an account, by address until then."""
        invited = self.invitation
        found = self.person or (invited.used_by if invited else None)
        return found.name if found else (invited.email if invited else "") or gettext("somebody who has left")
