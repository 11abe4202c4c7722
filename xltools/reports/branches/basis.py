"""What do the figures mean, which registers are they of, and which are missing? Section 口径.

Invariant: every register that was named stands here, read or not, with the reason.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.branches.branch_cells import LONG, TEXT, column, section
from xltools.reports.branches.branches import source_anchor
from xltools.reports.branches.totals import BranchBasis, BranchGap, BranchLine
from xltools.reports.document import Block, Cell, Column, Paragraph, Section, Table, Tone, Value
from xltools.reports.joined_words import listed

SOURCES = "sources"
_COPIES = 5
_DEFINED = (
    "covered", "rates", "received", "closed", "open_before", "open_after", "response_time", "resolution_time",
    "dates_alone", "on_time", "original_and_revised", "overdue", "satisfied", "response_rate", "first_time_fix",
    "escalations",
)  # fmt: skip
_DEFINED_HERE = ("medians", "problems", "attention", "merged")


def basis_section(basis: BranchBasis) -> Section:
    """The section."""
    columns = Column(text("branches.heads.figure"), TEXT, 20), Column(text("branches.heads.meaning"), LONG, 96)
    rows = [(text(f"figures.definitions.{key}.name"), text(f"figures.definitions.{key}.meaning")) for key in _DEFINED]
    rows += [
        (text(f"branches.definitions.{key}.name"), text(f"branches.definitions.{key}.meaning")) for key in _DEFINED_HERE
    ]
    definitions = Table("definitions", text("branches.tables.definitions"), columns, rows)
    return section("basis", [*_left_out(basis), definitions, _sources(basis)])  # of the last, heads stand on each page


def _left_out(basis: BranchBasis) -> list[Block]:
    told = [text("branches.basis.gap", name=gap.name, reason=gap.reason) for gap in basis.gaps]
    if basis.gaps:
        told.append(text("branches.basis.not_stood_in"))
    undated, unnumbered = (sum(getattr(line, key) for line in basis.totals.lines) for key in ("undated", "unnumbered"))
    if undated:
        told.append(text("branches.basis.undated", count=undated))
    if unnumbered:
        told.append(text("branches.basis.unnumbered", count=unnumbered))
    told += [text("branches.basis.copies", places=listed(places)) for places in basis.copies[:_COPIES]]
    if len(basis.copies) > _COPIES:
        told.append(text("branches.basis.more_copies", count=len(basis.copies) - _COPIES))
    if basis.passed_over:
        told.append(text("branches.basis.passed_over", count=basis.passed_over))
    title = text("branches.basis.left_out")
    if not told:
        return [Paragraph((text("branches.basis.nothing"),), title)]
    return [
        Paragraph(tuple(told), title, bullets=True, tone=Tone.WARNING if basis.gaps or basis.copies else Tone.PLAIN)
    ]


def _sources(basis: BranchBasis) -> Table:
    missing = [_gap_row(gap) for gap in basis.gaps]
    read = [_line_row(line) for line in basis.totals.lines]
    anchors = {len(missing) + place: source_anchor(line.place) for place, line in enumerate(basis.totals.lines)}
    columns = (
        column("branch", TEXT, 20),
        column("register", TEXT, 22),
        column("rows"),
        column("unnumbered"),
        column("undated"),
        column("status", LONG, 34),
        column("place", LONG, 60),
    )
    counted = (sum(getattr(line, key) for line in basis.totals.lines) for key in ("rows", "unnumbered", "undated"))
    total = (text("branches.total"), None, *counted, None, None)
    return Table(SOURCES, text("branches.tables.sources"), columns, [*missing, *read], total, anchors=anchors)


def _gap_row(gap: BranchGap) -> Sequence[Value]:
    status = text("branches.basis.unread", reason=gap.reason)
    if gap.last_read:
        status += text("branches.basis.last_read", moment=gap.last_read)
    return gap.name, None, None, None, None, Cell(status, tone=Tone.BAD), gap.place


def _line_row(line: BranchLine) -> Sequence[Value]:
    return line.name, line.title, line.rows, line.unnumbered, line.undated, text("branches.basis.read"), line.place
