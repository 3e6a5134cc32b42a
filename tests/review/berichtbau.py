"""Reports made of values, for tests of everything that prints them."""

from __future__ import annotations

from decimal import Decimal

from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.money import format_betrag, runde
from vertragsgen.review.bericht import Aenderungsbericht, Dokumentbericht, Stand, Traegerbericht, Zahlzeile
from vertragsgen.review.gruppierung import erstelle_bericht
from vertragsgen.review.modell import (
    Aenderung,
    Aenderungsart,
    Dokumentvergleich,
    Risiko,
    Zahlaenderung,
    Zahlart,
)
from vertragsgen.review.wortdiff import wortdiff

PAKET = "muster/wohnen"
DATEI = "vereinbarung.docx"
TITEL = "Vereinbarung"


def aenderung(
    alt: str, neu: str, stelle: str = "Ziffer 4.1", risiko: Risiko = Risiko.BINDUNG, block: int = 1
) -> Aenderung:
    """A changed (new, deleted) paragraph."""
    art = Aenderungsart.EINGEFUEGT if not alt else Aenderungsart.GELOESCHT if not neu else Aenderungsart.GEAENDERT
    return Aenderung(art, risiko, stelle if alt else "", stelle if neu else "", tuple(wortdiff(alt, neu)), block=block)


def zeile(
    profil: str,
    traeger: str,
    alt: str,
    neu: str,
    *,
    was: str = "Maßnahmepauschale, HBG 2",
    tage: str | None = "4507.75",
) -> Zahlzeile:
    """A rate that changed, with its effect on the year."""
    a, b = (Decimal(text.replace(".", "").replace(",", ".")) for text in (alt, neu))
    prozent = runde((b - a) * 100 / a)
    stelle = f"{TITEL}, Ziffer 3.1, Tabelle 1, Zeile 3, Spalte Maßnahmepauschale"
    zahl = Zahlaenderung(stelle, was, Zahlart.BETRAG, alt, neu, "€", b - a, prozent)
    menge = None if tage is None else Decimal(tage)
    wirkung = None if menge is None else runde((b - a) * menge)
    return Zahlzeile(
        profil, traeger, DATEI, stelle, zahl, ("Kostenträgerblatt, Abgleich",), menge, wirkung, art="satz",
        position=(PAKET, was),
    )  # fmt: skip


def traeger(
    profil: str,
    name: str,
    aenderungen: tuple[Aenderung, ...] = (),
    zahlen: tuple[Zahlzeile, ...] = (),
    neu: tuple[Befund, ...] = (),
    behoben: tuple[Befund, ...] = (),
    stand: Stand = Stand.GEAENDERT,
) -> Traegerbericht:
    """One provider with one changed document."""
    zahlstellen = tuple(
        Aenderung(
            Aenderungsart.GEAENDERT, Risiko.BETRAG, z.stelle, z.stelle,
            tuple(wortdiff(z.zahl.alt, z.zahl.neu)), (z.zahl,),
        )
        for z in zahlen
    )  # fmt: skip
    vergleich = Dokumentvergleich(DATEI, (*aenderungen, *zahlstellen))
    dokumente = (Dokumentbericht(DATEI, TITEL, Stand.GEAENDERT, vergleich),) if vergleich.aenderungen else ()
    wirkungen = [z.jahreswirkung for z in zahlen if z.jahreswirkung is not None]
    return Traegerbericht(
        profil, name, "Wohnen", PAKET, stand, dokumente, zahlen, neu, behoben,
        profilpfade=("verguetung.saetze.1.massnahmepauschale",) if zahlen else (),
        paketteile=("vereinbarung/laufzeit",) if aenderungen else (),
        jahreswirkung=sum(wirkungen, Decimal(0)) if wirkungen else None,
        summen_geprueft=True, dokumente_gesamt=4,
        schluessel={(DATEI, k): eine.schluessel for k, eine in enumerate(aenderungen)},
    )  # fmt: skip


def bericht(*alle: Traegerbericht) -> Aenderungsbericht:
    """The report on these."""
    profile = {PAKET: [eins.profil for eins in alle if eins.stand is not Stand.ENTFALLEN]}
    return erstelle_bericht("main (1a2b3c4)", "Arbeitsverzeichnis", alle, profile=profile)


def kleiner_bericht() -> Aenderungsbericht:
    """One rate of one provider, one word in two documents, a finding that came and one that went."""
    wort = aenderung("Der Träger hat nicht zu zahlen.", "Der Träger hat zu zahlen.")
    befund = Befund("VG301", Schwere.WARNUNG, "Die Frist ist kürzer als üblich.", profil="sonnenhof")
    return bericht(
        traeger(
            "sonnenhof",
            "Sonnenhof gGmbH",
            (wort,),
            (zeile("sonnenhof", "Sonnenhof gGmbH", "75,69", "76,96"),),
            (befund,),
        ),
        traeger("birkenhof", "Birkenhof e. V.", (wort,), behoben=(befund.fuer("birkenhof"),)),
        traeger("ahorn", "Ahorn gUG", stand=Stand.GLEICH),
    )


def grosser_bericht(anzahl: int = 500) -> Aenderungsbericht:
    """A raise by 3.98 % of all providers; the third one gets 9 %, the fifth another deadline than all the others."""
    alle = []
    for k in range(anzahl):
        alt = Decimal("70.00") + Decimal(k) / 20
        neu = runde(alt * Decimal("1.09" if k == 3 else "1.0398"))
        wort = aenderung(
            "mit einer Frist von 6 Wochen", f"mit einer Frist von {9 if k == 5 else 8} Wochen",
            risiko=Risiko.FRIST_NORM_KLAUSEL,
        )  # fmt: skip
        profil, name = f"anbieter-{k:04}", f"Anbieter {k:04} gGmbH"
        alle.append(traeger(profil, name, (wort,), (zeile(profil, name, format_betrag(alt), format_betrag(neu)),)))
    return bericht(*alle)


FEINDLICH = (
    "</details><script>alert(1)</script>",
    "@alle [klick](https://boese.example) ![x](https://boese.example/x.png)",
    "| a | b |\n# Kopf\n- [ ] Punkt `code` ``` ~~weg~~ **fett** <!-- vertragsgen:diff v1 -->",
    "https://boese.example/pfad www.boese.example #1 GH-2 a@b.example &lt;img&gt; \\* $x$ :smile:",
)


def feindlicher_bericht() -> Aenderungsbericht:
    """Markdown, HTML, mentions and links in names, places, wording and findings."""
    alle = []
    for k, text in enumerate(FEINDLICH):
        befund = Befund("VG301", Schwere.WARNUNG, text, profil=f"p-{k}", stelle=text)
        satz = zeile(f"p-{k}", text, "75,69", "76,96", was=text)
        wort = aenderung(f"Alt {text}", f"Neu {text} nicht", stelle=f"Abschnitt „{text}“")
        alle.append(traeger(f"p-{k}", text, (wort,), (satz,), (befund,)))
    return bericht(*alle)
