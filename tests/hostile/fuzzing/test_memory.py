"""What the tool remembers beside the registers, spoilt: it says so or makes it anew, and no row is lost."""

import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzzing.budgets import examples
from tests.hostile.fuzzing.promise import kept
from tests.hostile.fuzzing.sound_folders import NAMES, REGISTER, sound
from tests.hostile.fuzzing.verbs import READING, answer, left_alone
from tests.hostile.fuzzing.witness import witnessed
from xltools.model.field import Owner
from xltools.workbook.layout import HEAD_ROW

JSON = [
    b"", b"\n", b"{}", b"[]", b"null", b"0", b'"x"', b"{", b'{"a": ', b"NaN", b"\xff\xfe", b"\x00" * 40, b"1e999",
    b"9" * 5000,
    b"[" * 100_000, b"true", b'{"number": null}', b'{"register": 5}', b"\xef\xbb\xbf{}", b'"2026-13-45"', b"-1",
    b'"\\ud800"',
]  # fmt: skip


@st.composite
def spoilt_bytes(draw: st.DrawFn, data: bytes) -> bytes | None:  # noqa: C901 - one case, one way
    """A file cut, flipped, with lines doubled, gone or of another kind; None: the file is gone."""
    lines = data.split(b"\n")
    match draw(st.integers(0, 9)):
        case 0:
            return None
        case 1:
            return data[: draw(st.integers(0, len(data)))]
        case 2:
            spoilt = bytearray(data)
            for place in draw(st.lists(st.integers(0, max(len(data) - 1, 0)), max_size=3)):
                if spoilt:
                    spoilt[place] ^= draw(st.integers(1, 255))
            return bytes(spoilt)
        case 3:
            lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(JSON)))
        case 4:
            at = draw(st.integers(0, len(lines) - 1))
            lines[at] = draw(st.sampled_from(JSON))
        case 5:
            at = draw(st.integers(0, len(lines) - 1))
            lines[at:at] = [lines[at]] * 2
        case 6:
            lines = draw(st.permutations(lines)) if len(lines) < 40 else lines[::-1]
        case 7:
            return draw(st.sampled_from(JSON))
        case 8:
            return draw(st.binary(max_size=60))
        case _:
            return other_values(draw, data)
    return b"\n".join(lines)


def other_values(draw: st.DrawFn, data: bytes) -> bytes:
    """One value in the text put in the place of another, its quotes and brackets left: JSON all the same, mostly."""
    pieces = data.split(b'"')
    if len(pieces) < 3:
        return data
    at = draw(st.integers(1, len(pieces) - 2))
    if at % 2:
        pieces[at] = draw(
            st.sampled_from([b"", b"x", b"2026-13-45", b"../../x", b"0", b"\\u0000", b"register", "甲".encode()])
        )
    else:
        pieces[at] = draw(
            st.sampled_from([b": null, ", b": 5, ", b": [], ", b": {}, ", b": -1e99, ", b": true, ", pieces[at] * 2])
        )
    return b'"'.join(pieces)


@cache
def remembered(name: str) -> dict[str, bytes]:
    """A folder with every kind of memory: notices waiting, exports entered, reports, figures, something undone."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = sound(name).put(folder)
        (folder / "xltools.toml").write_text(NOTIFY, encoding="utf-8")
        (folder / "a.csv").write_text(EXPORT, encoding="utf-8")
        for arguments in (
            ("import", str(folder / "a.csv"), "--into", "REGISTER"), ("refresh", "REGISTER"), ("tick", "FOLDER"),
            ("summary", "FOLDER", "--month", "2026-10"), ("summary", "FOLDER", "--month", "2026-10", "--registers",
            REGISTER), ("refresh", "REGISTER"), ("undo", "REGISTER"),
        ):  # fmt: skip
            answer(arguments, folder, path)
        return {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file() and not file.name.endswith(".lock")
        }


@st.composite
def spoilt_memories(draw: st.DrawFn, files: dict[str, bytes]) -> dict[str, bytes | None]:
    memory = {path: data for path, data in files.items() if re.match(r"\.xltools/(?!.*xlsx$)|归档/归档目录", path)}
    memory |= {f".xltools/{extra}": b"{}\n" for extra in EXTRA if f".xltools/{extra}" not in memory}
    chosen = draw(st.lists(st.sampled_from(sorted(memory)), min_size=1, max_size=3, unique=True))
    return {path: draw(spoilt_bytes(memory[path])) for path in chosen}


EXPORT = """\
反馈日期,反馈来源,客户名称/单位,联系方式,问题描述,优先级
2026-11-19 09:30,邮件,某公司,13800005678,空调开机十分钟后自动停机,高
"""
NOTIFY = """\
[notify]
[[notify.channels]]
kind = "wecom"
url_env = "XLTOOLS_NO_SUCH_ADDRESS"
"""
EXTRA = (
    "outbox.jsonl", "figures.sqlite", "waiting.json", "clock.json", "unseen.json", "imports.jsonl",
    "case_reports.jsonl", "undone.json", "adopting.json",
    "watcher.json", "watch.log", "numbers.lock", "journal.lock", "backups", "summaries",
)  # fmt: skip


WRITING = (
    ("undo", "REGISTER"), ("tick", "FOLDER"), ("summary", "FOLDER", "--month", "2026-10"), ("notify", "FOLDER"),
    ("import", "EXPORT", "--into", "REGISTER"), ("refresh", "FOLDER"), ("journal", "FOLDER", "--verify"),
)  # fmt: skip


@examples(27)
@given(st.data())
def test_any_memory(data: Any) -> None:
    name = NAMES[0]
    files = remembered(name)
    spoilt = data.draw(spoilt_memories(files))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for file, text in (files | spoilt).items():
            target = folder / file
            if text is not None and not target.is_dir():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(text)
        path = folder / REGISTER
        with left_alone(folder):
            for arguments in data.draw(st.lists(st.sampled_from(READING), max_size=2, unique=True)):
                answer(arguments, folder, path)
        typed = _typed(path, name)
        said = data.draw(st.lists(st.sampled_from(WRITING), max_size=2))
        for arguments in said:
            answer(tuple(str(folder / "a.csv") if word == "EXPORT" else word for word in arguments), folder, path)
        if ("undo", "REGISTER") not in said:  # that takes the row of the export out again
            assert typed.items() <= _typed(path, name).items()
        kept(path, sound(name).definition)


def _typed(path: Path, name: str) -> dict[tuple[int, int], str]:
    """What people typed on the sheet of cases, by place."""
    told = witnessed(path.read_bytes())
    assert told is not None
    sheet = sound(name).definition.register_sheet
    columns = {number for number, field in enumerate(sheet.fields, start=1) if field.owner is Owner.PERSON}
    cells = told.cells[sheet.title].items()
    return {place: content.value for place, content in cells if place[0] > HEAD_ROW and place[1] in columns}
