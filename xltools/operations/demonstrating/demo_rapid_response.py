"""How does a case of 客服反馈快速响应问题反馈表 go? Recorded, classified, assigned, followed up, closed (RR-1 … RR-13).

Invariant: cells appear in the order in which the procedure fills them.
"""

from datetime import datetime, timedelta

from xltools.operations.demonstrating.demo_log import log, log_progress, reopen
from xltools.operations.demonstrating.demo_scenes import Scene, leaves_handler_to_the_tool
from xltools.operations.demonstrating.demo_stories import Story

_EMERGENCY, _ACROSS, _FAULT = "紧急事件", "跨部门协作", "功能故障"


def tell_rapid_response(scene: Scene, story: Story) -> None:
    """Tell one case as far as it has come."""
    guessed = scene.leaves_class_open()
    _intake(scene, story, guessed=guessed)
    assigned = story.case.stamps["registered_at"] + timedelta(minutes=scene.rng.randrange(1, 8))
    if not guessed:
        story.stamp(assigned, "classified_at")
        story.add(assigned, classified_by=scene.clerk)
    responded = max(scene.done("first_response", scene.received), assigned + timedelta(minutes=1))
    if not leaves_handler_to_the_tool(scene, story, responded):
        story.add(assigned, handler=scene.handler, assigned_by=scene.stage.person("客服组长"))
        story.stamp(assigned, "assigned_at")
    story.add(responded, first_response_at=responded, followed_by=scene.handler)
    completed = max(scene.done("solution", scene.received), responded + timedelta(minutes=scene.rng.randrange(30, 90)))
    log_progress(scene, story, responded, completed)
    duties_over = _duties(scene, story, responded, completed)
    story.add(completed, result=scene.text("result"), completed_at=completed)
    closed = _close(scene, story, max(completed, duties_over))
    if again := scene.second_round(scene.later(closed, 200, 1200), 0.4):
        reopen(scene, story, again)
        story.add(again.completed, result=scene.common("second_result"), completed_at=again.completed)
        _close(scene, story, again.completed)


def _close(scene: Scene, story: Story, done: datetime) -> datetime:
    closed = scene.later(done, 10, 240)
    log(scene, story, closed, "客户沟通", scene.common("closing"))
    story.add(closed, closed_by=scene.clerk, closed_at=closed)
    return closed


def _intake(scene: Scene, story: Story, *, guessed: bool) -> None:
    fixed, customer = scene.topic.fixed, scene.customer
    scope, urgency = scene.drawn.split("/")
    kind = fixed["problem_type"]
    ordered = "{order}" in "".join(scene.topic.texts["problem_description"]) or scene.chance(0.4)
    unclear = scene.chance(0.05)
    fault = kind == _FAULT
    story.begin(
        received_at=scene.received,
        department=_department(scene),
        recorded_by=scene.clerk,
        customer_name=customer.name,
        salutation=customer.salutation if not customer.contact_person else "",
        contact=customer.contact,
        customer_level="VIP" if scene.chance(0.15) else "普通",
        order_number=scene.slots["order"] if ordered else "",
        channel=scene.rng.choice(scene.stage.choices("channel")[:4]),
        problem_type=kind,
        occurred_at=scene.occurred if scene.chance(0.85) else "",
        problem_description=scene.text("problem_description"),
        impact_scope=scope,
        impact_detail=scene.text("impact_detail") if kind == _EMERGENCY or scope != "个别" else "",
        customer_request=scene.common("vague_request") if unclear else scene.text("customer_request"),
        system_version=scene.rng.choice(("Android 14 / APP 6.2.1", "iOS 18.1 / APP 6.2.0")) if fault else "",
        steps_to_reproduce=scene.text("steps_to_reproduce") if fault else "",
        error_text=scene.text("error_text") if fault else "",
        attachments=scene.attachments(),
        category="" if guessed else fixed["category"],
        subcategory="" if guessed else fixed["subcategory"],
        urgency=urgency,
        event_level=scene.any_text("event_level") if kind == _EMERGENCY else "",
        lead_department=fixed.get("lead_department", "") or ("" if scene.chance(0.5) else scene.department),
        note=scene.common("notes") if scene.chance(0.06) else "",
    )


def _department(scene: Scene) -> str:
    departments = scene.stage.choices("department")
    return departments[0] if scene.chance(0.85) else scene.rng.choice(departments)


def _duties(scene: Scene, story: Story, responded: datetime, completed: datetime) -> datetime:
    """Each department's part; all of them end before the case may close (RR-11)."""
    across = scene.topic.fixed["problem_type"] in (_EMERGENCY, _ACROSS)
    last = responded
    for partner in scene.topic.partners if across or scene.chance(0.5) else ():
        department, duty, person = partner.format_map(scene.slots).split("/")
        finished = scene.stage.hours.part(responded, completed, scene.rng.uniform(0.4, 1.0))
        last = max(last, finished)
        over = story.has_come_to(finished)
        story.row(
            "duties",
            responded,
            department=department,
            duty=duty,
            person=person,
            due_at=scene.later(responded, 200, 900),
            progress="已完成" if over else scene.rng.choice(("进行中", "未开始")),
            finished_at=finished if over else "",
            outcome=f"按分工完成：{duty}" if over else "",
        )
    if last > responded:
        log(scene, story, responded + timedelta(minutes=5), "协同", "召集相关部门，分工见“协同分工”。")
    return last
