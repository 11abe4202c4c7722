"""Table [branches]: what it says, and what is refused with its key."""

from pathlib import Path

import pytest

from xltools.errors import DefinitionError
from xltools.operations.branches.branch_settings import BranchSettings, branch_settings, refuse_passwords


def settings_of(folder: Path, text: str) -> object:
    (folder / "xltools.toml").write_text(text, encoding="utf-8")
    return branch_settings(folder)


def test_a_folder_without_the_table_is_no_headquarters(tmp_path: Path) -> None:
    assert branch_settings(tmp_path) is None
    assert settings_of(tmp_path, 'language = "en"\n') is None


def test_what_stands_there_is_taken(tmp_path: Path) -> None:
    settings_of(
        tmp_path,
        '[branches]\nregisters = ["a/*.xlsx", "s3://bucket/r"]\nnames = "([^/]+)/[^/]+$"\nretries = 0\n'
        '[branches.storage.s3]\nendpoint_url = "https://store"\nsecret = "env:STORE_SECRET"\n',
    )
    found = branch_settings(tmp_path)
    assert found is not None
    assert (found.registers, found.retries) == (("a/*.xlsx", "s3://bucket/r"), 0)
    assert found.storage["s3"]["secret"] == "env:STORE_SECRET"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("workers = 0", "workers"),
        ('names = "(("', "names"),
        ('names = "no group"', "names"),
        ("retry = 3", "retry"),
        ('[branches.storage.s3]\nsecret = "hunter2"', "secret"),
        ('[branches.storage.abfs]\naccount_key = "abc"', "account_key"),
        ('[branches.storage.abfs]\nconnection_string = "AccountKey=hunter2"', "connection_string"),
        ('registers = ["sftp://clerk:hunter2@store.example/*.xlsx"]', "registers"),
    ],
)
def test_a_fault_names_its_key_and_no_secret_is_taken(tmp_path: Path, line: str, key: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        settings_of(tmp_path, f"[branches]\n{line}\n")
    assert key in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_a_user_in_an_address_is_no_secret() -> None:
    refuse_passwords(["sftp://clerk@store.example/a:b@c.xlsx", "D:/a:b@c/*.xlsx"])
    with pytest.raises(ValueError, match=r"storage\.ftp"):
        refuse_passwords(["ftp://clerk:@store.example/*.xlsx"])


def test_each_pause_is_twice_as_long() -> None:
    settings = BranchSettings(pause_seconds=1.5)
    assert [settings.pause_before(attempt) for attempt in (1, 2, 3)] == [1.5, 3, 6]
