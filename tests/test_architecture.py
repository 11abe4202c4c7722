"""The floors hold, and the checker that says so is shown to fail on a planted breach."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "xltools"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
FORBIDDEN_NAMES = re.compile(r"util|helper|manager|common$|misc")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    script = (
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports; "
        "sys.exit(lint_imports(config_filename='pyproject.toml', no_cache=True))"
    )
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_floor_imports_only_downward() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "breach"),
    [
        ("language/speaking.py", "from xltools.model import field"),
        ("model/field.py", "from xltools.rules import numbering"),
        ("rules/numbering.py", "from xltools.workbook import reading"),
        ("workbook/reading.py", "import xltools.operations.passes.refresh"),
        ("reports/facts.py", "from xltools.operations import workspace"),
        ("rules/masking.py", "from xltools.reports import facts"),
        ("operations/passes/refresh.py", "from xltools import cli"),
    ],
)
def test_a_planted_breach_is_caught(tmp_path: Path, module: str, breach: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "xltools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / "xltools" / module
    planted.write_text(f"{planted.read_text(encoding='utf-8')}\n{breach}\n", encoding="utf-8")
    result = lint_imports(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr


def test_a_package_without_a_floor_is_caught(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "xltools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "xltools" / "misplaced.py").write_text('"""Nowhere."""\n', encoding="utf-8")
    assert lint_imports(tmp_path).returncode != 0


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_module_says_what_it_answers(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert not FORBIDDEN_NAMES.search(module.stem)


@pytest.mark.parametrize("floor", ["language", "rules", "model", "operations"])
def test_each_module_of_a_floor_has_its_test_in_the_same_place(floor: str) -> None:
    tested = {path.relative_to(ROOT / "tests") for path in (ROOT / "tests" / floor).rglob("test_*.py")}
    modules = (path.relative_to(PACKAGE) for path in MODULES if path.is_relative_to(PACKAGE / floor))
    wanted = {
        path.with_name(f"test_{path.name}") for path in modules if not path.name.startswith("demo_")
    }  # as stories
    assert wanted <= tested, sorted(map(str, wanted - tested))


def test_only_the_command_line_reads_the_clock() -> None:
    clock = re.compile(r"datetime\.now|datetime\.today|date\.today|time\.time\(")
    readers = {str(path.relative_to(PACKAGE)) for path in MODULES if clock.search(path.read_text(encoding="utf-8"))}
    assert readers == {"cli.py", "operations/files/replacing.py".replace("/", "\\" if sys.platform == "win32" else "/")}
