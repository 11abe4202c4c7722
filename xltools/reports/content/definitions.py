"""What do the figures mean, what do they rest on, and what is missing? Section 口径.

Invariant: whatever was left out is named here with its reason; every figure of the report has its definition here.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.causes.definitions import definitions as definitions_of_causes
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import COUNT, LONG, TEXT, column, section
from xltools.reports.document import Block, Cell, Paragraph, Section, Table, Tone, Value
from xltools.reports.facts import Facts, RegisterSource
from xltools.reports.figures.copies import copies
from xltools.reports.figures.definition import Definition
from xltools.reports.figures.definitions import definitions as definitions_of_figures
from xltools.reports.figures.totals import totals
from xltools.reports.joined_words import listed, parted
from xltools.reports.row_prints import RowChanges

SOURCES = "sources"
_NAMED, _COPIES = 30, 5
_COUNTED = ("rows", "unnumbered", "undated")  # of a source


def definitions_section(basis: Basis) -> Section:
    """What was read and left out, what changed since, totals counted again, the meaning of each figure, the masking."""
    blocks: list[Block] = [
        _sources(basis.facts),
        _left_out(basis.facts),
        _changes(basis),
        _compared(basis),
        _reconciled(basis),
        _definitions([*definitions_of_figures(), *definitions_of_causes()]),
        Paragraph((text("report.masking.told"),), text("report.masking.title")),
    ]
    return section("basis", blocks)


def _sources(facts: Facts) -> Table:
    """The registers that were read, and those that could not be."""
    columns = (
        column("register", TEXT, 22),
        column("file", LONG, 22),
        column("rows", COUNT, 10),
        column("unnumbered", COUNT, 10),
        column("undated", COUNT, 10),
        column("policy", TEXT, 12),
        column("status", LONG, 52),
    )
    rows = [_source_row(source) for source in facts.sources]
    total = (
        text("report.total"),
        None,
        *(sum(getattr(source, name) for source in facts.sources) for name in _COUNTED),
        None,
        None,
    )
    return Table(SOURCES, text("report.sources.table"), columns, rows, total, note=text("report.sources.note"))


def _source_row(source: RegisterSource) -> Sequence[Value]:
    if source.trouble:
        trouble = Cell(text("report.sources.not_read", trouble=source.trouble), tone=Tone.BAD)
        return (source.name, source.file, None, None, None, None, trouble)
    status = parted((text("report.sources.read"), *(text(f"report.missing.{key}") for key in source.missing)))
    return (source.name, source.file, source.rows, source.unnumbered, source.undated, source.policy[:8], status)


def _left_out(facts: Facts) -> Paragraph:
    told = [
        text("report.left_out.not_read", file=source.file, trouble=source.trouble)
        for source in facts.sources
        if source.trouble
    ]
    for source in facts.sources:
        if source.undated:
            told.append(text("report.left_out.undated", register=source.name, rows=source.undated))
        if source.unnumbered:
            told.append(text("report.left_out.unnumbered", register=source.name, rows=source.unnumbered))
    told += [text("report.left_out.copies", copies=words) for words in copy_words(facts)]
    if not told:
        return Paragraph((text("report.left_out.nothing"),), text("report.left_out.nothing_title"))
    return Paragraph(tuple(told), text("report.left_out.title"), bullets=True, tone=Tone.WARNING)


def copy_words(facts: Facts) -> list[str]:
    """What is wrong where a folder holds a register twice; of many pairs the first few."""
    found = copies(facts)
    told = [text("report.copies.pair", one=each.one, other=each.other, cases=each.cases) for each in found[:_COPIES]]
    further = len(found) - _COPIES
    return [*told, text("report.copies.further", pairs=further)] if further > 0 else told


def _changes(basis: Basis) -> Paragraph:
    making = basis.making
    title = text("report.changes.title")
    if basis.cut_off < basis.period.ends_at:
        return Paragraph((text("report.changes.not_over", at=basis.cut_off),), title, tone=Tone.WARNING)
    if not making.changes:  # said alike the first time and later, for the same rows make the same report
        return Paragraph((text("report.changes.nothing"),), title)
    told = (text("report.changes.since", made=making.first_made), *_told_changes(making.changes))
    return Paragraph(told, title, tone=Tone.WARNING)


def _compared(basis: Basis) -> Paragraph:
    """What the figures of the period before are of; where this one is running that is not the whole of it."""
    over = basis.cut_off >= basis.period.ends_at
    told = [text("report.before.whole" if over else "report.before.part", period=basis.before.period.label)]
    if not basis.comparable:
        told.append(text("report.before.not_covered"))
    return Paragraph(tuple(told), text("report.before.title"))


def _told_changes(changes: RowChanges) -> list[str]:
    told = []
    parts = (("changed", changes.changed), ("added", changes.added), ("removed", changes.removed))
    for key, by_register in parts:
        for register, numbers in by_register.items():
            shown = listed(numbers[:_NAMED]) + (text("report.changes.and_more") if len(numbers) > _NAMED else "")
            told.append(text(f"report.changes.rows.{key}", register=register, rows=len(numbers), shown=shown))
    told += [text("report.changes.policy", register=register) for register in changes.policy]
    return told


def _reconciled(basis: Basis) -> Table:
    """Totals counted another way, beside what the sections show."""
    counted, volume = totals(basis.facts, basis.period), basis.volume
    pairs = (
        ("received", volume.received, counted.received),
        ("closed", volume.closed, counted.closed),
        ("open_after", volume.open_after, counted.open_after),
        ("left", volume.open_before + volume.received - volume.closed, counted.open_after),
    )
    right = Cell(text("report.reconciled.agrees"), tone=Tone.GOOD)
    wrong = Cell(text("report.reconciled.disagrees"), tone=Tone.BAD)
    rows = [
        (text(f"report.checks.{what}"), shown, again, right if shown == again else wrong)
        for what, shown, again in pairs
    ]
    columns = (
        column("item", TEXT, 24),
        column("reported", COUNT, 10),
        column("counted_again", COUNT, 10),
        column("check", TEXT, 8),
    )
    return Table("reconciled", text("report.reconciled.table"), columns, rows, note=text("report.reconciled.note"))


def _definitions(definitions: Sequence[Definition]) -> Table:
    columns = (column("figure", TEXT, 18), column("meaning", LONG, 96))
    return Table("definitions", text("report.definitions.table"), columns, list(definitions))
