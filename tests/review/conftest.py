"""Documents that several tests of the review compare."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest

Seiten = Callable[[Sequence[Sequence[str]]], bytes]


@pytest.fixture(scope="session")
def pdf() -> Seiten:
    """Writes a PDF with a text layer: a list of lines per page; a page without lines has no text."""
    return mache_pdf


def mache_pdf(seiten: Sequence[Sequence[str]]) -> bytes:
    """A PDF of hand-written objects: Helvetica in WinAnsi, one text line below the other."""
    objekte: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objekte.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    kinder = []
    for zeilen in seiten:
        teile = [b"BT /F1 10 Tf 14 TL 50 800 Td"]
        for zeile in zeilen:
            roh = zeile.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            teile.append(b"(" + roh + b") Tj T*")
        strom = b"\n".join([*teile, b"ET"]) if zeilen else b""
        objekte.append(b"<</Length %d>>stream\n%s\nendstream" % (len(strom), strom))
        inhalt = len(objekte)
        objekte.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % inhalt
        )
        kinder.append(b"%d 0 R" % len(objekte))
    objekte[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kinder), len(kinder))
    aus = io.BytesIO()
    aus.write(b"%PDF-1.4\n")
    orte = []
    for nummer, objekt in enumerate(objekte, start=1):
        orte.append(aus.tell())
        aus.write(b"%d 0 obj\n%s\nendobj\n" % (nummer, objekt))
    tafel = aus.tell()
    aus.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objekte) + 1))
    aus.write(b"".join(b"%010d 00000 n \n" % ort for ort in orte))
    aus.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objekte) + 1, tafel))
    return aus.getvalue()
