"""Nineteen kinds of change, each as a pair of documents with all that contracts hold."""

from __future__ import annotations

from tests.linearise.docx_kit import lvl, p, r, raw, tbl, tc, tr
from tests.review.redline.dokumente import (
    FOOTNOTES,
    FUSSZEILE,
    KOERPER,
    KOPF,
    KOPFZEILE,
    NUMBERING,
    PNG_ROT,
    SAETZE,
    SECT,
    STYLES,
    VERBUNDEN,
    bild,
    feld,
    fett,
    fussnote,
    link,
    reich,
    zeile,
)


def _statt(alt: str, neu: str, text: str = KOERPER) -> str:
    assert text.count(alt) == 1, (alt, text.count(alt))
    return text.replace(alt, neu)


_KLAUSEL = p("Die Minderung beträgt 25 v. H. ab dem vierten Tag.", "Absatz")
_LETZTER = p("Bremen, den 03.01.2026")
_SPALTE = tbl(
    tr(tc("Bestandteil"), tc("Euro je Tag"), tc("Euro je Monat"), props=KOPF),
    tr(tc("Grundpauschale"), tc("5,00 €"), tc("152,10 €")),
    tr(tc("Gesamtentgelt"), tc("84,10 €"), tc("2.558,32 €")),
    columns=3,
)
_UNVERBUNDEN = tbl(
    tr(tc("Stellenplan"), tc("VK")),
    tr(tc("Leitung"), tc("0,16 VK")),
    tr(tc("Verwaltung"), tc("S 15")),
)
_BETRAG = (tc("Bestandteil"), tc("Betrag"))
_BETRAEGE = (tr(*_BETRAG, props="<w:tblHeader/>"), tr(*_BETRAG), zeile("Gesamtentgelt", "84,10 €"))
_ABSCHNITT = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
_NEUER_STIL = '<w:style w:type="paragraph" w:styleId="Hinweis"><w:name w:val="Hinweistext"/><w:basedOn w:val="Standard"/><w:pPr><w:ind w:left="400"/></w:pPr></w:style>'
_ROEMISCH = (
    '<w:abstractNum w:abstractNumId="9"><w:nsid w:val="0000009A"/><w:multiLevelType w:val="singleLevel"/>'
    + lvl(0, "%1.", "lowerRoman")
    + "</w:abstractNum>"
)
_MIT_ROEMISCH = _ROEMISCH + NUMBERING + '<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
_TEXTFELD = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="900000" cy="360000"/>'
    '<wp:docPr id="7" name="Textfeld"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    "<wps:wsp><wps:cNvSpPr/><wps:spPr/><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)

_NOTE_1 = FOOTNOTES[FOOTNOTES.index('<w:footnote w:id="1">') : FOOTNOTES.index('<w:footnote w:id="2">')]
_NEUE_NOTE = '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Neu.</w:t></w:r></w:p></w:footnote>'

