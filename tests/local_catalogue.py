"""Local additions as a council might write them: bands of its own, a problem in its own words, an action and a source of its own."""

from __future__ import annotations

from pathlib import Path

PARTS = {
    "indicators/ours.toml": """
[[indicator]]
id = "open_disputes_age"
critical = 60
why = "Our agreement gives 60 days."

[[indicator]]
id = "vacancies"
healthy = 0.02
critical = 0.1
why = "Our workforce plan."
""",
    "problems/ours.toml": """
id = "skills_shortage"
title = "Too few hands in Ostley"
""",
    "actions/ours.toml": """
[[action]]
id = "borrow_from_county"
title = "Borrow a specialist from the county"
what = "Ask the county for a named specialist."
who = "Heads of ICT"
weeks = 4
days = 3
worked = "The work that waited for the post has started."
indicators = ["vacancies"]
sources = ["OUR1"]
""",
    "sources.toml": """
[[source]]
id = "OUR1"
title = "Our workforce plan"
""",
}
NAMES = {"indicators/open_disputes_age", "indicators/vacancies", "problems/skills_shortage", "actions/borrow_from_county", "sources/OUR1"}


def written(folder: Path) -> Path:
    """The folder with these additions in it."""
    for name, text in PARTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
