"""Links that work wherever the archive lies, and lead nowhere else."""

from urllib.parse import unquote

import pytest

from xltools.reports.archive_index.folder_link import folder_link


@pytest.mark.parametrize("folder", ["2024/某公司/1", "2024/a b 50%25#3/1", "2024/[新区]{x}^`/1 第2版", "2024/=1+1/1"])
def test_the_folder_is_named_whatever_signs_it_has(folder: str) -> None:
    link = folder_link(folder)
    assert link is not None
    assert unquote(link.removeprefix("external:./")) == folder
    assert not set('#" <>[]') & set(link)


@pytest.mark.parametrize(
    "folder",
    [
        "", "/etc", "../x", "2024/../../x", "2024/./x", "C:/x", "2024/x:y", "2024\\x", "2024//x", "a\nb", "a\x07b",
        "长" * 2100,
    ],
)  # fmt: skip
def test_what_leads_elsewhere_or_nowhere_is_no_link(folder: str) -> None:
    assert folder_link(folder) is None
