"""How are placeholders in the text boxes of a form filled? A box keeps its size, and a value is one line.

Invariant: only the text between the tags changes. ECMA-376 part 1, §21.1.2.2.6 (p), §21.1.2.3.11 (t).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape

from xltools.workbook.forms.filling.placeholders import Placeholder, marks_in
from xltools.workbook.forms.filling.refusals import RefusedFormError
from xltools.workbook.forms.filling.text_runs import FormText, Stretch, filled, gaps_of, joined, with_gaps
from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import as_utf8, utf16_codec
from xltools.workbook.reshaping.located_xml import Element, LocatedXml
from xltools.workbook.splicing.splices import Splice, spliced


class _Words(NamedTuple):
    """The text between two tags, ``[start, end)`` of the part."""

    start: int
    end: int
    text: FormText


@dataclass(frozen=True, slots=True)
class DrawingPattern:
    """A drawing with placeholders.

    Attributes:
        part: Its name.
        where: The sheet that it is drawn on, for refusals.
    """

    part: str
    where: str
    _text: bytes
    _words: tuple[_Words, ...]

    @property
    def placeholders(self) -> list[Placeholder]:
        """All that it asks for."""
        return [gap.placeholder for words in self._words for gap in gaps_of(words.text)]

    def filled(self, word: Callable[[Placeholder], str]) -> bytes:
        """The drawing with a word for each placeholder."""
        splices = [
            Splice(start, end, escape(joined(filled(text, word)).replace("\n", " ")).encode())
            for start, end, text in self._words
        ]
        codec = utf16_codec(self._text)
        body, _ = spliced(as_utf8(self._text), splices)
        return body.decode().encode(codec) if codec else body


def drawing_pattern(package: Package, part: str, sheet: str) -> DrawingPattern | None:
    """A drawing of a sheet; None where it asks for nothing.

    Raises:
        RefusedFormError: The braces of a placeholder do not match, or a table is asked for.
        UnreadableWorkbookError: The part is damaged.
    """
    where, text = f"{sheet}, text box", package.part(part)
    paragraphs = [element for element in LocatedXml(text, part).root.all_below() if element.name == "p"]
    try:
        words = tuple(each for paragraph in paragraphs for each in _asking(paragraph))
    except ValueError as error:
        raise RefusedFormError(where, str(error)) from error
    found = DrawingPattern(part, where, text, words)
    for placeholder in found.placeholders:
        if placeholder.table:
            raise RefusedFormError(where, f"{placeholder} asks for rows of a table. Put it into cells")
    return found if words else None


def _asking(paragraph: Element) -> Iterator[_Words]:
    """The texts of a paragraph, if it asks for something: programs part what is between the braces as they please."""
    texts = [
        element for element in paragraph.all_below() if element.name == "t" and element.inside_end > element.inside
    ]
    stretches = [Stretch(b"%d" % index, element.text) for index, element in enumerate(texts)]
    if not marks_in(joined(stretches)):
        return
    parts = with_gaps(stretches)
    for index, element in enumerate(texts):
        yield _Words(element.inside, element.inside_end, tuple(part for part in parts if part.look == b"%d" % index))
