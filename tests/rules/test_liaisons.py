"""A diagnosis that concerns another department is handed to its liaison, once. (ST-5)"""

from tests.life import Life


def test_the_liaison_of_the_diagnosis_is_named_and_told_once() -> None:
    life = Life("service_ticket")
    life.type(1, 客户名称="某公司", 反馈时间="@2024-05-06 09:00", 初步诊断="产品缺陷")
    life.type(2, 客户名称="另一家公司", 反馈时间="@2024-05-06 09:10", 初步诊断="操作失误")
    life.refresh("2024-05-06 10:00")
    assert life.shows("对接接口人", "接口通知时间") == ["许可", "05-06 10:00"]
    assert life.shows("对接接口人", "接口通知时间", row=2) == ["", ""]
    life.refresh("2024-05-06 11:00")
    assert life.shows("接口通知时间") == ["05-06 10:00"]
    assert [each.recipient for each in life.notices if each.kind.said == "转接口人"] == ["许可"]
