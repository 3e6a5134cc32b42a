"""Documents to compare: hand-written with all that contracts hold, from python-docx, saved by LibreOffice, and ours."""

from __future__ import annotations

import base64
import io
from datetime import date
from functools import lru_cache
from pathlib import Path

from tests.linearise.docx_kit import abstract, docx, lvl, num, p, pack, r, raw, restart, style, tbl, tc, tr, unpack

ROOT = Path(__file__).resolve().parents[3]
LIBREOFFICE = Path(__file__).resolve().parents[1] / "vorlagen" / "libreoffice.docx"

KOPF = '<w:tblHeader w:val="1"/>'
STYLES = (
    style("Standard", "Normal")
    + style("berschrift1", "heading 1", "Standard", num_id="1", ilvl="0", extra='<w:outlineLvl w:val="0"/>')
    + style("Absatz", "Vertragsabsatz", "Standard", num_id="1", ilvl="1")
    + style("Liste", "List Bullet", "Standard", num_id="2", ilvl="0")
    + '<w:style w:type="character" w:styleId="Betont"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>'
    + '<w:style w:type="table" w:styleId="Gitter"><w:name w:val="Table Grid"/><w:tblPr/></w:style>'
)
NUMBERING = (
    abstract(
        1,
        lvl(0, "%1.", extra='<w:pStyle w:val="berschrift1"/>'),
        lvl(1, "%1.%2", extra='<w:pStyle w:val="Absatz"/>'),
    )
    + abstract(2, lvl(0, "•", "bullet", extra='<w:pStyle w:val="Liste"/>'))
    + abstract(3, lvl(0, "%1)", "lowerLetter"))
    + num(1, 1)
    + num(2, 2)
    + num(3, 3)
    + num(4, 3, restart(0, 1))
)
FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Stand: 01.01.2026.</w:t></w:r></w:p>'
    '</w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Siehe § 75 SGB XII.</w:t>'
    "</w:r></w:p></w:footnote>"
)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
PNG_ROT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def feld(code: str, ergebnis: str) -> str:
    """A complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(ergebnis)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bild(rid: str = "bild1", key: int = 1) -> str:
    """A run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/><wp:docPr id="{key}" name="Bild {key}" '
        'descr="Wappen"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{key}" name="Bild {key}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{rid}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="360000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def fussnote(key: int) -> str:
    """A run with a reference to a footnote."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{key}"/></w:r>'


def link(rid: str, text: str) -> str:
    """A hyperlink."""
    return f'<w:hyperlink r:id="{rid}">{r(text)}</w:hyperlink>'


def fett(text: str) -> str:
    """A bold run."""
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def zeile(*texte: str) -> str:
    """A row of a rates table."""
    return tr(*(tc(text) for text in texte))


SAETZE = tbl(
    tr(tc("Bestandteil"), tc("Euro je Tag"), props=KOPF),
    zeile("Grundpauschale", "5,00 €"),
    zeile("Maßnahmepauschale", "75,69 €"),
    zeile("Investitionsbetrag", "3,41 €"),
    zeile("Gesamtentgelt", "84,10 €"),
)
VERBUNDEN = tbl(
    tr(tc("Stellenplan", props='<w:gridSpan w:val="2"/>')),
    tr(tc("Leitung", props='<w:vMerge w:val="restart"/>'), tc("0,16 VK")),
    tr(tc("", props="<w:vMerge/>"), tc("S 15")),
)
KOERPER = (
    p("Gegenstand", "berschrift1")
    + p(
        "Gegenstand dieser Vereinbarung sind Leistungen der Eingliederungshilfe nach § 113 Abs. 2 Nr. 2 SGB IX.",
        "Absatz",
    )
    + p(
        "Der Träger hält 8 Plätze vor. Er darf die Aufnahme nicht ablehnen, z. B. wegen der Schwere der Behinderung.",
        "Absatz",
    )
    + p("Vergütung", "berschrift1")
    + raw(
        '<w:pPr><w:pStyle w:val="Absatz"/></w:pPr>'
        + r("Die Vergütung beträgt ")
        + fett("84,10 €")
        + r(" je Tag und Person")
        + fussnote(1)
        + r(". Sie gilt ab 01.01.2026.")
    )
    + SAETZE
    + p("Die Minderung beträgt 25 v. H. ab dem vierten Tag.", "Absatz")
    + p("Es werden erbracht:", "Absatz")
    + p("Hilfen zur Haushaltsführung,", "Liste")
    + p("Begleitung zu Ärzten und Behörden,", "Liste")
    + p("Beratung der Bewohner:innen.", "Liste")
    + p("bei Krankenhausaufenthalt", num="3", ilvl="0")
    + p("bei Urlaub", num="3", ilvl="0")
    + p("Prüfung", "berschrift1")
    + raw(
        '<w:pPr><w:pStyle w:val="Absatz"/></w:pPr>'
        + r("Einzelheiten stehen unter ")
        + link("web", "www.example.org/pruefung")
        + r(" und in Ziffer 2.1")
        + fussnote(2)
        + r(".")
    )
    + p("Der Träger legt den Bericht unverzüglich, spätestens bis zum 31.03. des Folgejahres vor.", "Absatz")
    + VERBUNDEN
    + raw(bild() + r(" Siegel der Behörde"))
    + raw(r("Stand der Seite: ") + feld("DATE", "22.11.2025") + r("."))
    + p("Bremen, den 03.01.2026")
)
KOPFZEILE = p("Vereinbarung – Beispielträger gGmbH")
FUSSZEILE = raw(r("Seite ") + feld("PAGE", "1") + r(" von ") + feld("NUMPAGES", "3"))
SECT = '<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/><w:pgSz w:w="11906" w:h="16838"/>'


def reich(
    koerper: str = KOERPER,
    *,
    kopf: str = KOPFZEILE,
    fuss: str = FUSSZEILE,
    noten: str = FOOTNOTES,
    stile: str = STYLES,
    nummern: str = NUMBERING,
    web: str = "https://www.example.org/pruefung",
    png: bytes = PNG,
    sect: str = SECT,
) -> bytes:
    """The hand-written contract; any of its parts may be another one."""
    teile = {"styles": stile, "numbering": nummern, "footnotes": noten, "header1": kopf, "footer1": fuss}
    files = unpack(docx(koerper, parts=teile, links={"web": web, "web2": "https://www.example.org/zwei"}, sect=sect))
    files["word/media/bild1.png"] = png
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
        b"<Override", b'<Default Extension="png" ContentType="image/png"/><Override', 1
    )
    rel = '<Relationship Id="bild1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/bild1.png"/>'
    files["word/_rels/document.xml.rels"] = files["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", rel.encode() + b"</Relationships>"
    )
    return pack(files)


@lru_cache(maxsize=1)
def python_docx() -> bytes:
    """A document as python-docx makes it."""
    import docx as bibliothek
    from docx.shared import Pt

    d = bibliothek.Document()
    d.add_heading("Leistungsvereinbarung", 1)
    for k in range(1, 9):
        d.add_heading(f"Abschnitt {k}", 2)
        absatz = d.add_paragraph(f"Der Träger erbringt im Umfang von {k},50 Stunden je Woche ")
        absatz.add_run("Assistenz").bold = True
        absatz.add_run(f" nach § {70 + k} SGB IX; Änderungen bedürfen der Schriftform.").font.size = Pt(11)
        d.add_paragraph(f"erster Punkt zu {k}", style="List Bullet")
        d.add_paragraph(f"zweiter Punkt zu {k}", style="List Number")
        if k % 3 == 0:
            tabelle = d.add_table(rows=3, cols=3, style="Table Grid")
            for z, reihe in enumerate(tabelle.rows):
                for s, zelle in enumerate(reihe.cells):
                    zelle.text = f"Wert {k}{z}{s}" if z else f"Spalte {s}"
            tabelle.cell(0, 0).merge(tabelle.cell(0, 1))
    d.add_picture(io.BytesIO(PNG))
    d.sections[0].header.paragraphs[0].text = "Kopf"
    aus = io.BytesIO()
    d.save(aus)
    return aus.getvalue()


@lru_cache(maxsize=1)
def gebaute() -> dict[str, bytes]:
    """All Word documents of the first sample profiles, as ``build`` writes them."""
    from vertragsgen.pipeline import run
    from vertragsgen.werkstatt import Werkstatt
    from vertragsgen.workspace import find_workspace

    workspace = find_workspace(ROOT)
    assert workspace is not None
    werkstatt = Werkstatt(workspace)
    found: dict[str, bytes] = {}
    for profil in workspace.profile_ids()[:2]:
        ergebnis = run(werkstatt, profil, stichtag=date.min, entwurf=True)
        for name, data in ergebnis.dateien.items():
            if name.endswith(".docx"):
                found[f"{profil}/{name}"] = data
    return found


def grundlagen() -> dict[str, bytes]:
    """Everything that random edits start from, by name."""
    return {
        "reich": reich(),
        "python-docx": python_docx(),
        "libreoffice": LIBREOFFICE.read_bytes(),
        **gebaute(),
    }
