"""The way out of every command: an exit code and a sentence, never a traceback."""

import subprocess
import sys
import tempfile
from pathlib import Path

import click
import pytest

from xltools import cli
from xltools.commands import check
from xltools.errors import (
    EXIT_BUG,
    EXIT_BUSY,
    EXIT_UNUSABLE,
    ChangedSinceReadError,
    DefinitionError,
    WorkbookBusyError,
    XltoolsError,
)


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(check, "run_passes", fail)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DefinitionError("x.toml", "numbering", "why"), EXIT_UNUSABLE),
        (WorkbookBusyError(Path("x.xlsx"), "by somebody"), EXIT_BUSY),
        (ChangedSinceReadError(Path("x.xlsx")), EXIT_BUSY),
        (KeyboardInterrupt(), 130),
    ],
)
def test_expected_errors_have_their_exit_codes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int
) -> None:
    fail_with(monkeypatch, error)
    assert cli.main(["check", "x.xlsx"]) == code
    captured = capsys.readouterr()
    assert len(captured.err.strip().splitlines()) == 1
    assert "Traceback" not in captured.out + captured.err


def test_a_bug_leaves_a_log_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    fail_with(monkeypatch, ZeroDivisionError("13800005678"))
    assert cli.main(["check", "x.xlsx"]) == EXIT_BUG
    assert "Traceback" not in capsys.readouterr().err
    (log,) = tmp_path.glob("xltools-*.log")
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [[], ["--help"], ["--version"], *([verb, "--help"] for verb in cli.VERBS)])
def test_every_verb_has_its_help(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) in (0, EXIT_UNUSABLE)
    captured = capsys.readouterr()
    assert captured.out or captured.err


@pytest.mark.parametrize(
    "words", [["nonsense"], ["check"], ["check", "x", "--now", "soon"], ["check", "x", "--colour"]]
)
def test_usage_errors(words: list[str]) -> None:
    assert cli.main(words) == EXIT_UNUSABLE


def test_every_verb_takes_the_common_options() -> None:
    for verb in cli.VERBS:
        command = cli.verbs.get_command(click.Context(cli.verbs), verb)
        assert command is not None
        names = {option for parameter in command.params for option in parameter.opts}
        assert {"--dry-run", "--json", "--quiet", "--verbose", "--now"} <= names, verb


def test_a_mistyped_verb_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["refersh", "x"]) == EXIT_UNUSABLE
    assert "refresh" in capsys.readouterr().err


def test_the_help_lists_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    told = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ") and line.strip()]
    assert set(cli.VERBS) <= set(told)


@pytest.mark.parametrize("verb", ["check", "refresh"])
def test_what_is_run_all_day_waits_for_no_pandas(verb: str) -> None:
    script = f"import sys; from xltools.cli import main; main(['{verb}', '--help']); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0


def test_every_error_is_one_line_and_has_a_code() -> None:
    pending = [XltoolsError]
    while pending:
        error = pending.pop()
        assert error.exit_code in (EXIT_UNUSABLE, EXIT_BUSY)
        assert error.__doc__
        pending += error.__subclasses__()
