"""What stands where on a form of ours? Sections of labelled cells, tables, grids and lines to sign, on twelve columns.

Invariant: each row of a layout that is read takes exactly the twelve columns.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from xltools.model.field import Name, Strict
from xltools.workbook.forms.filling.placeholders import Placeholder
from xltools.workbook.forms.form_definition import FormDefinition

COLUMNS = 12
LABEL_COLUMNS = 2
_Columns = Annotated[int, Field(ge=1, le=COLUMNS)]


class Entry(Strict):
    """A label and the cell beside it; in a file just the name of a placeholder where both say the same.

    Attributes:
        label: The tinted cell; "" gives the value all the room.
        value: Placeholders and text; "" is a blank to be written on by hand.
        columns: How many columns both take together; by default an equal share of the row.
        lines: How many lines of writing the row has at least.
    """

    label: str = ""
    value: str = ""
    columns: _Columns | None = None
    lines: Annotated[int, Field(ge=1, le=20)] = 1

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        return {"label": given.split("|")[0], "value": f"{{{{{given}}}}}"} if isinstance(given, str) else given


class TableColumn(Strict):
    """One column of a repeated row; in a file just the name where the head says the same.

    Attributes:
        head: What stands above.
        value: Placeholders and text; "" stands for the column of that name.
        columns: How many of the twelve columns it takes; by default an equal share.
    """

    head: str
    value: str = ""
    columns: _Columns | None = None

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        return {"head": given} if isinstance(given, str) else given


class Section(Strict):
    """A part of a form under its heading: rows, a grid, a table or lines to sign, in this order where it has several.

    Attributes:
        title: The band above; "" for none.
        text: A sentence in front.
        rows: Labelled cells, side by side.
        heads: Heads of a grid …
        grid: … and its rows; a cell without a placeholder is a label.
        table: Title of the sheet whose rows are listed, or of the attachments.
        columns: What each row shows.
        signatures: Lines to sign upon, side by side: what is to be written there.
    """

    title: str = ""
    text: str = ""
    rows: tuple[tuple[Entry, ...], ...] = ()
    heads: tuple[str, ...] = ()
    grid: tuple[tuple[str, ...], ...] = ()
    table: str = ""
    columns: tuple[TableColumn, ...] = ()
    signatures: tuple[tuple[str, ...], ...] = ()

    @model_validator(mode="after")
    def _fit(self) -> Self:
        where = f"section {self.title or self.table or '(without title)'}"
        if bool(self.table) != bool(self.columns):
            raise ValueError(f"{where}: a table needs columns, and only a table has them")
        if any(len(row) != len(self.heads) for row in self.grid):
            raise ValueError(f"{where}: each row of the grid needs a cell for each head")
        for row in self.rows:
            said = [entry.columns for entry in row]
            _check_shares(where, said)
            if any(width <= LABEL_COLUMNS for width, entry in zip(shares(said), row, strict=True) if entry.label):
                raise ValueError(f"{where}: an entry with a label needs more than {LABEL_COLUMNS} columns")
        for widths in ([column.columns for column in self.columns], [None] * len(self.heads)):
            _check_shares(where, widths)
        if any(len(line) > COLUMNS // (LABEL_COLUMNS + 1) for line in self.signatures):
            raise ValueError(f"{where}: at most {COLUMNS // (LABEL_COLUMNS + 1)} signatures stand side by side")
        return self

    def pattern(self, column: TableColumn) -> str:
        """What stands in the repeated row: what is said, else the placeholder of the head's name."""
        return column.value or str(Placeholder(self.table, column.head))


class FormLayout(Strict):
    """A form with what it looks like.

    Attributes:
        key: The form's name in code.
        title: What it is called; also the name of its file.
        of_register: Name of its register's definition; ``register`` in a file.
        main: It is the report of its register's cases.
        needs: Key of the sheet without whose rows it is empty.
        for_customer: The customer gets it to sign: it says nothing of for whom it is.
        sections: From top to bottom.
    """

    key: Name
    title: Annotated[str, Field(min_length=1, max_length=80, pattern=r"""^[^\\/:*?"'<>|\[\]\x00-\x1f]+$""")]
    of_register: Annotated[Name, Field(alias="register")]
    main: bool = False
    needs: Name | None = None
    for_customer: bool = False
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @property
    def form(self) -> FormDefinition:
        """The form without its looks."""
        return FormDefinition(self.key, self.title, self.of_register, self.main, self.needs)

    def texts(self) -> Iterator[str]:
        """Everything that may ask for something."""
        for section in self.sections:
            yield section.text
            yield from (entry.value for row in section.rows for entry in row)
            yield from (cell for row in section.grid for cell in row)
            yield from (text for line in section.signatures for text in line)
            yield from (section.pattern(column) for column in section.columns)


def shares(said: Sequence[int | None]) -> list[int]:
    """How many columns each cell of a row takes: what it says, else an equal share of the rest, the first ones more."""
    open_places = said.count(None)
    rest = COLUMNS - sum(width or 0 for width in said)
    widths = []
    for width in said:
        if width is None:
            width = -(-rest // open_places)
            rest, open_places = rest - width, open_places - 1
        widths.append(width)
    return widths


def _check_shares(where: str, widths: Sequence[int | None]) -> None:
    if not widths:
        return
    said, open_places = sum(width or 0 for width in widths), widths.count(None)
    if said + open_places > COLUMNS or (not open_places and said != COLUMNS):
        raise ValueError(f"{where}: a row takes {COLUMNS} columns, this one {said + open_places}")
