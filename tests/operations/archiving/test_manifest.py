"""The manifest says it all, the same bytes each time. (ST-12)"""

import pytest

from tests.model.test_archived_case import CASE
from xltools.operations.archiving.manifest import (
    ArchivedFile,
    Manifest,
    MissingAttachment,
    manifest_bytes,
    read_manifest,
)

MANIFEST = Manifest(
    CASE,
    "c" * 64,
    (
        ArchivedFile("报告.xlsx", 3, "d" * 64),
        ArchivedFile("附件/照片.jpg", 0, "e" * 64, "现场/照片.jpg", 1_717_200_000),
    ),
    (MissingAttachment("x.png", "附件文件夹里没有这个文件"),),
    ("个案资料/反馈登记.csv 第2行 处理结果",),
)

HUGE = manifest_bytes(MANIFEST).replace(b'"version": 1', b'"version": 1e999')


def test_it_comes_back_as_it_was() -> None:
    assert read_manifest(manifest_bytes(MANIFEST)) == MANIFEST
    assert manifest_bytes(MANIFEST) == manifest_bytes(MANIFEST)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b"\xff", b'{"case": {}, "files": 1}', b"[" * 99_999, HUGE]
)
def test_anything_else_is_no_manifest(data: bytes) -> None:
    with pytest.raises(ValueError):
        read_manifest(data)


def test_half_of_a_character_does_not_stop_it() -> None:
    odd = Manifest(CASE, "", (ArchivedFile("a\ud800", 1, ""),))
    assert read_manifest(manifest_bytes(odd)).files[0].size == 1
