"""Each audit finds nothing in a sound document and finds each planted fault."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.audit import audit_accessibility, audit_structure, validate_openxml_audit, validate_sdk
from tests.audit.validators import sdk_executable
from tests.linearise.docx_kit import abstract, docx, lvl, num, p, pack, r, raw, style, tbl, tc, tr, unpack

LANG = '<w:lang w:val="de-DE"/>'
STYLES = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{LANG}</w:rPr></w:rPrDefault></w:docDefaults>"
    + style("Standard", "Normal")
    + style("h1", "heading 1", "Standard", num_id="1")
    + style("h2", "heading 2", "Standard")
    + style("eigen", "Eigene", "h2")
)
NUMBERING = abstract(0, lvl(0, "%1.")) + num(1, 0)
CORE = "<dc:title>Vertrag</dc:title><dc:language>de-DE</dc:language>"
WIDTH = '<w:tcW w:w="2000" w:type="dxa"/>'
DATA = tbl(
    tr(tc("Art", props=WIDTH), tc("Betrag", props=WIDTH), props="<w:tblHeader/>"),
    tr(tc("Grund", props=WIDTH), tc("5,00 €", props=WIDTH)),
    tr(tc("gesamt 84,10 €", props='<w:tcW w:w="4000" w:type="dxa"/><w:gridSpan w:val="2"/>')),
)
LAYOUT = tbl(tr(tc("links"), tc("rechts")), look='w:firstRow="0"')
BODY = p("Gegenstand", "h1") + p("Text") + DATA + p() + LAYOUT + p("Näheres", "eigen") + p("Ende")


def good(body: str = BODY, core: str = CORE, styles: str = STYLES) -> bytes:
    return docx(body, parts={"styles": styles, "numbering": NUMBERING}, core=core)


def body(old: str, new: str) -> Callable[[], bytes]:
    assert old in BODY
    return lambda: good(BODY.replace(old, new, 1))


def part(name: str, old: str, new: str) -> Callable[[], bytes]:
    def change() -> bytes:
        parts = unpack(good())
        text = parts[name].decode()
        assert old in text
        return pack(parts | {name: text.replace(old, new, 1).encode()})

    return change


def end(xml: str) -> Callable[[], bytes]:
    return lambda: good(BODY + xml)


PICTURE = '<w:r><w:drawing><wp:inline><wp:docPr id="{}" name="n" descr="{}"/></wp:inline></w:drawing></w:r>'
MARK = '<w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/>'


def test_a_sound_document_has_no_finding() -> None:
    assert audit_accessibility(good()) == []
    assert audit_structure(good()) == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (lambda: good(core=CORE.replace("Vertrag", " ")), "Titel fehlt"),
        (lambda: good(core=""), "Sprache fehlt"),
        (lambda: good(core=CORE.replace("de-DE", "en-US")), "Sprache ist en-US"),
        (lambda: good(styles=STYLES.replace(LANG, "")), "Grundsprache"),
        (body("<w:r>", '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr>'), "en-GB"),
        (body(p("Gegenstand", "h1"), ""), "Ebene 2 folgt auf Ebene 0"),
        (end(p("x", style="h1", ppr='<w:outlineLvl w:val="0"/>') + p("", "h1")), "leere Überschrift"),
        (end(p("x", ppr='<w:outlineLvl w:val="0"/>')), "ohne Überschriften-Formatvorlage"),
        (body("<w:tblHeader/>", ""), "nicht als Kopfzeile"),
        (end(tbl(*(tr(tc("a"), tc("5,00\u00a0€")) for _ in "ab"), look='w:firstRow="0"')), "Beträge"),
        (end(tbl(tr(tc("a"), tc("b"), props="<w:tblHeader/>"))), "nur aus Kopfzeilen"),
        (
            end(tbl(*(tr(tc("a"), props=x) for x in ("<w:tblHeader/>", "", "<w:tblHeader/>")))),
            "spätere Zeile",
        ),
        (end(p() + p("x")), "leerer Absatz nach „Ende“"),
        (body("</w:tbl><w:p><w:pPr>", "</w:tbl><w:p/><w:p><w:pPr>"), "leerer Absatz"),
        (end(p("Name:   Ort")), "mehrere Leerzeichen"),
        (end(p("Name:\u00a0 Ort")), "mehrere Leerzeichen"),
        (end(raw(r("Name:") + "<w:r><w:tab/><w:tab/></w:r>" + r("Ort"))), "Tabulatoren"),
        (end(p("Ort: ______")), "Unterstriche"),
        (end(raw(PICTURE.format(1, ""))), "ohne Alternativtext"),
    ],
)
def test_accessibility_faults_are_found(fault: Callable[[], bytes], words: str) -> None:
    found = audit_accessibility(fault())
    assert any(words in finding for finding in found), found


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (body(p("rechts"), ""), "endet nicht mit einem Absatz"),
        (body(p("rechts"), p("rechts") + "<w:tbl/>"), "endet nicht mit einem Absatz"),
        (body('w:w="4000"', 'w:w="3000"'), "Breite 3000, im Raster 4000"),
        (body('<w:gridSpan w:val="2"/>', ""), "1 Spalten, im Raster 2"),
        (body("<w:tcPr></w:tcPr>", "<w:tcPr><w:vMerge/></w:tcPr>"), "vMerge ohne Anfang"),
        (end(p("x", "fehlt")), "Formatvorlage fehlt (paragraph)"),
        (end(raw('<w:r><w:rPr><w:rStyle w:val="h1"/></w:rPr></w:r>')), "Formatvorlage h1 (character)"),
        (lambda: good(styles=STYLES + style("x", based="weg")), "Formatvorlage weg"),
        (end(p("x", num="9")), "Liste 9"),
        (part("word/numbering.xml", 'NumId w:val="0"', 'NumId w:val="5"'), "num 1 ohne"),
        (end(raw(MARK.format(1, "a") + MARK.format(1, "b"))), "Textmarken-Kennung 1"),
        (end(raw(MARK.format(1, "a") + MARK.format(2, "a"))), "Textmarke a kommt 2-mal"),
        (end(raw('<w:bookmarkStart w:id="1" w:name="a"/>')), "kein eindeutiges Ende"),
        (end(raw(PICTURE.format(1, "x") * 2)), "docPr-Kennung 1"),
        (end(raw('<w:hyperlink r:id="rId9"/>')), "Beziehung rId9"),
        (part("word/_rels/document.xml.rels", "styles.xml", "stile.xml"), "Ziel stile.xml"),
        (part("word/_rels/document.xml.rels", '"styles.xml"', '"http://x/" TargetMode="External"'), "führt aus"),
        (part("[Content_Types].xml", "/word/styles.xml", "/word/stile.xml"), "/word/stile.xml gibt es nicht"),
        (part("[Content_Types].xml", "/word/styles.xml", "/word/document.xml"), "styles.xml: Inhaltstyp fehlt"),
        (end(raw('<w:r><w:footnoteReference w:id="3"/></w:r>')), "footnote 3"),
        (end(p("{{ traeger.name }}")), "Vorlagen-Marke in Absatz"),
        (end(raw(r("{") + r("% if %}"))), "Vorlagen-Marke in Absatz"),
        (part("docProps/core.xml", "Vertrag", "{# x #}"), "docProps/core.xml: Vorlagen-Marke"),
        (part("word/_rels/document.xml.rels", "styles.xml", "{{ziel}}.xml"), "Vorlagen-Marke in Attribut"),
        (end(p("x\ue001y")), "privaten Bereichs in Absatz"),
        (end(p("Plätze: None")), "Wort aus dem Programm"),
        (end(p("A &amp;amp; B")), "doppelt maskiert"),
        (end(p("&lt;&lt;Name&gt;&gt;")), "Platzhalter"),
        (end(raw(f'<w:ins w:id="7" w:author="x">{r("neu")}</w:ins>')), "Änderungsverfolgung"),
    ],
)  # fmt: skip
def test_structural_faults_are_found(fault: Callable[[], bytes], words: str) -> None:
    found = audit_structure(fault())
    assert any(words in finding for finding in found), found


def test_a_draft_may_hold_placeholders() -> None:
    assert audit_structure(good(BODY + p("&lt;&lt;Name&gt;&gt;")), entwurf=True) == []


def test_bullets_of_symbol_fonts_are_no_leftovers() -> None:
    bullet = lvl(0, "\uf0b7", "bullet").replace("</w:lvl>", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl>')
    assert (
        audit_structure(docx(p("a", num="1"), parts={"styles": STYLES, "numbering": abstract(0, bullet) + num(1, 0)}))
        == []
    )


EMPTY_CELL = good(BODY.replace(p("rechts"), "", 1))
UNKNOWN_ELEMENT = good(BODY.replace("<w:tblHeader/>", "<w:kopf/>", 1))


def test_openxml_audit_judges_many_files() -> None:
    found = validate_openxml_audit({"gut.docx": good(), "leer.docx": EMPTY_CELL, "x.docx": UNKNOWN_ELEMENT})
    assert list(found) == ["gut.docx", "leer.docx", "x.docx"]
    # It wants settings, fonts and a theme, which Word does without and these small files do not carry.
    judged = {name: [line for line in lines if "required relationship" not in line] for name, lines in found.items()}
    assert judged["gut.docx"] == []
    assert "tbl[2]/tr[1]/tc[2]" in judged["leer.docx"][0]
    assert "kopf" in judged["x.docx"][0]


@pytest.mark.node
def test_the_sdk_judges_many_files() -> None:
    found = validate_sdk({"gut.docx": good(), "x.docx": UNKNOWN_ELEMENT, "kaputt.docx": b"kein ZIP"})
    assert list(found) == ["gut.docx", "x.docx", "kaputt.docx"]
    assert found["gut.docx"] == []
    assert "kopf" in found["x.docx"][0]
    assert found["kaputt.docx"]


def test_a_missing_validator_is_skipped_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OOXML_VALIDATOR", "/gibt/es/nicht")
    monkeypatch.setattr("tests.audit.validators._REQUIRED", False)
    sdk_executable.cache_clear()
    try:
        with pytest.raises(pytest.skip.Exception, match="OOXML_VALIDATOR"):
            validate_sdk({"gut.docx": good()})
        monkeypatch.setattr("tests.audit.validators._REQUIRED", True)
        with pytest.raises(pytest.fail.Exception, match="ooxml-validator"):
            validate_sdk({"gut.docx": good()})
    finally:
        sdk_executable.cache_clear()
