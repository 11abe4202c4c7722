"""How does a case of 售后服务工单登记表 go? Diagnosis, plan, repair, confirmation, survey, closing (ST-1 … ST-11).

Invariant: cells appear in the order in which the procedure fills them.
"""

from datetime import datetime, timedelta

from xltools.operations.demonstrating.demo_log import log, log_progress, reopen
from xltools.operations.demonstrating.demo_scenes import Scene, leaves_handler_to_the_tool
from xltools.operations.demonstrating.demo_stories import Story
from xltools.operations.demonstrating.demo_timing import settings_rows

_SCORES = ("score_timeliness", "score_skill", "score_attitude", "score_outcome")


def tell_service_ticket(scene: Scene, story: Story) -> None:
    """Tell one ticket as far as it has come."""
    _intake(scene, story)
    responded = scene.done("first_response", scene.received)
    if not leaves_handler_to_the_tool(scene, story, responded):
        story.add(story.case.stamps["registered_at"], handler=scene.handler)
        story.stamp(story.case.stamps["registered_at"], "assigned_at")
    started = max(scene.done("handling_start", scene.received), responded + timedelta(minutes=5))
    approved = max(scene.done("plan_approval", responded), responded + timedelta(minutes=3))
    completed = max(scene.done("solution", scene.received), max(started, approved) + timedelta(minutes=45))
    expected = scene.later(responded, 120, 1200).replace(minute=0) + timedelta(hours=1)
    story.add(responded, first_response_at=responded, expected_at=expected)
    log_progress(scene, story, responded, completed)
    _plan(scene, story, responded, approved, expected)
    story.add(started, handling_started_at=started)
    _repair(scene, story, max(started, approved), completed)
    closed = _close(scene, story, completed, scene.text("result"))
    if again := scene.second_round(scene.later(closed, 200, 1200), 0.4):
        reopen(scene, story, again)
        _close(scene, story, again.completed, scene.common("second_result"))


def _close(scene: Scene, story: Story, completed: datetime, result: str) -> datetime:
    """Everything from the customer's confirmation on."""
    _confirm(scene, story, completed, result)
    surveyed = _survey(scene, story, completed)
    closed = scene.later(surveyed, 60, 900)
    story.add(
        closed,
        root_cause=scene.text("root_cause"),
        lessons=scene.text("lessons"),
        report_by=scene.handler,
        report_date=closed.date(),
    )
    return closed


def _intake(scene: Scene, story: Story) -> None:
    customer = scene.customer
    story.begin(
        customer_name=customer.name,
        contact_person=customer.contact_person,
        contact=customer.contact,
        received_at=scene.received,
        channel=scene.rng.choice(scene.stage.choices("channel")),
        problem_description=scene.text("problem_description"),
        priority=scene.priority,
        product=scene.stage.words.product(scene.model).label,
        product_model=scene.model,
        symptom=scene.text("symptom"),
        occurred_at=scene.occurred if scene.chance(0.8) else "",
        tried_methods=scene.text("tried_methods") if scene.chance(0.8) else "",
        attachments=scene.attachments(),
        category="" if scene.leaves_class_open() else scene.topic.fixed["category"],
        note=scene.common("notes") if scene.chance(0.08) else "",
    )


def _plan(scene: Scene, story: Story, responded: datetime, approved: datetime, expected: datetime) -> None:
    remote = scene.topic.fixed.get("remote_assistance", "")
    supervisor, meeting = scene.stage.person("售后主管"), scene.priority != "一般"
    diagnosed = (responded + (approved - responded) * 0.5).replace(second=0, microsecond=0)
    diagnosis = scene.topic.fixed["diagnosis"]
    consent = ("客户已授权" if scene.chance(0.95) else "客户未授权") if remote else ""
    story.add(
        diagnosed,
        diagnosis=diagnosis,
        remote_assistance=remote,
        remote_consent=consent,
    )
    if any(row["diagnosis"] == diagnosis for row in settings_rows(scene.stage.definition, "liaisons")):
        story.stamp(diagnosed, "liaison_notified_at")
    story.add(approved, plan_approved_at=approved, plan_approved_by=supervisor)
    log(
        scene,
        story,
        approved,
        "审批",
        "方案会确定责任人和时限。" if meeting else "主管批准方案。",
        "同意。",
        who=supervisor,
    )
    _plan_row(scene, story, diagnosed, approved, expected)


