"""What can stop one workbook? Each class holds its sentence and its exit code; a batch goes on with the next.

Trouble inside cells is never raised: that is a `Finding`.
"""

from pathlib import Path
from typing import ClassVar

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_UNUSABLE = 2
EXIT_BUG = 3
EXIT_BUSY = 4


class XltoolsError(Exception):
    """Something expected that stops one workbook; its text is one line and says what to do."""

    exit_code: ClassVar[int] = EXIT_UNUSABLE


class UnreadableWorkbookError(XltoolsError):
    """The bytes are not a workbook that can be read safely."""


class NotAWorkbookError(UnreadableWorkbookError):
    """Not a zip package, or one without a workbook in it."""

    def __init__(self, why: str = "it is not an .xlsx or .xlsm package") -> None:
        super().__init__(f"not a readable workbook: {why}. Open it in Excel, WPS or LibreOffice and save it as .xlsx.")


class EncryptedWorkbookError(UnreadableWorkbookError):
    """An OLE container: a password-protected workbook or the old .xls format."""

    def __init__(self) -> None:
        super().__init__(
            "the workbook is protected by a password or in the old .xls format. "
            "Remove the password or save it as .xlsx, then try again."
        )


class UnsafeWorkbookError(UnreadableWorkbookError):
    """Too large, too dense or built to exhaust memory."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}. {remedy}")


class PatchRefusedError(XltoolsError):
    """The edit cannot be made without risking something else in the workbook; nothing was written."""

    def __init__(self, where: str, why: str, remedy: str) -> None:
        self.where, self.why, self.remedy = where, why, remedy
        super().__init__(f"{where}: {why}. {remedy}")


class NotARegisterError(XltoolsError):
    """The workbook does not say that it is one of our registers, or lacks what a register needs."""


class RegisterSheetMissingError(NotARegisterError):
    """One of our registers that has lost what holds its cases: in a folder it must be told, not passed over."""


class UnknownTemplateError(NotARegisterError):
    """A register, but of a template whose definition is not here."""


class DefinitionError(XltoolsError):
    """A register definition contradicts itself; names the file and the key."""

    def __init__(self, source: str, key: str, why: str) -> None:
        self.source, self.key, self.why = source, key, why
        super().__init__(f"{source}: {key}: {why}")


class CopyOfRegisterError(XltoolsError):
    """The workbook is a copy of another register of the workspace; numbering it anew would double every case."""

    def __init__(self, original: str) -> None:
        super().__init__(
            f"this workbook is a copy of {original}, which stands in the same workspace. "
            "Move it out of the folder. If it is no copy, clear the numbers of the rows that were pasted from there."
        )


class LedgerError(XltoolsError):
    """The memory of issued numbers is damaged; without it numbers could be given twice."""


class VanishedError(XltoolsError):
    """The file is not there, or not any more."""

    def __init__(self, path: Path) -> None:
        remedy = "Check the name, and whether the folder or share is still connected."
        super().__init__(f"{path}: no such file or folder. {remedy}")


class SettingsError(XltoolsError):
    """A settings sheet is broken so that no pass can be trusted; names the cell."""


class ReadOnlyWorkbookError(XltoolsError):
    """Somebody made the file or its folder read-only; that is respected."""


class WorkbookBusyError(XltoolsError):
    """Somebody has the workbook open, or is saving it right now."""

    exit_code = EXIT_BUSY

    def __init__(self, path: Path, owner: str) -> None:
        self.owner = owner
        super().__init__(
            f"{path.name} is open ({owner}). Close it there and run the command again; nothing was changed."
        )


class ChangedSinceReadError(XltoolsError):
    """The file changed between reading and writing: the clerk's save wins."""

    exit_code = EXIT_BUSY

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} was saved by somebody while it was being refreshed. Run the command again.")


class FolderNotEmptyError(XltoolsError):
    """A folder that is to be filled holds something already; nothing of it was touched."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is not empty. Name a new folder, or empty this one; nothing was changed.")


class MissingExtraError(XltoolsError):
    """A library is not installed that only a part of the program needs."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} needs libraries that are not installed. Run: pip install "xltools[{extra}]"')


