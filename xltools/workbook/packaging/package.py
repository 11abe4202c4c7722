"""What is in this workbook's package? Parts are found by relationship, as OPC wants it, never by guessing names.

The one invariant: the bytes that were opened are never changed; `Package.replaced` builds new ones beside them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from xltools.errors import NotAWorkbookError, UnreadableWorkbookError, UnsafeWorkbookError
from xltools.workbook.packaging.safe_xml import attribute, children, descendants, is_true, local_name, parse_xml
from xltools.workbook.packaging.zip_directory import MAX_UNPACKED_BYTES, Directory, Member, read_directory, unpack
from xltools.workbook.packaging.zip_rewriting import rewrite

CONTENT_TYPES = "[Content_Types].xml"
CUSTOM_PROPERTIES = ("custom-properties", "customProperties")  # the kind of relationship in Transitional, in Strict


@dataclass(frozen=True, slots=True)
class Relationship:
    """One arrow from a part to another (ECMA-376 part 2, §9.3).

    Attributes:
        id: By which the part that it leads out of names it.
        kind: The last segment of its type, which Transitional and Strict share: ``worksheet``, ``styles``…
        target: The part it points at, or an address outside.
        external: Whether it points outside of the package.
    """

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab of the workbook, in the order of the tabs.

    Attributes:
        name: What the tab says.
        part: The name of its part, which may be missing from a broken package.
        state: ``visible``, ``hidden`` or ``veryHidden``.
        kind: ``worksheet``, ``chartsheet``, ``dialogsheet``…
    """

    name: str
    part: str
    state: str
    kind: str


