"""Values of any signs are read back as they were."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.language.one_line import one_line
from xltools.workbook.adopting.toml_lines import keys, table_list

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.dictionaries(
        st.sampled_from(["title", "header", "note"]), TEXTS | st.lists(TEXTS) | st.booleans() | st.integers(-9, 9)
    )
)
def test_what_is_written_is_read_back(values: dict[str, object]) -> None:
    assert tomllib.loads("\n".join(keys(**values))) == values
    assert tomllib.loads("\n".join(table_list("rows", [values, values]))) == {"rows": [values, values]}


@pytest.mark.parametrize("said", ["a\nb = 1", "a\rb", "x\x00y\x7f", "   "])
def test_a_comment_stays_one(said: str) -> None:
    assert tomllib.loads(f"# {one_line(said)}\nkey = 1") == {"key": 1}
