"""What may stand in a cell? Anything that a program can write there, and some that none would."""

from hypothesis import strategies as st

from tests.hostile.fuzzing.grids import escaped

WORDS = [
    "", " ", "\u3000", "\n", "是", "否", "不满意", "非常不满意", "满意", "紧急", "高", "低", "已关闭", "暂停", "恢复",
    "重新打开", "客户沟通", "同意", "不同意", "待定", "无", "合计", "备注", "2026-11-19", "11月19日 9:30", "9:30",
    "24:00",
    "2026/2/30", "昨天", "1899-12-31", "9999-12-31", "0", "-1", "100%", "1e400", "12.5分", "13800005678",
    "010-12345678",
    "a@b.cn", "202611-001", "202611-9999999", "202613-001", "GD202611-00001", "20261119-KF-001", "INC-2026-00001",
    "=1+1", "#N/A", "TRUE", "{{处理结果}}", "{{", "}}", "{0}%s", "附件.pdf;图.png", "../../x", "C:\\x", "(*[.",
    "\\", "\u200b", "\u202e",
    "\ufeff", "_x0000_", "x" * 40000, "，、；", "张三、李四", "张三（A001）", "yes", "no", "closed", "P1", "urgent",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(WORDS), st.text(max_size=30), st.from_regex(r"[0-9.:/ 年月日-]{1,20}", fullmatch=True)
)
NUMBERS = st.one_of(
    st.sampled_from(["0", "-1", "1", "5", "60", "61", "0.5", "46345", "46345.4", "2958465", "2958466", "1e308",
    "-1E+300",
                     "INF", "NaN", "", "1,5", "0x1", "１２", " 5 ", "9" * 400, "-700000", "123456789012345678",
                     "--1"]),
    st.floats().map(repr), st.integers().map(str),
    st.floats(46000, 47000).map(lambda day: f"{day:.6f}"),
)  # fmt: skip
FORMULAS = st.sampled_from(
    ["<f>1+1</f>", "<f>A1</f><v>5</v>", "<f>SUM(A1:XFD1048576)</f><v>#REF!</v>", "<f/>", "<f></f><v></v>",
     '<f t="shared" ref="A1:A9" si="0">A1</f><v>1</v>', '<f t="shared" si="7"/><v>1</v>',
     '<f t="array" ref="B5:Z9">TRANSPOSE(A1:E1)</f><v>2</v>', "<f>[1]Sheet1!A1</f>", "<f>((((</f><v>1</v>",
     '<f t="dataTable" ref="A1:B2" dt2D="1" r1="A1"/>', "<f>INDIRECT(\"A\"&amp;1)</f><v>x</v>"]
)  # fmt: skip


def _inline(text: str) -> tuple[str, str]:
    return ' t="inlineStr"', f'<is><t xml:space="preserve">{escaped(text)}</t></is>'


def _rich(texts: list[str]) -> tuple[str, str]:
    runs = "".join(f"<r><rPr><b/></rPr><t>{escaped(text)}</t></r>" for text in texts)
    return ' t="inlineStr"', f"<is>{runs}<rPh sb='0' eb='1'><t>かな</t></rPh><phoneticPr fontId='1'/></is>"


CELLS = st.one_of(
    TEXTS.map(_inline),
    TEXTS.map(_inline),
    st.lists(TEXTS, max_size=3).map(_rich),
    NUMBERS.map(lambda number: ("", f"<v>{escaped(number)}</v>")),
    NUMBERS.map(lambda number: ("", f"<v>{escaped(number)}</v>")),
    st.sampled_from(["0", "1", "true", "2", ""]).map(lambda truth: (' t="b"', f"<v>{truth}</v>")),
    st.sampled_from(["#N/A", "#REF!", "#DIV/0!", "#SPILL!", "", "x"]).map(lambda error: (' t="e"', f"<v>{error}</v>")),
    st.sampled_from(["0", "1", "17", "99999999", "-1", "", "x", "1.5"]).map(lambda at: (' t="s"', f"<v>{at}</v>")),
    st.sampled_from(["2026-11-19T10:00:00", "2026-13-40", "", "10:00", "2026-11-19T25:00:00Z", "0000-00-00"]).map(
        lambda day: (' t="d"', f"<v>{day}</v>")
    ),
    st.tuples(FORMULAS, st.sampled_from(["", ' t="str"', ' t="e"', ' t="b"'])).map(lambda pair: (pair[1], pair[0])),
    TEXTS.map(lambda text: (' t="str"', f"<v>{escaped(text)}</v>")),
    st.sampled_from(["0", "3", "9", "40", "99999", "-1", "x", "4294967296"]).map(lambda style: (f' s="{style}"',
    "<v>46345.5</v>")),
    st.sampled_from([("", ""), (' t="zzz"', "<v>1</v>"), (' cm="1" vm="1" ph="1"', "<v>1</v>"), ("",
    "<v>1</v><v>2</v>"),
                     (' t="n"', "<v>abc</v>"), ("", "<extLst/>"), (' t="inlineStr"', "<v>x</v>"), (' t="s"', "")]),
)  # fmt: skip
