"""Rules on the norms a text cites: repealed, with another content, certificates of conduct (VG402–VG404)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.leser import Frage
from vertragsgen.inspection.quellen import PARAGRAFENZEICHEN, herkunft, laufzeitdatum, zitatleser
from vertragsgen.inspection.regel import Textfund, Textkontext, fund_an, textregel
from vertragsgen.inspection.stellen import Absatz
from vertragsgen.inspection.zitate import Paragraf, Zitat, nummernwert
from vertragsgen.notation import format_datum
from vertragsgen.package.manifest import Manifest
from vertragsgen.package.pruefwerte_recht import Normwechsel


def _trifft(wechsel: Normwechsel, paragraf: Paragraf) -> bool:
    """True if the entry is about that provision; with an Absatz only if the text cites that Absatz."""
    von, bis = nummernwert(wechsel.von), nummernwert(wechsel.bis or wechsel.von)
    if not von <= nummernwert(paragraf.nummer) <= bis:
        return False
    return wechsel.absatz is None or wechsel.absatz in paragraf.werte("Abs.")


def _alte_fassung(zitat: Zitat, wechsel: Normwechsel) -> bool:
    """True if the text says that it means the version before the change."""
    return zitat.alte_fassung and (zitat.fassung is None or zitat.fassung < wechsel.seit)


Treffer = tuple[tuple[Zitat, tuple[Normwechsel, ...]], ...]


def _frage(tafel: Sequence[Normwechsel], manifest: Manifest) -> Frage[Treffer]:
    """The citations of a paragraph that meet entries of the table, whenever those hold.

    Of a range only the ends count, of „ff.“ the start.
    """
    lies = zitatleser(manifest)

    def eintraege(zitat: Zitat) -> tuple[Normwechsel, ...]:
        return tuple(
            wechsel
            for wechsel in tafel
            if zitat.gesetz == wechsel.gesetz
            and any(_trifft(wechsel, paragraf) for paragraf in zitat.paragrafen)
            and not _alte_fassung(zitat, wechsel)
        )

    def antwort(text: str) -> Treffer | None:
        return tuple((zitat, treffer) for zitat in lies(text) if (treffer := eintraege(zitat))) or None

    return Frage(antwort, (PARAGRAFENZEICHEN,))


def _aufgehoben(manifest: Manifest) -> Frage[Treffer]:
    return _frage(manifest.pruefwerte.recht.aufgehoben, manifest)


def _umgedeutet(manifest: Manifest) -> Frage[Treffer]:
    return _frage(manifest.pruefwerte.recht.umgedeutet, manifest)


def _betroffene(
    kontext: Textkontext, frage: Frage[Treffer], beginn: date
) -> Iterator[tuple[Absatz, Zitat, Normwechsel]]:
    """The citations that meet an entry of the table that holds at the start of the term."""
    for absatz, treffer in kontext.antworten(frage):
        for zitat, eintraege in treffer:
            wechsel = next((wechsel for wechsel in eintraege if wechsel.gilt(beginn)), None)
            if wechsel is not None:
                yield absatz, zitat, wechsel


def _funde(
    kontext: Textkontext,
    tafel: Sequence[Normwechsel],
    frage: Callable[[Manifest], Frage[Treffer]],
    satz: Callable[[Zitat, Normwechsel], str],
) -> Iterator[Textfund]:
    """A finding with the sentence ``satz`` for each citation that ``tafel`` meets; ``frage`` asks for that table."""
    beginn = laufzeitdatum(kontext, "beginn")
    if beginn is None or not tafel:
        fehlt = "der Beginn der Laufzeit" if tafel else "eine Tabelle der Normen"
        yield Textfund(f"Es fehlt {fehlt}; die Zitate bleiben ungeprüft.", pfad="laufzeit.beginn", nicht_pruefbar=True)
        return
    for absatz, zitat, wechsel in _betroffene(kontext, kontext.vorbereitet(frage), beginn):
        yield fund_an(absatz, zitat.text, satz(zitat, wechsel), weitere=herkunft(kontext, zitat.text))


@textregel("VG402", Schwere.WARNUNG, ausnahmefaehig=True)
def aufgehobene_normen(kontext: Textkontext) -> Iterator[Textfund]:
    """Der Wortlaut zitiert keine Norm, die am Beginn der Laufzeit aufgehoben ist.

    Was: Liest alle Zitate der Dokumente und sucht sie in der Tabelle der aufgehobenen Normen, gemessen am Beginn der
        Laufzeit. Ein Zusatz wie „in der am 31.12.2017 geltenden Fassung“ lässt das Zitat gelten. Nicht prüfbar ohne
        Beginn oder Tabelle.
    Warum: Ein Zitat, das ins Leere geht, lässt offen, worauf der Anspruch beruht.
    Falsch: Gesamtplan nach § 58 SGB XII (Laufzeit ab 01.01.2019)
    Richtig: Gesamtplan nach § 144 SGB XII
    Rechtsgrundlage: Art. 13, Art. 26 Abs. 1, Abs. 4 BTHG.
    Seit: 0.1.0
    """

    def satz(zitat: Zitat, wechsel: Normwechsel) -> str:
        seit = f"{'sind' if zitat.mehrzahl else 'ist'} seit {format_datum(wechsel.seit)}"
        return f"{zitat.wortlaut} {seit} aufgehoben; ersetzt durch {wechsel.neu}."

    return _funde(kontext, kontext.pruefung.manifest.pruefwerte.recht.aufgehoben, _aufgehoben, satz)


@textregel("VG403", Schwere.FEHLER, ausnahmefaehig=True)
def umgedeutete_normen(kontext: Textkontext) -> Iterator[Textfund]:
    """Der Wortlaut zitiert keine Norm, unter deren Nummer heute etwas anderes steht.

    Was: Liest alle Zitate der Dokumente und sucht sie in der Tabelle der Normen mit neuem Inhalt, gemessen am Beginn
        der Laufzeit. Ein Zusatz zur alten Fassung lässt das Zitat gelten. Nicht prüfbar ohne Beginn oder Tabelle.
    Warum: Das Zitat führt nicht ins Leere, sondern zu einer anderen Regelung; das fällt beim Lesen nicht auf.
    Falsch: Prüfung nach § 76 Abs. 3 SGB XII (Laufzeit ab 01.01.2020)
    Richtig: Prüfung nach § 128 SGB IX
    Rechtsgrundlage: Art. 1, Art. 13 BTHG.
    Seit: 0.1.0
    """

    def satz(zitat: Zitat, wechsel: Normwechsel) -> str:
        seit = f"{'regeln' if zitat.mehrzahl else 'regelt'} seit {format_datum(wechsel.seit)}"
        return f"{zitat.wortlaut} {seit} etwas anderes ({wechsel.neu})."

    return _funde(kontext, kontext.pruefung.manifest.pruefwerte.recht.umgedeutet, _umgedeutet, satz)


def _zeugnisse(manifest: Manifest) -> Frage[tuple[Zitat, ...]]:
    """The citations of the law on certificates in a paragraph that names the certificate; there may be none."""
    werte = manifest.pruefwerte.recht.fuehrungszeugnis
    wort = "" if werte is None else werte.wort.lower()
    lies = zitatleser(manifest)

    def antwort(text: str) -> tuple[Zitat, ...]:
        return tuple(zitat for zitat in lies(text) if werte is not None and zitat.gesetz == werte.gesetz)

    return Frage(antwort, (wort,), klein=True)


@textregel("VG404", Schwere.FEHLER, ausnahmefaehig=True)
def fuehrungszeugnis(kontext: Textkontext) -> Iterator[Textfund]:
    """Verlangt wird das erweiterte Führungszeugnis.

    Was: Prüft in jedem Absatz, der das Führungszeugnis nennt, die zitierte Norm; für Vereinbarungen ab dem in der
        Tabelle genannten Abschluss ist es § 30a Abs. 1 BZRG. Nicht prüfbar, wenn kein Dokument das Führungszeugnis
        nennt oder weder Abschluss noch Beginn bekannt sind.
    Warum: Das einfache Führungszeugnis nach § 30 BZRG weist einschlägige Verurteilungen nicht vollständig aus.
    Falsch: ein Führungszeugnis nach § 30 Abs. 1 BZRG
    Richtig: ein erweitertes Führungszeugnis nach § 30a Abs. 1 BZRG
    Rechtsgrundlage: § 75 Abs. 2 Satz 3 ff. SGB XII in der 2017 bis 2019 geltenden Fassung; § 124 Abs. 2 SGB IX.
    Seit: 0.1.0
    """
    werte = kontext.pruefung.manifest.pruefwerte.recht.fuehrungszeugnis
    tag = laufzeitdatum(kontext, "abschlussdatum") or laufzeitdatum(kontext, "beginn")
    stellen = [] if werte is None else list(kontext.antworten(kontext.vorbereitet(_zeugnisse)))
    if werte is None or tag is None or not stellen:
        meldung = "Kein Dokument nennt das Führungszeugnis, oder Abschluss und Norm sind nicht bekannt."
        yield Textfund(meldung, pfad="persoenliche_eignung", nicht_pruefbar=True)
        return
    if tag < werte.abschluss_ab:
        return
    soll = f"§ {werte.paragraf} Abs. {werte.absatz} {werte.gesetz}"
    verlangt = f"verlangt ist das erweiterte Führungszeugnis nach {soll}"
    genannt = False
    for absatz, zitat in ((absatz, zitat) for absatz, zitate in stellen for zitat in zitate):
        falsche = [paragraf for paragraf in zitat.paragrafen if paragraf.nummer != werte.paragraf]
        richtig = any(werte.absatz in paragraf.werte("Abs.") for paragraf in zitat.paragrafen)
        genannt = genannt or richtig or bool(falsche)
        if falsche:
            meldung = f"„{kontext.bezeichnung(absatz.erzeugt)}“ zitiert {zitat.text}; {verlangt}."
            yield fund_an(absatz, zitat.text, meldung, weitere=herkunft(kontext, zitat.text))
    if not genannt:
        erster = stellen[0][0]
        meldung = f"„{kontext.bezeichnung(erster.erzeugt)}“ nennt {soll} nicht; {verlangt}."
        yield fund_an(erster, werte.wort, meldung)
