"""Did something arrive in an inbox that is complete by now?

Invariant: the same files as they lie there are reported once; whoever could not deal with them yet has the clock to
come back by.
"""

from collections.abc import Mapping
from pathlib import Path

from xltools.operations.watching.scanning import Signature


class Arrivals:
    """What lies in the inboxes of one folder.

    Attributes:
        quiet: For how many seconds a file must have stood still.
    """

    def __init__(self, quiet: float) -> None:
        self.quiet = quiet
        self._lying: dict[Path, tuple[Signature, float]] = {}
        self._reported: dict[Path, Signature] = {}

    def seen(self, drops: Mapping[Path, Signature], at: float) -> None:
        """Take in what a scan met, at a monotonic moment; what is gone is forgotten."""
        before = self._lying
        self._lying = {
            path: (signature, before[path][1] if path in before and before[path][0] == signature else at)
            for path, signature in drops.items()
        }
        self._reported = {path: signature for path, signature in self._reported.items() if path in drops}

    def next_moment(self) -> float | None:
        """When the next file will have stood still, if nothing happens until then."""
        return min((since + self.quiet for path, (_, since) in self._unreported()), default=None)

    def taken(self, at: float) -> bool:
        """Whether a file stands still that was not reported yet; all such files count as reported from now on."""
        still = {path: signature for path, (signature, since) in self._unreported() if since + self.quiet <= at}
        self._reported.update(still)
        return bool(still)

    def _unreported(self) -> list[tuple[Path, tuple[Signature, float]]]:
        return [(path, lying) for path, lying in self._lying.items() if self._reported.get(path) != lying[0]]
