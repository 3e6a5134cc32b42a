"""The text form of the golden files."""

from __future__ import annotations

import pytest

from tests.libreoffice import DOCX, LibreOffice
from tests.linearise.docx_kit import abstract, docx, lvl, num, p, r, raw, style, tbl, tc, tr
from vertragsgen.linearise import linearise_docx, to_markdown

STYLES = style("Standard", "Normal") + style("T", "Title") + style("h1", "heading 1", num_id="1")
NUMBERING = (
    abstract(0, lvl(0, "%1.", extra='<w:pStyle w:val="h1"/>'), lvl(1, "%1.%2"))
    + abstract(1, lvl(0, "•", "bullet"), lvl(1, "–", "bullet"))
    + num(1, 0)
    + num(2, 1)
)
FULL = docx(
    p("Vertrag", "T")
    + p("Entgelt", "h1")
    + p("Es gilt:", num="1", ilvl="1")
    + p("eins", num="2")
    + p("tiefer", num="2", ilvl="1")
    + raw(r("Zeile 1") + "<w:r><w:br/></w:r>" + r("Zeile 2"))
    + tbl(tr(tc("Art"), tc("Betrag"), props="<w:tblHeader/>"), tr(tc("a|b", "c"), tc("84,10\u00a0€")))
    + p("und")
    + tbl(tr(tc("ohne Kopf"), tc("x")))
    + raw(f'<w:hyperlink r:id="L">{r("Netz")}</w:hyperlink>')
    + raw(r("Ort:") + "<w:r><w:tab/></w:r>" + r("B")),
    parts={"styles": STYLES, "numbering": NUMBERING, "header1": p("Kopf")},
    core="<dc:title>Vertrag</dc:title><dc:language>de-DE</dc:language>",
    links={"L": "https://a.example/"},
    sect='<w:headerReference w:type="default" r:id="header1"/>',
)
EXPECTED = """\
Titel: Vertrag
Sprache: de-DE

[Kopfzeile] Kopf

# Vertrag

## 1. Entgelt

1.1 Es gilt:

• eins
  – tiefer

Zeile 1 ⏎ Zeile 2

| Art | Betrag |
| --- | --- |
| a\\|b<br>c | 84,10\u00a0€ |

und

|  |  |
| --- | --- |
| ohne Kopf | x |

Netz <https://a.example/>

Ort: ⇥ B
"""


def test_a_whole_document() -> None:
    assert to_markdown(linearise_docx(FULL)) == EXPECTED


def test_an_empty_document() -> None:
    assert to_markdown(linearise_docx(docx(p()))) == ""


def test_tables_outside_of_the_body_say_where_they_stand() -> None:
    inner = tbl(tr(tc("innen")), columns=1) + p()
    text = to_markdown(linearise_docx(docx(tbl(tr(tc("a", inner)), columns=1))))
    assert text == "|  |\n| --- |\n| a |\n\n[Tabelle 1, Zeile 1, Spalte 1, Tabelle 1]\n|  |\n| --- |\n| innen |\n"


@pytest.mark.libreoffice
def test_a_document_saved_by_libreoffice_reads_the_same(libreoffice: LibreOffice) -> None:
    """A foreign writer: other ids, other order of parts, numbering written anew."""
    saved = libreoffice.wandle({"voll.docx": FULL}, DOCX)["voll.docx"]
    text = to_markdown(linearise_docx(saved))
    assert text == EXPECTED
