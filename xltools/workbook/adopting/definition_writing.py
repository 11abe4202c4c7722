"""How is a proposal written down, for people to read through? A commented TOML that `read_definition` accepts.

Invariant: every value comes from the proposal, the catalogue or the shared parts; every question stands as a comment
where its answer belongs.
"""

from collections.abc import Iterator
from typing import Any

from xltools.language.one_line import one_line
from xltools.language.speaking import speaking, text
from xltools.language.words import Word
from xltools.model.field import FieldKind
from xltools.model.sheet_keys import PEOPLE_SHEET, SETTINGS_SHEET, TIMERS_SHEET
from xltools.workbook.adopting.field_patterns import known_fields
from xltools.workbook.adopting.own_parts import (
    CASES,
    LOG,
    OwnTab,
    own_columns,
    own_tabs,
    shared_file,
    shared_parts,
    shared_sheets,
)
from xltools.workbook.adopting.proposal import COMPLETED, NUMBER, RECEIVED, ColumnProposal, Proposal
from xltools.workbook.adopting.toml_lines import keys, table_list, toml_value
from xltools.workbook.adopting.walk import Walk, walk_of
from xltools.workbook.heads import plain_head

_WIDTHS = {FieldKind.LONG_TEXT: 36, FieldKind.DATETIME: 17, FieldKind.CONTACT: 18}
_USUAL_WIDTH, _NARROWEST, _WIDEST = 14, 4, 100
_LONGEST_TEXT, _USUAL_LENGTH = 32767, 2000
_LONGEST_LIST_TITLE = 30
_RECIPIENTS = "report_recipients"


def definition_toml(proposal: Proposal) -> str:
    """The definition of a proposal, in the language of its workbook."""
    with speaking(proposal.language):
        return "\n".join(_Writing(proposal).lines()) + "\n"


