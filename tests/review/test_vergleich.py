"""The change model: what changed, where a lawyer would say it is, how risky, which figures."""

from __future__ import annotations

import base64
import io
from decimal import Decimal

from docx import Document

from tests.linearise.docx_kit import abstract, docx, lvl, num, p, pack, r, raw, tbl, tc, tr, unpack
from tests.review.redline.dokumente import KOERPER, SAETZE, STYLES, fett, reich, zeile
from tests.review.redline.paare import PAARE
from vertragsgen.review.berichttext import kopfzeile
from vertragsgen.review.modell import Aenderungsart, Dokumentvergleich, Risiko, Zahlart
from vertragsgen.review.redline import redline_docx
from vertragsgen.review.vergleich import compare_docx

KLAUSEL = p("Die Minderung beträgt 25 v. H. ab dem vierten Tag.", "Absatz")


def _gegen(koerper: str, **teile: str) -> Dokumentvergleich:
    return compare_docx(reich(), reich(koerper, **teile), "Vereinbarung")


def _eine(vergleich: Dokumentvergleich) -> tuple[str, str, str]:
    assert len(vergleich.aenderungen) == 1, vergleich.aenderungen
    eine = vergleich.aenderungen[0]
    return eine.art.value, eine.risiko.name, eine.stelle


def test_equal_documents_have_no_change() -> None:
    assert compare_docx(reich(), reich()).gleich
    neu_gepackt = pack(dict(reversed(list(unpack(reich()).items()))))
    assert compare_docx(reich(), neu_gepackt).gleich


def test_an_amount_is_named_by_row_and_column_with_its_difference() -> None:
    vergleich = _gegen(KOERPER.replace("75,69 €", "76,96 €"))
    assert _eine(vergleich) == (
        "geaendert",
        "BETRAG",
        "Ziffer 2.1, Tabelle, Zeile Maßnahmepauschale, Spalte Euro je Tag",
    )
    (zahl,) = vergleich.zahlen
    assert (zahl.bezeichnung, zahl.alt, zahl.neu) == ("Maßnahmepauschale, Euro je Tag", "75,69 €", "76,96 €")
    assert (zahl.art, zahl.einheit, zahl.differenz, zahl.prozent) == (
        Zahlart.BETRAG,
        "€",
        Decimal("1.27"),
        Decimal("1.68"),
    )
    assert vergleich.nur_zahlen


def test_a_picture_that_came_is_no_formatting() -> None:
    def dokument(*bilder: bytes) -> bytes:
        aus, datei = Document(), io.BytesIO()
        lauf = aus.add_paragraph("Bestätigt.").add_run()
        for bild in bilder:
            lauf.add_picture(io.BytesIO(bild))
        aus.save(datei)
        return datei.getvalue()

    bild = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
    )
    vergleich = compare_docx(dokument(), dokument(bild))
    assert vergleich.hinweise == ("Bilder hinzugekommen: 1.",)
    assert not vergleich.nur_format
    assert "Formatierung" not in kopfzeile(vergleich)


def test_each_class_of_risk() -> None:
    faelle = {
        ("25 v. H.", "30 v. H."): Risiko.BETRAG,
        ("ab 01.01.2026", "ab 01.02.2026"): Risiko.FRIST_NORM_KLAUSEL,
        ("§ 113 Abs. 2 Nr. 2 SGB IX", "§ 113 Abs. 2 Nr. 3 SGB IX"): Risiko.FRIST_NORM_KLAUSEL,
        ("Aufnahme nicht ablehnen", "Aufnahme ablehnen"): Risiko.BINDUNG,
        ("unverzüglich, ", ""): Risiko.BINDUNG,
        ("wegen der Schwere", "wegen der Art"): Risiko.SONSTIGES,
    }
    for (alt, neu), risiko in faelle.items():
        assert KOERPER.count(alt) == 1, alt
        (eine,) = _gegen(KOERPER.replace(alt, neu)).aenderungen
        assert eine.risiko is risiko, (alt, eine.risiko)


def test_a_whole_clause_and_its_renumbering() -> None:
    neu = KOERPER.replace(KLAUSEL, p("Der Träger führt Nachweise über alle Leistungen.", "Absatz") + KLAUSEL)
    vergleich = _gegen(neu)
    assert _eine(vergleich) == ("eingefuegt", "FRIST_NORM_KLAUSEL", "Ziffer 2.2")
    assert [(u.alt, u.neu) for u in vergleich.umnummerierungen] == [("2.2", "2.3"), ("2.3", "2.4")]


