"""Of which stretches does a cell's text consist, and which of them are placeholders?

Invariant: a stretch keeps its own look (ECMA-376 part 1, §18.4.4, r), and a placeholder takes on the look that its
first brace has: spreadsheet programs part text within the braces as they please.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from xltools.workbook.forms.filling.placeholders import Mark, Placeholder, marks_in
from xltools.workbook.packaging.safe_xml import children, local_name
from xltools.workbook.splicing.cell_text import escaped, holdable, unescaped_controls
from xltools.workbook.splicing.written_attributes import written_attributes


class Stretch(NamedTuple):
    """Text of one look.

    Attributes:
        look: The element ``rPr`` with the prefix of the sheet; empty for the cell's own look.
        text: As it is shown.
    """

    look: bytes
    text: str


class Gap(NamedTuple):
    """A placeholder with the look that its value takes on."""

    look: bytes
    placeholder: Placeholder


FormText = tuple[Stretch | Gap, ...]


def form_text(item: Element, prefix: bytes) -> FormText:
    """The text of a shared or an inline string, phonetic hints left out.

    Args:
        item: The element ``si`` or ``is``.
        prefix: How the sheet writes its elements, ``b"x:"`` or nothing.

    Raises:
        ValueError: Its braces do not match; the sentence says what to do.
    """
    stretches = []
    for child in item:
        if local_name(child.tag) == "t":
            stretches.append(Stretch(b"", unescaped_controls(child.text or "")))
        elif local_name(child.tag) == "r":
            look = b"".join(_serialised(each, prefix) for each in children(child, "rPr"))
            stretches.append(Stretch(look, "".join(unescaped_controls(t.text or "") for t in children(child, "t"))))
    return with_gaps(stretches)


def with_gaps(stretches: Sequence[Stretch]) -> FormText:
    """The stretches with their placeholders told apart.

    Raises:
        ValueError: Braces do not match; the sentence says what to do.
    """
    marks = marks_in(joined(stretches))
    parts: list[Stretch | Gap] = []
    position = 0
    for look, text in stretches:
        parts += _parts(look, text, position, marks)
        position += len(text)
    return tuple(parts)


def gaps_of(text: FormText) -> list[Gap]:
    """The placeholders of a text, in order."""
    return [part for part in text if isinstance(part, Gap)]


def filled(text: FormText, word: Callable[[Placeholder], str]) -> list[Stretch]:
    """The text with a word for each placeholder; what stands in a word is never looked at again."""
    parts = (Stretch(part.look, holdable(word(part.placeholder))) if isinstance(part, Gap) else part for part in text)
    return [part for part in parts if part.text]


def joined(stretches: Iterable[Stretch]) -> str:
    """The text without its looks."""
    return "".join(stretch.text for stretch in stretches)


def cut_out(stretches: Iterable[Stretch], start: int, end: int) -> list[Stretch]:
    """The part ``[start, end)`` of the text, with its looks."""
    found, position = [], 0
    for look, text in stretches:
        piece = text[max(start - position, 0) : max(end - position, 0)]
        if piece:
            found.append(Stretch(look, piece))
        position += len(text)
    return found


def written(stretches: Sequence[Stretch], prefix: bytes) -> bytes:
    """The rest of a cell behind its kept attributes: an inline string, or an empty cell where there is no text.

    Raises:
        ValueError: It is too long for a cell.
    """
    p = prefix
    if not stretches:
        return b"/>"
    if all(not stretch.look for stretch in stretches):
        inner = b'<%bt xml:space="preserve">%b</%bt>' % (p, escaped(joined(stretches)), p)
    else:
        inner = b"".join(
            b'<%br>%b<%bt xml:space="preserve">%b</%bt></%br>' % (p, look, p, escaped(text), p, p)
            for look, text in stretches
        )
    return b' t="inlineStr"><%bis>%b</%bis></%bc>' % (p, inner, p, p)


def _parts(look: bytes, text: str, position: int, marks: Iterable[Mark]) -> Iterable[Stretch | Gap]:
    """The parts of one stretch that begins at that position of the whole text."""
    shown = 0
    for mark in marks:
        start, end = mark.start - position, mark.end - position
        if end <= shown or start >= len(text):
            continue
        if start > shown:
            yield Stretch(look, text[shown:start])
        if start >= 0:
            yield Gap(look, mark.placeholder)
        shown = min(end, len(text))
    if shown < len(text):
        yield Stretch(look, text[shown:])


def _serialised(element: Element, prefix: bytes) -> bytes:
    """An element of the main namespace, whose attributes have none (§18.4.7, rPr)."""
    name = prefix + local_name(element.tag).encode()
    marks = written_attributes((local_name(key), value) for key, value in element.items()).encode()
    inner = b"".join(_serialised(child, prefix) for child in element)
    return b"<%b%b>%b</%b>" % (name, marks, inner, name) if inner else b"<%b%b/>" % (name, marks)
