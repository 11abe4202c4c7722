"""kill -9 in verbs that write more than one file: run once more, each ends where one that was never killed does.

Killed before a call that changes something for others, and at random moments; run again at once, or after a watcher
met what was left. The folder has ways to send notices, and a service that says what it took.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hostile.dying_verbs import POST, VERBS, prepare, refresh_all
from tests.hostile.test_kills import ROOT, Mortal
from xltools.operations.files.left_behind import sweep_left_behind
from xltools.operations.journaling.journal import journal_path
from xltools.operations.journaling.journal_proof import Damage, prove
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.passes.number_ledger import NumberLedger
from xltools.operations.passes.opening import opened_register
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.workspace import Workspace, workbooks_in
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.packaging.package import open_package

pytestmark = pytest.mark.skipif(os.name != "posix", reason="fork and SIGKILL")

RANDOM_LIVES = 1  # of each verb
WITHOUT_PDF = {"XLTOOLS_FONT": "none"}  # the summary of a month is much faster made


@pytest.fixture(scope="module")
def mortal() -> Iterator[Mortal]:
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-m", "tests.hostile.dying_verbs"]
    pipe, environment = subprocess.PIPE, {**os.environ, **WITHOUT_PDF}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        yield Mortal(process)
        process.communicate()


class End(NamedTuple):
    """What stands in a folder, and what is remembered beside it.

    Attributes:
        files: What is in them: of a workbook the rows of all sheets, else the bytes.
        numbers: Which register each number belongs to.
        told: Ids of all notices, and how many of them still wait.
    """

    files: dict[str, object]
    numbers: dict[str, str]
    told: tuple[frozenset[str], int]


def people_see(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and ".xltools" not in path.relative_to(folder).parts:
            yield path


def contents(path: Path) -> object:
    if path.suffix != ".xlsx":
        return path.read_bytes()
    return rows(path.read_bytes())


@cache
def rows(workbook: bytes) -> dict[str, object]:
    cells = WorkbookCells(open_package(workbook))
    return {title: cells.sheet(title).rows for title in cells.titles}


def numbers(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in workbooks_in(folder):
        scheme = opened_register(path, PassOrder()).definition.numbering
        found |= {number: record.register for number, record in NumberLedger(Workspace(folder), scheme).read().items()}
    return found


def end(folder: Path) -> End:
    outbox = Outbox(Workspace(folder)).read()
    files = {str(path.relative_to(folder)): contents(path) for path in people_see(folder)}
    home = folder / "desk" if (folder / "desk").is_dir() else folder
    return End(files, numbers(home), (frozenset(outbox.known), len(outbox.waiting) + len(outbox.repeated)))


@contextmanager
def noting_versions(folder: Path) -> Iterator[dict[str, set[bytes]]]:
    """The bytes that stand under the names of workbooks, and those that come to stand there meanwhile."""
    found: defaultdict[str, set[bytes]] = defaultdict(set)
    for path in people_see(folder):
        found[path.name].add(path.read_bytes())

    def noted(put: Callable[..., None]) -> Callable[..., None]:
        def noting(source: Path, target: Path, **more: object) -> None:
            if Path(target).suffix == ".xlsx":
                found[Path(target).name].add(Path(source).read_bytes())
            put(source, target, **more)

        return noting

    with pytest.MonkeyPatch.context() as patched:
        for name in ("replace", "rename", "link"):
            patched.setattr(os, name, noted(getattr(os, name)))
        yield found


def assert_whole(folder: Path, known: dict[str, set[bytes]]) -> None:
    """Each workbook is one that an undisturbed life has under that name, too; of the journal a line is torn at most.

    What the archive's own temporary folder holds is copied into it or made anew.
    """
    for path in people_see(folder):
        if path.suffix == ".xlsx" and "归档" not in path.parts:
            assert path.read_bytes() in known[path.name], path.name
    assert damage(folder) in (None, Damage.TORN)


def damage(folder: Path) -> Damage | None:
    """What is wrong with the journal."""
    journal = journal_path(Workspace(folder))
    fault = prove(journal).fault if journal.exists() else None
    return fault.damage if fault is not None else None


def assert_told_once(folder: Path) -> None:
    """Each notice is in one letter; a letter came again only under its old name, and only where it has an address."""
    post, outbox = folder / POST, Outbox(Workspace(folder)).read()
    taken = [json.loads(line) for line in post.read_bytes().splitlines()] if post.exists() else []
    for (batch, address), times in Counter((batch, address) for batch, address, *_ in taken).items():
        assert times == 1 or (address and times <= 3), batch
    letters = Counter(entry for attempt in outbox.attempts.values() for entry in attempt.entries)
    assert set(letters.values()) <= {1}
    arrived = {batch for batch, *_ in taken}
    assert arrived <= outbox.attempts.keys()
    lost = [batch for batch, attempt in outbox.attempts.items() if attempt.entries and batch not in arrived]
    doubtful = {*outbox.named, *(batch for lane in outbox.unnamed.values() for batch in lane)}
    assert doubtful.issuperset(lost)  # the group's next digest says that these may not have arrived


class Undisturbed(NamedTuple):
    """A life that nobody ended.

    Attributes:
        source: The prepared folder, copied for each death.
        end: Where it ends.
        versions: What stood under the names of its workbooks meanwhile.
        seconds: How long the verb takes.
    """

    source: Path
    end: End
    versions: dict[str, set[bytes]]
    seconds: float


def undisturbed(verb: str, folder: Path) -> Undisturbed:
    source, whole = folder / "prepared" / verb, folder / "whole" / verb
    source.parent.mkdir()
    prepare(verb, source)
    shutil.copytree(source.parent, whole.parent)
    with noting_versions(whole) as known:
        begun = time.monotonic()
        VERBS[verb].work(whole)
        seconds = time.monotonic() - begun
    settle(verb, whole)
    return Undisturbed(source, end(whole), known, seconds)


def settle(verb: str, folder: Path) -> None:
    """Somebody runs the verb once more, and the registers are refreshed."""
    VERBS[verb].again(folder)
    refresh_all(folder, VERBS[verb].now)
    sweep_left_behind(folder)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_that_died_ends_where_one_that_lived_does(
    verb: str, mortal: Mortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, setting in WITHOUT_PDF.items():
        monkeypatch.setenv(name, setting)
    expected, chance = undisturbed(verb, tmp_path), random.Random(verb)
    assert verb != "adopt" or not expected.end.told[0]  # what was late before is no news
    life, step, stepping, longest = 0, VERBS[verb].stride, True, expected.seconds
    deaths, ends_at_death = 0, set()
    while stepping or life < RANDOM_LIVES:
        run = shutil.copytree(expected.source.parent, tmp_path / "run") / verb
        kind, value = ("step", step) if stepping else ("wait", chance.uniform(0, longest))
        killed = mortal.dies(run, kind, value)
        assert_whole(run, expected.versions)
        ends_at_death.add(frozenset(path.read_bytes() for path in people_see(run)))
        if life % 2:
            refresh_all(run, VERBS[verb].now)
        settle(verb, run)
        assert [path.name for path in run.rglob(".~*")] == []
        assert end(run) == expected.end
        assert damage(run) is None
        assert_told_once(run)
        shutil.rmtree(run.parent)
        deaths, life, step = deaths + killed, life + 1, step + VERBS[verb].stride
        if stepping and not killed:
            stepping, life = False, 0
    assert deaths >= 3
    assert len(ends_at_death) > 1
