"""What happens to a case from the call to the end, and when? A story is told step by step, and people type it in.

Invariant: a step is typed at the first sitting after it happened at which its person thinks of it, never before.
"""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from tests.hostile.year.casebook import Case, Cells, Typed
from tests.hostile.year.desks import Desk
from tests.hostile.year.handling import incident_work, ticket_work
from tests.hostile.year.sessions import Session
from tests.hostile.year.steps import Step, entry, extension, step
from tests.hostile.year.ways_to_type import day, later, number, somehow, well, words

_SCORES = ("score_timeliness", "score_skill", "score_attitude", "score_outcome")
_NAMES = {
    True: (
        "杭州云栖科技有限公司",
        "王丽",
        "陈建国",
        "上海明德医院",
        "李小龙",
        "东海食品厂",
        "赵敏",
        "孙悟饭",
        "青山学校",
    ),
    False: ("Anna Schmidt", "Ben Krause", "Eva Lind", "Jan Novak", "Mary O'Neill", "Ole Hansen", "Rita Blanc"),
}
_TROUBLES = {
    True: ("设备无法启动，报警代码E-{}", "软件闪退，错误{}", "外壳有划痕，编号{}", "快递破损，单号{}", "怎么设置参数{}",
           "态度差，工号{}的客服推诿", "安装费与约定不符，合同{}", "送料电机异响，机号{}", "说不清楚的现象{}"),
    False: ("Outlook shows error {} since Monday", "The printer shows a paper jam, tag {}", "VPN drops, ticket {}",
            "Password expired, account {}", "Blue screen with code {}", "How do I share calendar {}",
            "Something odd happened {}"),
}  # fmt: skip


