"""By which clock does the tool itself live in a workspace: its log, its journal, quiet hours, the days of reports?

By that of ``time_zone`` at the top of its ``xltools.toml``; where nothing stands there, by that of Beijing in a
workspace that speaks Chinese, and elsewhere by that of this computer. Invariant: the cells of a register keep the time
of its own sheet 设置, whatever stands there.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from xltools.errors import DefinitionError
from xltools.language.speaking import DEFAULT_LANGUAGE
from xltools.model.time_zones import is_time_zone, zone_that_would_do
from xltools.operations.workspace_file import FILE_NAME, TIME_ZONE, workspace_document
from xltools.operations.workspace_language import workspace_language

COMPUTERS_OWN = ""
_OF_CHINESE = "Asia/Shanghai"


def workspace_zone(folder: Path) -> str:
    """The zone of a workspace, such as ``Europe/Berlin``; `COMPUTERS_OWN` where nothing tells.

    Args:
        folder: Where the workspace's ``xltools.toml`` is, if there is one.

    Raises:
        DefinitionError: The file is no TOML, or names a zone or language that there is not; names the key.
    """
    zone = workspace_document(folder).unwrap().get(TIME_ZONE)
    if zone is None:
        return _OF_CHINESE if workspace_language(folder) == DEFAULT_LANGUAGE else COMPUTERS_OWN
    if not is_time_zone(str(zone)):
        raise DefinitionError(FILE_NAME, TIME_ZONE, f"{zone!r} is no time zone; {zone_that_would_do(str(zone))}")
    return str(zone)


def in_zone(now: datetime, zone: str) -> datetime:
    """An aware moment as that zone tells it; a naive one is local time already."""
    if now.tzinfo is None:
        return now
    with suppress(OverflowError):  # at the ends of all time
        return now.astimezone(ZoneInfo(zone) if zone else None)
    return now
