"""Who gets a notice, and by which channel. (FR-17, FA-6, FA-9)"""

from typing import Any

import pytest

from tests.operations.notifying.made_up import NOW, policy
from xltools.operations.notifying.addressing import targets
from xltools.operations.notifying.notify_settings import NotifySettings


def mail(**more: object) -> dict[str, object]:
    return {"kind": "mail", "host": "h", "security": "none", "sender": "a@b.cn", **more}


def robot(**more: object) -> dict[str, object]:
    return {"kind": "wecom", "url_env": "U", **more}


def ways(asked: tuple[str, ...], *channels: dict[str, Any], kind: str = "升级") -> list[tuple[str, str, str]]:
    settings = NotifySettings.model_validate({"channels": channels})
    found = targets(asked, kind, settings, policy(), NOW.date())
    return [(each.channel, each.address, "、".join(each.names)) for each in found]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("王强", [("mail", "wang@example.com", "王强")]),  # by name
        ("客服专员", [("mail", "chen@example.com", "陈涛"), ("", "", "李娜")]),  # by role; 李娜 has no address
        ("郑伟", [("mail", "chen@example.com", "陈涛")]),  # away: his deputy
        ("经理", [("mail", "chen@example.com", "陈涛")]),  # the role's only holder is away
        ("值班经理", [("", "", "值班经理")]),  # a role that nobody has
        ("", [("", "", "")]),  # the limit names nobody
        ("boss@example.com", [("mail", "boss@example.com", "boss@example.com")]),
    ],
)
def test_by_mail(asked: str, found: list[tuple[str, str, str]]) -> None:
    assert ways((asked,) if asked else (), mail()) == found


def test_a_group_hears_everything_and_whoever_has_no_address_is_reached_there() -> None:
    assert ways(("客服专员",), mail(), robot()) == [("mail", "chen@example.com", "陈涛"), ("wecom", "", "李娜、陈涛")]
    assert ways((), robot()) == [("wecom", "", "")]


def test_a_channel_for_some_serves_only_them() -> None:
    only_engineers = robot(roles=["技术工程师"])
    assert ways(("王强",), only_engineers) == [("wecom", "", "王强")]
    assert ways(("陈涛",), only_engineers) == []  # left out on purpose
    assert ways(("李娜",), mail(), only_engineers) == [("wecom", "", "李娜")]  # nothing else reaches her
    assert ways(("王强",), mail(people=["陈涛"]), robot()) == [("wecom", "", "王强")]


def test_a_channel_takes_its_kinds_only() -> None:
    assert ways(("王强",), mail(only=["升级"]), kind="分派") == []
    assert ways(("王强",), mail(only=["升级"]), robot(), kind="分派") == [("wecom", "", "王强")]


def test_copies_go_to_roles_and_nobody_gets_two() -> None:
    copied = mail(copy_to=["部门负责人", "技术工程师"])
    assert ways(("王强",), copied) == [("mail", "wang@example.com", "王强"), ("mail", "gao@example.com", "高建")]
    settings = NotifySettings.model_validate({"channels": [copied]})
    found = targets(("王强",), "升级", settings, policy(), NOW.date())
    assert [each.copy_of for each in found] == [(), ("王强",)]


def test_who_is_away_without_anybody_to_stand_in_is_told_himself() -> None:
    away = policy().people[4]._replace(email="zheng@example.com", deputy="谁也不是")
    settings = NotifySettings.model_validate({"channels": [mail()]})
    circle = (away._replace(name="甲", deputy="乙"), away._replace(name="乙", deputy="甲", email="yi@example.com"))
    for people, asked, address in (((away,), "郑伟", "zheng@example.com"), (circle, "乙", "yi@example.com")):
        found = targets((asked,), "升级", settings, policy(*people), NOW.date())
        assert [each.address for each in found] == [address]
