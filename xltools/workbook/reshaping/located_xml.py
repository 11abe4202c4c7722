"""Where do the elements of a small XML part lie in its bytes? The one invariant: only what is asked for is changed.

Positions are told by the parser itself, so comments, CDATA sections and prefixes mislead nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from xltools.workbook.packaging.safe_xml import as_utf8, local_name, parse_whole, safe_parser, utf16_codec
from xltools.workbook.splicing.splices import Splice, spliced

_TAG_END = re.compile(rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(slots=True)
class Element:
    """One element.

    Attributes:
        name: Without its namespace.
        attributes: By name without namespace.
        start: Where it begins.
        inside: Just behind its start tag.
        inside_end: Where its end tag begins; equals ``inside`` where it is self-closed.
        end: Just behind it.
        text: All text directly in it.
    """

    name: str
    attributes: dict[str, str]
    start: int
    inside: int
    inside_end: int = 0
    end: int = 0
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all_below(self) -> Iterator["Element"]:
        """Every element within, in the order of the document."""
        for child in self.children:
            yield child
            yield from child.all_below()

    def first(self, name: str) -> "Element | None":
        """The first child of that name."""
        return next((child for child in self.children if child.name == name), None)


class LocatedXml:
    """One part, and the changes that are to be made to it.

    Attributes:
        root: Its outermost element.
        body: Its bytes in UTF-8.
    """

    def __init__(self, text: bytes, part: str, recoded: bool = False) -> None:
        """Read a part.

        Args:
            text: Its bytes.
            part: Its name, for the error.
            recoded: It is in UTF-8 whatever its declaration says.

        Raises:
            UnsafeWorkbookError: It declares a document type.
            NotAWorkbookError: It is not well-formed.
        """
        self._codec = utf16_codec(text)
        self.body = as_utf8(text)
        self.root = _located(self.body, part, recoded=recoded or self._codec is not None)
        self._splices: list[Splice] = []

    def set_attribute(self, element: Element, name: str, value: str) -> None:
        """Give an attribute, by local name, another value, if that is one."""
        if element.attributes[name] == value:
            return
        tag = self.body[element.start : element.inside]
        found = re.search(rb"[\s:]%b\s*=\s*(\"[^\"]*\"|'[^']*')" % re.escape(name.encode()), tag)
        if found is not None:
            start = element.start + found.start(1)
            self._splices.append(Splice(start, element.start + found.end(1), quoteattr(value).encode()))

    def set_text(self, element: Element, text: str) -> None:
        """Give an element without children another text, if that is one."""
        if element.text != text:
            self._splices.append(Splice(element.inside, element.inside_end, escape(text).encode()))

    def remove(self, element: Element) -> None:
        """Take an element out; what was changed within goes with it."""
        self._splices = [each for each in self._splices if not element.start <= each.start < element.end]
        self._splices.append(Splice(element.start, element.end, b""))

    @property
    def splices(self) -> list[Splice]:
        """The changes, in order of place, of `body`."""
        return sorted(self._splices)

    def changed(self) -> bytes | None:
        """The part with its changes, in the encoding that it came in; ``None`` without any."""
        if not self._splices:
            return None
        body, _ = spliced(self.body, self.splices)
        return body.decode().encode(self._codec) if self._codec else body


def _located(body: bytes, part: str, *, recoded: bool) -> Element:
    parser = safe_parser(part, recoded=recoded)
    outside = Element("", {}, 0, 0)
    standing = [outside]

    def start(name: str, attributes: dict[str, str]) -> None:
        position = parser.CurrentByteIndex
        tag = _TAG_END.match(body, position)
        named = {local_name(key): value for key, value in attributes.items()}
        element = Element(local_name(name), named, position, tag.end() if tag else position)
        standing[-1].children.append(element)
        standing.append(element)

    def end(_: str) -> None:
        element, position = standing.pop(), parser.CurrentByteIndex
        if body[element.inside - 2 : element.inside] == b"/>":
            element.inside_end = element.end = element.inside
        else:
            element.inside_end, element.end = position, body.find(b">", position) + 1

    def words(text: str) -> None:
        standing[-1].text += text

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, words
    parse_whole(parser, body, part)
    return outside.children[0]
