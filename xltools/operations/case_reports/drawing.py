"""Which documents does a case have, and what is in them? Forms filled with what the register holds, and their PDFs.

Invariant: the same case, form and moment give the same bytes; a form that a team restyled is used as it is.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from xltools.errors import ReportError
from xltools.language.speaking import in_every_language
from xltools.model.case_file import CaseFile
from xltools.model.form_values import Audience
from xltools.model.policy import Policy
from xltools.model.register_definition import RegisterDefinition
from xltools.reports.typesetting.fonts import ReportFonts
from xltools.rules.form_values import form_values
from xltools.workbook.forms.building.generic_layout import record_sheets
from xltools.workbook.forms.filling.compiled_form import CompiledForm, compile_form
from xltools.workbook.forms.form_definition import FormDefinition
from xltools.workbook.forms.form_files import form_file, forms_of, is_built

if TYPE_CHECKING:
    from xltools.reports.form_pdf.printing import FormPrinter


class Document(NamedTuple):
    """One file about a case.

    Attributes:
        title: Of its form.
        suffix: ``.xlsx``, ``.xlsm`` or ``.pdf``.
        data: Its bytes.
    """

    title: str
    suffix: str
    data: bytes

    @property
    def name(self) -> str:
        """What the file is called where it stands among those of its case."""
        return f"{self.title}{self.suffix}"


class _ReadForm(NamedTuple):
    suffix: str
    compiled: CompiledForm


class CaseForms:
    """The forms of one register, each read once.

    Attributes:
        forms: Those that it has, the case's report first.
        warnings: What could not be shown in a PDF, each once.
    """

    def __init__(
        self, definition: RegisterDefinition, places: Sequence[Path], fonts: ReportFonts | None = None
    ) -> None:
        """Look for the forms.

        Args:
            definition: What the register is.
            places: Folders with forms of the team's own.
            fonts: For PDFs; None for workbooks alone.
        """
        self._definition, self._places, self._fonts = definition, places, fonts
        self.forms = forms_of(definition, places)
        self._built = {form.key for form in self.forms if is_built(form, places)}
        self.warnings: dict[str, None] = {}
        self._read: dict[tuple[str, frozenset[str]], _ReadForm] = {}
        self._held = ExitStack()

    def named(self, title: str) -> FormDefinition:
        """The form that somebody means.

        Raises:
            ReportError: There is none of that name; says which there are.
        """
        titles = {form.title: form for form in self.forms}
        bare = title.strip().strip("".join(in_every_language("pdf.title_quotes")))
        if bare in titles:
            return titles[bare]
        meant = [known for known in titles if bare and bare in known] or get_close_matches(bare, titles, n=1)
        if len(meant) == 1:
            return titles[meant[0]]
        raise ReportError(f"there is no form {title!r}. There are: {', '.join(titles)}.")

    def worth_keeping(self, case: CaseFile) -> tuple[FormDefinition, ...]:
        """The report, and the forms that the case has rows for."""
        return tuple(form for form in self.forms if form.main or (form.needs and case.records.get(form.needs)))

    def documents(
        self,
        case: CaseFile,
        policy: Policy,
        audience: Audience,
        now: datetime,
        attachments: Mapping[str, str],
        forms: Sequence[FormDefinition] | None = None,
    ) -> tuple[Document, ...]:
        """The documents of a case.

        Args:
            case: The case, in full.
            policy: The settings of its register.
            audience: Who gets to see them.
            now: The moment of writing, naive local time.
            attachments: Links by name of the file.
            forms: Which forms; by default those that are worth keeping.

        Raises:
            FormError: A form asks for what the register does not have.
            DefinitionError: A form cannot be read.
        """
        values = form_values(case, policy, audience, now, attachments)
        made = []
        for form in self.worth_keeping(case) if forms is None else forms:
            read = self._form(form, case)
            data = read.compiled.filled(values)
            made.append(Document(form.title, read.suffix, data))
            if self._printer is not None:
                # By the day: a report that did not change since the morning has the same bytes.
                pdf = self._printer.printed(data, now.replace(hour=0, minute=0, second=0), f"{form.title}.xlsx")
                self.warnings.update(dict.fromkeys(pdf.warnings))
                made.append(Document(form.title, ".pdf", pdf.content))
        return tuple(made)

    def _unused(self, case: CaseFile) -> frozenset[str]:
        return frozenset(sheet.key for sheet in record_sheets(self._definition) if not case.records.get(sheet.key))

    def _form(self, form: FormDefinition, case: CaseFile) -> _ReadForm:
        unused = self._unused(case) if form.key in self._built else frozenset[str]()
        if (form.key, unused) not in self._read:
            file = form_file(form, self._definition, self._places, unused)
            read = _ReadForm(PurePath(file.name).suffix.lower(), compile_form(file.data, file.name))
            self._read[form.key, unused] = read
        return self._read[form.key, unused]

    @cached_property
    def _printer(self) -> "FormPrinter | None":
        if self._fonts is None:
            return None
        from xltools.reports.form_pdf.printing import FormPrinter  # brings a tenth of a second of libraries

        return self._held.enter_context(FormPrinter(self._fonts))

    def close(self) -> None:
        """Let go of what the printer holds, if anything was printed."""
        self._held.close()
