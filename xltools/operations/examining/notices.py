"""Do notices go out, or are they stuck? As the outbox tells; nothing is sent to find that out.

Invariant: no secret and nobody's full address stands in an answer.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from xltools.errors import DefinitionError
from xltools.operations.examining.answers import Answer, doubtful, well, wrong
from xltools.operations.examining.site import Site
from xltools.operations.notifying.notify_settings import notify_settings
from xltools.operations.notifying.notify_status import LaneStatus, notify_status
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.workspace import Workspace

_STUCK = timedelta(days=1)  # longer than any quiet hours


def outbox(site: Site) -> Iterator[Answer]:
    """What waits to be sent, and what is in its way."""
    for workspace in site.workspaces:
        with suppress(DefinitionError):  # told where the file is examined
            if notify_settings(workspace.root) is not None:
                yield from _outbox(workspace, site)


def _outbox(workspace: Workspace, site: Site) -> Iterator[Answer]:
    status = notify_status(workspace, site.now)
    if status is None:
        return
    place, to_do = Outbox(workspace).path, f'See, and send again: xltools notify "{workspace.root}"'
    lanes = [_lane(lane, to_do) for lane in status.lanes if lane.said]
    yield from lanes
    if status.unreachable:
        said = f"{len(status.unreachable)} notices reach nobody: no address, and no channel takes them"
        yield wrong(place, said, "Fill in addresses on the sheet of people, or set up a group's robot.")
    if status.doubtful:
        so = f"{len(status.doubtful)} letters of the last week may not have arrived"
        yield doubtful(place, so, "Ask those who should have them; their cases are named by xltools notify.")
    state = Outbox(workspace).read()
    oldest = min((state.entries[entry].at for entry in state.waiting), default=None)
    if not lanes and oldest is not None and site.local - oldest > _STUCK:
        so = f"{len(state.waiting)} notices wait, the first since {oldest:%Y-%m-%d %H:%M}, and nothing sends them"
        yield wrong(place, so, f'Run what sends: xltools watch "{workspace.root}", or xltools tick every few minutes.')
    elif not (lanes or status.unreachable or status.doubtful):
        yield well(place, f"{len(state.waiting)} notices wait for their time, none is stuck")


def _lane(lane: LaneStatus, to_do: str) -> Answer:
    to = f" to {lane.to}" if lane.to else ""
    since = f" since {lane.since:%Y-%m-%d %H:%M}" if lane.since is not None else ""
    told = wrong if lane.failing else doubtful
    return told(f"channel {lane.channel}{to}", f"{lane.waiting} wait{since}: {lane.said}", lane.remedy or to_do)
