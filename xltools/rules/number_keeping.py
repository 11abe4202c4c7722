"""Which numbers stay where they stand, and which go back to where they belong? (FR-3)

Invariant: a case is known by what it says (its identity fields), not by where its row stands. A number stays with a row
that agrees with what is remembered of it in at least one field; of several such rows the most alike keeps it. A number
that nobody could see yet follows its row while that is typed on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from xltools.model.issued_numbers import IssuedNumber, IssuedNumbers
from xltools.model.pass_context import UnseenNumber
from xltools.rules.case_identities import FIELDS_TO_TELL_A_STRANGER, Identities, Prints, likeness
from xltools.rules.number_following import follow_unseen

_CANDIDATES = 50


class Kept(NamedTuple):
    """What stays.

    Attributes:
        numbers: The number of each case as far as it has one.
        restated: Known cases that say something else than remembered.
    """

    numbers: list[str | None]
    restated: list[int]


def kept_numbers(
    cases: Identities, ours: Mapping[str, IssuedNumber], issued: IssuedNumbers, unseen: Mapping[str, UnseenNumber]
) -> Kept:
    """The number of each case as far as it has one: kept, adopted at first contact, or put back.

    Args:
        cases: What the cases say.
        ours: What was given to this register.
        issued: What was given in the workspace.
        unseen: Numbers that stand in no version that somebody else saved.
    """
    decided: list[str | None] = list(cases.typed)
    distinct = set(decided)
    if None in distinct or len(distinct) < len(decided) or not distinct <= ours.keys():
        decided = _held(cases, ours, issued)
    if not ours:
        return Kept(decided, [])
    known = {index: ours[number] for index, number in enumerate(decided) if number is not None}
    suspects = cases.changed(known)
    moved = _moved(cases, decided, ours, suspects)
    for index in (*_strangers(cases, decided, ours, suspects), *moved):
        decided[index] = None
    _put_back(cases, decided, ours)
    for index, number in moved.items():
        if decided[index] is None and number not in decided:
            decided[index] = number
    followed = follow_unseen(cases, decided, ours, unseen)
    if cases.table.definition.numbered_ahead:
        _keep_ahead(cases, decided, issued)
    return Kept(decided, [index for index in (*suspects, *followed) if decided[index] is not None])


def _held(cases: Identities, ours: Mapping[str, IssuedNumber], issued: IssuedNumbers) -> list[str | None]:
    """Each number with one row. A register that is met for the first time brings its own along."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, number in enumerate(cases.typed):
        if number is not None and (number in ours or (not ours and _may_adopt(number, issued))):
            holders[number].append(index)
    decided: list[str | None] = [None] * len(cases.typed)
    for number, indexes in holders.items():
        original = indexes[0]
        if len(indexes) > 1 and number in ours:
            known = cases.remembered(ours[number])
            alike = [likeness(prints, known) for prints in cases.prints(indexes)]
            original = indexes[alike.index(max(alike))]
        decided[original] = number
    return decided


def _may_adopt(number: str, issued: IssuedNumbers) -> bool:
    """A well-formed number that nobody has, and whose serial is no typing slip of ten times what anybody needs."""
    if number in issued.by_number:
        return False
    if issued.scheme.keeps_others:
        return True
    parsed = issued.scheme.parse(number)
    return parsed is not None and parsed.serial < 10 ** (issued.scheme.width + 2)


def _keep_ahead(cases: Identities, decided: list[str | None], issued: IssuedNumbers) -> None:
    """Give a new case the number that stood in its row before anybody wrote there."""
    taken = set(decided)
    for index, number in enumerate(cases.typed):
        if decided[index] is None and number is not None and number not in taken and number not in issued.by_number:
            if issued.scheme.parse(number) is None:
                continue
            decided[index] = number
            taken.add(number)


def _strangers(
    cases: Identities, decided: Sequence[str | None], ours: Mapping[str, IssuedNumber], suspects: Sequence[int]
) -> list[int]:
    """Cases that agree in nothing with what is remembered of the number that they bear."""
    found = []
    for index, prints in zip(suspects, cases.prints(suspects), strict=True):
        known = cases.remembered(ours[decided[index] or ""])
        enough = sum(map(bool, known)) >= FIELDS_TO_TELL_A_STRANGER and any(prints)
        if enough and not likeness(prints, known):
            found.append(index)
    return found


def _moved(
    cases: Identities, decided: Sequence[str | None], ours: Mapping[str, IssuedNumber], suspects: Sequence[int]
) -> dict[int, str]:
    """Cases, with their numbers, that say what is remembered of another number: sorted apart, or overtyped."""
    if not suspects:
        return {}
    standing = set(decided) - {decided[index] for index in suspects}
    elsewhere = {
        key: number
        for number, record in ours.items()
        if number not in standing
        for key in _keys(cases, cases.remembered(record), overtyped=False)
    }
    moved: dict[int, str] = {}
    for index, prints in zip(suspects, cases.prints(suspects), strict=True):
        number = decided[index] or ""
        known = cases.remembered(ours[number])
        if prints != known and any(
            elsewhere.get(key, number) != number for key in _keys(cases, prints, overtyped=False)
        ):
            moved[index] = number
    return moved


def _put_back(cases: Identities, decided: list[str | None], ours: Mapping[str, IssuedNumber]) -> None:
    """Give cases without a number the one that they had, where no other case bears it."""
    open_rows = [index for index, number in enumerate(decided) if number is None]
    standing = set(decided)
    absent = [record for number, record in ours.items() if number not in standing]
    if not open_rows or not absent:
        return
    candidates: dict[tuple[object, ...], list[IssuedNumber]] = defaultdict(list)
    for record in absent:
        for key in _keys(cases, cases.remembered(record), overtyped=True):
            candidates[key].append(record)
    taken: set[str] = set()
    for index, prints in zip(open_rows, cases.prints(open_rows), strict=True):
        overtyped = cases.typed[index] is not None
        fitting: dict[str, IssuedNumber] = {}
        for key in _keys(cases, prints, overtyped=overtyped):
            free = [record for record in candidates.get(key, ()) if record.number not in taken]
            candidates[key] = free
            fitting.update((record.number, record) for record in free[:_CANDIDATES])
        if fitting:
            alike = {number: likeness(prints, cases.remembered(record)) for number, record in fitting.items()}
            number = max(alike, key=alike.__getitem__)
            decided[index] = number
            taken.add(number)


def _keys(cases: Identities, prints: Prints, *, overtyped: bool) -> Iterable[tuple[object, ...]]:
    """What makes two rows the same case: the description and one more field; under an overtyped number, all others."""
    others = [place for place in range(len(prints)) if place not in cases.described]
    for described in cases.described:
        if prints[described]:
            for place, other in zip(others, repeat(described), strict=False):
                if prints[place]:
                    yield other, prints[other], place, prints[place]
    rest = tuple(prints[place] for place in others)
    if overtyped and len(rest) > 1 and all(rest):
        yield "all others", *rest
