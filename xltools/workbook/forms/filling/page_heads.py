"""How are placeholders in the heads and feet of pages filled? As text: an ampersand of a value is none of a code.

Invariant: no more than 255 characters stand in one of them; with more, Excel takes the workbook to be damaged. ECMA-376
part 1, §18.3.1.46 (headerFooter) and §18.3.1.39 (evenHeader, with the codes).
"""

import re
from collections.abc import Callable, Iterator

from xltools.workbook.forms.filling.placeholders import Mark, Placeholder, marks_in
from xltools.workbook.forms.filling.refusals import RefusedFormError
from xltools.workbook.splicing.cell_text import character_count, escaped, holdable, unescaped

_MOST = 255
_CUT_MARK = "…"
_HEAD = re.compile(rb"(<(?:[\w.-]+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^>]*)?(?<!/)>)([^<]*)(?=</)")
_ENDS_WITH_SIZE = re.compile(r"&\d*$")


def head_marks(edge: bytes, sheet: str) -> Iterator[tuple[str, Placeholder]]:
    """The placeholders in heads and feet, each with its place for refusals.

    Args:
        edge: What stands behind the rows of a sheet.
        sheet: Its name.

    Raises:
        RefusedFormError: Their braces do not match, or a table is asked for.
    """
    for found in _HEAD.finditer(edge):
        try:
            placeholders = [mark.placeholder for mark in marks_in(unescaped(found[2]))]
        except ValueError as error:
            raise RefusedFormError(_where(sheet), str(error)) from error
        for placeholder in placeholders:
            if placeholder.table:
                raise RefusedFormError(_where(sheet), f"{placeholder} asks for rows of a table. Put it into cells")
            yield _where(sheet), placeholder


def filled_heads(edge: bytes, word: Callable[[Placeholder], str]) -> bytes:
    """The same with a word for each placeholder; what is too long is cut visibly."""

    def head(found: re.Match[bytes]) -> bytes:
        text = unescaped(found[2])
        marks = marks_in(text)
        return found[1] + (escaped(_filled(text, marks, word)) if marks else found[2])

    return _HEAD.sub(head, edge)


def _where(sheet: str) -> str:
    return f"{sheet}, page header or footer"


def _filled(text: str, marks: tuple[Mark, ...], word: Callable[[Placeholder], str]) -> str:
    words = [holdable(word(mark.placeholder)) for mark in marks]
    while character_count(whole := _composed(text, marks, words)) > _MOST and any(words):
        longest = max(range(len(words)), key=lambda index: len(words[index]))
        over = character_count(whole) - _MOST
        kept = words[longest].removesuffix(_CUT_MARK)
        kept = kept[: max(len(kept) - max(over // 2, 1), 0)]
        words[longest] = kept + _CUT_MARK if kept else ""
    return whole


def _composed(text: str, marks: tuple[Mark, ...], words: list[str]) -> str:
    pieces, position = [], 0
    for mark, word in zip(marks, words, strict=True):
        before = text[position : mark.start]
        # Digits behind a code for the size of letters would be read as that size.
        gap = " " if word[:1].isdigit() and _ENDS_WITH_SIZE.search(before) else ""
        pieces += [before, gap, word.replace("&", "&&")]
        position = mark.end
    return "".join([*pieces, text[position:]])
