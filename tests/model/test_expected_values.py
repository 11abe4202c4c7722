"""What the library says of a value that it refuses is told in words of people."""

from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, ValidationError, field_validator

from xltools.model.expected_values import expected_value


class Inner(BaseModel):
    """A table in a table."""


class Outer(BaseModel):
    """Some kinds of values."""

    count: int = 1
    share: float = 1
    on: bool = True
    said: Annotated[str, Field(max_length=3)] = ""
    inner: Inner = Inner()
    words: tuple[str, ...] = ()

    @field_validator("said")
    @classmethod
    def _says_yes(cls, said: str) -> str:
        if said == "no":
            raise ValueError("say yes")
        return said


@pytest.mark.parametrize(
    ("key", "value", "word"),
    [
        ("count", "x", "whole number"),
        ("count", 1.5, "whole number"),
        ("count", [], "whole number"),
        ("share", "x", "number"),
        ("on", "x", "true"),
        ("said", 3, "text"),
        ("said", "long", "3 characters"),
        ("said", "no", "say yes"),
        ("inner", ["phone"], "table"),
        ("words", 3, "list"),
    ],
)
def test_what_should_be_is_said_without_the_librarys_words(key: str, value: Any, word: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate({key: value})
    said = expected_value(caught.value.errors()[0])
    assert word in said
    assert not any(jargon in said for jargon in ("Input", "instance", "dictionary", "Inner", "Value error", "tuple"))