PAARE: dict[str, tuple[bytes, bytes]] = {
    "wort und betrag": (
        reich(),
        reich(_statt("nicht ablehnen", "ablehnen", _statt("75,69 €", "76,96 €").replace("84,10 €", "85,37 €"))),
    ),
    "absatz dazu und weg": (
        reich(),
        reich(
            _statt(
                _KLAUSEL,
                p("Neu ist diese Klausel mit 14 Tagen Frist.", "Absatz") + p("Und diese.", "Absatz"),
                _statt(VERBUNDEN, p("Übersicht der Stellen", "Absatz") + VERBUNDEN),
            )
        ),
    ),
    "absatz am ende": (reich(), reich(_statt(_LETZTER, _LETZTER + p("Nachtrag", "Absatz") + p("Zweiter Nachtrag")))),
    "letzter absatz weg": (reich(), reich(_statt(_LETZTER, ""))),
    "klausel verschoben": (reich(), reich(_statt(_LETZTER, _KLAUSEL + _LETZTER, _statt(_KLAUSEL, "")))),
    "zeile dazu und weg": (
        reich(),
        reich(
            _statt(
                zeile("Investitionsbetrag", "3,41 €"),
                zeile("Zuschlag Nacht", "13,11 €") + zeile("Fahrtkosten", "2,00 €"),
            )
        ),
    ),
    "spalte dazu": (reich(), reich(_statt(SAETZE, _SPALTE))),
    "verbundene zellen": (reich(), reich(_statt(VERBUNDEN, _UNVERBUNDEN))),
    # The rows have the same text, so their properties change and not they themselves.
    "gleiche zeilen vertauscht": (
        reich(_statt(SAETZE, tbl(*_BETRAEGE))),
        reich(_statt(SAETZE, tbl(_BETRAEGE[1], _BETRAEGE[0], _BETRAEGE[2]))),
    ),
    "tabelle weg und neu": (
        reich(),
        reich(_statt(VERBUNDEN, "", _statt(_KLAUSEL, _KLAUSEL + tbl(zeile("ganz", "neu"), zeile("noch", "eine"))))),
    ),
    "tabelle am ende": (reich(), reich(_statt(_LETZTER, _LETZTER + tbl(zeile("a", "b")) + p("Schluss danach")))),
    "nur formatierung": (
        reich(),
        reich(
            _statt(
                fett("84,10 €"), r("84,10 €"), _statt(r("Bremen, den 03.01.2026"), fett("Bremen, den 03.01.2026"))
            ).replace(p("Vergütung", "berschrift1"), p("Vergütung", "Absatz", ppr='<w:jc w:val="center"/>'))
        ),
    ),
    "fussnoten": (
        reich(),
        reich(
            _statt(
                "Es werden erbracht:</w:t></w:r>",
                f"Es werden erbracht:</w:t></w:r>{fussnote(1)}",
                _statt(fussnote(1), ""),
            ),
            noten=FOOTNOTES.replace("§ 75 SGB XII", "§ 123 SGB IX").replace(_NOTE_1, _NEUE_NOTE),
        ),
    ),
    "links": (
        reich(
            _statt("Es werden erbracht:</w:t></w:r>", f"Es werden erbracht:</w:t></w:r>{link('web2', 'siehe hier')}")
        ),
        reich(web="https://www.example.org/neu"),
    ),
    "felder": (reich(), reich(_statt(feld("DATE", "22.11.2025"), feld("CREATEDATE", "01.01.2024") + r(" neu")))),
    "kopf und fuss": (
        reich(),
        reich(
            kopf=KOPFZEILE.replace("Beispielträger", "Musterträger"),
            fuss=FUSSZEILE.replace(" von ", " / ") + p("Zweite Zeile"),
        ),
    ),
    "bild getauscht": (reich(_statt(bild(), bild() + bild(key=5))), reich(png=PNG_ROT)),
    "alte vorlage und liste": (
        reich(
            _statt(
                _KLAUSEL,
                p("Ein Hinweis in eigener Vorlage.", "Hinweis")
                + p("römisch", num="9", ilvl="0")
                + p("zwei", num="9", ilvl="0"),
            ),
            stile=STYLES + _NEUER_STIL,
            nummern=_MIT_ROEMISCH,
        ),
        reich(),
    ),
    "textfeld und abschnitt": (
        reich(_statt(_KLAUSEL, _KLAUSEL + raw(_TEXTFELD.format(p("im Kasten 5,00 €"))))),
        reich(
            _statt(
                _KLAUSEL,
                p("Die Minderung beträgt 25 v. H. ab dem fünften Tag.", "Absatz")
                + raw(_TEXTFELD.format(p("im Kasten 6,00 €"))),
            ),
            sect=SECT.replace("11906", "11900"),
        ),
    ),
}
# A section break that came: sections cannot be tracked, so this one is a note and no mark.
NEUER_ABSCHNITT = (reich(), reich(_statt(_KLAUSEL, _KLAUSEL + f"<w:p><w:pPr>{_ABSCHNITT}</w:pPr></w:p>")))
