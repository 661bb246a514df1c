"""Prints a split in a terminal: what sharing saves, who pays what by rule, who would walk, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping

import click

from holdfast.cli.tables import Column, heading, paragraph, table
from holdfast.core.sharing.pennies import to_pennies
from holdfast.core.sharing.shares import Complaint, RuleShares, Shares

CORE = {
    "empty": "However it is split, some group would do better alone.",
    "nonempty": "It can be split so that nobody, and no group, would do better alone.",
    "unknown": "Whether it can be split so that no group would do better alone is not known.",
}
# Up to so many players fit side by side.
WIDE = 6


def print_shares(shares: Shares) -> None:
    """The whole answer."""
    together, apart = "one shared service" if shares.form == "cost" else "together", "each alone"
    heading("Who should pay what?" if shares.form == "cost" else "Who should get what?")
    verb = ("Sharing saves", "Sharing costs") if shares.form == "cost" else ("Sharing adds", "Sharing loses")
    said = verb[0] if shares.saving >= 0 else verb[1]
    separate = sum(shares.alone.values())
    click.echo(f"{said} {abs(shares.saving):,.2f}: {separate:,.2f} {apart}, {shares.total:,.2f} {together}.")
    paragraph(CORE[shares.core])
    if shares.least_core is not None:
        paragraph(f"The smallest possible largest complaint of any group is {_money(shares.least_core)}.")
    heading("Rule by rule")
    (_side_by_side if len(shares.players) <= WIDE else _one_below_another)(shares)
    _impossible(shares)
    _proofs(shares)
    heading("Who would walk")
    table(
        [Column("Rule"), Column("Would gain", "right"), Column("Group", grows=True)],
        [_walk(rule) for rule in shares.rules if rule.largest_complaint],
    )
    _rests_on(shares)


def _pennies(amounts: Mapping[str, float], total: float) -> list[str]:
    return [f"{amount:,.2f}" for amount in to_pennies(amounts, total).values()]


def _side_by_side(shares: Shares) -> None:
    columns = [Column("Rule", grows=True), *(Column(name, "right") for name in shares.players), Column("Holds")]
    rows = [["Going alone", *_pennies(shares.alone, sum(shares.alone.values())), ""]]
    rows += [[rule.title, *_pennies(rule.amounts, shares.total), _holds(rule)] for rule in shares.rules if rule.amounts]
    table(columns, rows)


def _one_below_another(shares: Shares) -> None:
    rows = [
        [rule.title, name, amount, _holds(rule)]
        for rule in shares.rules
        if rule.amounts
        for name, amount in zip(shares.players, _pennies(rule.amounts, shares.total), strict=True)
    ]
    table([Column("Rule", grows=True), Column("Partner"), Column("Amount", "right"), Column("Holds")], rows)


def _holds(rule: RuleShares) -> str:
    return "not known" if rule.in_core is None else "yes" if rule.in_core else "no"


def _impossible(shares: Shares) -> None:
    for rule in shares.rules:
        if rule.amounts is None:
            paragraph(f"{rule.title}: no answer, since {rule.reason}.")


def _proofs(shares: Shares) -> None:
    """What proves each result, or that nothing does."""
    proofs = [(rule.certificate, rule.title) for rule in shares.rules if rule.certificate]
    kinds = dict.fromkeys(("Proved" if proof.holds else "Not proved", proof.note) for proof, _ in proofs)
    heading("What proves it")
    for said, note in kinds:
        titles = [title for proof, title in proofs if proof.note == note and proof.holds == (said == "Proved")]
        paragraph(f"{said} ({note}): {'; '.join(titles)}.")


def _money(amount: float) -> str:
    """To the penny; nothing has no sign."""
    return f"{round(amount, 2) + 0.0:,.2f}"


def _walk(rule: RuleShares) -> list[str]:
    complaint = rule.largest_complaint or Complaint((), 0.0)
    names = ", ".join(complaint.coalition)
    least = "" if complaint.is_largest or rule.in_core is None else "at least "
    nobody = {True: "nobody; nearest: ", False: "", None: "nobody that was found; nearest: "}[rule.in_core]
    return [rule.title, f"{least}{_money(complaint.amount)}", nobody + names]


def _rests_on(shares: Shares) -> None:
    if shares.left_out:
        heading("What is left out")
        for sentence in shares.left_out:
            paragraph(f"{sentence}.")
    assumed = [assumption for assumption in shares.assumptions if not assumption.records]
    recorded = len(shares.assumptions) - len(assumed)
    if shares.assumptions:
        heading("What the sums rest on")
        paragraph(
            f"{recorded} figures from records, each with its source in --json. Any can be changed: --assume KEY=NUMBER. Assumed or changed:"
        )
        table(
            [Column("Key"), Column("Value", "right"), Column("What", grows=True)],
            [[each.key, "not known" if each.value is None else f"{each.value:,g}", f"{each.words} ({each.source})"] for each in assumed],
        )
