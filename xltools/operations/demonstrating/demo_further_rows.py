"""What stands on a demonstration register's sheets beside its cases? Improvements, knowledge, units in service.

Invariant: an improvement or a lesson is drawn from a case of its own topic that is really finished.
"""

import re
from datetime import date, datetime, time, timedelta

from xltools.operations.demonstrating.demo_stage import Stage
from xltools.operations.demonstrating.demo_stories import DemoCase, DemoRow, Entry
from xltools.operations.demonstrating.demo_timing import settings_rows
from xltools.operations.demonstrating.demo_vocabulary import Topic

_COUNT = 300  # cases for which the vocabulary's units in service were chosen
_SUGGESTION = "流程优化"
_ABOUT_PRODUCTS = ("产品类", "产品故障", "技术类", "硬件故障", "软件故障", "外观质量")


def add_lessons(stage: Stage, cases: list[DemoCase]) -> None:
    """Give each topic's last finished case the improvement and the knowledge that came of it."""
    for topic in stage.words.topics_of(stage.definition.name):
        finished = [case for case in cases if case.topic == topic.key and "completed_at" in case.values]
        suggestions = [case for case in finished if case.values.get("problem_type") == _SUGGESTION]
        for case in suggestions or finished[-1:]:  # a process suggestion always ends in an improvement (RR-13)
            if "improvement" in topic.texts:
                case.entries["improvements"] = [_improvement(stage, topic, case)]
        if finished and "lessons" in topic.texts and stage.definition.sheet("knowledge"):
            finished[-1].entries["knowledge"] = [_knowledge(stage, topic, finished[-1])]


def further_rows(stage: Stage, count: int) -> dict[str, list[Entry]]:
    """Rows that belong to no case: how many units of each model are in service, in step with the number of cases."""
    sheet = stage.definition.sheet("units_in_service")
    if sheet is None:
        return {}
    listed = {row.get("product_model") for row in sheet.rows}
    counted = stage.now.date().replace(day=1)
    return {
        sheet.key: [
            Entry(
                stage.looks[0],
                {
                    "product_model": product.model,
                    "units": max(10, round(product.units * count / _COUNT)),
                    "counted_on": counted,
                },
            )
            for product in stage.words.products
            if product.units and product.model not in listed
        ]
    }


def _improvement(stage: Stage, topic: Topic, case: DemoCase) -> Entry:
    completed = _day(case.values["completed_at"])
    proposed = min(completed + timedelta(days=stage.rng.randrange(1, 4)), stage.now.date())
    due = proposed + timedelta(days=stage.rng.choice((14, 21, 30, 45)))
    finished = due - timedelta(days=stage.rng.randrange(-3, 8))
    over = finished <= stage.now.date() and finished >= proposed
    measure = topic.texts["improvement"][0].replace("{batch}", _batch_of(case))
    kind = "产品" if topic.fixed.get("category") in _ABOUT_PRODUCTS else "流程"
    owner = stage.rng.choice(settings_rows(stage.definition, "people"))
    values: DemoRow = {
        "title": re.split("[，：；。]", measure)[0],
        "improvement_kind": kind,
        "measure": measure,
        "department": str(owner["department"]),
        "owner": str(owner["name"]),
        "proposed_on": proposed,
        "due_on": due,
        "progress": "已完成" if over else "进行中" if stage.rng.random() < 0.7 else "未开始",
        **({"finished_on": finished, "effect": "措施实施后同类反馈减少，继续观察一个月。"} if over else {}),
    }
    return _written(stage, proposed, values)


def _knowledge(stage: Stage, topic: Topic, case: DemoCase) -> Entry:
    values = case.values
    written = min(_day(values["completed_at"]) + timedelta(days=2), stage.now.date())
    lesson: DemoRow = {
        "title": f"{values['product_model']} {topic.key}",
        "product_model": values["product_model"],
        "symptom": values["symptom"],
        "root_cause": topic.texts["root_cause"][0].replace("{batch}", _batch_of(case)),
        "remedy": values["result"],
        "lessons": topic.texts["lessons"][0],
        "author": values.get("report_by") or stage.person("售后主管"),
        "written_on": written,
    }
    return _written(stage, written, lesson)


def _written(stage: Stage, day: date, values: DemoRow) -> Entry:
    return Entry(min(datetime.combine(day, time(17)), stage.now), values)


def _batch_of(case: DemoCase) -> str:
    """The batch as the case's own words have it."""
    words = "".join(str(value) for value in case.values.values())
    place = words.find("B20")
    return words[place : place + 9] if place >= 0 else "B" + f"{_day(case.values['completed_at']):%Y%m}18"


def _day(moment: object) -> date:
    return moment.date() if isinstance(moment, datetime) else date.min
