"""Names for the short names in a case: partners, services, posts, duties, assumptions."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.people import Post
from holdfast.web.page.partner_marks import short_name
from holdfast.web.page.values import Words

DRIVERS: Mapping[str | None, Promise] = {
    None: gettext_lazy("The partners’ own ranges"),
    "set_up": gettext_lazy("Overrun of the cost to set up"),
    "running": gettext_lazy("Overrun of the running cost"),
    "realised": gettext_lazy("Benefits that do not come"),
    "delay": gettext_lazy("Delay of go-live"),
    "leaving": gettext_lazy("Partners who leave, and what all of this does together"),
}
ASSUMPTIONS: Mapping[str, Promise] = {
    **{key: words for key, words in DRIVERS.items() if key},
    "realised": gettext_lazy("Benefits realised"),
}
SIDES: Mapping[str, tuple[Promise, Promise]] = {
    "set_up": (gettext_lazy("Cost to set up %(service)s"), gettext_lazy("Cost to set up what serves all services")),
    "running": (gettext_lazy("Running cost of %(service)s"), gettext_lazy("Running cost of all services together")),
    "benefit": (gettext_lazy("Benefits of %(service)s"), gettext_lazy("Benefits of all services together")),
}


def driver_title(driver: str | None) -> str:
    """What moves the whole case, in words."""
    return str(DRIVERS[driver])


class Names:
    """The names in one body of evidence."""

    def __init__(self, evidence: Evidence) -> None:
        self._words = Words(evidence)
        self._posts = {post.post: post for post in evidence.of(Post)}

    def partner(self, code: str | None) -> str:
        """A partner's short name; the whole arrangement where there is none."""
        return short_name(self._words.name("partners", code)) if code else _("All together")

    def service(self, code: str) -> str:
        """A service's name."""
        return self._words.name("services", code)

    def contract(self, code: str) -> str:
        """What a contract is called: its supplier."""
        return self._words.name("contracts", code)

    def stage(self, code: str) -> str:
        """A stage by its short name, as a name."""
        return code.replace("-", " ").replace("_", " ").capitalize()

    def post(self, code: str, *, with_partner: bool = True) -> str:
        """A post's title, with its partner."""
        post = self._posts.get(code)
        title = post.title if post else self._words.name("posts", code)
        return f"{title}, {self.partner(post.partner)}" if with_partner and post and post.partner else title

    def holder(self, partner: str | None) -> str:
        """Whose post it is."""
        return self.partner(partner) if partner else _("joint post")

    def assumption(self, id: str) -> str:
        """An assumption of the case: a driver, a partner that leaves, or one side of a service."""
        side, _slash, code = id.partition("/")
        if not code:
            return str(ASSUMPTIONS[side])
        if side == "leaves":
            return _("%(partner)s leaves") % {"partner": self.partner(code)}
        of_service, of_all = SIDES[side]
        return str(of_all) if code == "all" else str(of_service) % {"service": self.service(code)}
