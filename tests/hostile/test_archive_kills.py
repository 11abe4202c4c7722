"""kill -9 at every step of an archive run, and at random moments: every case once, every hash right. (FR-14, ST-12)"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.dying_archives import CHANGED, COUNT, archived, prepare
from tests.hostile.test_kills import ROOT, Mortal
from tests.operations.archiving.archive_reading_back import assert_sound, lines
from xltools.operations.archiving import batch

pytestmark = pytest.mark.skipif(os.name != "posix", reason="fork and SIGKILL")

RANDOM_DEATHS, EVERY = 25, 3  # each third step dies


@pytest.fixture(scope="module")
def mortal() -> Iterator[Mortal]:
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-m", "tests.hostile.dying_archives"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Mortal(process)
        process.communicate()


@pytest.fixture(scope="module", autouse=True)
def _small_batches() -> Iterator[None]:
    before, batch.MOST_COPIES = batch.MOST_COPIES, 2
    yield
    batch.MOST_COPIES = before


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """The folder before, and how long a run takes."""
    folder = tmp_path_factory.mktemp("prepared") / "工单"
    prepare(folder)
    whole = shutil.copytree(folder, folder.with_name("whole"))
    begun = time.monotonic()
    archived(whole)
    return folder, time.monotonic() - begun


def first_version(root: Path) -> dict[str, bytes]:
    folder = root / "2024" / "某公司" / CHANGED
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_settled(root: Path, before: dict[str, bytes]) -> int:
    """After one more run everything is there once, and a run after that finds nothing to do.

    Returns:
        How many folders without a line that run found.
    """
    outcome = archived(root.parent)
    assert (outcome.skipped, outcome.left, outcome.stopped) == ((), 0, "")
    assert_sound(root)
    versions = Counter(line["number"] for line in lines(root))
    assert versions == {f"202405-{place:03}": 2 if place == 0 else 1 for place in range(COUNT)}
    assert first_version(root) == before
    again = archived(root.parent)
    assert (again.made, again.adopted, again.kept) == ((), (), COUNT)
    return len(outcome.adopted)


def test_kill_9_at_steps_and_at_random_moments(prepared: tuple[Path, float], mortal: Mortal, tmp_path: Path) -> None:
    source, longest = prepared
    before = first_version(source / "归档")
    chance = random.Random(11)
    deaths, step, stepping = 0, 1, True
    states, adopted = set(), 0
    while stepping or deaths < RANDOM_DEATHS:
        folder = shutil.copytree(source, tmp_path / "工单")
        kind, value = ("step", step) if stepping else ("wait", chance.uniform(0, longest))
        killed = mortal.dies(folder, kind, value)
        if stepping:
            step, stepping = step + EVERY, killed
        else:
            longest *= 1 if killed else 0.9  # it was done before
            deaths += killed
        root = folder / "归档"
        states.add((len(lines(root)), len(list(root.glob(".xltools-*")))))
        adopted += assert_settled(root, before)
        shutil.rmtree(folder)
    assert step > 100  # the steps of both batches were among them
    assert len({count for count, _ in states}) >= 3  # before, between the batches, after
    assert adopted  # some died behind a folder's renaming and before its line
    assert {leftover for _, leftover in states} == {0, 1}
