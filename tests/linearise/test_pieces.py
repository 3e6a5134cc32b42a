"""Our own documents read by their bytes say what the parser says; whatever is written otherwise is left to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vertragsgen import pipeline
from vertragsgen.linearise import linearise_docx, pieces
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import open_workspace

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t xml:space="preserve">Maß &amp; Ziel </w:t></w:r></w:p>'


def teil(rumpf: str, kopf: str = W) -> bytes:
    prolog = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{prolog}<w:document {kopf}><w:body>{rumpf}</w:body></w:document>".encode()


def test_the_samples_of_all_packages_read_the_same_either_way(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    werkstatt = Werkstatt(open_workspace(repo))
    gelesen = 0
    for profil in werkstatt.workspace.profile_ids():
        for erzeugt in pipeline.run(werkstatt, profil, stichtag=date(2019, 1, 1), packen=False).dokumente:
            body = pieces.cut(erzeugt.teile["word/document.xml"])
            assert body is not None
            gelesen += sum(pieces.paragraph(block) is not None for block in body.blocks)
            assert linearise_docx(erzeugt.teile) == linearise_docx(erzeugt.pack())
    assert gelesen > 100


def test_a_paragraph_of_text_is_a_piece() -> None:
    body = pieces.cut(teil(TEXT + "\n" + TEXT))
    assert body is not None
    assert len(body.blocks) == 2
    piece = pieces.paragraph(body.blocks[0])
    assert piece is not None
    assert (piece.text, piece.style, piece.num_id) == ("Maß & Ziel ", "A", None)


@pytest.mark.parametrize(
    "absatz",
    [
        "<w:p><w:r><w:t>a</w:t><w:tab/></w:r></w:p>",
        "<w:p><w:r><w:t>a&#150;b</w:t></w:r></w:p>",
        "<w:p><w:r><w:t/></w:r></w:p>",
        "<w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:pStyle w:val='A'/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>',
        '<w:p><w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
    ],
)
def test_a_paragraph_that_holds_more_is_none(absatz: str) -> None:
    assert pieces.paragraph(absatz.encode()) is None


@pytest.mark.parametrize(
    "data",
    [
        teil("<w:sdt><w:sdtContent>" + TEXT + "</w:sdtContent></w:sdt>"),
        teil(TEXT.replace("Maß", "<w:txbxContent><w:p></w:p></w:txbxContent>")),
        teil(TEXT + "Text dazwischen" + TEXT),
        teil(TEXT + "<!-- Bemerkung -->"),
        teil('<w:p><w:ins w:id="1" w:author="x"/></w:p>'),
        teil(TEXT.replace("w:", "v:"), W.replace("xmlns:w", "xmlns:v")),
        teil(TEXT, W + ' xmlns:v="urn:x"').replace(b"UTF-8", b"UTF-16"),
        teil(TEXT, 'xmlns:w="urn:anders"'),
        b"kein XML",
        b"",
    ],
)
def test_a_body_that_is_written_otherwise_is_not_cut(data: bytes) -> None:
    assert pieces.cut(data) is None


def test_a_row_of_text_is_a_piece_and_any_other_is_none() -> None:
    zelle = "<w:tc><w:tcPr>{}</w:tcPr>" + TEXT + "<w:p/></w:tc>"
    reihe = "<w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr>"
    gut = pieces.row(reihe.format(zelle.format('<w:gridSpan w:val="2"/>') + zelle.format("<w:vMerge/>")).encode())
    assert gut is not None
    assert (gut.header, gut.text) == (True, "Maß & Ziel | Maß & Ziel")
    assert [(c.column, c.width, c.continued) for c in gut.cells] == [(1, 2, False), (3, 1, True)]
    assert len(pieces.cells(reihe.format(zelle.format("") * 3).encode())) == 3
    for inhalt in (
        zelle.format("<w:cellDel/>"),
        zelle.format("<w:gridSpan w:val='2'/>"),
        "<w:tc>" + TEXT + "<w:tbl></w:tbl>" + TEXT + "</w:tc>",
        "<w:tc></w:tc>",
        zelle.format("") + "<w:sdt/>",
    ):
        assert pieces.row(reihe.format(inhalt).encode()) is None, inhalt
    assert (
        pieces.row(b'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + zelle.format("").encode() + b"</w:tr>") is None
    )
