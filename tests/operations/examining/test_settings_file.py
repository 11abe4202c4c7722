"""What may be wrong in ``xltools.toml``, and with what it names."""

from pathlib import Path

import pytest

from tests.operations.examining.made_up import register, said, site
from xltools.operations.examining.settings_file import archive, branches, channels, imports, settings_files

MAIL = '[[notify.channels]]\nkind = "mail"\nhost = "127.0.0.1"\nsecurity = "none"\nsender = "alerts@example.com"\n'
ROBOT = '[[notify.channels]]\nkind = "wecom"\nurl_env = "XLTOOLS_TEST_ROBOT"\n'
IMPORT = '[[imports]]\nname = "评价"\nmatch = "*.csv"\ninto = "{}"\n'
ADDRESS = '[branches]\nregisters = ["s3://bucket/*.xlsx"]\n'


def with_file(folder: Path, text: str) -> Path:
    (folder / "xltools.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("", ["ok"]),
        ('language = "en"\n[own]\nx = 1', ["ok"]),
        ("[notify", ["wrong"]),
        ('language = "tlh"', ["wrong"]),
        ('time_zone = "Mars/Base"', ["wrong"]),
        ("[notifi]\n", ["wrong"]),
        ('[[reports]]\nname = "a"\nby = 3\n', ["ok", "wrong"]),
    ],
)
def test_the_file_as_a_whole(tmp_path: Path, text: str, verdicts: list[str]) -> None:
    assert said(settings_files, site(with_file(tmp_path, text))) == verdicts


def test_a_file_that_nobody_reads(tmp_path: Path) -> None:
    (tmp_path / ".xltools").mkdir()
    register(tmp_path / "分部")
    with_file(tmp_path / "分部", "")
    assert said(settings_files, site(tmp_path)) == ["doubtful"]


def test_no_file_is_no_fault(tmp_path: Path) -> None:
    register(tmp_path)
    here = site(tmp_path)
    assert [said(check, here) for check in (settings_files, channels, imports, branches)] == [[], ["ok"], [], []]


@pytest.mark.parametrize(
    ("text", "robot", "verdicts"),
    [
        ("[notify]\n" + MAIL, "", ["ok"]),
        ("[notify]\n" + ROBOT, "https://example.com/robot", ["ok"]),
        ("[notify]\n" + ROBOT, "", ["wrong"]),
        ("[notify]\n" + MAIL + ROBOT, "", ["ok", "wrong"]),
        ("[notify]\n", "", ["doubtful"]),
        ("[notify]\nquiet_hours = 3\n", "", ["wrong"]),
        ("[notify", "", []),  # told of the file as a whole
    ],
)
def test_channels_have_their_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, robot: str, verdicts: list[str]
) -> None:
    monkeypatch.setenv("XLTOOLS_TEST_ROBOT", robot)
    here = site(with_file(tmp_path, text))
    assert said(channels, here) == verdicts
    assert not any("example.com/robot" in str(each) for each in channels(here))


@pytest.mark.parametrize(
    ("text", "may_write", "verdict"),
    [
        ("", True, "ok"),
        ("", False, "wrong"),
        ('[archive]\nfolder = "../kept"', True, "ok"),
        ('[archive]\nfolder = "../no/such/drive/kept"', True, "wrong"),
        ('[archive]\nfolder = "分部"', True, "wrong"),
        ("[archive]\npdf = 3", True, "wrong"),
    ],
)
def test_the_archive_can_be_reached(tmp_path: Path, text: str, may_write: bool, verdict: str) -> None:
    folder = tmp_path / "工单"
    folder.mkdir()
    assert said(archive, site(with_file(folder, text), may_write=lambda _: may_write)) == [verdict]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (IMPORT.format("台账.xlsx"), []),
        (IMPORT.format("无.xlsx"), ["wrong"]),
        (IMPORT.format(""), []),
        ("[[imports]]\n", ["wrong"]),
    ],
)
def test_exports_have_their_registers(tmp_path: Path, text: str, verdicts: list[str]) -> None:
    register(tmp_path)
    assert said(imports, site(with_file(tmp_path, text))) == verdicts


@pytest.mark.parametrize(
    ("text", "environment", "verdicts"),
    [
        ('[branches]\nregisters = ["分部/*/*.xlsx"]', {}, ["ok"]),
        ('[branches]\nregisters = ["分部/*/*.xlsx", "无/*.xlsx"]', {}, ["wrong"]),
        ("[branches]\n", {}, ["doubtful"]),
        ("[branches]\nworkers = 0\n", {}, ["wrong"]),
        (ADDRESS, {}, ["ok"]),
        (ADDRESS + '[branches.storage.s3]\nkey = "env:KEY_OF_S3"\n', {"KEY_OF_S3": "x"}, ["ok"]),
        (ADDRESS + '[branches.storage.s3]\nkey = "env:KEY_OF_S3"\n', {}, ["wrong", "ok"]),
    ],
)
def test_branches_are_where_they_are_said_to_be(
    tmp_path: Path, text: str, environment: dict[str, str], verdicts: list[str]
) -> None:
    register(tmp_path / "分部" / "北京")
    here = site(with_file(tmp_path, text), environment=environment)
    assert said(branches, here) == verdicts
