"""The commercial case: in which form it is to run, with whom there are contracts, and who has signed to buy."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.evidence.estate import Contract
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.trading import Customer
from holdfast.core.evidence.words import code_title, code_words
from holdfast.reports.blocks import Block, Column, Heading, Paragraph, Table
from holdfast.reports.sections.amounts import money_column, said
from holdfast.reports.sections.economic import YES_NO
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject
from holdfast.reports.words import counted


def build(subject: Subject) -> Iterable[Block]:
    """Form, contracts, income."""
    form = subject.evidence.arrangement.type
    yield Paragraph(f"The arrangement is to run as: {code_words(form)}." if form else "In which legal form it is to run is not on record.")
    yield Heading("Contracts")
    yield from _contracts(subject)
    yield Heading("Income from others")
    yield from _income(subject)


def _contracts(subject: Subject) -> Iterable[Block]:
    found = sorted(subject.evidence.of(Contract), key=lambda contract: (contract.ends is None, contract.ends or contract.on))
    if not found:
        yield Paragraph("No contract is on record.")
        return
    columns = (
        Column("Supplier", width=2.0),
        Column("Partner", width=1.8),
        Column("Service", width=1.6),
        Column("Ends", "date", 1.4),
        money_column(subject, "A year", 1.1),
        money_column(subject, "To leave early", 1.1),
        Column("Can be moved", width=0.9),
    )
    rows = tuple(
        (
            contract.supplier,
            subject.name_of(contract.partner) if contract.partner else None,
            subject.records.name_of("services", contract.service) if contract.service else None,
            contract.ends,
            contract.yearly_value,
            contract.exit_cost,
            YES_NO[contract.assignable],
        )
        for contract in found
    )
    yield Table("contracts", "Contracts, the first to end first", columns, rows)


def _income(subject: Subject) -> Iterable[Block]:
    lines = [line for line in subject.evidence.of(CashLine) if line.category == "income" and line.status == "plan" and line.option is None]
    unsigned = sum(line.contracted is False for line in lines)
    unclear = sum(line.contracted is None for line in lines)
    if not lines:
        yield Paragraph("No income from others is planned.")
    if unsigned:
        yield Paragraph(f"{counted(unsigned, 'line of income is', 'lines of income are')} a hope: without a contract they count in no sum.")
    if unclear:
        yield Paragraph(
            f"Of {counted(unclear, 'line of income', 'lines of income')} nobody has said whether it is under contract; it is counted."
        )
    customers = subject.evidence.of(Customer)
    if not customers:
        return
    columns = (
        Column("Customer", width=2.6),
        Column("Status", width=1.0),
        money_column(subject, "A year", 1.1),
        Column("Signed", "date", 1.4),
        Column("Guaranteed until", "date", 1.4),
    )
    rows = tuple(
        (item.name or item.customer, code_title(item.status), item.yearly_value, item.signed, item.guaranteed_until) for item in customers
    )
    yield Table("customers", "Customers", columns, rows)
    signed = [item.yearly_value for item in customers if item.status == "signed" and item.yearly_value is not None]
    if signed:
        yield Paragraph(f"Signed so far: {said(subject, sum(signed[1:], signed[0]))} a year.")


SECTION = Section("commercial", "The commercial case", build)
