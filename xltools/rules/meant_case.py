"""Which case does somebody mean who types a number by hand, or a part of one?

Invariant: a number that is there means itself, however it is typed; where several may be meant, none is.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from xltools.errors import UnknownCaseError
from xltools.model.number_scheme import NumberScheme

_SHOWN_NUMBERS = 3
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SERIAL_ZEROS = re.compile(r"(?<=-)0+(?=\d)")
_SERIAL = re.compile(r"\d+$")


def case_meant(numbers: Iterable[str | None], typed: str, scheme: NumberScheme, register: str) -> str:
    """The number of the case that somebody means, see `meant_number`.

    Args:
        numbers: Those of all cases; None where a case has none yet.
        typed: What somebody typed.
        scheme: How the register numbers its cases.
        register: The name of its file.

    Raises:
        UnknownCaseError: No case bears it, or none alone; names the nearest.
    """
    known = [number for number in numbers if number is not None]
    if (meant := meant_number(known, typed, scheme)) is None:
        raise UnknownCaseError(typed, register, nearest_numbers(known, typed, scheme))
    return meant


def meant_number(numbers: Iterable[str], typed: str, scheme: NumberScheme) -> str | None:
    """The number that somebody means who typed it with full-width signs, blanks, small letters or fewer zeros.

    A serial alone means the one case that has it; nothing where several have. So do fewer zeros.
    """
    known, wanted = list(numbers), plain_number(typed)
    if typed in known:
        return typed
    if (found := next((number for number in known if plain_number(number) == wanted), None)) is not None:
        return found
    bare = _without_zeros(typed)
    if len(alike := {number for number in known if _without_zeros(number) == bare}) == 1:
        return alike.pop()
    if not (wanted.isascii() and wanted.isdecimal()):
        return None
    parsed = zip(known, scheme.parse_all(known), strict=True)
    of_serial = {number for number, parts in parsed if parts is not None and parts[1] == int(wanted)}
    return of_serial.pop() if len(of_serial) == 1 else None


def nearest_numbers(known: Sequence[str], typed: str, scheme: NumberScheme) -> list[str]:
    """Numbers of the register that somebody may have meant: of the same series the nearest, else the most alike."""
    wanted, bare = scheme.parse(plain_number(typed)), _without_zeros(typed)
    if meant := [number for number in known if _without_zeros(number) == bare]:
        return meant[:_SHOWN_NUMBERS]
    if wanted is not None:
        series = [parsed for parsed in scheme.parse_all(known) if parsed is not None and parsed[0] == wanted.prefix]
        if series:
            near = sorted(series, key=lambda parsed: (abs(parsed[1] - wanted.serial), parsed[1]))[:_SHOWN_NUMBERS]
            return [scheme.number(*parsed) for parsed in near]
    return difflib.get_close_matches(plain_number(typed), known, _SHOWN_NUMBERS)


def numbers_alike(known: Iterable[str], typed: str) -> list[str]:
    """The numbers of which somebody typed a part, ascending, where nothing tells how they are made.

    Those that differ in zeros only; else those whose serial it is; else those that end so; else those that begin so.
    """
    wanted, numbers = plain_number(typed), {number: plain_number(number) for number in sorted(known)}
    bare, serial = _without_zeros(typed), _serial(wanted) if wanted.isdecimal() else None
    found = (
        [number for number in numbers if _without_zeros(number) == bare],
        [number for number, plain in numbers.items() if _serial(plain) == serial is not None],
        [number for number, plain in numbers.items() if plain.endswith(wanted)],
        [number for number, plain in numbers.items() if plain.startswith(wanted)],
    )
    return next(filter(None, found), []) if wanted else []


def plain_number(number: str) -> str:
    """A number without what typing does to it: full-width signs, blanks, small letters, other dashes."""
    return _DASHES.sub("-", "".join(unicodedata.normalize("NFKC", number).split())).upper()


def _without_zeros(number: str) -> str:
    """「202405-7」 for 「202405-00007」: people leave out the zeros of a serial."""
    return _SERIAL_ZEROS.sub("", plain_number(number))


def _serial(plain: str) -> int | None:
    found = _SERIAL.search(plain)
    return None if found is None else int(found[0])
