from xltools.workbook.text_measure import row_height, text_width, wrapped_lines


def test_chinese_signs_are_twice_as_wide_as_digits() -> None:
    assert text_width("2024") == 4
    assert text_width("反馈") == 4
    assert text_width("“反馈”") == 8  # quotation marks are full width in Chinese fonts
    assert text_width("短\n更长的一行") == 10


def test_lines_grow_with_the_text_and_never_vanish() -> None:
    assert wrapped_lines("", 20) == 1
    assert wrapped_lines("短", 20) == 1
    assert wrapped_lines("长" * 40, 20) > wrapped_lines("长" * 15, 20) > 1
    assert wrapped_lines("一\n二\n三", 20) == 3
    assert row_height(2) > row_height(1) > 0
