"""What can be asked of the API, an area a module. Each module has a `router`; an area is added by its module and one line here."""

from __future__ import annotations

from ninja import Router

from holdfast.web.api.operations import (
    actions,
    answers,
    arrangements,
    assessment,
    catalogue,
    entries,
    exchanges,
    exports,
    importing,
    money,
    people,
    records,
    rounds,
)

# The areas in the order in which the document and the page of the API show them: a name, what it is about, and its operations.
AREAS: tuple[tuple[str, str, Router], ...] = (
    ("Arrangements", "Your arrangements, beginning one, and who asks.", arrangements.router),
    ("Records", "What stands on record, of every kind.", records.router),
    ("Entries", "The ledger: who said what and when, and every change you make.", entries.router),
    ("Files", "Bringing in a workbook or a TOML file: first what it would change, then what you take of it.", importing.router),
    ("People", "Who takes part: inviting, another role, hand-over and the end of access.", people.router),
    ("Assessment", "Will it hold, as at any day and as known on any day; over time; what if; early warnings.", assessment.router),
    ("Actions", "Tasks, the risk register, what is contested, and warnings that can wait.", actions.router),
    ("Money", "The business case, and the ways to share the cost.", money.router),
    ("Exchanges", "Sealed exchanges: how far each partner is, and what each told once they have opened.", exchanges.router),
    ("Answers", "Beginning a sealed exchange, and your own body's answer to one.", answers.router),
    ("Rounds", "Readiness rounds, and what may be said of the answers once one has closed.", rounds.router),
    ("Exports", "Files to take away: the ledger, what stands, and papers.", exports.router),
    ("Catalogue", "The problems, indicators, questions, actions and cases, and the kinds of record. No token is needed.", catalogue.router),
)
