"""Which way does a case go from receipt to closing, and how is it taken up again? As a definition declares it.

Invariant: no state is closed and left, and a round has something that ends it.
"""

from typing import Annotated, Self

from pydantic import Field, model_validator

from xltools.model.field import Condition, Name, Strict


class StateDefinition(Strict):
    """One word of a register's walk from receipt to closing (FA-18, RR-12).

    A case is in the first state, in the order of the walk, that applies to it and that it has not left yet.

    Attributes:
        name: The word in column 状态.
        when: It applies only where all of these hold.
        until: It is left once all of these hold; a last state has none.
        closed: Nothing remains to be done; limits, once judged by, stay.
    """

    name: Annotated[str, Field(min_length=1, max_length=20)]
    when: tuple[Condition, ...] = ()
    until: tuple[Condition, ...] = ()
    closed: bool = False

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.closed and self.until:
            raise ValueError(f"state {self.name}: a closed state is not left by `until`")
        return self


class SecondHandling(Strict):
    """How a case is taken up again as a new round, with everything of the earlier round kept (FR-11, FA-14).

    Attributes:
        facts: The fields of one round: by the field of a moment, the fields that belong to it. Once a round ends
            unsatisfactorily, what is dated within it counts for the next round as not there yet.
        verdict: Field whose value among setting ``reopen_satisfaction`` ends the round; none if only the log does.
        known_at: Field of the moment when the verdict was known.
        first_verdict: Field whose such value starts the second round without ending any (FA-14: its facts have columns
            of their own).
        log_kind: Kind of log entry that ends the round; none if only the verdict does.
    """

    facts: Annotated[dict[Name, tuple[Name, ...]], Field(min_length=1)]
    verdict: Name | None = None
    known_at: Name | None = None
    first_verdict: Name | None = None
    log_kind: str | None = None

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if bool(self.verdict) != bool(self.known_at):
            raise ValueError("second_handling: verdict and known_at go together")
        if not (self.verdict or self.log_kind):
            raise ValueError("second_handling: give a verdict or a log_kind")
        return self

    def names(self) -> set[str]:
        """Every field that it mentions."""
        mentioned = {*self.facts, *(name for names in self.facts.values() for name in names)}
        return mentioned | {name for name in (self.verdict, self.known_at, self.first_verdict) if name}
