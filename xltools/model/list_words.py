"""How does a list spell a word that somebody typed in other capitals, or in letters of full width?

Invariant: a word that the list has is never changed; one that could be two words of the list stays as it was typed.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from xltools.model.field import FieldDefinition
from xltools.model.policy import Policy
from xltools.model.register import SheetTable, Value

Lists = Mapping[str, tuple[str, ...]]
DependentLists = Mapping[str, Mapping[str, tuple[str, ...]]]


def as_listed(word: str, words: Iterable[str]) -> str:
    """The word as the list spells it; as it was typed where the list has no such word."""
    known = tuple(words)
    return word if word in known else _by_plain(known).get(_plain(word), word)


def tables_as_listed(
    tables: Mapping[str, SheetTable], lists: Lists, dependent_lists: DependentLists
) -> dict[str, SheetTable]:
    """The tables with the words that people chose as their lists spell them."""
    return {key: _table_as_listed(table, lists, dependent_lists) for key, table in tables.items()}


def row_as_listed(row: Mapping[str, Value], fields: Mapping[str, FieldDefinition], policy: Policy) -> dict[str, Value]:
    """A row to be entered, with its words as their lists spell them."""
    return {
        name: as_listed(value, _words(fields[name].choices or "", policy.lists, policy.dependent_lists))
        if isinstance(value, str) and fields[name].choices is not None
        else value
        for name, value in row.items()
    }


def _table_as_listed(table: SheetTable, lists: Lists, dependent_lists: DependentLists) -> SheetTable:
    spelled = {}
    for field in table.present():
        if field.choices is None or not field.typed_by_people:
            continue
        column, words = table.values[field.name], _words(field.choices, lists, dependent_lists)
        strange = [each for each in set(column).difference(words) if isinstance(each, str)]
        meant: dict[Value, Value] = {each: word for each in strange if (word := as_listed(each, words)) != each}
        if meant:
            spelled[field.name] = [meant.get(each, each) for each in column]
    return replace(table, values={**table.values, **spelled}) if spelled else table


def _words(name: str, lists: Lists, dependent_lists: DependentLists) -> tuple[str, ...]:
    parts = dependent_lists.get(name)
    return lists.get(name, ()) if parts is None else tuple(word for part in parts.values() for word in part)


@lru_cache(maxsize=256)
def _by_plain(words: tuple[str, ...]) -> dict[str, str]:
    known: dict[str, set[str]] = {}
    for word in words:
        known.setdefault(_plain(word), set()).add(word)
    return {plain: spelled.pop() for plain, spelled in known.items() if len(spelled) == 1}


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().casefold()
