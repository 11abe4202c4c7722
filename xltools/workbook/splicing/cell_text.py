"""How does text stand in a cell's XML? The one invariant: what is escaped here reads back as the very same text.

Two layers: `_xHHHH_` for what XML cannot hold (ECMA-376 part 1, §22.9.2.19, ST_Xstring), then XML's own entities.
"""

import re
import sys
from collections.abc import Collection

MAX_CHARACTERS = 32_767

# Everything that needs a second look: XML's own marks, controls, CR, non-characters, and a literal _xHHHH_.
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
# What XML 1.0 cannot hold, and DEL: control characters, halves of surrogate pairs, the two non-characters.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_NO_CHARACTER = "\ufffd"
_ENTITY = re.compile(r"&(#x[0-9A-Fa-f]+|#[0-9]+|amp|lt|gt|quot|apos);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def holdable(text: str) -> str:
    """The text without what a workbook cannot show and XML cannot hold; lines are parted by line feeds."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _IMPOSSIBLE.sub("", text)


def escaped(text: str) -> bytes:
    """Text as the content of a ``<t>``.

    Raises:
        ValueError: It is too long for a cell, or holds half of a surrogate pair, which no encoding can carry.
    """
    if len(text) * 2 > MAX_CHARACTERS and character_count(text) > MAX_CHARACTERS:
        raise ValueError(f"the text has more than {MAX_CHARACTERS} characters")
    try:
        return (text if _SPECIAL.search(text) is None else _SPECIAL.sub(_escape, text)).encode()
    except UnicodeEncodeError as error:
        raise ValueError("the text holds half of a surrogate pair") from error


def are_plain(texts: Collection[str]) -> bool:
    """Whether all of them stand in XML as they are, none near the length that a cell can hold."""
    return max(map(len, texts), default=0) * 2 <= MAX_CHARACTERS and _SPECIAL.search("\n".join(texts)) is None


def unescaped(content: bytes) -> str:
    """The content of a ``<t>`` as text."""
    text = content.decode()
    if "&" in text or "_x" in text or "\r" in text:
        # XML turns line ends into \n before entities are looked at (XML 1.0, §2.11).
        return unescaped_controls(without_entities(text.replace("\r\n", "\n").replace("\r", "\n")))
    return text


def without_entities(text: str) -> str:
    """Text as it stands in XML, its entities and character references (XML 1.0, §4.1) turned into what they mean."""
    return _ENTITY.sub(_resolve, text) if "&" in text else text


def unescaped_controls(text: str) -> str:
    """Text in which ``_xHHHH_`` is turned back into the character it stands for."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def character_count(text: str) -> int:
    """Its length as Excel counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    if found in _ENTITIES:
        return _ENTITIES[found]
    # A literal "_x0041_" would read back as "A": its underscore is escaped, the rest stays.
    return f"_x005F{found}" if found.startswith("_x") else f"_x{ord(found):04X}_"


def _resolve(match: re.Match[str]) -> str:
    name = match[1]
    if name.startswith("#"):
        code = int(name[2:9], 16) if name.startswith("#x") else int(name[1:9])
        return chr(code) if code <= sys.maxunicode else _NO_CHARACTER
    return _NAMED[name]
