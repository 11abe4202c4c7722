"""What a worker answers: figures for what is new, nothing for what is known, reasons for what cannot be read."""

import hashlib
import pickle
import subprocess
import sys
from pathlib import Path

from tests.operations.branches.branch_world import branch, task_of
from xltools.operations.branches.branch_task import read_branches
from xltools.operations.reporting.troubles import Trouble


def test_registers_are_told_in_their_order_whatever_is_wrong_with_one(tmp_path: Path) -> None:
    good, broken = branch(tmp_path, "华东", 3), branch(tmp_path, "华南")
    broken.write_bytes(b"broken")
    first, second, third = read_branches(task_of(good, broken, tmp_path / "gone.xlsx"))
    assert first.figures is not None
    assert (first.figures.now.received, first.figures.rows, first.template) == (3, 3, "feedback_report")
    assert (second.figures, second.trouble, third.trouble) == (None, Trouble.DAMAGED, Trouble.VANISHED)
    assert second.sentence


def test_known_bytes_are_not_reckoned_again(tmp_path: Path) -> None:
    path = branch(tmp_path, "华东")
    known = hashlib.sha256(path.read_bytes()).hexdigest()
    (read,) = read_branches(task_of(path, known=known))
    assert (read.sha256, read.figures, read.trouble) == (known, None, None)


def test_task_and_answer_travel(tmp_path: Path) -> None:
    task = task_of(branch(tmp_path, "华东"))
    assert pickle.loads(pickle.dumps(task)) == task
    assert pickle.loads(pickle.dumps(read_branches(task))) == read_branches(task)


def test_what_did_not_change_needs_no_library_of_figures() -> None:
    asked = "import sys, xltools.operations.branches.summarizing_branches; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
