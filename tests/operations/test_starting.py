"""A new register: from a template, never over something that exists."""

from pathlib import Path

import pytest

from tests.operations.notifying.made_up import Killed
from tests.registers import NOW, SMALL
from xltools.errors import DefinitionError
from xltools.language.words import Tab
from xltools.operations import starting
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.starting import AlreadyThereError, NoRegisterNameError, start_register
from xltools.operations.workspace_language import workspace_language
from xltools.workbook.definition_checks.example import example_definition
from xltools.workbook.definition_files import shipped_definition, shipped_definitions


@pytest.mark.parametrize("name", shipped_definitions())
def test_each_template_starts_a_register_that_refreshes_clean(tmp_path: Path, name: str) -> None:
    started = start_register(name, tmp_path / "新")
    assert started.path.name == f"{shipped_definition(name).title}.xlsx"
    assert started.attachments.is_dir()
    result = refresh(started.path, NOW, order=PassOrder(hold_seconds=0))
    assert (result.template, result.cases, result.findings, result.edits) == (name, 0, (), ())
    assert set(result.pages) == {Tab.TODO.said, Tab.OVERVIEW.said, Tab.NOTICES.said}
    assert not refresh(started.path, NOW, order=PassOrder(hold_seconds=0)).written


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    started = start_register("service_ticket", tmp_path, "工单")
    started.path.write_bytes(b"mine")
    with pytest.raises(AlreadyThereError):
        start_register("service_ticket", tmp_path, "工单.xlsx")
    assert started.path.read_bytes() == b"mine"


def test_a_dry_run_makes_nothing(tmp_path: Path) -> None:
    start_register("service_ticket", tmp_path / "x", dry_run=True)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError):
        start_register("nonsense", tmp_path)


def own_definition(folder: Path) -> Path:
    folder.mkdir()
    source = folder / "any name.toml"
    source.write_bytes(SMALL.read_bytes())
    return source


def test_a_definition_of_a_teams_own_starts_a_register_and_lies_beside_it(tmp_path: Path) -> None:
    started = start_register(str(own_definition(tmp_path / "定义")), tmp_path / "新")
    assert (tmp_path / "新" / "small_register.toml").read_bytes() == SMALL.read_bytes()
    result = refresh(started.path, NOW, order=PassOrder(hold_seconds=0))
    assert (result.template, result.findings) == ("small_register", ())
    start_register(
        str(tmp_path / "新" / "small_register.toml"), tmp_path / "新", "第二本"
    )  # it may stand there already


def test_a_definition_that_other_registers_follow_is_not_replaced(tmp_path: Path) -> None:
    start_register(str(own_definition(tmp_path / "定义")), tmp_path / "新")
    beside = tmp_path / "新" / "small_register.toml"
    beside.write_text(beside.read_text(encoding="utf-8").replace("version = 1", "version = 2"), encoding="utf-8")
    before = beside.read_bytes()
    with pytest.raises(AlreadyThereError):
        start_register(str(tmp_path / "定义" / "any name.toml"), tmp_path / "新", "第二本")
    assert beside.read_bytes() == before
    assert not (tmp_path / "新" / "第二本.xlsx").exists()


def of_desk(folder: Path, *changes: tuple[str, str]) -> str:
    text = example_definition()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    source = folder / "source.toml"
    source.write_text(text, encoding="utf-8")
    return str(source)


@pytest.mark.parametrize("name", ["a:b?", "CON", "desk ", "台账·查看"])
def test_a_name_that_some_system_does_not_take_is_refused_before_anything_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoRegisterNameError):
        start_register("service_ticket", tmp_path / "new", name)
    source = of_desk(tmp_path, ('title = "Repairs"\nversion', f'title = "{name}"\nversion'))
    with pytest.raises(NoRegisterNameError):
        start_register(source, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert start_register(source, tmp_path / "new", "Repairs").path.name == "Repairs.xlsx"


SETTING = '[extra_rows]\nsettings = [{ key = "%s", label = "x", value = "%s" }]\n[default_rows]'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[default_rows]", SETTING % ("time_zone", "Europe/Berln")),
        ("[default_rows]", SETTING % ("notice_days", "soon")),
        ('language = "en"', 'language = "zh-CN"'),
        ('"cases", "log"', '"cases", "logg"'),
        ("common.en.toml", "comon.en.toml"),
    ],
)
def test_no_register_is_made_of_what_cannot_work(tmp_path: Path, before: str, after: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        start_register(of_desk(tmp_path, (before, after)), tmp_path / "new")
    assert "templates check" in str(refused.value)
    assert not (tmp_path / "new").exists()


def test_it_is_told_where_exports_go_and_in_which_language_the_folder_speaks(tmp_path: Path) -> None:
    source = of_desk(tmp_path)
    alone = start_register(source, tmp_path / "desk", dry_run=True)
    assert (alone.inbox.name, alone.folder_language) == ("Case inbox", "en")
    assert start_register(source, tmp_path / "desk") == alone
    assert workspace_language(tmp_path / "desk") == "en"
    start_register("service_ticket", tmp_path / "工单")
    guest = start_register(source, tmp_path / "工单")
    assert (guest.inbox.name, guest.language, guest.folder_language) == ("收件", "en", "zh-CN")
    assert workspace_language(tmp_path / "工单") == "zh-CN"


def test_what_a_crash_left_is_completed_by_the_same_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder = own_definition(tmp_path / "定义"), tmp_path / "新"

    def die(*_: object) -> None:
        raise Killed

    for step in ("_lay_beside", "begin_in_language", "write_new"):
        with monkeypatch.context() as patched:
            patched.setattr(starting, step, die)
            with pytest.raises(Killed):
                start_register(str(source), folder)
        assert list(folder.glob("*.xlsx")) == []
    assert refresh(start_register(str(source), folder).path, NOW, order=PassOrder(hold_seconds=0)).findings == ()
