"""Every verb on whatever was made of a folder: an answer or a sentence, never a bug, never a traceback."""

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from tests.hostile.fuzzing.sound_folders import NOW
from xltools import cli
from xltools.errors import EXIT_UNUSABLE

ANSWERS = {0, 1, 2, 4}
READING = (
    ("check", "REGISTER", "-v"), ("check", "FOLDER", "--json"), ("refresh", "FOLDER", "-n", "-v"),
    ("summary", "FOLDER", "--month", "2026-10", "-n"), ("summary", "REGISTER", "--month", "2026-11", "-n", "--json"),
    ("adopt", "REGISTER", "-n"), ("upgrade", "FOLDER", "-n"), ("upgrade", "REGISTER", "-n", "--json"),
    ("journal", "FOLDER", "-v"), ("journal", "FOLDER", "--json"), ("journal", "REGISTER", "--verify"),
    ("undo", "REGISTER", "--list"), ("undo", "REGISTER", "-n"), ("explain", "REGISTER", "202611-001"),
    ("tick", "FOLDER", "-n"), ("notify", "FOLDER", "-n"), ("report", "REGISTER", "202611-001", "-n"),
    ("archive", "FOLDER", "-n"), ("rollover", "REGISTER", "-n"), ("inform", "REGISTER", "202611-001"),
    ("templates", "check", "DEFINITION"), ("archive", "FOLDER", "--verify"), ("archive", "FOLDER", "--find",
    "202610-001"), ("archive", "FOLDER", "--due"),
)  # fmt: skip


def answer(arguments: tuple[str, ...], folder: Path, register: Path) -> int:
    """Say it to the command line; the exit code. An unexpected exception comes through as it is."""
    definition = next(iter(sorted(folder.glob("*.toml"))), folder / "none.toml")
    words = {"REGISTER": str(register), "FOLDER": str(folder), "DEFINITION": str(definition)}
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(cli, "write_bug_log", _let_through),
    ):
        code = cli.main([words.get(word, word) for word in arguments], lambda: NOW)
    said = _said(out) + _said(err)
    assert code in ANSWERS, (code, said)
    assert "Traceback" not in said
    if code == EXIT_UNUSABLE:
        assert said.strip()
    return code


def _said(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


def _let_through() -> Path:
    error = sys.exception()
    assert error is not None
    raise error


@contextlib.contextmanager
def left_alone(folder: Path) -> Iterator[None]:
    """No file of people's changes or goes meanwhile, and none comes."""
    before = _files(folder)
    yield
    assert _files(folder) == before


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".xltools" not in path.parts
    }
