"""Values, and whatever else may stand in a file of ours."""

import pytest

from xltools.operations.files.stored_json import stored_json


def test_values() -> None:
    assert stored_json(b'{"a": [1, null]}') == {"a": [1, None]}


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe\x00", "[" * 100_000, b'{"a":' * 100_000, "not json"])
def test_whatever_else_is_a_value_error(data: bytes | str) -> None:
    with pytest.raises(ValueError, match=r"."):
        stored_json(data)
