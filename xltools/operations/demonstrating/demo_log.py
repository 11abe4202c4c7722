"""What stands in a made-up case's process log? Talks with the customer, steps of the work, pauses, second rounds.

Invariant: entries lie between the receipt of a case and its closing; a pause that ends has begun.
"""

from datetime import datetime

from xltools.operations.demonstrating.demo_scenes import Fate, Scene, Second
from xltools.operations.demonstrating.demo_stories import Story
from xltools.operations.demonstrating.demo_timing import DAYTIME, recently


def log(
    scene: Scene,
    story: Story,
    at: datetime,
    kind: str,
    content: str,
    conclusion: str = "",
    *,
    who: str = "",
    **further: str,
) -> None:
    """A row of 过程记录; whoever talks with the customer is the clerk, whoever works on it the handler."""
    talks = kind == "客户沟通"
    who = who or (scene.clerk if talks and scene.chance(0.5) else scene.handler)
    with_whom = f"、{scene.customer.courtesy}" if talks else ""
    story.row(
        "log",
        at,
        logged_at=at,
        participants=who + with_whom,
        log_kind=kind,
        content=content,
        conclusion=conclusion,
        **further,
    )


def log_progress(scene: Scene, story: Story, responded: datetime, done: datetime) -> None:
    """What was done and said between the first response and the end."""
    log(scene, story, responded, "客户沟通", scene.common("first_response"), scene.common("response_opinion"))
    part, now = scene.stage.hours.part, scene.stage.now
    found = part(responded, done if scene.fate is Fate.USUAL else now, scene.rng.uniform(0.1, 0.3))
    log(scene, story, found, "调查", scene.text("investigation"))
    planned = part(found, done if scene.fate is Fate.USUAL else now, scene.rng.uniform(0.05, 0.2))
    log(scene, story, planned, "方案", scene.text("plan"), "" if scene.chance(0.5) else "按此执行。")
    if scene.fate is Fate.PAUSED:
        log(scene, story, part(planned, now, 0.5), "暂停", scene.common("pause"))
    elif scene.chance(0.07):
        log(scene, story, part(planned, done, 0.3), "暂停", scene.common("pause"))
        log(scene, story, part(planned, done, 0.6), "恢复", scene.common("resume"))
    _log_updates(scene, story, planned, min(done, now))
    if scene.fate is not Fate.USUAL or scene.chance(0.9):  # now and then somebody forgets to call
        _log_latest(scene, story, planned, done)


def _log_latest(scene: Scene, story: Story, worked_on: datetime, done: datetime) -> None:
    """The customer of an open case has heard of it lately."""
    now = scene.stage.now
    latest = recently(scene.rng, scene.limit("update"), scene.stage.hours, now)
    if worked_on < latest <= now < done:
        scene.slots["stage"] = scene.stage.words.common[scene.stage.definition.name]["stage"][-2]
        log(scene, story, latest, "客户沟通", scene.common("update"), scene.common("update_opinion"))


def _log_updates(scene: Scene, story: Story, planned: datetime, done: datetime) -> None:
    """The customer hears of progress from time to time, at night not, and now and then nobody calls at all."""
    moment = planned
    for stage in scene.stage.words.common[scene.stage.definition.name]["stage"]:
        moment = scene.done("update", moment)
        if moment >= done or moment.hour not in DAYTIME or scene.chance(0.15):
            return
        scene.slots["stage"] = stage
        log(scene, story, moment, "客户沟通", scene.common("update"), scene.common("update_opinion"))


def reopen(scene: Scene, story: Story, second: Second) -> None:
    """The case is taken up again, and worked on."""
    story.case.staged = True
    log(scene, story, second.began, "重新打开", scene.common("reopened"))
    work_again(scene, story, second)


def work_again(scene: Scene, story: Story, second: Second) -> None:
    """Somebody calls, listens, and keeps in touch."""
    again = scene.stage.hours.part(second.began, second.completed, 0.2)
    log(scene, story, again, "客户沟通", scene.common("second_round"), scene.common("response_opinion"))
    _log_latest(scene, story, again, second.completed)
