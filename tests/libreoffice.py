"""Converts documents with LibreOffice: all of a test in one start, which costs more than the documents do."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

TEXT = "txt:Text (encoded):UTF8"
DOCX = "docx:MS Word 2007 XML"
XLSX = "xlsx:Calc MS Excel 2007 XML"
# Formulas are calculated anew when a workbook is loaded, whatever is stored beside them.
_RECHNE_NEU = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class LibreOffice:
    """One LibreOffice with a profile folder of its own; each call is a new process."""

    def __init__(self, programm: str, ordner: Path) -> None:
        self.programm, self.nutzer = programm, ordner / "nutzer"
        (self.nutzer / "user").mkdir(parents=True)
        (self.nutzer / "user/registrymodifications.xcu").write_text(_RECHNE_NEU, encoding="utf-8")

    def wandle(self, dateien: Mapping[str, bytes], in_format: str) -> dict[str, bytes]:
        """The same documents in another format (``TEXT``, ``DOCX``, ``XLSX``); names with the ending they come with."""
        with tempfile.TemporaryDirectory() as ordner:
            ein, aus = Path(ordner, "ein"), Path(ordner, "aus")
            ein.mkdir()
            # Names of our own: those of the documents may hold what no file name may.
            orte = {name: ein / f"{nummer}{Path(name).suffix}" for nummer, name in enumerate(dateien)}
            for name, ort in orte.items():
                ort.write_bytes(dateien[name])
            befehl = [self.programm, f"-env:UserInstallation={self.nutzer.as_uri()}", "--headless"]
            befehl += ["--convert-to", in_format, "--outdir", str(aus), *map(str, orte.values())]
            subprocess.run(befehl, check=True, capture_output=True, timeout=300)
            endung = "." + in_format.partition(":")[0]
            return {name: (aus / ort.name).with_suffix(endung).read_bytes() for name, ort in orte.items()}
