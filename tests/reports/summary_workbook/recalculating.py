"""A workbook worked out anew by LibreOffice."""

import shutil
import subprocess
from pathlib import Path

import pytest

# LibreOffice trusts the values in a file unless it is told to work out every formula when it loads.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def recalculated(path: Path, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it after working out all its formulas; needs a folder to work in."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("no LibreOffice is installed (no soffice on the path)")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    target = folder / "recalculated"
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
               "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), str(path)]  # fmt: skip
    ended = subprocess.run(command, capture_output=True, check=False, timeout=200)
    assert ended.returncode == 0, ended.stderr
    return (target / path.name).read_bytes()
