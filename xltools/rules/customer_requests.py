"""Does the case say what the customer wants? (RR-6)

Invariant: the mark follows from the request's wording alone, and goes when the request is made clear.
"""

from xltools.model.case_view import CaseView
from xltools.model.policy import Policy
from xltools.model.register import Column
from xltools.rules.vague_wording import vague_advice

REQUEST, MARK = "customer_request", "request_mark"
_TEXT = "unclear_request_text"


def request_marks(view: CaseView, policy: Policy) -> Column | None:
    """The column ``request_mark``: the setting's words where the request is missing or vague; None where unknown."""
    request = view.field(REQUEST)
    if request is None or not view.has(REQUEST) or view.field(MARK) is None or _TEXT not in policy.settings:
        return None
    text = policy.settings[_TEXT]
    advice = vague_advice(policy.vague_words, request)
    return [
        text if value is None or (len(str(value)) <= advice.longest and advice.on(str(value)) is not None) else None
        for value in view.columns[REQUEST]
    ]
