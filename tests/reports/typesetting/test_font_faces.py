"""Font files made for the test: what faces and characters they have."""

from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

from tests.reports.typesetting.made_fonts import CHINESE, make_font
from xltools.reports.typesetting.font_faces import characters_of, faces_of, text_face


def test_a_font_tells_its_family_and_characters(tmp_path: Path) -> None:
    path = make_font(tmp_path / "a.ttf", "Made Sans", "abc")
    (face,) = faces_of(path)
    assert face.family == "Made Sans"
    assert characters_of(face) == set(map(ord, "abc"))
    assert text_face(path) is None


def test_of_a_collection_the_face_for_simplified_chinese_is_taken(tmp_path: Path) -> None:
    names = ("Made CJK JP", "Made Mono CJK SC", "Made CJK SC")
    collection = TTCollection()
    collection.fonts = [TTFont(make_font(tmp_path / f"{name}.ttf", name, CHINESE)) for name in names]
    collection.save(tmp_path / "made.ttc")
    face = text_face(tmp_path / "made.ttc")
    assert face is not None
    assert (face.family, face.number) == ("Made CJK SC", 2)


def test_what_is_no_font_has_no_faces(tmp_path: Path) -> None:
    for number, content in enumerate((b"", b"ttcf", b"no font at all", b"\x00\x01\x00\x00" + bytes(20))):
        path = tmp_path / f"{number}.ttf"
        path.write_bytes(content)
        assert faces_of(path) == ()
    assert faces_of(tmp_path / "nowhere.ttf") == ()
    assert faces_of(tmp_path) == ()
