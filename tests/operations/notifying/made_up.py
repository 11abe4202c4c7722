"""A small team with its channels, for the tests of notices."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from xltools.model.notice import Notice, NoticeKind
from xltools.model.policy import Person, Policy
from xltools.operations.notifying.outbox_entries import Entry, Verdict, entry_id
from xltools.operations.notifying.senders.letter import Letter, Outcome, Section
from xltools.operations.workspace import Workspace

NOW = datetime(2026, 11, 20, 10, 0)
MAIL = '[[notify.channels]]\nkind = "mail"\nhost = "127.0.0.1"\nsecurity = "none"\nsender = "alerts@example.com"\n'
WECOM = '[[notify.channels]]\nkind = "wecom"\nurl_env = "ROBOT"\n'

PEOPLE = (
    Person("王强", "技术工程师", "技术部", "B005", email="wang@example.com", deputy="高建"),
    Person("高建", "部门负责人", "技术部", "B006", email="gao@example.com"),
    Person("李娜", "客服专员", "客服部", "B004"),
    Person("陈涛", "客服专员", "客服部", "B003", email="chen@example.com"),
    Person("郑伟", "经理", "客服部", "B001", email="zheng@example.com", absent_from=date(2026, 11, 1), deputy="陈涛"),
)


def policy(*people: Person, **settings: str) -> Policy:
    return Policy({}, {}, (), settings, {}, frozenset(), people=people or PEOPLE)


def workspace(folder: Path, *channels: str, notify: str = "digest_minutes = 0") -> Workspace:
    (folder / ".xltools").mkdir(exist_ok=True)
    (folder / "xltools.toml").write_text("\n".join(("[notify]", notify, *channels)), encoding="utf-8")
    return Workspace(folder)


def notice(recipient: str = "王强", key: str = "k1", kind: NoticeKind = NoticeKind.ESCALATED, **more: Any) -> Notice:
    return Notice(kind, "202611-001", recipient, "解决时限", "时限 2026-11-20 09:00 已过", key, **more)


def entry(key: str = "k1", channel: str = "wecom", address: str = "", **more: Any) -> Entry:
    facts: dict[str, Any] = {
        "at": NOW, "register": "工单.xlsx", "who": "王*（B005）", "kind": "升级", "case": "202611-001",
        "subject": "解决时限", "reason": f"原因 {key}", **more,
    }  # fmt: skip
    return Entry(entry_id(facts["register"], key, channel, address), key=key, channel=channel, address=address, **facts)


def letter(address: str = "wang@example.com", **more: Any) -> Letter:
    facts: dict[str, Any] = {
        "title": "【售后提醒】升级 1 条",
        "sections": (Section("升级（1）", ("202611-001 – 解决时限",)),),
        **more,
    }
    return Letter("b1", datetime(2026, 11, 20, 2, 0, tzinfo=UTC), address, "王*", **facts)


SENT = Outcome(Verdict.SENT)
LATER = Outcome(Verdict.LATER, "45009 too often", "", True, 60)
BROKEN = Outcome(Verdict.TEMPORARY, "not reached", "", True)
REFUSED = Outcome(Verdict.PERMANENT, "93000 invalid webhook url", "copy it again", True)
NOBODY = Outcome(Verdict.PERMANENT, "550 no such user", "correct the address")
UNKNOWN = Outcome(Verdict.DOUBTFUL, "no answer")


class Killed(BaseException):
    """The process ended here."""


class Service:
    """Stands for all senders: answers in the order of its script, then takes everything."""

    def __init__(self, *script: Outcome | type[BaseException] | Callable[[Letter], Outcome], items: int = 1000) -> None:
        self.script, self.items = list(script), items
        self.letters: list[Letter] = []
        self.taken: list[Letter] = []
        self.per_minute, self.spacing = 1000, 0.0

    def __call__(self, *_: object) -> "Service":
        return self

    def fits(self, letter: Letter) -> bool:
        return sum(len(section.items) for section in letter.sections) <= self.items

    def send(self, letter: Letter) -> Outcome:
        self.letters.append(letter)
        step = self.script.pop(0) if self.script else SENT
        if isinstance(step, type):
            raise step
        outcome = step if isinstance(step, Outcome) else step(letter)
        if outcome.verdict is Verdict.SENT:
            self.taken.append(letter)
        return outcome

    def close(self) -> None:
        pass

    def items_taken(self) -> list[str]:
        return [item for letter in self.taken for section in letter.sections for item in section.items]
