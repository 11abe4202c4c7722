"""Why can a file not be imported? One sentence each, for the command line and for whoever put the file into 收件.

Invariant: both say what is so and what to do; the second one in the spoken language.
"""

from collections.abc import Sequence

from xltools.errors import UnreadableWorkbookError, UnusableExportError
from xltools.language.speaking import text


def empty() -> UnusableExportError:
    """Nothing stands in it."""
    return UnusableExportError("the file is empty. Export it again.", text("imports.refusals.empty"))


def old_excel() -> UnusableExportError:
    """The binary format before 2007."""
    return UnusableExportError(
        "the file is in the old .xls format. Open it and save it as .xlsx.",
        text("imports.refusals.old_excel"),
    )


def encrypted() -> UnusableExportError:
    """A workbook with a password."""
    return UnusableExportError(
        "the workbook is protected by a password. Save it without one.",
        text("imports.refusals.encrypted"),
    )


def web_page() -> UnusableExportError:
    """HTML or XML under the name of a workbook, as many web systems export it."""
    return UnusableExportError(
        "the file is a web page under another name. Open it in Excel or WPS and save it as .xlsx.",
        text("imports.refusals.web_page"),
    )


def strange_bytes() -> UnusableExportError:
    """Neither UTF-8 nor UTF-16 nor GB18030, or no text at all."""
    return UnusableExportError(
        "the file is no text in UTF-8, UTF-16 or GBK. Save it as CSV UTF-8 or as .xlsx.",
        text("imports.refusals.strange_bytes"),
    )


def open_quote(line: int) -> UnusableExportError:
    """A quotation mark that is never closed, or text behind a closed one: all rows below it would be guessed."""
    return UnusableExportError(
        f"line {line}: a quotation mark is not closed, or text follows it. Correct it, or save the export as .xlsx.",
        text("imports.refusals.open_quote", line=line),
    )


def too_large(megabytes: int) -> UnusableExportError:
    """More bytes than an import takes."""
    return UnusableExportError(
        f"the file has more than {megabytes} MB. Export a shorter period.",
        text("imports.refusals.too_large", megabytes=megabytes),
    )


def too_many_rows(rows: int) -> UnusableExportError:
    """More rows than an import takes."""
    return UnusableExportError(
        f"the file has more than {rows:,} rows. Export a shorter period.",
        text("imports.refusals.too_many_rows", rows=rows),
    )


def several_sheets(titles: Sequence[str]) -> UnusableExportError:
    """Rows on more than one sheet: whether they are further rows, or the same ones once more, nobody can tell."""
    listed = text("signs.list_separator").join(titles)
    return UnusableExportError(
        f"several sheets hold rows: {', '.join(titles)}. "
        "Leave one in the file, and save the others as files of their own.",
        text("imports.refusals.several_sheets", titles=listed),
    )


def our_own() -> UnusableExportError:
    """A register, or what is shown beside it: its cases would become cases once more."""
    return UnusableExportError(
        "the file is a register of xltools or a copy of one, no export. Take it out of here.",
        text("imports.refusals.our_own"),
    )


def no_heads(line: int) -> UnusableExportError:
    """The first row holds contents; what stands there is not told, for it may be a customer's."""
    return UnusableExportError(
        f"row {line} looks like contents, and no row of heads was found. Write the heads above it.",
        text("imports.refusals.no_heads", line=line),
    )


def no_workbook(error: UnreadableWorkbookError) -> UnusableExportError:
    """A package that is none of ours to repair."""
    return UnusableExportError(str(error), text("imports.refusals.no_workbook"))
