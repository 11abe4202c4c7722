"""Versions of one case stand side by side, and are known by their folders. (FR-14)"""

import pytest

from xltools.language.speaking import speaking
from xltools.reports.archive_index.version_folders import first_folder, later_folder


@pytest.mark.parametrize("folder", ["2024/某公司/202405-001", "202405-001", "2024/某公司 第2版/1 第3版本"])
def test_any_version_leads_to_the_first_and_to_later_ones(folder: str) -> None:
    assert first_folder(folder) == folder
    assert first_folder(later_folder(folder, 12)) == folder
    assert later_folder(later_folder(folder, 2), 3) == later_folder(folder, 3)


def test_versions_are_told_apart_in_every_language() -> None:  # issue 7
    with speaking("en"):
        second = later_folder("2024/Acme/INC-1", 2)
    assert second == "2024/Acme/INC-1 version 2"
    assert first_folder(second) == "2024/Acme/INC-1"
    assert later_folder(second, 3) == "2024/Acme/INC-1 第3版"