def _plan_row(scene: Scene, story: Story, proposed: datetime, approved: datetime, expected: datetime) -> None:
    """《问题处理方案表》: urgent and important ones are decided in a meeting (ST-6)."""
    meeting = scene.priority != "一般"
    story.row(
        "plans",
        approved,
        proposed_at=proposed,
        plan=scene.text("plan"),
        resources=scene.text("spare") or "工程师 1 人",
        person=scene.handler,
        due_at=max(expected, proposed),
        approval_kind="跨部门会议" if meeting else "主管审批",
        participants="售后服务部、技术部、物流部" if meeting else "",
        approver=scene.stage.person("售后主管"),
        verdict="同意",
        approved_at=approved,
    )


def _repair(scene: Scene, story: Story, started: datetime, completed: datetime) -> None:
    def within(share: float) -> datetime:
        return scene.stage.hours.part(started, completed, share)

    if story.case.values.get("remote_consent") == "客户已授权":
        log(scene, story, within(0.2), "远程协助", "客户授权后远程连接，读取日志和参数。", "已取得授权。")
    if spare := scene.text("spare"):
        serial = f"SF0000{scene.rng.randrange(10**9):09d}"
        log(scene, story, within(0.4), "备件", "备件出库发往现场。", spare_parts=spare, tracking_number=serial)
    if repair := scene.text("repair"):
        log(scene, story, within(0.85), "维修", repair, "试机正常。")
    task = "remote_tasks" if "remote_assistance" in story.case.values else "tasks" if spare else ""
    if task and scene.chance(0.5):
        due, over = within(0.5), story.has_come_to(within(0.6))
        scene.slots["due"] = f"{due.month}月{due.day}日 {due:%H:%M}"
        story.row(
            "customer_tasks",
            within(0.1),
            task=scene.common(task),
            due_at=due,
            customer_side=scene.customer.contact_person or scene.customer.name,
            task_state="客户已办理" if over else "待客户办理",
            finished_at=within(0.55) if over else "",
        )


def _confirm(scene: Scene, story: Story, completed: datetime, result: str) -> None:
    kind = scene.rng.choice(scene.stage.choices("confirmation_kind"))
    confirmed = completed - timedelta(minutes=scene.rng.randrange(2, 20))
    story.add(
        completed,
        result=result,
        confirmed_at=confirmed,
        confirmation_kind=kind,
        completed_at=completed,
    )
    mark = f"{scene.received:%m%d%H%M}{scene.customer.courtesy[:-2]}"
    story.row(
        "confirmations",
        completed,
        confirmed_on=confirmed.date(),
        confirmation_kind=kind,
        signed_by=scene.customer.contact_person or scene.customer.name,
        content=scene.common("confirm"),
        reservations=scene.common("reservations") if scene.chance(0.06) else "",
        attachments=f"确认单_{mark}.png" if scene.chance(0.6) else "",
    )


def _survey(scene: Scene, story: Story, completed: datetime) -> datetime:
    """The customer's marks, and the supervisor's call where they are low; the moment at which it was over."""
    surveyed = scene.done("survey", completed)
    if scene.chance(0.05):  # nobody answered at first
        surveyed = scene.later(surveyed, 400, 900)
    low = scene.chance(0.13)
    scores = {name: scene.rng.choice((5, 5, 5, 4, 4)) for name in _SCORES}
    if low:
        scores |= {
            scene.rng.choice(_SCORES): scene.rng.choice((2, 3, 3)),
            "score_timeliness": scene.rng.choice((1, 2, 3)),
        }
    middle = min(scores.values()) == 4 and scene.chance(0.2)
    comment = scene.common("comment_bad" if low else "comment_middle" if middle else "comment_good")
    story.add(surveyed, surveyed_at=surveyed, customer_comment=comment, **scores)
    if not low:
        return surveyed
    called = scene.done("callback", surveyed)
    story.add(called, callback_at=called, low_score_reason=scene.common("low_reason"))
    return called
