"""Which reports of its own has a team defined? They stand in ``xltools.toml`` beside the registers, for people to edit.

Invariant: saving a report changes its own table only; comments and everything else in the file stay as they are.
"""

from collections.abc import Mapping, MutableMapping
from pathlib import Path

import tomlkit

from xltools.errors import DefinitionError
from xltools.model.report_definition import ReportDefinition
from xltools.operations.files.whole_files import write_whole
from xltools.operations.workspace_file import FILE_NAME, REPORTS, workspace_document, workspace_parts


def saved_reports(folder: Path) -> Mapping[str, ReportDefinition]:
    """The reports that the folder's file defines, by name; none where there is no file.

    Raises:
        DefinitionError: The file is no TOML, or a report in it is not as it should be; names the key.
    """
    reports = workspace_parts(folder, REPORTS, ReportDefinition)
    known = {report.name: report for report in reports}
    if len(known) < len(reports):
        doubled = next(name for name in known if sum(report.name == name for report in reports) > 1)
        raise DefinitionError(FILE_NAME, REPORTS, f"the name {doubled!r} is given to two reports")
    return known


def save_report(folder: Path, report: ReportDefinition) -> None:
    """Write a report into the folder's file, in the place of one of the same name.

    Raises:
        DefinitionError: The file is no TOML, or other reports in it are faulty.
        ReadOnlyWorkbookError: It cannot be written.
    """
    known = saved_reports(folder)
    document = workspace_document(folder)
    tables = document.setdefault(REPORTS, tomlkit.aot())
    if report.name in known:
        place = next(place for place, table in enumerate(tables) if table["name"] == report.name)
        _fill(tables[place], report)
    else:
        table = tomlkit.table()
        _fill(table, report)
        tables.append(table)
    write_whole(folder / FILE_NAME, tomlkit.dumps(document).encode("utf-8"))


def _fill(table: MutableMapping[str, object], report: ReportDefinition) -> None:
    table.update({"name": report.name, "by": list(report.by), "measure": list(report.measure)})
    table.pop("where", None)
    if report.where:
        where = tomlkit.inline_table()
        where.update({label: list(values) for label, values in report.where.items()})
        table["where"] = where