class Teller:
    """Makes up cases and what becomes of them."""

    def __init__(self, desk: Desk, chance: Random) -> None:
        """For one register."""
        self.desk, self.chance, self.count = desk, chance, 0
        self.zh = desk.statutory

    def uid(self) -> str:
        """The next mark in the team's own column."""
        self.count += 1
        return f"#{self.count:05}"

    def first_cells(self, received: datetime, sloppy: float) -> Cells:
        """What is typed when the customer called."""
        chance = self.chance
        name = chance.choice(_NAMES[self.zh])
        contact = (
            f"138{chance.randrange(10**8):08}" if self.zh else f"{name.split()[0].lower()}{self.count}@example.com"
        )
        wide = str.maketrans("0123456789", "０１２３４５６７８９")
        cells: Cells = {
            "received_at": somehow(received, self.desk, chance, sloppy),
            "channel": words(chance.choice(("电话", "在线客服", "邮件") if self.zh else ("phone", "e-mail", "portal"))),
            "customer_name": words(name),
            "contact": words(contact.translate(wide) if chance.random() < sloppy else contact),
            "problem_description": words(chance.choice(_TROUBLES[self.zh]).format(self.count + 1000)),
            "product_model": words(chance.choice(("BZ-200", "BZ-300", "KT-9"))),
        }
        cells |= self._own_cells()
        if chance.random() < sloppy / 2:
            cells.pop(chance.choice([name for name in self.desk.required if name in cells]))
        return cells

    def _own_cells(self) -> Cells:
        chance = self.chance
        if self.zh:
            cells = {"priority": words(chance.choices(("一般", "重要", "紧急"), (6, 3, 1))[0])}
            if chance.random() < 0.6:
                cells["handler"] = words(chance.choice(("刘敏", "王强", "吴凡")))
            return cells
        cells = {
            "department": words(chance.choice(("Finance", "Sales", "Applications"))),
            "impact_scope": words(chance.choices(("one person", "one team", "whole site"), (6, 3, 1))[0]),
            "urgency": words(chance.choice(("low", "medium", "high"))),
            "customer_request": words("Working again before Friday noon"),
        }
        if chance.random() < 0.15:
            cells["channel"] = words("monitoring")
        return cells

    def story(self, case: Case, received: datetime) -> Iterator[Step]:
        """From the receipt to the end of the first round, or to where it is forgotten."""
        urgent = self._is_urgent(case)
        met = later(received, self.chance, 0.05, 1.5 if urgent else 3)
        yield step(self.desk, self.chance, met, case, first_response_at=met)
        yield from self._work(case, met, urgent=urgent, again=False)

    def _is_urgent(self, case: Case) -> bool:
        return case.fact("priority") == "紧急" or case.fact("impact_scope") == "whole site"

    def _work(self, case: Case, begun: datetime, *, urgent: bool, again: bool) -> Iterator[Step]:
        chance = self.chance
        least, most = (0.5, 10) if urgent else (3, 140)
        done = later(begun, chance, least, most)
        yield from self._meanwhile(case, begun, done)
        if chance.random() < 0.04:
            return  # nobody ever finishes it
        told = later(done, chance, 0.1, 30)
        asked = later(told, chance, 0.1, 40)
        if self.zh:
            yield from ticket_work(self.desk, chance, case, begun, done, again=again)
        else:
            yield from incident_work(self.desk, chance, case, begun, done, told)
        yield from self._survey(case, done if self.zh else told, asked)
        ended = later(asked, chance, 1, 60)
        yield Step(ended, case, lambda session, case: self._close(session, case, ended))
        if chance.random() < 0.08 and not again:
            yield from self._again(case, later(ended, chance, 2, 200))

    def _meanwhile(self, case: Case, begun: datetime, done: datetime) -> Iterator[Step]:
        """Messages to the customer, pauses, and entries that mean nothing to a clock."""
        chance, said = self.chance, self.desk.words
        moment = begun
        for _ in range(chance.randrange(4)):
            moment = later(moment, chance, 0.5, 40)
            yield entry(self.desk, chance, case, moment, chance.choice((said.contact, said.contact, said.other_entry)))
        if chance.random() < 0.25:
            pause = later(begun, chance, 0.2, 20)
            yield entry(self.desk, chance, case, pause, said.pause)
            if chance.random() < 0.15:
                yield entry(self.desk, chance, case, later(pause, chance, 0.1, 5), said.pause)
            if chance.random() < 0.85:
                yield entry(self.desk, chance, case, later(pause, chance, 1, 80), said.resume)
        elif chance.random() < 0.03:
            yield entry(self.desk, chance, case, later(begun, chance, 0.2, 20), said.resume)
        if not self.zh and chance.random() < 0.3:
            yield extension(self.desk, chance, case, later(begun, chance, 0.5, 30))

    def _survey(self, case: Case, told: datetime, asked: datetime) -> Iterator[Step]:
        chance = self.chance
        happy = chance.random() < 0.8
        marks = {name: number(chance.choice((4, 5)) if happy else chance.choice((1, 2, 3, 5))) for name in _SCORES}
        if not self.zh:
            bad = "neutral" if chance.random() < 0.4 else "dissatisfied"
            marks["satisfaction"] = words(chance.choice(("satisfied", "very satisfied")) if happy else bad)
        comment = words(("修好了，就是多等了一天" if self.zh else "fine, but slow") + str(chance.randrange(100)))
        answers = chance.random() < 0.5

        def write(session: Session, case: Case) -> None:
            if chance.random() < session.sloppy / 3:
                marks["score_skill"] = Typed(9.0, None) if answers else marks["score_skill"]
            if answers:
                session.note("survey_answers", case, {"answered_at": well(asked), **marks, "customer_comment": comment})
            else:
                session.type(case, {"surveyed_at": well(asked), **marks, "customer_comment": comment})

        yield Step(asked, case, write)
        if not happy and chance.random() < 0.9:
            called = later(asked, chance, 0.2, 5)
            reason = words("备件等了两天，中间没有人告知" if self.zh else "two days were too long")
            yield Step(
                called,
                case,
                lambda session, case: session.type(case, {"callback_at": well(called), "low_score_reason": reason}),
            )

    def _close(self, session: Session, case: Case, ended: datetime) -> None:
        why = {
            "root_cause": words("主控板电容老化" if self.zh else "an add-in locked the file"),
            "lessons": words(
                f"保养时加测电源纹波{self.chance.randrange(1000)}"
                if self.zh
                else f"remove add-in {self.chance.randrange(1000)}"
            ),
        }
        if self.zh:
            session.type(case, {**why, "report_by": words("刘敏"), "report_date": day(ended.date())})
        else:
            session.type(case, {**why, "closed_by": words("Petra Vogel"), "closed_at": well(ended)})

    def _again(self, case: Case, moment: datetime) -> Iterator[Step]:
        """The trouble came back: an entry reopens the case, and another round is worked through."""
        yield entry(self.desk, self.chance, case, moment, self.desk.words.reopen)
        names = [each for name, companions in self.desk.round_facts.items() for each in (name, *companions)]

        def clear(session: Session, case: Case) -> None:
            if self.chance.random() < 0.8:
                session.type(case, {name: None for name in names if name in case.cells})

        yield Step(later(moment, self.chance, 1, 20), case, clear)
        yield from self._work(case, later(moment, self.chance, 21, 30), urgent=False, again=True)

    def anew(self, case: Case, moment: datetime) -> Iterator[Step]:
        """A dissatisfied customer: the round that began by itself is worked through."""
        names = [each for name, companions in self.desk.round_facts.items() for each in (name, *companions)]

        def clear(session: Session, case: Case) -> None:
            session.type(case, {name: None for name in names if name in case.cells})

        yield Step(moment, case, clear)
        yield from self._work(case, later(moment, self.chance, 1, 10), urgent=False, again=True)
