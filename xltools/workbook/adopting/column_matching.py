"""Which column is which field? By what its head says, checked against what stands in it; else by that alone.

Invariant: a column is one field and a field one column; of two that may be it the surer is, and the other is told.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.workbook.adopting.column_evidence import ColumnEvidence
from xltools.workbook.adopting.field_patterns import fits
from xltools.workbook.adopting.head_words import meanings
from xltools.workbook.adopting.number_patterns import number_pattern
from xltools.workbook.heads import WrittenHead, plain_head
from xltools.workbook.layout import LIST_SEPARATOR

_BY_VALUES, _CLOSE = 0.55, 0.1
_MOSTLY, _FORMULAS = 0.8, 0.5
_NUMBER, _RECEIVED, _CONTACT, _DESCRIPTION = "number", "received_at", "contact", "problem_description"
_LONG_TEXT = 12
_LONGEST_NUMBER = 24


class Match(NamedTuple):
    """What a column is.

    Attributes:
        field: The field; "" where it is the team's own.
        sure: From 0 to 1.
        reason: Why, as a key of the catalogue.
        word: The known head by which it was recognised.
        rival: The head of another column that may be this field just as well; "" where there is none.
    """

    field: str = ""
    sure: float = 0.0
    reason: str = "own"
    word: str = ""
    rival: str = ""

    def why(self) -> str:
        """The reason in the spoken language."""
        return text(f"adopting.why.{self.reason}", word=self.word)


def match_columns(heads: Sequence[WrittenHead], evidence: Mapping[int, ColumnEvidence]) -> dict[int, Match]:
    """Match the columns.

    Args:
        heads: What stands over each column of the sheet, from the first.
        evidence: What stands in the columns of the table, by number from 1.
    """
    claims = [
        (meaning.sure, place, column, meaning.field, _reason(meaning.word, heads[column - 1]), meaning.word)
        for column, seen in evidence.items()
        for place, meaning in enumerate(meanings(heads[column - 1]))
        if _may_be(meaning.field, seen)
    ]
    claims.sort(key=lambda claim: (-claim[0], -_is_filled(evidence[claim[2]]), claim[1], claim[2]))
    taken: dict[str, int] = {}
    found: dict[int, Match] = {}
    for sure, _, column, field, reason, word in claims:
        if field not in taken and column not in found:
            taken[field] = column
            found[column] = Match(field, sure, reason, word)
        elif column not in found and _rivals(found[taken[field]], sure, evidence[column]):
            found[taken[field]] = found[taken[field]]._replace(rival=heads[column - 1].alone)
    _by_values(heads, evidence, found)
    return {column: found.get(column, Match()) for column in evidence}


def is_reckoned(evidence: ColumnEvidence) -> bool:
    """Whether a column is mostly formulas."""
    return evidence.formulas > _FORMULAS * max(len(evidence.cells), 1)


def _rivals(winner: Match, sure: float, evidence: ColumnEvidence) -> bool:
    return not winner.rival and evidence.filled > 0 and winner.sure - sure < _CLOSE


def _may_be(field: str, evidence: ColumnEvidence) -> bool:
    return not is_reckoned(evidence) and fits(field, evidence)


def _is_filled(evidence: ColumnEvidence) -> bool:
    return evidence.filled > 0


def _reason(word: str, head: WrittenHead) -> str:
    if word == plain_head(head.alone):
        return "head"
    return "group" if word == plain_head(head.qualified.replace(LIST_SEPARATOR, "")) else "within"


def _by_values(heads: Sequence[WrittenHead], evidence: Mapping[int, ColumnEvidence], found: dict[int, Match]) -> None:
    """Number, receipt, contact and description, without which a case is hardly one, where no head told them."""
    known = {match.field for match in found.values()}
    tests: Mapping[str, Callable[[ColumnEvidence], bool]] = {
        _NUMBER: _is_number,
        _RECEIVED: lambda seen: seen.styles.dates >= _MOSTLY * seen.filled,
        _CONTACT: lambda seen: seen.contacts >= _MOSTLY * seen.filled,
        _DESCRIPTION: lambda seen: seen.typical >= _LONG_TEXT and seen.distinct > _MOSTLY * seen.filled,
    }
    reasons = {_NUMBER: "serials", _RECEIVED: "dates", _CONTACT: "contacts", _DESCRIPTION: "long_texts"}
    for field, holds in tests.items():
        for column, seen in evidence.items():
            free = column not in found and heads[column - 1].alone and seen.filled >= _MOSTLY * len(seen.cells)
            if field not in known and free and seen.filled and not is_reckoned(seen) and holds(seen):
                found[column] = Match(field, _BY_VALUES, reasons[field])
                break


def _is_number(seen: ColumnEvidence) -> bool:
    """Numbers that differ in every row and are neither telephone numbers, dates nor amounts."""
    if seen.distinct < seen.filled or seen.longest > _LONGEST_NUMBER or seen.contacts or seen.styles.dates:
        return False
    told = number_pattern(seen.cells, [None] * len(seen.cells))
    return told.found and told.followed >= _MOSTLY * seen.filled and not told.numeric
