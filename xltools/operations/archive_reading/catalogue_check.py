"""Is the catalogue as it was written? Its chain is followed, and what the journal or somebody noted is looked for.

Invariant: a byte of the catalogue that was changed, and a line that was removed, inserted or moved, is found. Lines cut
off at its end are found where their copies still stand, where ``归档目录.head`` still lies beside it, or where the end
of its chain was noted: by the journal, or by somebody elsewhere.
"""

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from xltools.operations.archive_reading.faults import Damage, Fault
from xltools.operations.archive_reading.noted_catalogue import NotedCatalogue
from xltools.operations.archiving.catalogue import Catalogue, catalogue_path
from xltools.operations.journaling import journal_proof
from xltools.operations.journaling.journal_lines import whole_lines
from xltools.operations.journaling.journal_proof import Proof, prove

_DAMAGES = {
    journal_proof.Damage.TORN: (Damage.CATALOGUE_TORN, "a crash tore it, or a run is writing it right now"),
    journal_proof.Damage.NOT_FOUND: (Damage.CATALOGUE_OTHER, "the noted head is nowhere in its chain"),
    journal_proof.Damage.CHANGED: (Damage.CATALOGUE_BROKEN, "is not what was written there"),
    journal_proof.Damage.REMOVED: (Damage.CATALOGUE_BROKEN, "should stand here and does not: lines were removed"),
    journal_proof.Damage.INSERTED: (Damage.CATALOGUE_BROKEN, "was inserted or moved"),
}


def check_catalogue(
    root: Path, catalogue: Catalogue, head: str = "", noted: NotedCatalogue | None = None
) -> tuple[Proof, tuple[Fault, ...]]:
    """Check the catalogue itself.

    Args:
        root: The archive.
        catalogue: What was read of it.
        head: A head that somebody noted elsewhere, or its beginning; "" for none.
        noted: What the journal noted last.

    Raises:
        LedgerError: It cannot be read.
    """
    proof = prove(catalogue_path(root), head)
    return proof, tuple(_faults(root, catalogue, proof, noted))


def _faults(root: Path, catalogue: Catalogue, proof: Proof, noted: NotedCatalogue | None) -> Iterator[Fault]:
    called = catalogue_path(root).name
    if proof.fault is not None:
        damage, words = _DAMAGES[proof.fault.damage]
        yield Fault(damage, called, detail=f"line {proof.fault.line}: {words}")
    for line in catalogue.damaged:
        yield Fault(Damage.CATALOGUE_DAMAGED, called, detail=f"line {line}")
    if noted is not None and _print_of(root, noted.lines) != noted.sha256:
        words = f"its first {noted.lines} lines are not those that the journal noted on {noted.at:%Y-%m-%d %H:%M}"
        yield Fault(Damage.CATALOGUE_OTHER, called, detail=words)


def _print_of(root: Path, lines: int) -> str:
    """SHA-256 of the first lines."""
    digest = hashlib.sha256()
    for line in islice(whole_lines(catalogue_path(root)), lines):
        digest.update(line)
    return digest.hexdigest()
