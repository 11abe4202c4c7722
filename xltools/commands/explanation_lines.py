"""How is an explanation told to people? A block about the case, then a block for each limit, in short aligned lines.

Invariant: every figure has the address that it comes from; sheets and columns are called what they are called in Excel.
"""

from collections.abc import Iterator, Sequence

from xltools.commands.limit_lines import limit_lines, line, moment, reference, waiting_line
from xltools.rules.explanation import Explanation, Wait
from xltools.rules.value_origin import ClassOrigin, KeywordEvidence, Origin, ValueOrigin

_SHOWN_KEYWORDS = 5
_ORIGINS = {
    Origin.EMPTY: "empty",
    Origin.CELL: "as in the cell",
    Origin.TYPED: "typed",
    Origin.PROPOSED: "proposed; the next refresh writes it",
    Origin.WRITTEN: "filled in by xltools",
    Origin.DERIVED: "worked out by xltools",
}


def explanation_lines(explanation: Explanation, *, everything: bool) -> Iterator[str]:
    """All lines; ``everything`` unfolds long runs of working days and long lists of keywords."""
    yield f"{explanation.number or '(no number yet)'}  {reference(explanation.place)}"
    yield from _standing(explanation)
    for value in explanation.classes.values:
        yield line(value.header, _value(value))
    yield from _keywords(explanation.classes, everything=everything)
    for value in explanation.people:
        yield from _person(value)
    for limit in explanation.limits:
        yield ""
        yield from limit_lines(limit, everything=everything)
    if explanation.waiting:
        yield ""
        yield "Not running"
        for waiting in explanation.waiting:
            yield waiting_line(waiting)


def _standing(explanation: Explanation) -> Iterator[str]:
    if explanation.state:
        yield line("state", explanation.state + ("  (closed)" if explanation.closed else ""))
    for place, wait in enumerate(explanation.waits):
        yield line("waits for" if not place else "", _wait(wait))
    if explanation.round_since is not None:
        since = f"{explanation.round}, since {moment(explanation.round_since)}"
        yield line("round", f"{since}  {reference(explanation.round_place)}")
    if explanation.paused_since is not None:
        yield line("paused", f"since {moment(explanation.paused_since)}, by the log")
    if explanation.escalated_to:
        told = f", {moment(explanation.escalated_at)}" if explanation.escalated_at else ""
        yield line("escalated", f"to {explanation.escalated_to}{told}")


def _wait(wait: Wait) -> str:
    wanted = f" = {' / '.join(wait.wanted)}" if wait.wanted else ""
    said = f"{wait.what}{wanted}  {reference(wait.place)}".rstrip()
    return f"this to end: {said}" if wait.until_over else said


def _value(value: ValueOrigin) -> str:
    return f"{value.value or '-'}  ({_ORIGINS[value.origin]})  {reference(value.place)}"


def _keywords(classes: ClassOrigin, *, everything: bool) -> Iterator[str]:
    if not classes.guesses:
        return
    guess = " · ".join(filter(None, classes.guesses))
    values = [value.value for value in classes.values]
    if guess:
        same = all(g in ("", v) for g, v in zip(classes.guesses, values, strict=True))
        verdict = "the same" if same and any(values) else guess
        yield line("keywords", f"say {verdict}:")
    else:
        yield line("keywords", "say nothing that counts" if classes.evidence else "none found in the description")
    shown: Sequence[KeywordEvidence] = classes.evidence if everything else classes.evidence[:_SHOWN_KEYWORDS]
    for each in shown:
        speaks = " · ".join(each.classes) or "no class"
        counts = f"does not count: {each.taken_back_by}" if each.taken_back_by else f"{each.weight:+g} for {speaks}"
        yield line("", f"  {each.keyword}  {counts}  {reference(each.place)}")
    if len(shown) < len(classes.evidence):
        yield line("", f"  … and {len(classes.evidence) - len(shown)} more (-v shows them)")


def _person(value: ValueOrigin) -> Iterator[str]:
    yield line(value.header, _value(value))
    if value.rule:
        yield line("", f"  rule: {value.rule}  {reference(value.rule_place)}")
    if value.remark:
        yield line("", f"  {value.remark}")
