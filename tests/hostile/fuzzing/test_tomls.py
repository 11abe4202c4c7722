"""xltools.toml and definitions of a team's own, mistyped: a sentence, and the register untouched or worked on."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzzing.budgets import examples
from tests.hostile.fuzzing.promise import kept
from tests.hostile.fuzzing.sound_folders import ENGLISH, NAMES, REGISTER, sound
from tests.hostile.fuzzing.verbs import READING, answer, left_alone
from xltools.errors import XltoolsError
from xltools.workbook.definition_files import read_definition

WORKSPACE = """\
[archive]
folder = "archive"
[notify]
quiet_hours = "21:00-08:00"
digest_minutes = 10
remind_after_hours = 2
time_zone = "Asia/Shanghai"
[[notify.channels]]
kind = "mail"
name = "邮件"
host = "smtp.example.com"
security = "ssl"
sender = "alerts@example.com"
user_env = "XLTOOLS_MAIL_USER"
password_env = "XLTOOLS_MAIL_PASSWORD"
copy_to = ["售后服务经理"]
[[notify.channels]]
kind = "wecom"
url_env = "XLTOOLS_WECOM_URL"
only = ["升级", "临期"]
[[imports]]
name = "京东评价"
match = "*评价*.csv"
into = "台账.xlsx"
channel = "电商平台评价"
key = ["评价ID"]
columns = { "评价内容" = "问题描述", "星级" = "优先级" }
values = { "星级" = { "一星" = "高" } }
defaults = { "优先级" = "低" }
strict = false
[[reports]]
name = "按渠道"
by = ["channel"]
measure = ["received"]
[branches]
language = "zh-CN"
[branches.registers]
"上海" = "台账.xlsx"
"""
VALUES = [
    "", '""', "0", "-1", "1e999", "nan", "true", "[]", "{}", "[[]]", '"x"', '["x", 1]', "1979-05-27", "07:32:00",
    "'''\n'''",
    '"\\u0000"', '"../../etc"', '"25:99-99:00"', '"' + "x" * 5000 + '"', "9" * 400, '{ a = { b = { c = 1 } } }',
    '"{year}"', '"(["',
    '"C:\\\\x"', '"Mars/Olympus"', '"甲"', "0x", "= 1", '"*"', '"[z-a]"', "[1, [2, [3]]]", '"\\ud800"',
    "99999999999999999999999",
]  # fmt: skip
TABLES = ["[x]", "[[x]]", "[notify]", "[[notify]]", "[imports]", "[", "]", "[a.b.c]", "[[sheets]]", "[lists.x]",
"= 1", "'", '"""', "\x00",
          "[numbering]", "[[sheets.fields]]", "a.b.c = 1", "\ufeff", "language = 'xx'", "[archive", "[reports.x]",
          "[[reports.x]]"]  # fmt: skip


@st.composite
def mistyped(draw: st.DrawFn, text: str) -> bytes:
    lines = text.splitlines()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        match draw(st.integers(0, 8)):
            case 0:
                lines.pop(at)
            case 1:
                lines.insert(at, line)
            case 2 | 3 | 4 if "=" in line:
                lines[at] = f"{line.partition('=')[0]}= {draw(st.sampled_from(VALUES))}"
            case 5 if "=" in line:
                lines[at] = (
                    f"{draw(st.sampled_from(['x', 'name', '键', 'a.b', '', 'language']))} = {line.partition('=')[2]}"
                )
            case 6:
                lines.insert(at, draw(st.sampled_from(TABLES)))
            case 7:
                lines[at:] = [line[: draw(st.integers(0, len(line)))]]
            case _:
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], line
        lines = lines or [""]
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "gbk", "utf-16"]))
    return "\n".join(lines).encode(encoding, "replace")


@examples(25)
@given(st.data())
def test_any_workspace_file(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES[:4]))
    text = data.draw(mistyped(WORKSPACE))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = sound(name).put(folder)
        (folder / "xltools.toml").write_bytes(text)
        with left_alone(folder):
            for arguments in data.draw(st.lists(st.sampled_from(READING), min_size=1, max_size=2, unique=True)):
                answer(arguments, folder, path)
        kept(path, sound(name).definition)


@examples(20)
@given(st.data())
def test_any_definition(data: Any) -> None:
    made = sound(ENGLISH)
    text = data.draw(mistyped(made.files[f"{ENGLISH}.toml"].decode()))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = made.put(folder)
        (folder / f"{ENGLISH}.toml").write_bytes(text)
        try:
            register = read_definition(folder / f"{ENGLISH}.toml")
        except XltoolsError:
            register = made.definition
        with left_alone(folder):
            answer(data.draw(st.sampled_from([("templates", "check", "DEFINITION"), *READING])), folder, path)
        kept(folder / REGISTER, register)