class Package:
    """An opened package. Inflated parts are kept, so that reading and patching a sheet inflate it once.

    Attributes:
        data: The bytes it was opened from.
        directory: Where its members lie.
    """

    def __init__(self, data: bytes, directory: Directory) -> None:
        self.data = data
        self.directory = directory
        self._members = _by_part_name(directory.members)
        self._texts: dict[str, bytes] = {}
        self._relationships: dict[str, tuple[Relationship, ...]] = {}

    @property
    def part_names(self) -> list[str]:
        """Every part, in the order of the package, spelled with slashes."""
        return [_plain(member.name) for member in self.directory.members if not member.name.endswith("/")]

    def member(self, name: str) -> Member:
        """The zip member of a part, whose name OPC compares without case (ECMA-376 part 2, §9.1.1).

        Raises:
            NotAWorkbookError: There is no such part.
        """
        found = self._members.get(_key(name)) or self._members.get(_key(unquote(name)))
        if found is None:
            raise NotAWorkbookError(f"the part {name} is missing")
        return found

    def has_part(self, name: str) -> bool:
        """Whether the package holds that part."""
        return _key(name) in self._members or _key(unquote(name)) in self._members

    def part(self, name: str) -> bytes:
        """The inflated bytes of a part.

        Raises:
            NotAWorkbookError: Missing or damaged.
            UnsafeWorkbookError: It or all parts so far hold more than is sane.
        """
        member = self.member(name)
        if member.name not in self._texts:
            text = unpack(self.data, member)
            if len(text) + sum(map(len, self._texts.values())) > MAX_UNPACKED_BYTES:
                raise UnsafeWorkbookError("the package unpacks to too much", "Split the workbook.")
            self._texts[member.name] = text
        return self._texts[member.name]

    def xml(self, name: str) -> Element:
        """A part parsed as XML; for small parts.

        Raises:
            NotAWorkbookError: Missing, damaged or not well-formed.
            UnsafeWorkbookError: It declares a document type.
        """
        return parse_xml(self.part(name), name)

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """The arrows out of a part, or out of the package itself; none if it has no relationship part."""
        if part not in self._relationships:
            name = relationship_part(part)
            found = [_relationship(element, part) for element in self.xml(name)] if self.has_part(name) else []
            self._relationships[part] = tuple(found)
        return self._relationships[part]

    def related(self, part: str, kind: str) -> str | None:
        """The first part of that kind that a part points at, if the package really holds it."""
        for arrow in self.relationships(part):
            if arrow.kind == kind and not arrow.external and self.has_part(arrow.target):
                return arrow.target
        return None

    @cached_property
    def workbook_part(self) -> str:
        """The part that lists the sheets (ECMA-376 part 1, §12.3.23).

        Raises:
            NotAWorkbookError: The package has none.
        """
        part = self.related("", "officeDocument")
        if part is None or local_name(self.xml(part).tag) != "workbook":
            raise NotAWorkbookError("the package holds no workbook")
        return part

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets in the order of their tabs."""
        arrows = {arrow.id: arrow for arrow in self.relationships(self.workbook_part)}
        found = []
        for group in children(self.xml(self.workbook_part), "sheets"):
            for element in children(group, "sheet"):
                arrow = arrows.get(attribute(element, "id") or "")
                if arrow is not None and not arrow.external:
                    state = element.get("state", "visible")
                    found.append(Sheet(element.get("name", ""), arrow.target, state, arrow.kind))
        return tuple(found)

    @cached_property
    def date1904(self) -> bool:
        """Whether day 0 is 1904-01-01 (ECMA-376 part 1, §18.17.4.1)."""
        return any(is_true(element.get("date1904")) for element in children(self.xml(self.workbook_part), "workbookPr"))

    @cached_property
    def structure_is_locked(self) -> bool:
        """Whether no sheet may be added (ECMA-376 part 1, §18.2.29)."""
        root = self.xml(self.workbook_part)
        return any(is_true(element.get("lockStructure")) for element in children(root, "workbookProtection"))

    def custom_properties(self) -> dict[str, str]:
        """The custom document properties by name, as text (ECMA-376 part 1, §22.3)."""
        part = next((part for kind in CUSTOM_PROPERTIES if (part := self.related("", kind))), None)
        if part is None:
            return {}
        return {
            element.get("name", ""): "".join(element.itertext()) for element in descendants(self.xml(part), "property")
        }

    def last_modified_by(self) -> str:
        """Who saved it last, as his program says (ECMA-376 part 2, §8.3.4.8); "" where it does not, or not legibly."""
        part = self.related("", "core-properties")
        try:
            found = [] if part is None else [*descendants(self.xml(part), "lastModifiedBy")]
        except UnreadableWorkbookError:
            return ""
        return "".join(found[0].itertext()).strip() if found else ""

    def replaced(self, parts: Mapping[str, bytes], removed: Iterable[str] = ()) -> bytes:
        """A new package with these parts replaced or added; every other member keeps its compressed bytes.

        Raises:
            NotAWorkbookError: A part to be removed does not exist.
        """
        changed = {self.member(name).name if self.has_part(name) else name: text for name, text in parts.items()}
        return rewrite(self.data, self.directory, changed, [self.member(name).name for name in removed])


def open_package(data: bytes) -> Package:
    """Open a workbook's bytes; nothing but the directory and the workbook part is read yet.

    Raises:
        EncryptedWorkbookError: Password-protected, or the old .xls format.
        NotAWorkbookError: No zip, cut short, or no workbook in it.
        UnsafeWorkbookError: Too large, or built to exhaust memory.
    """
    package = Package(data, read_directory(data))
    _ = package.workbook_part
    return package


def relationship_part(part: str) -> str:
    """Where the arrows out of a part are kept (ECMA-376 part 2, §9.3.3)."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _relationship(element: Element, source: str) -> Relationship:
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        target = normpath(join("/", dirname(source), target.replace("\\", "/"))).lstrip("/")
    return Relationship(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, external)


def _by_part_name(members: Iterable[Member]) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for member in members:
        key = _key(member.name)
        if key in found:
            # Programs differ in which of the two they read, so no answer would be right for all of them.
            raise NotAWorkbookError(f"it holds the part {member.name} twice")
        found[key] = member
    return found


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _key(name: str) -> str:
    return _plain(name).lower()