def test_a_reference_to_a_renumbered_clause_is_checked() -> None:
    koerper = KOERPER.replace("in Ziffer 2.1", "in Ziffer 2.2")
    eingefuegt = koerper.replace(KLAUSEL, p("Der Träger führt Nachweise über alle Leistungen.", "Absatz") + KLAUSEL)
    (verweis,) = compare_docx(reich(koerper), reich(eingefuegt)).verweise
    assert verweis.stelle == "Ziffer 3.1"
    assert verweis.meldung == "„Ziffer 2.2“ steht unverändert hier, doch diese Ziffer heißt jetzt 2.3."
    richtig = eingefuegt.replace("in Ziffer 2.2", "in Ziffer 2.3")
    assert compare_docx(reich(koerper), reich(richtig)).verweise == ()
    (weg,) = compare_docx(reich(koerper), reich(koerper.replace(KLAUSEL, ""))).verweise
    assert "frühere Text dieser Ziffer ist gestrichen" in weg.meldung


def test_a_moved_clause_is_moved_and_not_new() -> None:
    letzter = p("Bremen, den 03.01.2026")
    vergleich = _gegen(KOERPER.replace(KLAUSEL, "").replace(letzter, KLAUSEL + letzter))
    eine = vergleich.aenderungen[0]
    assert (eine.art, eine.risiko) == (Aenderungsart.VERSCHOBEN, Risiko.VERSCHOBEN)
    assert (eine.stelle_alt, eine.stelle_neu) == ("Ziffer 2.2", "Ziffer 3.3")
    assert vergleich.zahlen == ()
    geaendert = KLAUSEL.replace("vierten", "fünften")
    eine = _gegen(KOERPER.replace(KLAUSEL, "").replace(letzter, geaendert + letzter)).aenderungen[0]
    assert eine.art is Aenderungsart.VERSCHOBEN
    assert "fünften" in [s.text for s in eine.stuecke]


def test_formatting_only_says_what_and_where() -> None:
    vergleich = _gegen(KOERPER.replace(fett("84,10 €"), r("84,10 €")))
    assert _eine(vergleich) == ("format", "FORMAT", "Ziffer 2.1")
    assert vergleich.aenderungen[0].format == ("fett: ja → nein bei „84,10 €“",)
    assert vergleich.nur_format
    vergleich = _gegen(KOERPER.replace(p("Bremen, den 03.01.2026"), p("Bremen, den 03.01.2026", "Liste")))
    assert vergleich.aenderungen[-1].format == (
        "Aufzählungszeichen: keines → •",
        "Formatvorlage: Standard → List Bullet",
    )


def test_a_changed_style_only_is_a_note() -> None:
    vergleich = _gegen(KOERPER, stile=STYLES.replace("<w:i/>", "<w:b/>"))
    assert vergleich.aenderungen == ()
    assert vergleich.hinweise == ("Geänderte Formatvorlagen: „Emphasis“. Alles, was sie benutzt, sieht anders aus.",)
    assert vergleich.nur_format


def test_rows_come_and_go_with_all_their_figures() -> None:
    neu = SAETZE.replace(zeile("Investitionsbetrag", "3,41 €"), zeile("Fahrtkosten je Monat", "40,00 €"))
    vergleich = _gegen(KOERPER.replace(SAETZE, neu))
    assert [(a.art.value, a.stelle) for a in vergleich.aenderungen] == [
        ("geloescht", "Ziffer 2.1, Tabelle, Zeile Investitionsbetrag"),
        ("eingefuegt", "Ziffer 2.1, Tabelle, Zeile Fahrtkosten je Monat"),
    ]
    assert [(z.alt, z.neu) for z in vergleich.zahlen] == [("3,41 €", ""), ("", "40,00 €")]


def test_bare_numbers_are_amounts_where_the_column_says_so() -> None:
    kopf = tr(tc("Posten"), tc("€ im Jahr"), tc("Stellen"), props='<w:tblHeader w:val="1"/>')
    alt = docx(tbl(kopf, tr(tc("Leitung"), tc("1.234,50"), tc("2")), columns=3))
    neu = docx(tbl(kopf, tr(tc("Leitung"), tc("1.300,00"), tc("3")), columns=3))
    erste, zweite = compare_docx(alt, neu).zahlen
    assert (erste.einheit, erste.differenz, erste.prozent) == ("€", Decimal("65.50"), Decimal("5.31"))
    assert (zweite.art, zweite.differenz, zweite.prozent) == (Zahlart.ZAHL, Decimal("1"), Decimal("50.00"))