class FontMissingError(XltoolsError):
    """No font with Chinese characters was found, so a PDF would show empty boxes."""

    def __init__(self, why: str = "no font with Chinese characters was found") -> None:
        super().__init__(
            f"{why}. Install Noto Sans CJK SC, or set XLTOOLS_FONT to the path of a .ttf, .otf or .ttc file."
        )


class ReportError(XltoolsError):
    """A report that cannot be made as it was asked for; says what there is instead."""


class NotifyError(XltoolsError):
    """A channel for notices cannot be used as it is set up; says where its secret or its name is looked for."""


class UnusableExportError(XltoolsError):
    """A file that cannot be imported as it is.

    Attributes:
        to_people: The same for whoever put the file into the folder 收件, in the language that was spoken.
        to_copy: Lines that would help, to be pasted into a settings file.
    """

    def __init__(self, sentence: str, to_people: str, to_copy: tuple[str, ...] = ()) -> None:
        self.to_people, self.to_copy = to_people, to_copy
        super().__init__(sentence)


class PathTooLongError(XltoolsError):
    """Folders and name together are longer than Excel opens."""

    def __init__(self, path: Path, maximum: int) -> None:
        super().__init__(
            f"{path.name} lies too deep: {len(str(path))} characters of folders and name, and Excel opens no more than "
            f"{maximum}. Move it to a shorter path; nothing was changed."
        )


class WatchedAlreadyError(XltoolsError):
    """A watcher is at work in this folder; two would only stand in each other's way."""

    exit_code = EXIT_BUSY

    def __init__(self, folder: Path, who: str) -> None:
        super().__init__(f"{folder} is watched already, by {who}. Leave it to that one, or end it first.")


class NoFolderError(XltoolsError):
    """A file, where a folder of registers is asked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is a file. Name the folder that it lies in: all registers there are looked after.")


class ArchiveError(XltoolsError):
    """The archive cannot be used as it stands; says what is in the way and what to do."""


class UnknownCaseError(XltoolsError):
    """No case of the register bears that number."""

    def __init__(self, number: str, register: str, nearest: list[str]) -> None:
        self.nearest = nearest
        hint = f"Did you mean {', '.join(nearest)}?" if nearest else "Look it up in the register."
        super().__init__(f"{register} has no case {number}. {hint}")


class FormError(XltoolsError):
    """A form that cannot be filled as it is designed; says in which cell, what is so, and what to write instead."""

    def __init__(self, form: str, where: str, why: str) -> None:
        place = f" at {where}" if where else ""
        super().__init__(f"the form {form}{place}: {why}")


class UnknownNoticeError(XltoolsError):
    """Sheet 通知模板 has no notice of that name, or none that can be used; says what to do."""

    def __init__(self, name: str, register: str, known: list[str], remedy: str) -> None:
        if known:
            super().__init__(f"{register} has no notice {name}; there are: {', '.join(known)}.")
        else:
            super().__init__(f"{register} has no notice that customers could be sent. {remedy}")


class RolloverError(XltoolsError):
    """The next register cannot be begun, or one that was begun cannot be gone on with; says what is in the way."""


class ArchiveBusyError(XltoolsError):
    """Another run is at work in the archive."""

    exit_code = EXIT_BUSY

    def __init__(self, root: Path) -> None:
        super().__init__(f"another xltools is archiving in {root}. Wait until it is done, then run the command again.")


class AdoptionError(XltoolsError):
    """A team's own workbook in which no table of cases is found, or not the one that was asked for."""


class VanishedAddressError(XltoolsError):
    """Nothing lies at that address, or not any more."""

    def __init__(self, address: str) -> None:
        super().__init__(f"{address}: nothing is there. Check the address, and whether the store is reachable.")


class ClusterError(XltoolsError):
    """The cluster that shall do the work cannot be used; says what it answered."""


class NoJournalError(XltoolsError):
    """Nothing was ever done there, or its memory did not come along when the registers were moved."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: nothing was written here yet, so there is no journal. If the registers were moved here, "
            "move the folder .xltools that stood beside them, too."
        )
