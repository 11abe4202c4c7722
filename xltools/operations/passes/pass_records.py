"""What does a pass tell the journal before it writes? Which bytes become which, by what cells, and why.

Invariant: it is all there before the workbook changes; what the pass finds out later is not in it.
"""

from xltools.operations.journaling.journal import PassRecord
from xltools.operations.passes.deciding import Pass
from xltools.operations.passes.pass_order import Cause


def pass_record(done: Pass, cause: Cause, after: str) -> PassRecord:
    """The record of one pass.

    Args:
        done: What was read and decided.
        cause: Why the pass was made; who saved the workbook is told only where somebody did.
        after: SHA-256 of the bytes that will stand there.
    """
    return PassRecord(
        done.context.register_id,
        cause,
        done.context.now,
        done.opened.snapshot.sha256,
        after,
        done.edits,
        tuple(page.title for page in done.pages),
        done.decision.findings if done.matters else (),  # told already, by the pass that found them
        done.decision.notices,
        done.case_rows(),
        by=done.opened.package.last_modified_by() if cause is Cause.SAVED else "",
        minor=not done.matters,
    )
