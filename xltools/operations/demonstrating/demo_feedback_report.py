"""How does a case of 售后服务反馈及处理结果报告 go? From intake over review to what the customer said (FR-1 … FR-12).

Invariant: cells appear in the order in which the procedure fills them.
"""

from datetime import datetime

from xltools.operations.demonstrating.demo_log import log, log_progress, work_again
from xltools.operations.demonstrating.demo_scenes import Scene, leaves_handler_to_the_tool
from xltools.operations.demonstrating.demo_stories import Story


def tell_feedback_report(scene: Scene, story: Story) -> None:
    """Tell one case as far as it has come."""
    _intake(scene, story)
    responded = scene.done("first_response", scene.received)
    if not leaves_handler_to_the_tool(scene, story, responded):
        story.add(story.case.stamps["registered_at"], handler=scene.handler)
        story.stamp(story.case.stamps["registered_at"], "assigned_at")
    story.add(responded, first_response_at=responded)
    completed = max(scene.done("solution", scene.received), scene.later(responded, 120, 900))
    if scene.priority == "紧急":
        planned = min(scene.done("initial_plan", scene.received), completed)
        story.add(max(planned, responded), initial_plan_at=max(planned, responded))
    log_progress(scene, story, responded, completed)
    story.add(completed, result=scene.text("result"), completed_at=completed)
    informed = _review(scene, story, completed)
    again = scene.second_round(informed, 0.6)
    if again is None:
        _inform(scene, story, informed, "满意" if scene.chance(0.8) else "基本满意")
        return
    story.case.staged = True
    _inform(scene, story, informed, "不满意")
    work_again(scene, story, again)
    story.add(again.completed, result=scene.common("second_result"), completed_at=again.completed)
    _inform(scene, story, _review(scene, story, again.completed), "满意")


def _intake(scene: Scene, story: Story) -> None:
    customer, with_model = scene.customer, bool(scene.model)
    major = "批量质量缺陷" if scene.topic.planted and scene.chance(0.15) else ""
    story.begin(
        received_at=scene.received,
        channel=scene.rng.choice(scene.stage.choices("channel")),
        customer_name=customer.name,
        contact_person=customer.contact_person,
        contact=customer.contact,
        anonymous="否" if scene.chance(0.3) else "",
        product_model=scene.model,
        fault_code=scene.code,
        model_verified=("是" if scene.chance(0.9) else "否") if with_model else "",
        occurred_at=scene.occurred if scene.chance(0.8) else "",
        occurred_place=customer.place if scene.chance(0.8) else "",
        problem_description=scene.text("problem_description"),
        extent=scene.topic.fixed.get("extent", "") or scene.any_text("extent"),
        attachments=scene.attachments(),
        priority=scene.priority,
        category=scene.topic.fixed["category"],
        subcategory=scene.topic.fixed["subcategory"],
        major_reason=major or ("客户投诉升级" if scene.chance(0.015) else ""),
        note=scene.common("notes") if scene.chance(0.08) else "",
    )
    if scene.leaves_class_open():
        del story.case.values["category"], story.case.values["subcategory"]  # left to the tool's first guess


def _review(scene: Scene, story: Story, completed: datetime) -> datetime:
    supervisor = scene.stage.person("售后主管")
    reviewed = scene.later(completed, 30, 360)
    if scene.chance(0.08):
        opinion = scene.common("refusal")
        story.row("reviews", reviewed, reviewed_at=reviewed, reviewer=supervisor, verdict="不同意", opinion=opinion)
        reviewed = scene.later(reviewed, 60, 400)
    opinion = scene.common("approval") if scene.chance(0.6) else ""
    story.row("reviews", reviewed, reviewed_at=reviewed, reviewer=supervisor, verdict="同意", opinion=opinion)
    log(scene, story, reviewed, "审批", f"{supervisor}审核处理结果。", "同意。", who=supervisor)
    story.add(reviewed, reviewed_by=supervisor, reviewed_at=reviewed.date())
    if "major_reason" in story.case.values:
        second = scene.later(reviewed, 60, 500)
        manager = scene.stage.person("售后服务经理")
        story.add(second, second_reviewed_by=manager, second_reviewed_at=second.date())
        reviewed = second
    return scene.later(reviewed, 10, 120)


def _inform(scene: Scene, story: Story, informed: datetime, satisfaction: str) -> None:
    tone, scores = {
        "满意": ("comment_good", (9, 10)),
        "基本满意": ("comment_middle", (6, 8)),
        "不满意": ("comment_bad", (1, 4)),
    }[satisfaction]
    comment = scene.common(tone)
    log(scene, story, informed, "客户沟通", scene.common("inform"), comment or satisfaction)
    story.add(informed, informed_at=informed)
    if story.case.staged or scene.chance(0.92):  # some do not say
        score = scene.rng.randint(*scores) if scene.chance(0.6) else None
        story.add(informed, satisfaction=satisfaction, customer_comment=comment, score=score)
    if satisfaction != "不满意":  # the report tells how it ended
        reported = scene.later(informed, 20, 300)
        story.add(reported, report_by=scene.handler, report_date=reported.date())
