"""Headers, footers, notes, text boxes and properties."""

from __future__ import annotations

from tests.linearise.docx_kit import abstract, docx, lvl, num, p, r, raw, tbl, tc, tr
from vertragsgen.linearise import Art, linearise_docx

HEAD = '<w:headerReference w:type="{}" r:id="{}"/>'
FOOT = '<w:footerReference w:type="{}" r:id="{}"/>'


def pairs(data: bytes) -> list[tuple[str, str]]:
    return [(line.stelle, line.text) for line in linearise_docx(data).zeilen]


def test_header_first_footer_last() -> None:
    data = docx(
        p("Text"),
        parts={"header1": p("Kopf") + p("zwei"), "footer1": p("Fuß")},
        sect=HEAD.format("default", "header1") + FOOT.format("default", "footer1"),
    )
    assert pairs(data) == [
        ("Kopfzeile", "Kopf"),
        ("Kopfzeile, Absatz 2", "zwei"),
        ("Absatz 1", "Text"),
        ("Fußzeile", "Fuß"),
    ]
    assert [line.art for line in linearise_docx(data).zeilen] == [
        Art.KOPFZEILE,
        Art.KOPFZEILE,
        Art.ABSATZ,
        Art.FUSSZEILE,
    ]
    assert linearise_docx(data).zeilen[0].teil == "word/header1.xml"


def test_first_and_even_pages_only_where_they_are_shown() -> None:
    parts = {"header1": p("erste"), "header2": p("gerade"), "settings": ""}
    refs = HEAD.format("first", "header1") + HEAD.format("even", "header2")
    assert pairs(docx(p("T"), parts=parts, sect=refs)) == [("Absatz 1", "T")]
    shown = docx(p("T"), parts=parts | {"settings": "<w:evenAndOddHeaders/>"}, sect=refs + "<w:titlePg/>")
    assert pairs(shown) == [
        ("Kopfzeile der ersten Seite", "erste"),
        ("Kopfzeile der geraden Seiten", "gerade"),
        ("Absatz 1", "T"),
    ]


def test_sections_with_headers_of_their_own() -> None:
    first = f"<w:p><w:pPr><w:sectPr>{HEAD.format('default', 'header1')}</w:sectPr></w:pPr></w:p>"
    data = docx(first + p("T"), parts={"header1": p("A"), "header2": p("B")}, sect=HEAD.format("default", "header2"))
    assert pairs(data)[:2] == [("Kopfzeile", "A"), ("Kopfzeile, Abschnitt 2", "B")]
    shared = docx(first + p("T"), parts={"header1": p("A")}, sect=HEAD.format("default", "header1"))
    assert pairs(shared) == [("Kopfzeile", "A"), ("Absatz 1", "T")]


def test_notes_in_the_order_of_their_references() -> None:
    note = '<w:{0} w:id="{1}"><w:p><w:r><w:{0}Ref/></w:r>{2}</w:p></w:{0}>'
    notes = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    notes += note.format("footnote", 2, r("die zweite")) + note.format("footnote", 5, r("die erste"))
    body = raw(r("a") + '<w:r><w:footnoteReference w:id="5"/></w:r>' + r("b"))
    body += tbl(tr(tc(raw(r("c") + '<w:r><w:footnoteReference w:id="2"/></w:r>'))), columns=1)
    body += raw(r("d") + '<w:r><w:endnoteReference w:id="1"/></w:r>')
    data = docx(body, parts={"footnotes": notes, "endnotes": note.format("endnote", 1, r("am Ende"))})
    assert pairs(data) == [
        ("Absatz 1", "a[Fußnote 1]b"),
        ("Tabelle 1, Zeile 1", "c[Fußnote 2]"),
        ("Absatz 2", "d[Endnote 1]"),
        ("Fußnote 1", "die erste"),
        ("Fußnote 2", "die zweite"),
        ("Endnote 1", "am Ende"),
    ]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('im Kasten')}{p('zwei')}</w:txbxContent>"
    drawing = (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic>'
        f'<a:graphicData uri="x"><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    expected = [("Absatz 1, Textfeld", "im Kasten"), ("Absatz 1, Textfeld, Absatz 2", "zwei")]
    assert pairs(docx(raw(r("x") + f"<w:r>{drawing}</w:r>"))) == [("Absatz 1", "x"), *expected]
    old = f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
    assert pairs(docx(raw(r("x") + old))) == [("Absatz 1", "x"), *expected]


def test_each_story_counts_for_itself() -> None:
    numbering = abstract(0, lvl(0, "%1.")) + num(1, 0)
    data = docx(
        p("a", num="1") + p("b", num="1"),
        parts={"numbering": numbering, "header1": p("k", num="1")},
        sect=HEAD.format("default", "header1"),
    )
    assert [line.volltext for line in linearise_docx(data).zeilen] == ["1.\tk", "1.\ta", "2.\tb"]


def test_properties() -> None:
    core = "<dc:title>Vertrag &amp; Anlage</dc:title><dc:creator>Amt</dc:creator>"
    core += "<dc:language>de-DE</dc:language><dc:subject>Entgelt</dc:subject>"
    found = linearise_docx(docx(p("T"), core=core)).eigenschaften
    assert (found.titel, found.autor, found.sprache, found.thema) == (
        "Vertrag & Anlage",
        "Amt",
        "de-DE",
        "Entgelt",
    )
    assert linearise_docx(docx(p("T"))).eigenschaften.titel == ""


def test_text_that_is_not_read_is_reported() -> None:
    result = linearise_docx(docx(p("T") + '<w:altChunk r:id="x"/>'), "fremd.docx")
    assert [line.text for line in result.zeilen] == ["T"]
    (finding,) = result.befunde
    assert finding.code == "VG101"
    assert "altChunk" in finding.meldung
    assert str(finding.mark) == "fremd.docx:1:1"