class _Writing:
    """Writes one definition from top to bottom."""

    def __init__(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self._fields = [column for column in proposal.columns if column.field]
        fields = {column.field for column in self._fields}
        self._added = own_columns(proposal.language, fields, proposal.row_heads)
        self._tabs = own_tabs(proposal.language, proposal.taken_titles, proposal.sheet)
        self._heads = {column.field: column.head for column in self._fields}
        self._heads |= {column.name: column.head for column in self._added}

    def lines(self) -> Iterator[str]:
        proposal = self._proposal
        walk = walk_of(proposal, self._heads)
        yield f"# {text('adopting.comments.file', sheet=proposal.sheet)}"
        yield f"include = {toml_value(shared_file(proposal.language))}"
        yield from keys(name=proposal.name, title=proposal.title, version=1)
        yield from keys(procedure=text("adopting.procedure", title=proposal.title), language=proposal.language)
        yield from self._asked("date_order")
        yield from keys(date_order=proposal.date_order.value, tabs=[tab.key for tab in self._tabs])
        yield from self._asked("states")
        yield from table_list("states", walk.states)
        yield from self._numbering()
        yield from self._lists()
        yield from self._cases()
        for tab in self._tabs:
            yield from self._log(tab) if tab.key == LOG else self._renamed(tab)
        yield from self._default_rows(walk)

    def _asked(self, key: str) -> Iterator[str]:
        """The questions whose answers belong here, as comments."""
        for question in self._proposal.questions:
            if question.key == key:
                yield f"# {text('adopting.comments.asked')} {one_line(question.said)}"
                if question.choices:
                    choices = text("signs.list_separator").join(map(one_line, question.choices))
                    yield f"#   {text('adopting.comments.choices', choices=choices)}"

    def _numbering(self) -> Iterator[str]:
        numbering = self._proposal.numbering
        yield ""
        yield "[numbering]"
        yield f"# {text('adopting.comments.numbers')}"
        yield from self._asked("numbering")
        yield from self._asked("numbering.pattern")
        yield from keys(pattern=numbering.pattern)
        yield from keys(dated_by=RECEIVED if RECEIVED in self._heads else "registered_at", keeps_others=True)
        if numbering.numeric:
            yield from keys(numeric=True)

    def _lists(self) -> Iterator[str]:
        taken = {plain_head(each["title"]) for each in shared_parts(self._proposal.language)["lists"].values()}
        for column in self._fields:
            if column.kind is not FieldKind.CHOICE:
                continue
            title = column.head[:_LONGEST_LIST_TITLE].strip()
            if plain_head(title) in taken:
                title = f"{title[: _LONGEST_LIST_TITLE - 5].strip()} {column.letter}"
            taken.add(plain_head(title))
            yield ""
            yield f"[lists.{column.field}]"
            if not column.evidence.offered:
                yield f"# {text('adopting.comments.met')}"
            yield from self._asked(f"lists.{column.field}")
            yield from keys(title=title, values=list(column.list_values))
        yield ""
        yield "[lists.log_kind]"
        kinds = (Word.CUSTOMER_CONTACT.said, Word.PAUSE.said, Word.RESUME.said)
        values = [text("adopting.log.investigation"), *kinds, text("adopting.log.other")]
        yield from keys(title=text("adopting.log.kind"), values=values, note=text("adopting.log.note"))

    def _cases(self) -> Iterator[str]:
        proposal = self._proposal
        yield ""
        yield from self._asked("sheets.cases")
        yield "[[sheets]]"
        yield from keys(key=CASES, title=proposal.sheet, kind="register", purpose=text("adopting.purpose"))
        yield from keys(head_rows=proposal.head_rows)
        yield from self._asked("sheets.cases.footer")
        yield from keys(footer=list(proposal.footer))
        if proposal.numbering.ahead:
            yield from self._asked("sheets.cases.numbered_ahead")
            yield from keys(numbered_ahead=True)
        yield from self._asked("sheets.cases.fields")
        yield "fields = ["
        for column in proposal.columns:
            yield from self._column(column)
        for added in self._added:
            if added.name == COMPLETED:
                field = _theirs(COMPLETED, added.head, FieldKind.DATETIME, text("adopting.groups.theirs"))
                yield f"    {toml_value(field)},"
            elif added.renamed:
                yield f"    {toml_value({'use': added.name, 'header': added.head})},"
            else:
                yield f"    {toml_value({'use': added.name})},"
        yield "]"

    def _column(self, column: ColumnProposal) -> Iterator[str]:
        if not column.field:
            head = one_line(column.head)
            yield f"    # {text('adopting.comments.undeclared', letter=column.letter, head=head)}"
            return
        yield from (f"    {line}" for line in self._asked(f"sheets.cases.fields.{column.field}"))
        if column.field == NUMBER:
            yield f"    {toml_value({'use': NUMBER, 'header': column.head})},"
            return
        filled = f"{column.evidence.share:.0%}"
        yield f"    # {text('adopting.comments.evidence', letter=column.letter, filled=filled)}"
        yield f"    {toml_value(self._field(column))},"

    def _field(self, column: ColumnProposal) -> dict[str, Any]:
        known, kind = known_fields().get(column.field), column.kind
        field = _theirs(column.field, column.head, kind, text("adopting.groups.theirs"))
        if kind is FieldKind.CHOICE:
            field["choices"] = column.field
        if column.required:
            field["required"] = True
        if column.evidence.longest > _USUAL_LENGTH:
            field["max_length"] = _LONGEST_TEXT
        if column.evidence.width:
            field["width"] = round(min(max(column.evidence.width, _NARROWEST), _WIDEST), 1)
        if column.field in self._identity():
            field["identity"] = True
        if known is not None and known.personal is not None:
            field["personal"] = known.personal.value
        elif kind in (FieldKind.PERSON, FieldKind.CONTACT):
            field["personal"] = "name" if kind is FieldKind.PERSON else "contact"
        return field

    def _identity(self) -> set[str]:
        """What tells one case from another: as elsewhere, and where that is too little, the team's first columns."""
        known = known_fields()
        told = [each.field for each in self._fields if each.field in known and known[each.field].identity]
        others = [
            each.field
            for each in self._fields
            if each.field not in told and each.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.CODE)
        ]
        return {*told, *others[: max(0, 3 - len(told))]}

    def _log(self, tab: OwnTab) -> Iterator[str]:
        group = text("adopting.log.group")
        number: dict[str, Any] = {"use": "case_number", "header": self._heads[NUMBER]}
        parts = (("logged_at", "datetime", 17), ("participants", "text", 18), ("content", "long_text", 60))
        heads = {name: text(f"adopting.log.{name}") for name, _, _ in parts}
        fields = [
            {"name": name, "header": heads[name], "kind": kind, "group": group, "required": True, "width": width}
            for name, kind, width in parts
        ]
        fields[1]["personal"] = "name"
        chosen = {"name": "log_kind", "header": text("adopting.log.kind"), "kind": "choice", "choices": "log_kind"}
        fields.insert(2, {**chosen, "group": group, "required": True, "width": 16})
        yield ""
        yield "[[sheets]]"
        yield from keys(key=LOG, title=tab.title, kind="log", purpose=text("adopting.log.purpose"))
        yield "fields = ["
        yield from (f"    {toml_value(field)}," for field in (number, fields[0], {"use": "check_remark"}, *fields[1:]))
        yield "]"

    def _renamed(self, tab: OwnTab) -> Iterator[str]:
        """A shared sheet whose title the team has given to one of its own: all of it, under another title."""
        if not tab.renamed or tab.key == CASES:
            return
        sheet = dict(shared_sheets(self._proposal.language)[tab.key]) | {"title": tab.title}
        yield ""
        yield "[[sheets]]"
        yield from keys(**{key: value for key, value in sheet.items() if key not in ("fields", "rows")})
        yield from table_list("fields", sheet["fields"])
        if sheet.get("rows"):
            yield from table_list("rows", sheet["rows"])

    def _default_rows(self, walk: Walk) -> Iterator[str]:
        yield ""
        yield "[default_rows]"
        yield from self._asked("default_rows")
        if walk.timers:
            yield f"# {text('adopting.comments.limits')}"
        yield from table_list(TIMERS_SHEET, walk.timers)
        yield from table_list(PEOPLE_SHEET, walk.people)
        yield from table_list(SETTINGS_SHEET, self._settings(walk))

    def _settings(self, walk: Walk) -> list[dict[str, Any]]:
        """The shared settings; reports go to those who handle cases, for the usual role is nobody's here."""
        rows = [dict(row) for row in shared_sheets(self._proposal.language)[SETTINGS_SHEET]["rows"]]
        for row in rows:
            if row["key"] == _RECIPIENTS and walk.people:
                row["value"] = walk.people[0]["role"]
        return rows


def _theirs(name: str, head: str, kind: FieldKind, group: str) -> dict[str, Any]:
    width = _WIDTHS.get(kind, _USUAL_WIDTH)
    return {"name": name, "header": head, "kind": kind.value, "group": group, "width": width}
