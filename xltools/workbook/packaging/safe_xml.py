"""How is a small XML part read without trusting it? The one invariant: no document type, hence no entities.

OPC forbids document type definitions (ECMA-376 part 2, §8.1.4), so a part that has one is hostile or broken.
"""

from collections.abc import Callable
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from xltools.errors import NotAWorkbookError, UnsafeWorkbookError


def parse_xml(text: bytes, part: str, recoded: bool = False) -> Element:
    """Parse one small part into elements named ``{namespace}local``.

    Args:
        text: The bytes of the part, in any encoding that XML itself can tell.
        part: Its name, for the error.
        recoded: It is in UTF-8 whatever its declaration says.

    Raises:
        UnsafeWorkbookError: It declares a document type.
        NotAWorkbookError: It is not well-formed.
    """
    builder = TreeBuilder()

    def start(tag: str, attributes: dict[str, str]) -> None:
        builder.start(_clark(tag), {_clark(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        builder.end(_clark(tag))

    walk_xml(text, part, start, end, builder.data, recoded=recoded)
    return builder.close()


def walk_xml(
    text: bytes,
    part: str,
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object],
    data: Callable[[str], object] | None = None,
    *,
    recoded: bool = False,
) -> None:
    """Read a part of any size without keeping it; names come as ``namespace}local``.

    Args:
        text: The bytes of the part, in any encoding that XML itself can tell.
        part: Its name, for the error.
        start: Told every start tag with its attributes.
        end: Told every end tag.
        data: Told the text between them.
        recoded: It is in UTF-8 whatever its declaration says.

    Raises:
        UnsafeWorkbookError: It declares a document type.
        NotAWorkbookError: It is not well-formed.
    """
    parser = safe_parser(part, recoded=recoded or utf16_codec(text) is not None)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    parse_whole(parser, as_utf8(text), part)


def safe_parser(part: str, *, recoded: bool) -> expat.XMLParserType:
    """A parser that refuses document types; names come as ``namespace}local``.

    Args:
        part: The name of what it is to read, for the error.
        recoded: It is in UTF-8 whatever its declaration says.
    """
    parser = expat.ParserCreate(encoding="utf-8" if recoded else None, namespace_separator="}")

    def refuse_doctype(*_: object) -> None:
        raise UnsafeWorkbookError(f"the part {part} declares a document type", "Save it anew in Excel.")

    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    return parser


def parse_whole(parser: expat.XMLParserType, body: bytes, part: str) -> None:
    """Let a parser read a part.

    Args:
        parser: From `safe_parser`, with its handlers.
        body: The part as `as_utf8` gives it: expat loses the end of some UTF-16 documents when it is fed all at once.
        part: Its name, for the error.

    Raises:
        UnsafeWorkbookError: It declares a document type.
        NotAWorkbookError: It is not well-formed.
    """
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise NotAWorkbookError(f"the part {part} is not well-formed XML ({error})") from error


def utf16_codec(text: bytes) -> str | None:
    """The UTF-16 codec of a part by its first bytes (XML 1.0, appendix F), or ``None``: then it is ASCII-compatible."""
    for start, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if text.startswith(start):
            return codec
    for start, codec in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if text.startswith(start):
            return codec
    return None


def as_utf8(text: bytes) -> bytes:
    """The same part in UTF-8, its byte order mark kept; anything that is not UTF-16 comes back untouched.

    Raises:
        NotAWorkbookError: It begins like UTF-16 and is not.
    """
    codec = utf16_codec(text)
    if codec is None:
        return text
    try:
        return text.decode(codec).encode()
    except UnicodeError as error:
        raise NotAWorkbookError("a part begins like UTF-16 but is not") from error


def local_name(tag: str) -> str:
    """The name without its namespace: Transitional and Strict differ only there (ECMA-376 part 4)."""
    return tag.rpartition("}")[2]


def children(element: Element, name: str) -> list[Element]:
    """The direct children with that local name, in order."""
    return [child for child in element if local_name(child.tag) == name]


def descendants(element: Element, name: str) -> list[Element]:
    """Every element below with that local name, in document order."""
    return [child for child in element.iter() if local_name(child.tag) == name]


def attribute(element: Element, name: str) -> str | None:
    """An attribute by local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if local_name(key) == name:
            return value
    return None


def is_true(value: str | None) -> bool:
    """An ``xsd:boolean`` (ECMA-376 writes 1 and true alike)."""
    return value is not None and value.strip() in {"1", "true"}


def whole_number(text: str | bytes) -> int:
    """An attribute that must be a whole number (``xsd:unsignedInt`` and its kin).

    Raises:
        NotAWorkbookError: It is none; Excel would not open that part either.
    """
    try:
        return int(text)
    except ValueError:
        shown = text.decode(errors="replace") if isinstance(text, bytes) else text
        raise NotAWorkbookError(f"a part says {shown[:20]!r} where a whole number must stand") from None


def _clark(name: str) -> str:
    return "{" + name if "}" in name else name
