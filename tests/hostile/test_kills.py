"""kill -9 at every step of a whole refresh, and at random moments of it: nothing is lost, doubled or left behind."""

import hashlib
import os
import random
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hostile.dying_refreshes import refreshed
from tests.registers import read, small_definition, workbook
from xltools.operations.files.left_behind import sweep_left_behind
from xltools.operations.passes.number_ledger import NumberLedger
from xltools.operations.workspace import Workspace

pytestmark = pytest.mark.skipif(os.name != "posix", reason="fork and SIGKILL")

ROOT = Path(__file__).parents[2]
NAME, OTHER = "台账.xlsx", "另一本.xlsx"
CASES = [{"描述": f"第{each}台空调开机后自动停机", "时间": "@2024-05-01 09:30", "渠道": "电话", "客户": "某公司",
          "联系方式": "13800005678"} for each in range(5)]  # fmt: skip
KILLS = 200


class Prepared(NamedTuple):
    """A workspace with a register that has its numbers, and one that has none yet.

    Attributes:
        folder: Where it lies; copied for each death.
        before: The second register's bytes.
        after: What a refresh that nobody kills makes of it.
        seconds: How long that takes.
    """

    folder: Path
    before: bytes
    after: bytes
    seconds: float


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = tmp_path_factory.mktemp("prepared") / "工单"
    folder.mkdir()
    (folder / OTHER).write_bytes(workbook([{**case, "客户": "另一家"} for case in CASES]))
    refreshed(folder / OTHER)
    before = workbook(CASES)
    (folder / NAME).write_bytes(before)
    whole = shutil.copytree(folder, folder.with_name("whole"))
    begun = time.monotonic()
    refreshed(whole / NAME)
    return Prepared(folder, before, (whole / NAME).read_bytes(), time.monotonic() - begun)


class Mortal:
    """Starts refreshes and has them killed."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def dies(self, path: Path, kind: str, value: float) -> bool:
        """Whether a refresh was killed there; otherwise it was done before."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{path}\t{kind}\t{value}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer in ("killed\n", "done\n")
        return answer == "killed\n"


@pytest.fixture(scope="module")
def mortal() -> Iterator[Mortal]:
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-m", "tests.hostile.dying_refreshes"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Mortal(process)
        process.communicate()


def numbers_in(data: bytes) -> list[object]:
    return list(read(data).cases.values[small_definition().numbering.field])


def assert_settled(folder: Path, prepared: Prepared) -> None:
    """Old or new stands whole, and the next refresh ends where one that was never killed does."""
    path = folder / NAME
    assert path.read_bytes() in (prepared.before, prepared.after)
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
    refreshed(path)
    assert path.read_bytes() == prepared.after
    sweep_left_behind(folder)
    assert sorted(entry.name for entry in folder.iterdir()) == sorted([".xltools", NAME, OTHER])
    assert [entry.name for entry in folder.rglob(".~*")] == []
    given = NumberLedger(Workspace(folder), small_definition().numbering).read()
    assert len(given) == 2 * len(CASES)


def test_kill_9_at_each_step_and_at_random_moments(prepared: Prepared, mortal: Mortal, tmp_path: Path) -> None:
    chance = random.Random(5)
    assert not {*numbers_in(prepared.after)} & {*numbers_in((prepared.folder / OTHER).read_bytes())}
    assert len({*numbers_in(prepared.after)}) == len(CASES)
    deaths, step, stepping, longest = 0, 0, True, prepared.seconds
    seen = set()
    while stepping or deaths < KILLS:
        folder = shutil.copytree(prepared.folder, tmp_path / "工单")
        step += stepping
        kind, value = ("step", step) if stepping else ("wait", chance.uniform(0, longest))
        killed = mortal.dies(folder / NAME, kind, value)
        if not killed and not stepping:
            longest *= 0.9  # it was done before
        stepping, deaths = stepping and killed, deaths + killed
        seen.add(hashlib.sha256((folder / NAME).read_bytes()).hexdigest())
        assert_settled(folder, prepared)
        shutil.rmtree(folder)
    assert step > 40  # the steps of a write were among them
    assert len(seen) == 2
