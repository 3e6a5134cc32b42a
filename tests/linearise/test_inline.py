"""Text of runs, fields, links, symbols and tracked changes."""

from __future__ import annotations

import pytest

from tests.linearise.docx_kit import abstract, docx, lvl, num, p, r, raw
from vertragsgen.linearise import linearise_docx


def text(inner: str, **more: dict[str, str]) -> list[str]:
    return [line.text for line in linearise_docx(docx(inner, **more)).zeilen]  # type: ignore[arg-type]


def char(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def instr(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def tracked(kind: str, inner: str) -> str:
    return f'<w:{kind} w:id="1" w:author="x">{inner}</w:{kind}>'


def wrapped(kind: str, inner: str) -> str:
    return f"<mc:{kind}>{inner}</mc:{kind}>"


GONE = "<w:r><w:tab/><w:delText>weg</w:delText></w:r>"
REF = char("begin") + instr(" REF _x \\h ") + char("separate") + r("3.1") + char("end")
CHECKED = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
OPEN = '<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>'


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "ab"),
        ("<w:r><w:t>Pflege</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>satz</w:t></w:r>", "Pflege\u2011satz"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r(" ja"), "☑ ja"),
        (r("siehe Ziffer ") + REF + r(" und"), "siehe Ziffer 3.1 und"),
        (f'<w:fldSimple w:instr=" DATE ">{r("01.01.2019")}</w:fldSimple>', "01.01.2019"),
        (
            r("Seite ") + char("begin") + instr("PAGE") + char("separate") + r("7") + char("end"),
            "Seite ‹Seite›",
        ),
        (f'<w:fldSimple w:instr="NUMPAGES">{r("9")}</w:fldSimple>', "‹Seiten›"),
        (
            char("begin") + instr("IF ") + REF + instr(' = 1 "x"') + char("separate") + r("ja") + char("end"),
            "ja",
        ),
        (char("begin", CHECKED) + instr("FORMCHECKBOX") + char("end") + r(" ja"), "☒ ja"),
        (char("begin", OPEN) + instr("FORMCHECKBOX") + char("end") + r(" nein"), "☐ nein"),
        (r("alt ") + tracked("del", GONE) + tracked("ins", r("neu")), "alt neu"),
        (tracked("moveFrom", r("fort")) + tracked("moveTo", r("da")), "da"),
        (
            wrapped("AlternateContent", wrapped("Choice", r("neu")) + wrapped("Fallback", r("alt"))),
            "neu",
        ),
        (
            f"<w:sdt><w:sdtContent>{r('Feld')}</w:sdtContent></w:sdt><w:smartTag>{r('!')}</w:smartTag>",
            "Feld!",
        ),
        (
            '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="Wappen"/></wp:inline></w:drawing></w:r>',
            "[Bild: Wappen]",
        ),
        (
            r("a") + '<w:bookmarkStart w:id="0" w:name="x"/>' + r("b") + '<w:proofErr w:type="spellEnd"/>' + r("c"),
            "abc",
        ),
        (r("Müller &amp; Söhne &lt;GmbH&gt; 84,10\u00a0€"), "Müller & Söhne <GmbH> 84,10\u00a0€"),
    ],
)
def test_text_of_a_paragraph(inner: str, expected: str) -> None:
    assert text(raw(inner)) == [expected]


def test_a_field_reaches_over_paragraphs() -> None:
    toc = char("begin") + instr("TOC \\o") + char("separate") + r("1 Gegenstand")
    assert text(raw(toc) + raw(r("2 Dauer") + char("end")) + p("Text")) == ["1 Gegenstand", "2 Dauer", "Text"]


def test_link_targets() -> None:
    link = f'<w:hyperlink r:id="L1">{r("hier")}</w:hyperlink>'
    link += f'<w:hyperlink w:anchor="m">{r(" dort")}</w:hyperlink>'
    field = char("begin") + instr(' HYPERLINK "https://b.example/" ') + char("separate") + r("!") + char("end")
    (line,) = linearise_docx(docx(raw(link + field), links={"L1": "https://a.example/"})).zeilen
    assert (line.text, line.ziele) == ("hier dort!", ("https://a.example/", "https://b.example/"))


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    deleted = '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>'
    body = f"<w:p><w:pPr>{deleted}</w:pPr>{r('eins ')}</w:p>" + p("zwei") + p("drei")
    assert text(body) == ["eins zwei", "drei"]


def test_wholly_deleted_paragraphs_leave_no_number() -> None:
    gone = p(num="1", ilvl="0", ppr=f"<w:rPr>{tracked('del', '')}</w:rPr>")
    gone = gone.replace("</w:p>", tracked("del", GONE) + "</w:p>")
    parts = {"numbering": abstract(0, lvl(0, "%1.")) + num(1, 0)}
    table = "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>"
    lines = linearise_docx(docx(p("a", num="1") + gone + p("b", num="1") + gone + table + p("c", num="1"), parts=parts))
    assert [line.volltext for line in lines.zeilen] == ["1.\ta", "2.\tb", "3.\tc"]
