"""A made-up register for archive tests: a few cases, an attachments folder, documents that are easy to foresee."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.registers import small_definition
from xltools.errors import ReportError
from xltools.model.archive_mark import ArchiveMark
from xltools.model.case_file import CaseFile
from xltools.model.form_values import Audience
from xltools.model.policy import Policy
from xltools.model.register import Value
from xltools.model.register_definition import RegisterDefinition

NOW = datetime(2024, 6, 1, 10)
RECEIVED = datetime(2024, 5, 1, 9, 30)
CLOSED = datetime(2024, 5, 3, 17)


def case(number: str = "202405-001", closed_at: datetime | None = CLOSED, **values: Value) -> CaseFile:
    row: dict[str, Value] = {
        "number": number, "received_at": RECEIVED, "channel": "电话", "customer_name": "某公司",
        "problem_description": "开机十分钟后自动停机", "attachments": None, "check_remark": None, **values,
    }  # fmt: skip
    return CaseFile(small_definition(), number, 5, row, {}, closed_at)


@dataclass
class Cases:
    """Cases by number."""

    by_number: dict[str, CaseFile]

    @property
    def numbers(self) -> Sequence[str]:
        return tuple(self.by_number)

    def of(self, number: str) -> CaseFile:
        return self.by_number[number]


@dataclass
class MadeRegister:
    """A register with these cases."""

    path: Path
    files: Cases
    attachments_folder: Path | None = None
    register_id: str = "台账.xlsx"
    sha256: str = "0" * 64
    settings: Mapping[str, str] = field(default_factory=lambda: {"retention_years": "3"})
    definition: RegisterDefinition = field(default_factory=small_definition)

    @property
    def policy(self) -> Policy:
        return Policy({}, {}, (), self.settings, {}, frozenset())

    def change(self, number: str, closed_at: datetime | None = None, **values: Value) -> None:
        """Somebody typed into a case's row."""
        old = self.files.of(number)
        self.files.by_number[number] = replace(
            old, values={**old.values, **values}, closed_at=closed_at or old.closed_at
        )


def mark_rows(made: MadeRegister, marks: Mapping[str, ArchiveMark]) -> None:
    """The tool wrote them."""
    for number, mark in marks.items():
        made.change(number, archived_at=mark.at, archive_location=mark.location)


def register(folder: Path, *cases: CaseFile) -> MadeRegister:
    """A register in a folder, with an attachments folder beside it."""
    (folder / "附件").mkdir(parents=True, exist_ok=True)
    return MadeRegister(folder / "台账.xlsx", Cases({each.number: each for each in cases}), folder / "附件")


def many(folder: Path, count: int) -> MadeRegister:
    """A register with so many closed cases of a hundred customers."""
    made = (
        case(f"202405-{place:05}", customer_name=f"客户{place % 100}", received_at=RECEIVED + timedelta(minutes=place))
        for place in range(count)
    )
    return register(folder, *made)


@dataclass(frozen=True)
class Made:
    """A document."""

    name: str
    data: bytes


@dataclass
class Forms:
    """Draws a document that tells its case and links; fails for the numbers in ``failing``."""

    failing: frozenset[str] = frozenset()
    names: tuple[str, ...] = ("报告.xlsx",)

    def documents(
        self,
        case: CaseFile,
        policy: Policy,
        audience: Audience,
        now: datetime,
        attachments: Mapping[str, str],
        /,
    ) -> list[Made]:
        if case.number in self.failing:
            raise ReportError(f"{case.number} cannot be drawn.")
        told = f"{case.number} {audience} {sorted(attachments.items())} {case.text('problem_description')}"
        return [Made(name, f"{name} {told}".encode()) for name in self.names]
