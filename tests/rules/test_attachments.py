"""Files named in a row, and files that are there. (RR-7)"""

from tests.registers import GOOD, decided, triples, workbook
from xltools.language.speaking import speaking
from xltools.rules.attachments import attachment_names, plain_file_name


def test_names_are_taken_apart() -> None:
    assert attachment_names("现场.jpg 录音.mp3") == ["现场.jpg", "录音.mp3"]
    assert attachment_names("无") == []
    assert attachment_names("物流截图.png；录音_14_30.mp3, a b.jpg、x.pdf\n") == [
        "物流截图.png",
        "录音_14_30.mp3",
        "a b.jpg",
        "x.pdf",
    ]


def test_missing_files_and_paths_are_told() -> None:
    present = frozenset({plain_file_name("物流截图.PNG")})
    rows = [
        {**GOOD, "附件": "物流截图.png；录音.mp3"},
        {**GOOD, "描述": "洗衣机脱水时剧烈晃动", "附件": r"..\..\secret.txt；C:\a.png；/etc/passwd"},
    ]
    assert triples(decided(workbook(rows), attachments=present)[1]) == [
        ("ATTACHMENT_MISSING", 1, "attachments"),
        ("ATTACHMENT_NAME_UNSAFE", 2, "attachments"),
        ("ATTACHMENT_NAME_UNSAFE", 2, "attachments"),
        ("ATTACHMENT_NAME_UNSAFE", 2, "attachments"),
    ]


def test_decomposed_characters_are_the_same_name() -> None:
    assert plain_file_name("re\u0301sume\u0301.pdf") == plain_file_name("résumé.pdf")


def test_nothing_is_said_in_the_language() -> None:
    assert attachment_names("无；照片.jpg") == ["照片.jpg"]
    with speaking("en"):
        assert attachment_names("None; photo.jpg") == ["photo.jpg"]
