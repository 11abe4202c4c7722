"""What members of staff are called in what leaves the register (FA-13)."""

from dataclasses import replace

from tests.registers import read, workbook
from xltools.language.speaking import speaking
from xltools.model.policy import Person
from xltools.rules.staff_labels import StaffLabels, staff_label, staff_labels

PEOPLE = (
    Person("刘敏", "售后主管", "售后服务部", "A003"),
    Person("王强", "技术工程师", "技术部"),
    Person("王丽", "服务主管", "客服部"),
    Person("王刚", "服务主管", "客服部", "A003"),
)


def labels(staff_names: str = "姓氏和工号") -> StaffLabels:
    policy = read(workbook()).policy
    return staff_labels(replace(policy, people=PEOPLE, settings={**policy.settings, "staff_names": staff_names}))


def test_surname_and_number_tell_who_it_was() -> None:
    assert staff_label("刘敏", "A003") == labels().of("刘敏") == "刘*（A003）"


def test_two_people_never_share_a_label() -> None:
    named = [labels().of(person.name) for person in PEOPLE]
    assert named == ["刘*（A003）", "王*", "王*·2", "王*（A003）"]


def test_somebody_who_is_not_on_the_sheet_is_masked_too() -> None:
    assert labels().of("赵六") == "赵*"
    assert labels().of("刘敏、赵六/王强") == "刘*（A003）、赵*、王*"


def test_the_supervisor_may_have_names_in_full() -> None:
    assert labels("全名").of("刘敏、赵六") == "刘敏、赵六"


def test_without_the_setting_names_are_masked() -> None:
    policy = read(workbook()).policy
    settings = {key: value for key, value in policy.settings.items() if key != "staff_names"}
    assert staff_labels(replace(policy, people=PEOPLE, settings=settings)).of("王强") == "王*"


def test_staff_are_hidden_in_texts_unless_names_may_be_told() -> None:  # FR-13, FA-13
    people = (Person("刘敏", "客服", "客服部", "A1"), Person("Li", "客服", "客服部"), Person("高", "客服", "客服部"))
    text = "找刘敏处理过，Li说高压泵是Limited版，刘敏回电"
    hidden = StaffLabels({each.name: each.name for each in people}, full_names=False).hidden_in(text)
    assert hidden == "找刘*处理过，L*说高压泵是Limited版，刘*回电"
    assert StaffLabels({each.name: each.name for each in people}, full_names=True).hidden_in(text) == text
    assert StaffLabels({}, full_names=False).hidden_in(text) == text


def test_labels_in_english() -> None:
    with speaking("en"):
        assert staff_label("Emma Jones", "A001") == "E*** J*** (A001)"
        assert (
            StaffLabels({"Emma Jones": "E*** J*** (A001)"}, False).of("Emma Jones, Tom Hill")
            == "E*** J*** (A001), T*** H***"
        )
