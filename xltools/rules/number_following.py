"""Which rows do numbers belong to that were given and that nobody else has saved yet?

Somebody has the register open, saved what he had before over them, or an undo took them off (clients.md, section 4).
Invariant: a number that somebody may have read goes to no other case, however alike.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from xltools.model.issued_numbers import IssuedNumber
from xltools.model.pass_context import UnseenNumber
from xltools.rules.case_identities import FIELDS_TO_TELL_A_STRANGER, Identities, Prints, likeness

_TOO_COMMON = 50


def unread(unseen: Mapping[str, UnseenNumber], typed: Collection[str | None]) -> dict[str, UnseenNumber]:
    """Those of the numbers that nobody can have read, as far as the numbers tell that stand in the cells.

    Where one of those that we wrote stands, somebody saved what we wrote: what is missing of them was taken out.
    """
    were_read = any(each.written and number in typed for number, each in unseen.items())
    return {n: each for n, each in unseen.items() if n not in typed and not (each.written and were_read)}


def follow_unseen(
    cases: Identities,
    decided: list[str | None],
    ours: Mapping[str, IssuedNumber],
    unseen: Mapping[str, UnseenNumber],
) -> list[int]:
    """Give numbers that nobody saw yet to the rows that they were given to, which may say something else by now.

    The most alike row without a number gets it, of equals the one at its place; a row that agrees in nothing only if
    it is at its place and the case had hardly said anything yet. What somebody may have read goes only to a row that
    agrees in all but one field: where others of its kind stand, theirs were deleted. Gives the positions of the rows.
    """
    standing = set(decided)
    absent = {
        number: each.row
        for number, each in unread(unseen, set(cases.typed)).items()
        if number in ours and number not in standing
    }
    open_rows = [index for index, number in enumerate(decided) if number is None] if absent else []
    alike_to = _alike({number: cases.remembered(ours[number]) for number in absent})
    at_place = {row: number for number, row in absent.items()}
    found: list[tuple[int, bool, int, str]] = []
    for index, prints in zip(open_rows, cases.prints(open_rows), strict=True):
        here = at_place.get(cases.table.rows[index])
        for number in alike_to(prints) | ({here} if here is not None else set()):
            known = cases.remembered(ours[number])
            alike = likeness(prints, known)
            said = sum(map(bool, known))
            enough = max(said - 1, 1) if unseen[number].written else 1
            if alike >= enough or (number == here and said < FIELDS_TO_TELL_A_STRANGER):
                found.append((alike, number == here, index, number))
    followed: dict[int, str] = {}
    for _, _, index, number in sorted(found, key=lambda each: (-each[0], not each[1], each[2])):
        if index not in followed and number in absent:
            followed[index] = decided[index] = number
            del absent[number]
    return list(followed)


def _alike(known: Mapping[str, Prints]) -> Callable[[Prints], set[str]]:
    """Finds the numbers that agree with a row in any field; what too many have in common tells none of them."""
    holders: dict[tuple[int, int], set[str]] = defaultdict(set)
    for number, prints in known.items():
        for place, value in enumerate(prints):
            holders[place, value].add(number)
    telling = {key: numbers for key, numbers in holders.items() if key[1] and len(numbers) <= _TOO_COMMON}
    return lambda prints: set().union(*(telling.get(key, ()) for key in enumerate(prints)))
