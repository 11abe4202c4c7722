"""Which reports of its own has a team defined? They stand in ``xltools.toml`` beside the registers, for people to edit.

Invariant: saving a report changes its own table only; comments and everything else in the file stay as they are.
"""

from collections.abc import Mapping, MutableMapping
from pathlib import Path

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError

from xltools.errors import DefinitionError
from xltools.model.report_definition import ReportDefinition
from xltools.operations.whole_files import write_whole

FILE_NAME = "xltools.toml"
_TABLES = "reports"


def saved_reports(folder: Path) -> Mapping[str, ReportDefinition]:
    """The reports that the folder's file defines, by name; none where there is no file.

    Raises:
        DefinitionError: The file is no TOML, or a report in it is not as it should be; names the key.
    """
    tables = _document(folder / FILE_NAME).unwrap().get(_TABLES, [])
    if not isinstance(tables, list):
        raise DefinitionError(FILE_NAME, _TABLES, "must be tables [[reports]], one for each report")
    reports = [_definition(place, table) for place, table in enumerate(tables, start=1)]
    known = {report.name: report for report in reports}
    if len(known) < len(reports):
        doubled = next(name for name in known if sum(report.name == name for report in reports) > 1)
        raise DefinitionError(FILE_NAME, _TABLES, f"the name {doubled!r} is given to two reports")
    return known


def save_report(folder: Path, report: ReportDefinition) -> None:
    """Write a report into the folder's file, in the place of one of the same name.

    Raises:
        DefinitionError: The file is no TOML, or other reports in it are faulty.
        ReadOnlyWorkbookError: It cannot be written.
    """
    known = saved_reports(folder)
    path = folder / FILE_NAME
    document = _document(path)
    tables = document.setdefault(_TABLES, tomlkit.aot())
    if report.name in known:
        place = next(place for place, table in enumerate(tables) if table["name"] == report.name)
        _fill(tables[place], report)
    else:
        table = tomlkit.table()
        _fill(table, report)
        tables.append(table)
    write_whole(path, tomlkit.dumps(document).encode("utf-8"))


def _fill(table: MutableMapping[str, object], report: ReportDefinition) -> None:
    table.update({"name": report.name, "by": list(report.by), "measure": list(report.measure)})
    table.pop("where", None)
    if report.where:
        where = tomlkit.inline_table()
        where.update({label: list(values) for label, values in report.where.items()})
        table["where"] = where


def _definition(place: int, table: object) -> ReportDefinition:
    try:
        return ReportDefinition.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, (f"{_TABLES}[{place}]", *first["loc"])))
        raise DefinitionError(FILE_NAME, key, first["msg"]) from None


def _document(path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise DefinitionError(FILE_NAME, "line", str(error).splitlines()[0]) from None
