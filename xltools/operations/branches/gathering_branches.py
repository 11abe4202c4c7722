"""What do the registers of all branches say? Those that changed are read, by whoever works; the others are recalled.

Invariant: every register that is named is in the figures or among the gaps; what was read on another day stands in for
nothing.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.operations.branches.branch_settings import BranchSettings, Pause
from xltools.operations.branches.branch_sources import BranchSource
from xltools.operations.branches.branch_task import BranchRead, BranchTask, read_branches
from xltools.operations.branches.crews import Hire, done_by
from xltools.operations.branches.definition_prints import DefinitionPrints
from xltools.operations.branches.figures_store import FiguresStore, Sighting, figures_print
from xltools.operations.branches.gone_branches import absent_branches
from xltools.operations.progress import Counting, untold
from xltools.operations.reporting.troubles import Trouble
from xltools.reports.branches.branch_figures import BranchFigures, FigureSpan
from xltools.reports.branches.totals import BranchTotals

# Registers of one task: so many that starting a process for them is worth it, so few that progress is seen.
_FEWEST_AT_ONCE, _MOST_AT_ONCE = 16, 32
_STILL_SECONDS = 5.0  # a file that was changed less long ago may change again with nothing to show for it


@dataclass(frozen=True, slots=True)
class Gathering:
    """What is asked for.

    Attributes:
        span: What the figures are about.
        settings: How registers are read.
        headquarters: Folders with definitions of a team's own.
        now: The moment, naive local time.
        clock: The same in seconds since 1970.
        hire: Who reads.
    """

    span: FigureSpan
    settings: BranchSettings
    headquarters: tuple[Path, ...]
    now: datetime
    clock: float
    hire: Hire


class Missing(NamedTuple):
    """A register that could not be read.

    Attributes:
        source: The register.
        trouble: Why.
        sentence: The same as the command line tells it; "" where the trouble says it all.
        last_read: When it was read the last time, as text; "" where it never was.
    """

    source: BranchSource
    trouble: Trouble
    sentence: str
    last_read: str


class GatheredBranches(NamedTuple):
    """What was read.

    Attributes:
        totals: The figures.
        gaps: What could not be read, by name.
        copies: Places of registers with the very same bytes.
        passed_over: How many workbooks were no registers.
        read_anew: How many registers were read now.
    """

    totals: BranchTotals
    gaps: tuple[Missing, ...]
    copies: tuple[tuple[str, ...], ...]
    passed_over: int
    read_anew: int


def gather_branches(
    sources: Sequence[BranchSource],
    asked: Gathering,
    store: FiguresStore,
    progress: Counting = untold,
    pause: Pause = time.sleep,
) -> GatheredBranches:
    """Read the registers of branches, or recall their figures.

    Args:
        sources: Where they are.
        asked: What is wanted of them, and who reads.
        store: Figures of earlier times.
        progress: Told how many of how many are done.
        pause: Waits, before what failed is tried again.
    """
    return _Gathering(sources, asked, store, progress).run(pause)


class _Gathering:
    def __init__(
        self, sources: Sequence[BranchSource], asked: Gathering, store: FiguresStore, progress: Counting
    ) -> None:
        self._asked, self._store, self._progress = asked, store, progress
        self._sources = {source.place: source for source in sources}
        self._sightings = store.sightings()
        self._prints = DefinitionPrints(asked.headquarters)
        self._totals = BranchTotals()
        self._gaps: dict[str, Missing] = {}
        self._places: dict[str, list[str]] = defaultdict(list)
        self._passed_over = self._read_anew = self._done = 0

    def run(self, pause: Pause) -> GatheredBranches:
        unread = [source for source in self._sources.values() if not self._is_settled(source)]
        self._progress(self._done, len(self._sources))
        settings = self._asked.settings
        for attempt in range(settings.retries + 1):
            if attempt and unread:
                pause(settings.pause_before(attempt))
            last = attempt == settings.retries
            unread = [self._sources[each.place] for each in self._read(unread) if not self._take(each, last=last)]
        named = settings.registers
        absent = absent_branches(self._store.counted(named), self._sources)
        for source in absent.gone:
            self._gaps[source.place] = self._missing(source, Trouble.GONE, source.sentence)
        self._store.count(named, ((line.place, line.name) for line in self._totals.lines), no_more=absent.replaced)
        self._totals.lines.sort(key=lambda line: (line.name, line.place))
        copies = sorted(tuple(sorted(places)) for places in self._places.values() if len(places) > 1)
        gaps = sorted(self._gaps.values(), key=lambda gap: (gap.source.name, gap.source.place))
        return GatheredBranches(self._totals, tuple(gaps), tuple(copies), self._passed_over, self._read_anew)

    def _is_settled(self, source: BranchSource) -> bool:
        """Whether nothing has to be read: it is not there, or it was read in this very state."""
        if source.trouble is not None:
            self._miss(source, source.trouble, source.sentence)
            return True
        sighting = self._sightings.get(source.place)
        if sighting is None or not source.hint or sighting.hint != source.hint:
            return False
        if not sighting.template:
            self._pass_over()
            return True
        figures = self._known(source.place, sighting)
        if figures is not None:
            self._count(source, sighting.sha256, figures)
        return figures is not None

    def _known(self, place: str, sighting: Sighting) -> BranchFigures | None:
        definition = self._prints.of(place, sighting.template)
        return self._store.find(figures_print(sighting.sha256, definition, self._asked.span), place)

    def _read(self, unread: Sequence[BranchSource]) -> Iterator[BranchRead]:
        if not unread:
            return
        tasks = self._tasks([(source.place, self._known_bytes(source.place)) for source in unread])
        for task, found in done_by(self._asked.hire, read_branches, tasks, _taken_apart):
            if found is None:
                place = task.places[0][0]
                told = f"{place}: the process that read it ended. Open it in Excel and save it anew."
                yield BranchRead(place, trouble=Trouble.DEADLY, sentence=told)
            else:
                yield from found
                self._store.settle()

    def _known_bytes(self, place: str) -> str:
        """The checksum of what it held the last time, if the figures of that are at hand."""
        sighting = self._sightings.get(place)
        if sighting is None or not sighting.template or self._known(place, sighting) is None:
            return ""
        return sighting.sha256

    def _tasks(self, places: Sequence[tuple[str, str]]) -> list[BranchTask]:
        asked = self._asked
        size = max(_FEWEST_AT_ONCE, min(_MOST_AT_ONCE, len(places) // 8))
        return [
            BranchTask(
                tuple(places[first : first + size]),
                asked.span,
                asked.now,
                asked.headquarters,
                asked.settings.storage,
                asked.settings.timeout_seconds,
            )
            for first in range(0, len(places), size)
        ]

    def _take(self, read: BranchRead, *, last: bool) -> bool:
        """Whether the register is done with; what may pass is tried again, unless this was the last time."""
        source = self._sources[read.place]
        if read.trouble is not None:
            if read.trouble.may_pass and not last:
                return False
            self._miss(source, read.trouble, read.sentence)
            return True
        figures, sighting = read.figures, Sighting(self._lasting_hint(source), read.sha256, read.template, "")
        if figures is None and (earlier := self._sightings.get(read.place)) and earlier.sha256 == read.sha256:
            sighting = sighting._replace(template=earlier.template)
            figures = self._known(read.place, sighting) if earlier.template else None
        if figures is None:
            self._store.keep(read.place, sighting, None)
            self._pass_over()
            return True
        definition = self._prints.of(read.place, sighting.template)
        self._store.keep(read.place, sighting, (figures_print(read.sha256, definition, self._asked.span), figures))
        self._read_anew += read.figures is not None
        self._count(source, read.sha256, figures)
        return True

    def _lasting_hint(self, source: BranchSource) -> str:
        """What tells this state from others; nothing for a file that was changed just now."""
        settled = source.changed_at is None or source.changed_at <= self._asked.clock - _STILL_SECONDS
        return source.hint if settled else ""

    def _count(self, source: BranchSource, sha256: str, figures: BranchFigures) -> None:
        self._totals.take(source.name, figures)
        self._places[sha256].append(source.place)
        self._step()

    def _miss(self, source: BranchSource, trouble: Trouble, sentence: str) -> None:
        self._gaps[source.place] = self._missing(source, trouble, sentence)
        self._step()

    def _missing(self, source: BranchSource, trouble: Trouble, sentence: str) -> Missing:
        earlier = self._sightings.get(source.place)
        last_read = earlier.read_at if earlier is not None and earlier.template else ""
        return Missing(source, trouble, sentence, last_read)

    def _pass_over(self) -> None:
        self._passed_over += 1
        self._step()

    def _step(self) -> None:
        self._done += 1
        self._progress(self._done, len(self._sources))


def _taken_apart(task: BranchTask) -> list[BranchTask]:
    return [replace(task, places=(place,)) for place in task.places]
