"""VG711, the ledger: every printed figure has a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.absaetze import Abweichung, zuordnen
from vertragsgen.inspection.klauselzahlen import Klauselzahlen, klauselzahlen
from vertragsgen.inspection.leser import Klauseltext
from vertragsgen.inspection.mappenzahlen import mappenfunde
from vertragsgen.inspection.nachweisfunde import abweichung_fund, ausschnitt, eigene_zahlen, fund
from vertragsgen.inspection.regel import Textfund, Textkontext, textregel
from vertragsgen.inspection.stellen import zeile
from vertragsgen.inspection.zahlen import gedruckte, kanon, ohne_endung
from vertragsgen.inspection.zahlenquellen import Quellen
from vertragsgen.rendering.document import Erzeugtes
from vertragsgen.rendering.pieces import Stueck
from vertragsgen.rendering.plan import KENNUNG

_AUSSERHALB = "außerhalb der Klauseln"
# Named as such it is no figure, so its mark may stand for it: then most frames read alike.
_KENNUNG = f"Kennung {KENNUNG}"


@textregel("VG711", Schwere.FEHLER)
def zahlennachweis(kontext: Textkontext) -> Iterator[Textfund]:
    """Jede gedruckte Zahl hat eine Quelle.

    Was: Jeder Betrag, jede Anzahl, jeder Schlüssel, jedes Datum und jeder Prozentsatz in Text, Tabellen, Kopf- und
      Fußzeilen und in jeder Zelle der Arbeitsmappe stammt aus dem Profil, aus den Daten des Pakets, aus der Berechnung
      oder ist im Kopf seiner Klausel unter „zahlen:“ aufgeführt. Zitate, Verweise, Gliederungsnummern,
      Hilfebedarfsgruppen, Nummern von Kostenpositionen, Seitenzahlen und die Kennung erkennt die Regel an ihrer Form.
      Zahlen in einem eigenen Klauseltext des Profils führt sie als Hinweis auf.
    Warum: Eine Zahl ohne Quelle stimmt höchstens zufällig; nach der nächsten Änderung des Profils ist sie falsch.
    Falsch: „eine Kapazität von 8 Plätzen“ als fester Text der Klausel.
    Richtig: „eine Kapazität von {{ angebot.plaetze|anzahl("Platz", "Plätzen") }}“ oder zahlen: ["8"].
    Rechtsgrundlage: § 123 Abs. 1 SGB IX, § 75 Abs. 3 SGB XII in der bis 31.12.2019 geltenden Fassung (Inhalt und
      Vergütung sind zu vereinbaren).
    Seit: 0.1.0
    """
    quellen = Quellen()
    nummern = frozenset(nummer for erzeugt in kontext.dokumente for nummer in erzeugt.ziele.values())
    posten = frozenset(komponente.nummer for komponente in kontext.pruefung.manifest.komponenten)
    for erzeugt in kontext.dokumente:
        if erzeugt.entwurf:
            return
        buch = _Buch(erzeugt, quellen, nummern, posten)
        klauseln = kontext.klauseln_von(erzeugt)
        for klausel in klauseln:
            if klausel.text.figuren:
                yield from buch.klausel(klausel.stueck, klausel.text)
        # A clause that prints the Kennung shows it in the finished part only.
        if kontext.ruecklesen or any(KENNUNG in klausel.text.ganz for klausel in klauseln):
            texte, abweichungen = _zurueckgelesen(kontext, erzeugt)
        else:
            texte, abweichungen = _rahmen(kontext, erzeugt), []
        yield from buch.rahmen(kontext, texte)
        for abweichung in abweichungen:
            yield abweichung_fund(erzeugt, abweichung)
        if erzeugt.mappe is not None:
            yield from mappenfunde(kontext, erzeugt, quellen, nummern)


def _zurueckgelesen(kontext: Textkontext, erzeugt: Erzeugtes) -> tuple[list[tuple[str, str]], list[Abweichung]]:
    """Place and text of what the finished parts say outside the clauses, and where they differ from the clauses."""
    klauseln = kontext.klauseln_von(erzeugt)
    rumpf = list(kontext.leser.rumpf(erzeugt).mit_ziffer)
    eigene = [[absatz for absatz, _ in klausel.text.figuren] for klausel in klauseln]
    rahmentexte, abweichungen = zuordnen(rumpf, [klausel.stueck for klausel in klauseln], eigene)
    raender = [(name, absatz) for name, teil in kontext.leser.raender(erzeugt) for absatz in teil.mit_ziffer]
    texte = [*raender, *((_AUSSERHALB, text) for text in rahmentexte)]
    return [(ort, _mit_marke(erzeugt, text)) for ort, text in texte], abweichungen


def _rahmen(kontext: Textkontext, erzeugt: Erzeugtes) -> list[tuple[str, str]]:
    """Place and text of what the frame says around the clauses, the body last."""
    texte = [
        (ort, _wie_gelesen(erzeugt, absatz))
        for ort, teil in kontext.leser.rahmen(erzeugt)
        for absatz in teil.mit_ziffer
    ]
    raender = [(ort, text) for ort, text in texte if ort is not None]
    return [*raender, *((_AUSSERHALB, text) for ort, text in texte if ort is None)]


def _wie_gelesen(erzeugt: Erzeugtes, absatz: str) -> str:
    """The paragraph with the Kennung, wherever that is not named as such."""
    return _mit_marke(erzeugt, erzeugt.mit_kennung(absatz)) if KENNUNG in absatz.replace(_KENNUNG, "") else absatz


def _mit_marke(erzeugt: Erzeugtes, text: str) -> str:
    """The text with the mark again where the Kennung is named as such."""
    return text.replace(f"Kennung {erzeugt.kennung}", _KENNUNG)


class _Buch:
    """The sources of one document's figures."""

    def __init__(self, erzeugt: Erzeugtes, quellen: Quellen, nummern: frozenset[str], posten: frozenset[str]) -> None:
        self.erzeugt, self.quellen, self.nummern, self.posten = erzeugt, quellen, nummern, posten

    def klausel(self, stueck: Stueck, text: Klauseltext) -> Iterator[Textfund]:
        """Figures of one clause: those typed into it must be declared, all others come from its values."""
        klausel = stueck.klausel
        zahlen = klauselzahlen(klausel.text, klausel.zahlen)
        if not zahlen.offen and text.werte <= zahlen.erklaert:
            self.quellen.merke(self.erzeugt.werte, stueck.pfade)
            return
        bekannt = self._quellen(stueck, zahlen, text)
        if not zahlen.offen and text.werte <= bekannt:
            return
        offen = self._offen(text, bekannt)
        if stueck.eigen and offen:
            yield eigene_zahlen(self.erzeugt, stueck, offen)
            return
        fest = {zahl.kanon: zahl for zahl in zahlen.offen if not self._posten(zahl.figur)}
        for zahl in fest.values():
            if zahl.kanon in text.werte:
                ort = next(absatz for absatz, paare in text.figuren if zahl.kanon in (wert for _, wert in paare))
                yield fund(self.erzeugt, stueck, zahl.figur, ort, zahl.mark(klausel))
        for absatz, figur in offen:
            if kanon(figur) not in fest:
                yield fund(self.erzeugt, stueck, figur, absatz, zeile(stueck, absatz, figur))

    def _quellen(self, stueck: Stueck, zahlen: Klauselzahlen, text: Klauseltext) -> set[str]:
        """The figures that a clause may print; typed figures have no source unless declared."""
        gesucht = None if zahlen.offen else text.werte - zahlen.erklaert
        bekannt = self.quellen.von(self.erzeugt.werte, stueck.pfade, gesucht) | zahlen.erklaert
        if "ziffer(" in stueck.klausel.text:
            bekannt |= self.nummern
        if "loop.index" in stueck.klausel.text:
            bekannt |= {str(nummer) for nummer in range(1, len(text.figuren) + 1)}
        if stueck.eigen:
            bekannt -= {zahl.kanon for zahl in zahlen.offen}
        return bekannt

    def _offen(self, text: Klauseltext, bekannt: set[str]) -> list[tuple[str, str]]:
        """Paragraph and figure of everything without a source."""
        return [
            (absatz, figur)
            for absatz, paare in text.figuren
            for figur, wert in paare
            if wert not in bekannt and not self._bekannt(figur, bekannt)
        ]

    def _bekannt(self, figur: str, bekannt: set[str]) -> bool:
        zahl = ohne_endung(figur)
        return (zahl is not None and kanon(zahl) in bekannt) or self._posten(figur)

    def _posten(self, figur: str) -> bool:
        """True for the number of a cost position (M1)."""
        return figur.rstrip("0123456789") in self.posten and figur[-1].isdigit()

    def rahmen(self, kontext: Textkontext, texte: Sequence[tuple[str, str]]) -> Iterator[Textfund]:
        """Figures of the frame: header, footer, everything in the body that is no clause."""
        manifest = kontext.pruefung.manifest
        dokument = manifest.dokument(self.erzeugt.dokument)
        erklaert = klauselzahlen("", tuple(dokument.zahlen)).erklaert if dokument is not None else frozenset[str]()
        figuren = [(ort, text, gedruckte(text) or ()) for ort, text in dict.fromkeys(texte)]
        gesucht = frozenset(wert for _, _, paare in figuren for _, wert in paare) - erklaert
        bekannt = self.quellen.von(self.erzeugt.werte, self.erzeugt.pfade, gesucht) | erklaert
        nummer = next(i for i, eintrag in enumerate(manifest.dokumente) if eintrag.id == self.erzeugt.dokument)
        for ort, text, paare in figuren:
            for figur, wert in paare:
                if wert not in bekannt and not self._bekannt(figur, bekannt):
                    yield Textfund(
                        f"Die Zahl „{figur}“ hat keine Quelle: {ort} "
                        f"„{ausschnitt(self.erzeugt.mit_kennung(text), figur)}“.",
                        dokument=self.erzeugt.dokument,
                        stelle=ort,
                        mark=kontext.pruefung.paket_mark(f"dokumente.{nummer}.rahmen"),
                        hilfe="Die Zahl im Rahmen (Word-Datei) durch {{ … }} ersetzen oder beim Dokument im Manifest "
                        "unter „zahlen:“ aufführen.",
                    )
