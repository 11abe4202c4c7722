"""Had the customer consented to remote help before it was given? (ST-5)

Invariant: only consent that stands in the register counts, whatever the log says.
"""

from collections.abc import Iterator

from xltools.language.words import Word
from xltools.model.case_view import CaseView
from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import Policy
from xltools.model.register import Register
from xltools.rules.case_log import LOG
from xltools.rules.case_records import case_records


def check_remote_consent(register: Register, view: CaseView, policy: Policy) -> Iterator[Finding]:
    """Findings on log entries of remote help without consent.

    Args:
        register: The register; the rule sleeps without a log that has kinds.
        view: The cases; the rule sleeps without field ``remote_consent``.
        policy: Setting ``remote_consent_required``.
    """
    field = view.field("remote_consent")
    if field is None or not view.has(field.name) or policy.settings.get("remote_consent_required") != Word.YES.said:
        return
    log = case_records(register, view, LOG, "log_kind")
    if log is None:
        return
    consents, assistance, consented = view.column(field.name), Word.REMOTE_ASSISTANCE.said, Word.CONSENTED.said
    for row, kind in enumerate(log.column("log_kind")):
        case = log.cases[row]
        if kind == assistance and case is not None and consents[case] != consented:
            yield log.table.finding(FindingCode.CONSENT_MISSING, row, "log_kind", consent_header=field.header)
