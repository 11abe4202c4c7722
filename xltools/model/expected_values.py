"""What should stand where a model refuses a value? Each refusal of pydantic in words of people who write TOML.

Invariant: no name of a class and no word of the library's own reaches anybody.
"""

from collections.abc import Mapping
from typing import Any

_WORDS = {
    "bool": "true or false, without quotes",
    "date": "a date such as 2026-12-25, without quotes",
    "datetime": "a date and time such as 2026-12-25T09:30:00, without quotes",
    "dict": "a table, such as { title = \"…\" }",
    "float": "a number, without quotes",
    "int": "a whole number, without quotes",
    "list": "a list in brackets, such as [\"…\"]",
    "missing": "there, but is missing",
    "model": "a table, such as { title = \"…\" }",
    "path": "a path in quotes",
    "string": "a text in quotes",
    "time": "a time such as 09:30:00, without quotes",
    "tuple": "a list in brackets, such as [\"…\"]",
}  # fmt: skip
_OF_KINDS = ("missing", "_type", "_parsing", "_from_float")  # ends of its types that are about what kind a value is of
_OWN = "Value error, "


def expected_value(error: Mapping[str, Any]) -> str:
    """What should be, from one entry of ``ValidationError.errors()``; what our own validators say as they say it.

    Returns:
        A clause that goes on from the key: ``must be a whole number, without quotes``.
    """
    said, kind = str(error["msg"]), str(error["type"])
    if kind == "extra_forbidden":
        return "there is no such key"
    words = _WORDS.get(kind.partition("_")[0]) if kind.endswith(_OF_KINDS) else None
    return f"must be {words}" if words else said.removeprefix(_OWN).replace("Input should be", "must be")
