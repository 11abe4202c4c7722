"""How does a case of 客户反馈登记表 go? Acceptance, plan, result, call-back and second follow-up (FA-3 … FA-14).

Invariant: cells appear in the order in which the procedure fills them.
"""

from datetime import datetime, timedelta

from xltools.operations.demonstrating.demo_log import log, log_progress
from xltools.operations.demonstrating.demo_scenes import Fate, Scene, leaves_handler_to_the_tool
from xltools.operations.demonstrating.demo_stories import DemoRow, Story

_REOPENING = ("一般", "不满意", "非常不满意")


def tell_feedback_analysis(scene: Scene, story: Story) -> None:
    """Tell one case as far as it has come."""
    _intake(scene, story)
    assigned = story.case.stamps["registered_at"] + timedelta(minutes=scene.rng.randrange(1, 6))
    accepted = scene.done("acceptance", assigned)
    if not leaves_handler_to_the_tool(scene, story, accepted):
        story.add(assigned, handler=scene.handler, lead_department=scene.department)
        story.stamp(assigned, "assigned_at")
    story.add(accepted, accepted_at=accepted)
    planned = scene.later(accepted, 20, 240)
    completed = max(scene.done("solution", scene.received), scene.later(planned, 60, 400))
    _plan(scene, story, planned)
    log_progress(scene, story, accepted, completed)
    _extension(scene, story, planned, completed)
    _partners(scene, story, planned, completed)
    story.add(
        completed,
        result=scene.text("result"),
        completed_at=completed,
        root_cause_kind=scene.topic.fixed["root_cause_kind"],
        root_cause=scene.text("root_cause"),
    )
    informed = scene.later(completed, 10, 240)
    story.add(informed, informed_at=informed)
    log(scene, story, informed, "客户沟通", scene.common("inform"))
    _call_back(scene, story, informed)


def _intake(scene: Scene, story: Story) -> None:
    fixed, usual = scene.topic.fixed, scene.priority == "普通"
    product = scene.stage.words.product(scene.model)
    has_batch = bool(scene.batch) and product.model not in ("SERVICE", "CARE") and scene.chance(0.9)
    guessed = scene.leaves_class_open()  # left to the tool's first guess
    story.begin(
        customer_name=scene.customer.name,
        contact=scene.customer.contact,
        feedback_type="" if guessed else fixed["feedback_type"],
        product=product.label,
        product_batch=scene.batch if has_batch else "",
        region=scene.customer.city.region,
        problem_description=scene.text("problem_description"),
        attachments=scene.attachments(),
        priority="" if usual and scene.chance(0.3) else scene.priority,
        channel=scene.rng.choice(scene.stage.choices("channel")),
        received_at=scene.received,
        category="" if guessed else fixed["category"],
        note=scene.common("notes") if scene.chance(0.06) else "",
    )


def _plan(scene: Scene, story: Story, planned: datetime) -> None:
    kind = scene.topic.fixed["plan_kind"]
    expected = scene.later(planned, 450, 1800)
    dated = kind == "技术处理" or scene.chance(0.4)
    story.add(
        planned,
        plan=scene.text("plan"),
        plan_kind=kind,
        plan_steps=scene.text("plan_steps"),
        expected_at=expected.replace(minute=0) + timedelta(hours=1) if dated else "",
        measures=scene.text("measures"),
        resources=scene.any_text("resources"),
        feasibility=scene.any_text("feasibility"),
    )


def _extension(scene: Scene, story: Story, planned: datetime, completed: datetime) -> None:
    hours, due = scene.stage.hours, scene.stage.hours.due(scene.received, scene.limit("solution"))
    if scene.fate is Fate.OVERDUE:  # asks when it is too late
        applied = scene.stage.now - timedelta(minutes=scene.rng.randrange(20, 50))
    elif scene.fate is Fate.EXTENDED:
        applied = max(planned, hours.part(scene.received, due, 0.8))
    else:
        applied = scene.later(planned, 60, 300)
        if scene.fate is not Fate.USUAL or completed <= due or applied >= due or _paused(story):
            return
    approver = scene.stage.person("部门负责人", department=scene.department)
    answered = scene.later(applied, 20, 200)
    decided = story.has_come_to(answered)
    refused = scene.fate is Fate.USUAL and scene.chance(0.3)
    asked = hours.add(due, 2 * hours.day_minutes)  # a day less than allowed: real holidays differ from ours
    story.row(
        "extensions",
        applied,
        applied_at=applied,
        applicant=scene.handler,
        reason=scene.common("fault_delay_reason" if "plan_steps" in story.case.values else "delay_reason"),
        new_due_at=asked,
        approver=approver if decided else "",
        verdict=("不同意" if refused else "同意") if decided else "",
        approved_at=answered if decided else "",
        opinion=scene.common("refusal") if decided and refused else "",
    )


def _paused(story: Story) -> bool:
    return any(entry.values["log_kind"] == "暂停" for entry in story.case.entries.get("log", ()))


def _partners(scene: Scene, story: Story, planned: datetime, completed: datetime) -> None:
    for partner in scene.topic.partners if scene.chance(0.5) else ():
        department, duty, person = partner.format_map(scene.slots).split("/")
        finished = scene.stage.hours.part(planned, completed, scene.rng.uniform(0.3, 0.95))
        over = story.has_come_to(finished)
        story.row(
            "co_departments",
            planned,
            department=department,
            duty=duty,
            person=person,
            due_at=scene.later(planned, 450, 1200),
            progress="已完成" if over else scene.rng.choice(("进行中", "进行中", "未开始")),
            finished_at=finished if over else "",
        )


def _call_back(scene: Scene, story: Story, informed: datetime) -> None:
    drawn, visitor = scene.rng.random(), scene.stage.person("客服专员", "客服组长")
    levels = (("非常满意", 0.33), ("满意", 0.88), ("一般", 0.96), ("不满意", 0.985), ("非常不满意", 1.1))
    satisfaction = next(level for level, bound in levels if drawn < bound)
    surveyed = scene.done("survey", informed)
    tone = "comment_good" if satisfaction.endswith("满意") and "不" not in satisfaction else "comment_bad"
    comment = scene.common("comment_middle" if satisfaction == "一般" else tone)
    story.add(surveyed, surveyed_at=surveyed, satisfaction=satisfaction, customer_comment=comment)
    visit: DemoRow = {
        "visited_at": surveyed,
        "visitor": visitor,
        "satisfaction": satisfaction,
        "customer_comment": comment,
    }
    story.row("visits", surveyed, visit_kind="满意度回访", **visit)
    if satisfaction not in _REOPENING:
        return
    followed = scene.done("follow_up", surveyed)
    again = scene.second_round(followed, 0.7)
    _follow_up(scene, story, followed, scene.common("follow_up_bad" if again else "follow_up_good"), bad=bool(again))
    if again:
        story.case.staged = True
        _follow_up(scene, story, again.completed, scene.common("second_result"), bad=False)


def _follow_up(scene: Scene, story: Story, followed: datetime, content: str, *, bad: bool) -> None:
    after = "不满意" if bad else "满意"
    story.add(followed, follow_up_at=followed, follow_up_result=content, follow_up_satisfaction=after)
    story.row(
        "visits",
        followed,
        visited_at=followed,
        visit_kind="二次跟进",
        visitor=scene.handler,
        satisfaction=after,
        outcome=content,
    )
