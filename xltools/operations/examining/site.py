"""What is there to be examined? A folder, its workspaces, its workbooks: each looked at once, when first asked for.

Invariant: nothing is written, and what is read of the registers is read by the very functions that a pass reads with.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from xltools.errors import DefinitionError, VanishedError
from xltools.language.speaking import DEFAULT_LANGUAGE
from xltools.operations.examining.computer import Computer
from xltools.operations.examining.register_sights import RegisterSight, Unusable, sight_of
from xltools.operations.files.replacing import real_path
from xltools.operations.local_moment import local_moment
from xltools.operations.workspace import Workspace, workbooks_in, workspace_of
from xltools.operations.workspace_language import workspace_language
from xltools.operations.workspace_zone import COMPUTERS_OWN, in_zone, workspace_zone


@dataclass(frozen=True)
class Site:
    """A set-up.

    Attributes:
        folder: Its real path.
        now: The moment: aware, or naive local time of the workspace.
        computer: What it stands on.
    """

    folder: Path
    now: datetime
    computer: Computer

    @cached_property
    def zone(self) -> str:
        """The zone that the tool lives in here; "" for the computer's own."""
        try:
            return workspace_zone(self.workspaces[0].root)
        except DefinitionError:  # told where the file is examined
            return COMPUTERS_OWN

    @cached_property
    def local(self) -> datetime:
        """The moment as the tool writes it down here: naive, whole seconds."""
        return local_moment(in_zone(self.now, self.zone))

    @cached_property
    def instant(self) -> datetime:
        """The moment as an aware one; a naive one is meant in the zone of the workspace."""
        if self.now.tzinfo is not None:
            return self.now
        return self.now.replace(tzinfo=ZoneInfo(self.zone)) if self.zone else self.now.astimezone()

    @cached_property
    def workbooks(self) -> list[Path]:
        """All that may be registers."""
        return workbooks_in(self.folder)

    @cached_property
    def sights(self) -> list[RegisterSight | Unusable]:
        """What is known of them."""
        return [sight_of(path, self.now) for path in self.workbooks]

    @property
    def usable(self) -> list[RegisterSight]:
        """The registers that can be worked with."""
        return [each for each in self.sights if isinstance(each, RegisterSight)]

    @property
    def unusable(self) -> list[Unusable]:
        """All other workbooks."""
        return [each for each in self.sights if isinstance(each, Unusable)]

    @cached_property
    def workspaces(self) -> list[Workspace]:
        """The workspaces of all workbooks, that of the folder first."""
        return list(dict.fromkeys(map(self.workspace_of, (self.folder / "any", *self.workbooks))))

    def workspace_of(self, path: Path) -> Workspace:
        """The workspace of a workbook, links followed as far as they lead anywhere."""
        try:
            return workspace_of(real_path(path))
        except VanishedError:
            return workspace_of(path)

    @cached_property
    def folders(self) -> list[Path]:
        """The folder itself, and those that workbooks lie in."""
        return sorted({self.folder, *(path.parent for path in self.workbooks)})

    @cached_property
    def languages(self) -> list[str]:
        """What is spoken here: by the folder, and by its registers."""
        try:
            own = workspace_language(self.workspaces[0].root)
        except DefinitionError:  # told where the file is examined
            own = DEFAULT_LANGUAGE
        return list(dict.fromkeys([own, *(each.definition.language for each in self.usable)]))

    def shown(self, path: Path) -> str:
        """A path as people find it: below the folder without that, else whole."""
        return str(path.relative_to(self.folder)) if path.is_relative_to(self.folder) else str(path)