def test_the_hash_in_the_footer_is_no_change_by_itself() -> None:
    alt, neu = (reich(fuss=raw(r(f"Kennung {k}"))) for k in ("775f41ff84", "8a0c41ff85"))
    vergleich = compare_docx(alt, neu)
    assert vergleich.aenderungen == ()
    assert vergleich.hinweise == ("Die Kennung in der Fußzeile ist neu; sie folgt den übrigen Änderungen.",)


def test_notes_headers_and_link_targets_are_compared() -> None:
    vergleich = compare_docx(*PAARE["kopf und fuss"])
    assert {a.stelle for a in vergleich.aenderungen} == {"Kopfzeile", "Fußzeile", "Fußzeile, Absatz 2"}
    (eine,) = compare_docx(reich(), reich(web="https://www.example.org/neu")).aenderungen
    assert eine.stelle == "Ziffer 3.1"
    assert "https" in eine.alt


def test_tracked_changes_and_comments_of_the_new_file_are_listed() -> None:
    alt, neu = PAARE["wort und betrag"]
    bearbeitet = redline_docx(alt, neu, autor="Kanzlei Muster").data
    assert bearbeitet is not None
    vergleich = compare_docx(alt, bearbeitet)
    assert {z.neu for z in vergleich.zahlen} == {z.neu for z in compare_docx(alt, neu).zahlen}
    assert {b.autor for b in vergleich.bearbeitungen} == {"Kanzlei Muster", "Kanzlei Muster (Streichung)"}
    gestrichen = [(b.stelle, b.text) for b in vergleich.bearbeitungen if b.art == "gestrichen"]
    assert ("Ziffer 1.2", "nicht ") in gestrichen
    # Compared with itself there is no difference, but the marks are listed all the same.
    assert compare_docx(bearbeitet, bearbeitet).gleich
    assert compare_docx(bearbeitet, bearbeitet).bearbeitungen == vergleich.bearbeitungen


def test_a_comment_is_listed_with_author_and_place() -> None:
    anker = (
        '<w:commentRangeStart w:id="0"/>'
        + r("Frist von 14 Tagen")
        + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    nummern = abstract(1, lvl(0, "%1.")) + num(1, 1)
    data = docx(p("Kündigung", num="1", ilvl="0") + raw(anker), parts={"numbering": nummern})
    files = unpack(data)
    files["word/comments.xml"] = (
        b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" '
        b'w:author="RA Muster" w:date="2026-02-01T10:00:00Z"><w:p><w:r><w:t>Zu kurz.</w:t></w:r></w:p></w:comment></w:comments>'
    )
    mit = pack(files)
    (kommentar,) = compare_docx(data, mit).kommentare
    assert (kommentar.autor, kommentar.datum[:10], kommentar.text) == ("RA Muster", "2026-02-01", "Zu kurz.")
    assert kommentar.stelle == "Absatz 1"


def test_the_same_change_has_the_same_key_whatever_stands_around() -> None:
    def paar(name: str) -> Dokumentvergleich:
        alt = docx(p(f"Der Träger {name} darf die Aufnahme nicht ablehnen."))
        return compare_docx(alt, docx(p(f"Der Träger {name} darf die Aufnahme ablehnen.")))

    eins, zwei = (paar(name).aenderungen[0] for name in ("Regenbogen gGmbH", "Sonnenhof e. V."))
    assert eins.schluessel == zwei.schluessel
    anders = compare_docx(
        docx(p("Der Träger darf die Aufnahme nicht ablehnen.")), docx(p("Der Träger darf sie nicht ablehnen."))
    )
    assert anders.aenderungen[0].schluessel != eins.schluessel


def test_a_file_that_cannot_be_read_is_a_finding() -> None:
    vergleich = compare_docx(reich(), b"PK kaputt", "x", ("alt.docx", "neu.docx"))
    assert [b.code for b in vergleich.befunde] == ["VG101"]
    assert vergleich.befunde[0].mark is not None
    assert vergleich.befunde[0].mark.datei == "neu.docx"
    assert vergleich.aenderungen == ()
