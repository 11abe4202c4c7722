"""Why can a file not be imported? One sentence each, for the command line and for whoever put the file into 收件.

Invariant: both say what is so and what to do.
"""

from collections.abc import Sequence

from xltools.errors import UnreadableWorkbookError, UnusableExportError


def empty() -> UnusableExportError:
    """Nothing stands in it."""
    return UnusableExportError("the file is empty. Export it again.", "文件是空的，没有可以导入的内容；请重新导出。")


def old_excel() -> UnusableExportError:
    """The binary format before 2007."""
    return UnusableExportError(
        "the file is in the old .xls format. Open it and save it as .xlsx.",
        "这是旧的 .xls 格式；请打开后另存为 .xlsx，再放回“收件”。",
    )


def encrypted() -> UnusableExportError:
    """A workbook with a password."""
    return UnusableExportError(
        "the workbook is protected by a password. Save it without one.",
        "工作簿设了打开密码；请取消密码后再放回“收件”。",
    )


def web_page() -> UnusableExportError:
    """HTML or XML under the name of a workbook, as many web systems export it."""
    return UnusableExportError(
        "the file is a web page under another name. Open it in Excel or WPS and save it as .xlsx.",
        "这其实是一张网页，只是名字像表格；请用 Excel 或 WPS 打开，另存为 .xlsx，再放回“收件”。",
    )


def strange_bytes() -> UnusableExportError:
    """Neither UTF-8 nor UTF-16 nor GB18030, or no text at all."""
    return UnusableExportError(
        "the file is no text in UTF-8, UTF-16 or GBK. Save it as CSV UTF-8 or as .xlsx.",
        "文件不是 UTF-8、UTF-16 或 GBK 的文字；请另存为“CSV UTF-8”或 .xlsx，再放回“收件”。",
    )


def open_quote(line: int) -> UnusableExportError:
    """A quotation mark that is never closed, or text behind a closed one: all rows below it would be guessed."""
    return UnusableExportError(
        f"line {line}: a quotation mark is not closed, or text follows it. Correct it, or save the export as .xlsx.",
        f"第 {line} 行的引号没有配对，后面的内容分不清是哪一格；请改正，或另存为 .xlsx，再放回“收件”。",
    )


def too_large(megabytes: int) -> UnusableExportError:
    """More bytes than an import takes."""
    return UnusableExportError(
        f"the file has more than {megabytes} MB. Export a shorter period.",
        f"文件超过 {megabytes} MB；请缩短导出的时间段，分几次导入。",
    )


def too_many_rows(rows: int) -> UnusableExportError:
    """More rows than an import takes."""
    return UnusableExportError(
        f"the file has more than {rows:,} rows. Export a shorter period.",
        f"文件超过 {rows} 行；请缩短导出的时间段，分几次导入。",
    )


def several_sheets(titles: Sequence[str]) -> UnusableExportError:
    """Rows on more than one sheet: whether they are further rows, or the same ones once more, nobody can tell."""
    listed = "、".join(titles)
    return UnusableExportError(
        f"several sheets hold rows: {listed}. Leave one in the file, and save the others as files of their own.",
        f"有几张表都有内容（{listed}），不知道该导入哪一张；请每个文件只留一张，其余另存为单独的文件，再放回“收件”。",
    )


def our_own() -> UnusableExportError:
    """A register, or what is shown beside it: its cases would become cases once more."""
    return UnusableExportError(
        "the file is a register of xltools or a copy of one, no export. Take it out of here.",
        "这是台账（或台账的副本、“·查看”文件），不是平台导出的数据，导入会把每一单重复登记；请把它移出“收件”。",
    )


def no_heads(line: int) -> UnusableExportError:
    """The first row holds contents; what stands there is not told, for it may be a customer's."""
    return UnusableExportError(
        f"row {line} looks like contents, and no row of heads was found. Write the heads above it.",
        f"没有找到表头：第 {line} 行像是内容；请在最上面加一行表头（如“评价内容”“手机”“评价时间”），再放回“收件”。",
    )


def no_workbook(error: UnreadableWorkbookError) -> UnusableExportError:
    """A package that is none of ours to repair."""
    return UnusableExportError(
        str(error), "这个文件打不开：已损坏、不完整，或不是工作簿；请重新导出，或打开后另存为 .xlsx。"
    )
