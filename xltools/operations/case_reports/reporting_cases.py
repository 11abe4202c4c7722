"""How do the reports of cases come about? Register → cases → forms → files beside it. (FR-12, RR-12, ST-11)

Invariant: a report that somebody worked on stays as it is; the new one stands beside it.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from xltools.errors import ReportError
from xltools.language.speaking import speaking, text
from xltools.model.form_values import Audience
from xltools.operations.case_reports.case_register import CaseRegister, read_case_register
from xltools.operations.case_reports.drawing import CaseForms
from xltools.operations.case_reports.placed_files import PlacedFiles
from xltools.operations.case_reports.report_order import CaseReportOrder, CaseReports
from xltools.operations.folder_names import standing_or_new
from xltools.operations.progress import Progress, untold
from xltools.operations.reporting.report_files import Placed, place_report, reports_folder
from xltools.operations.reporting.report_memory import one_making
from xltools.operations.workspace_language import workspace_language
from xltools.reports.file_names import safe_file_name
from xltools.reports.typesetting.fonts import find_fonts
from xltools.workbook.forms.form_definition import FormDefinition
from xltools.workbook.forms.form_files import form_places

_AT_ONCE = 50  # cases whose files are drawn before they are remembered and written
_LONGEST_NAME = 120


class _Drawn(NamedTuple):
    name: str
    data: bytes


def report_cases(order: CaseReportOrder, now: datetime, progress: Progress = untold) -> CaseReports:
    """Make the reports of cases.

    Args:
        order: What is asked for.
        now: The moment, naive local time, whole seconds.
        progress: Told the stage, how much of it is done, and of how much.

    Raises:
        UnknownCaseError: The register has no such case; nothing was written.
        ReportError: There is no such form.
        FormError: A form asks for what the register does not have.
        FontMissingError, MissingExtraError: A PDF cannot be made on this machine.
        XltoolsError: The register cannot be read, or a file cannot be written.
    """
    register = read_case_register(order.path, now)
    with speaking(workspace_language(register.workspace.root)):
        folder, backups = order.output or _folder(register.path), reports_folder(register.workspace.backups)
    with speaking(register.definition.language):
        fonts = find_fonts() if order.pdf else None
        forms = CaseForms(register.definition, form_places(register.path), fonts)
        try:
            return _Reporting(order, register, forms, now, progress, folder, backups).reported()
        finally:
            forms.close()


def _folder(register: Path) -> Path:
    return standing_or_new(reports_folder(register.parent), "folders.case_reports")


class _Reporting:
    """One order, being carried out."""

    def __init__(
        self,
        order: CaseReportOrder,
        register: CaseRegister,
        forms: CaseForms,
        now: datetime,
        progress: Progress,
        folder: Path,
        backups: Path,
    ) -> None:
        self._order, self._register, self._forms, self._now, self._progress = order, register, forms, now, progress
        self._folder, self._backups = folder, backups
        self._links = {name: _link(file, self._folder) for name, file in register.attachments().items()}

    def reported(self) -> CaseReports:
        numbers, forms = self._numbers(), self._chosen()
        files = tuple(self._files(numbers, forms))
        titles = tuple(form.title for form in forms)
        return CaseReports(self._order, numbers, titles, files, self._folder, tuple(self._forms.warnings))

    def _numbers(self) -> tuple[str, ...]:
        named = [self._register.number_meant(number) for number in self._order.numbers]
        return tuple(dict.fromkeys([*named, *self._closed()]))

    def _closed(self) -> list[str]:
        period, files = self._order.closed_in, self._register.files
        if period is None:
            return []
        closed = ((number, files.of(number).closed_at) for number in files.numbers if files.is_closed(number))
        return [number for number, at in closed if at is not None and period.starts_at <= at < period.ends_at]

    def _chosen(self) -> tuple[FormDefinition, ...]:
        if self._order.every_form:
            return self._forms.forms
        if self._order.forms:
            return tuple(dict.fromkeys(self._forms.named(title) for title in self._order.forms))
        if main := tuple(form for form in self._forms.forms if form.main):
            return main
        raise ReportError(
            f"{self._register.path.name} has no form for its report. "
            f"Put one into the folder {text('folders.forms')} beside it."
        )

    def _files(self, numbers: Sequence[str], forms: Sequence[FormDefinition]) -> Iterator[Placed]:
        if self._order.dry_run:
            for place, number in enumerate(numbers):
                self._progress("drawing", place, len(numbers))
                self._drawn(number, forms)
            return
        workspace, left, done = self._register.workspace, iter(numbers), 0
        with one_making(workspace, self._register.path):
            memory = PlacedFiles(workspace, self._register.register_id)
            known = memory.known()
            while chunk := list(islice(left, _AT_ONCE)):
                drawn: list[_Drawn] = []
                for number in chunk:
                    self._progress("writing", done, len(numbers))
                    drawn += self._drawn(number, forms)
                    done += 1
                yield from self._placed(drawn, memory, known)
        self._progress("done", len(numbers), len(numbers))

    def _drawn(self, number: str, forms: Sequence[FormDefinition]) -> list[_Drawn]:
        case, audience = self._register.files.of(number), self._order.audience
        mark = text("folders.outward_mark") if audience is Audience.OUTWARD else ""
        documents = self._forms.documents(case, self._register.policy, audience, self._now, self._links, forms)
        return [
            _Drawn(safe_file_name(f"{number} {each.title}{mark}", _LONGEST_NAME) + each.suffix, each.data)
            for each in documents
        ]

    def _placed(
        self, drawn: Sequence[_Drawn], memory: PlacedFiles, known: Mapping[str, frozenset[str]]
    ) -> Iterator[Placed]:
        """Remember first, then write: a crash in between must not make strangers of them."""
        workspace = self._register.workspace
        names = {each.name: workspace.register_id(self._folder / each.name) for each in drawn}
        sums = {names[each.name]: hashlib.sha256(each.data).hexdigest() for each in drawn}
        if new := {name: sha256 for name, sha256 in sums.items() if sha256 not in known.get(name, ())}:
            memory.remember(new)
        for each in drawn:
            ours = {*known.get(names[each.name], ()), sums[names[each.name]]}
            yield place_report(self._folder / each.name, each.data, ours, self._now, self._backups)


def _link(file: Path, folder: Path) -> str:
    """From a report in that folder to an attachment; on another drive of Windows, the whole path."""
    try:
        return os.path.relpath(file, folder).replace(os.sep, "/")
    except ValueError:
        return file.as_uri()
