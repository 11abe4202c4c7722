"""Nothing Chinese sits in the code: what is said comes from the catalogue of the language. (issue 7)

Signs of Chinese writing may be read anywhere, people type them in every language; they are put together nowhere.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "xltools"
LETTER = re.compile(r"[\u3400-\u9fff]")
SIGN = re.compile(r"[\u3000-\u3003\u3008-\u303f\uff01-\uff60]")
OF_A_PATTERN = re.compile(r"\\|\(\?")
DEMONSTRATING = "xltools/operations/demonstrating/"  # a demonstration of Chinese after-sales


def modules() -> list[Path]:
    files = sorted(PACKAGE.rglob("*.py"))
    return [file for file in files if not file.relative_to(ROOT).as_posix().startswith(DEMONSTRATING)]


def literals(tree: ast.AST) -> Iterator[ast.Constant]:
    """All strings but docstrings and such that stand alone."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node


def put_together(tree: ast.AST) -> Iterator[ast.Constant]:
    """Strings between other strings: pieces of an f-string that is no pattern, and what joins."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = [piece for piece in node.values if isinstance(piece, ast.Constant)]
            if not any(OF_A_PATTERN.search(str(piece.value)) for piece in pieces):
                yield from pieces
        elif isinstance(node, ast.Attribute) and node.attr == "join" and isinstance(node.value, ast.Constant):
            yield node.value


def words_in(file: Path) -> list[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [f"{node.lineno}: {node.value}" for node in literals(tree) if LETTER.search(node.value)]


def signs_in(file: Path) -> list[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = ((node.lineno, str(node.value)) for node in put_together(tree))
    return [f"{line}: {said}" for line, said in found if SIGN.search(said)]


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_module_says_anything_in_chinese_of_its_own(file: Path) -> None:
    assert words_in(file) + signs_in(file) == []


def test_a_word_and_a_sign_are_seen(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text('"""说明"""\nA = "词"\nB = f"{A}（{A}）"\nC = "、".join("ab")\nD = r"[，；]"\n', encoding="utf-8")
    assert len(words_in(code)) == 1
    assert len(signs_in(code)) == 3
