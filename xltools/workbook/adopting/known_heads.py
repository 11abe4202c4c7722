"""What are columns commonly called? Heads by field, from the one list in ``workbook_templates/known_heads.toml``.

Invariant: a head means one field of a table; heads are kept as they are compared (`plain_head`).
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from xltools.workbook.definition_files import templates_folder
from xltools.workbook.heads import plain_head

Heads = Mapping[str, tuple[str, ...]]
_FILE = "known_heads.toml"


class KnownHeads(NamedTuple):
    """Heads by field, of all languages; of several of one field the first comes first.

    Attributes:
        cases: Of columns that exports of cases and trackers have.
        tracked: Of columns that only trackers have.
        answers: Of columns of answers to a survey.
        words: Words of trackers beside their heads, by what they mean.
    """

    cases: Heads
    tracked: Heads
    answers: Heads
    words: Heads


@cache
def known_heads() -> KnownHeads:
    """The list."""
    document = tomllib.loads((templates_folder() / _FILE).read_text(encoding="utf-8"))
    return KnownHeads(*(_plain(document[table]) for table in KnownHeads._fields))


@cache
def field_of_head() -> Mapping[str, tuple[str, int]]:
    """By plain head of a tracker: the field that it means, and how early it stands in that field's list, from 0."""
    known = known_heads()
    heads: dict[str, tuple[str, int]] = {}
    for field, names in {**known.cases, **known.tracked}.items():
        for rank, head in enumerate(names):
            heads.setdefault(head, (field, rank))
    return heads


def _plain(table: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    return {
        field: tuple(dict.fromkeys(plain_head(head) for heads in languages.values() for head in heads))
        for field, languages in table.items()
    }
