"""On which line of a TOML file does a key stand? `tomllib` and `tomlkit` keep no places.

Invariant: the text is sound TOML, for `tomllib` read it before; so the scanner only tells tokens apart and judges none.
"""

import re
import tomllib
from bisect import bisect_right

from xltools.workbook.definition_merging import Key

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_NAME = re.compile(r"[A-Za-z0-9_-]+|\"(?:\\.|[^\"\\])*\"|'[^']*'")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(
    r"\"\"\"(?:\\.|[^\\])*?\"\"\"\"{0,2}|'''.*?''''{0,2}|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}\n#]+")


def key_lines(text: str) -> dict[Key, int]:
    """The line, from 1, of each key, table and element of an array, by its path (``("sheets", 0, "title")``)."""
    return _Scanner(text.replace("\r\n", "\n")).lines()


class _Scanner:
    """Goes through a file once."""

    def __init__(self, text: str) -> None:
        self._text, self._place = text, 0
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[Key, int] = {}
        self._elements: dict[Key, int] = {}  # of arrays of tables: how many so far

    def lines(self) -> dict[Key, int]:
        table: Key = ()
        self._skip_space()
        while self._place < len(self._text):
            if self._text.startswith("[[", self._place):
                table = self._table_head(2)
            elif self._text[self._place] == "[":
                table = self._table_head(1)
            else:
                self._entry(table)
            self._skip_space()
        return self._lines

    def _skip_space(self) -> None:
        self._place = self._end(_SPACE)

    def _end(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._text, self._place)
        return match.end() if match else self._place

    def _note(self, key: Key) -> None:
        self._lines.setdefault(key, bisect_right(self._breaks, self._place - 1) + 1)

    def _table_head(self, brackets: int) -> Key:
        start = self._place
        self._place += brackets
        names = self._names()
        self._place, end = start, self._place
        *above, last = names
        key = (*self._inside(above), last)
        if brackets == 2:
            element = self._elements.get(key, -1) + 1
            self._elements[key] = element
            self._note(key)
            key = (*key, element)
        else:
            key = self._inside(names)
        self._note(key)
        self._place = end
        self._skip_space()
        self._place += brackets
        return key

    def _inside(self, names: list[str]) -> Key:
        """The path that names lead to: through an array of tables they lead to its latest element."""
        key: Key = ()
        for name in names:
            key = (*key, name)
            if key in self._elements:
                key = (*key, self._elements[key])
        return key

    def _names(self) -> list[str]:
        names = []
        while True:
            self._skip_space()
            start, self._place = self._place, self._end(_NAME)
            name = self._text[start : self._place]
            names.append(str(tomllib.loads(f"name = {name}")["name"]) if name[:1] in "\"'" else name)
            after = self._end(_DOT)
            if after == self._place:
                return names
            self._place = after

    def _entry(self, table: Key) -> None:
        """A key, the sign of equality and its value."""
        start = self._place
        key = (*table, *self._names())
        end, self._place = self._place, start
        self._note(key)
        self._place = end
        self._skip_space()
        self._place += 1
        self._value(key)

    def _value(self, key: Key) -> None:
        self._skip_space()
        sign = self._text[self._place]
        if sign in "\"'":
            self._place = self._end(_STRING)
        elif sign == "[":
            self._array(key)
        elif sign == "{":
            self._inline_table(key)
        else:
            self._place = self._end(_SCALAR)

    def _array(self, key: Key) -> None:
        element = 0
        while self._goes_on("]"):
            self._note((*key, element))
            self._value((*key, element))
            element += 1

    def _inline_table(self, key: Key) -> None:
        while self._goes_on("}"):
            self._entry(key)

    def _goes_on(self, closing: str) -> bool:
        """Step over the opening bracket or a comma; False, and behind the closing bracket, at the end."""
        self._skip_space()
        if self._text[self._place] != closing:
            self._place += 1
            self._skip_space()
        if self._text[self._place] == closing:
            self._place += 1
            return False
        return True
