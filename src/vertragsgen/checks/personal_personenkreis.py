"""Rules on the target group (VG510, VG511)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from vertragsgen.checks.merkmale import merkmale
from vertragsgen.checks.profilwert import wert_am_pfad
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere


class Wortlaut(Struct, frozen=True):
    """One wording of the target group with the characteristics it names."""

    titel: str
    pfad: str
    text: str
    merkmale: frozenset[str]

    def abstand(self, andere: Sequence[Wortlaut]) -> int:
        """In how many characteristics it differs from the others together."""
        return sum(len(self.merkmale ^ anderer.merkmale) for anderer in andere)


def _wortlaute(kontext: Pruefkontext) -> list[Wortlaut]:
    kreis = kontext.manifest.pruefwerte.personal.zielgruppe
    stellen = [] if kreis is None else [(s, wert_am_pfad(kontext.profil, s.pfad)) for s in kreis.stellen]
    return [
        Wortlaut(stelle.titel, stelle.pfad, text, merkmale(text, kreis))
        for stelle, text in stellen
        if isinstance(text, str) and kreis is not None
    ]


@regel("VG510", Schwere.WARNUNG, ausnahmefaehig=True)
def gleicher_personenkreis(kontext: Pruefkontext) -> Iterator[Fund]:
    """Vertrag und Leistungsbeschreibung meinen denselben Personenkreis.

    Was: Vergleicht die Wortlaute des Personenkreises an den Stellen, die das Paket nennt, nach den Merkmalen, die
        sie aufzählen („volljährig“ und „erwachsen“ sind dasselbe, wenn das Paket es sagt). Ist der eine Kreis ein
        Teil des anderen, kann das gewollt sein; bestätigt wird es mit einer Ausnahme. Nicht prüfbar, wenn weniger
        als zwei Stellen angegeben sind.
    Warum: Wer aufgenommen wird, entscheidet der Vertrag; zwei verschiedene Kreise führen zu Streit im Einzelfall.
    Falsch: Vereinbarung „suchtkranke Menschen mit HIV/AIDS-Erkrankung“, Leistungsbeschreibung „suchtkranke Menschen“.
    Richtig: An allen Stellen „suchtkranke Menschen“.
    Rechtsgrundlage: § 125 Abs. 2 Nr. 1 SGB IX; § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung.
    Seit: 0.1.0
    """
    wortlaute = _wortlaute(kontext)
    if len(wortlaute) < 2:
        meldung = "Der Personenkreis steht an weniger als zwei Stellen; es gibt nichts zu vergleichen."
        yield Fund(meldung, "angebot", nicht_pruefbar=True)
        return
    if len({wortlaut.merkmale for wortlaut in wortlaute}) == 1:
        return
    fremd = max(wortlaute, key=lambda wortlaut: wortlaut.abstand(wortlaute))
    andere = [wortlaut for wortlaut in wortlaute if wortlaut.merkmale != fremd.merkmale]
    ueblich = min(andere, key=lambda wortlaut: wortlaut.abstand(wortlaute))
    kreise = sorted((wortlaut.merkmale for wortlaut in wortlaute), key=len)
    enthalten = all(kleiner <= groesser for kleiner, groesser in pairwise(kreise))
    zusatz = " Jeder engere Kreis ist ein Teil des weiteren." if enthalten else ""
    yield Fund(
        f"Personenkreis in Vertrag und Leistungsbeschreibung verschieden: „{fremd.text}“ ({fremd.titel}) / "
        f"„{ueblich.text}“ ({ueblich.titel}). {_unterschiede(wortlaute)}.{zusatz}",
        fremd.pfad,
        tuple(wortlaut.pfad for wortlaut in wortlaute if wortlaut is not fremd),
        hilfe="Gleichen Sie die Wortlaute an; ist der Unterschied gewollt, bestätigen Sie ihn mit einer Ausnahme.",
    )


def _unterschiede(wortlaute: Sequence[Wortlaut]) -> str:
    """„HIV/AIDS“ nur in Ziffer 2.1; „erwachsen“ fehlt in …"""
    saetze = []
    for merkmal in sorted(frozenset().union(*(wortlaut.merkmale for wortlaut in wortlaute))):
        mit = [wortlaut.titel for wortlaut in wortlaute if merkmal in wortlaut.merkmale]
        ohne = [wortlaut.titel for wortlaut in wortlaute if merkmal not in wortlaut.merkmale]
        if ohne:
            nur = len(mit) <= len(ohne)
            saetze.append(f"„{merkmal}“ {'nur in' if nur else 'fehlt in'} {' und '.join(mit if nur else ohne)}")
    return "; ".join(saetze)


def _ausschluesse(kontext: Pruefkontext) -> Iterator[tuple[str, str]]:
    """Each criterion of exclusion with its path; those of the package have the path of the target group."""
    kreis = kontext.manifest.pruefwerte.personal.zielgruppe
    if kreis is None:
        return
    pfad = kreis.stellen[0].pfad if kreis.stellen else "angebot"
    yield from ((text, pfad) for text in kreis.ausschluss)
    for pfad in kreis.ausschluss_pfade:
        wert = wert_am_pfad(kontext.profil, pfad)
        texte = wert if isinstance(wert, (list, tuple)) else [wert]
        yield from ((text, pfad) for text in texte if isinstance(text, str))


@regel("VG511", Schwere.WARNUNG, ausnahmefaehig=True)
def ausschluss_ohne_widerspruch(kontext: Pruefkontext) -> Iterator[Fund]:
    """Kein Ausschlusskriterium trifft die Zielgruppe.

    Was: Vergleicht die Merkmale jedes Ausschlusskriteriums des Pakets und des Profils mit denen des
        Personenkreises; ein gemeinsames Merkmal ist ein Widerspruch. Ohne Ausschlusskriterien ist nichts zu
        prüfen; nicht prüfbar ohne Wortlaut des Personenkreises.
    Warum: Ein Angebot kann nicht aufnehmen müssen, wen es ausschließt.
    Falsch: Zielgruppe „suchtkranke Menschen“, Ausschluss „Suchterkrankung“.
    Richtig: Zielgruppe „psychisch kranke Menschen“, Ausschluss „Suchterkrankung“.
    Rechtsgrundlage: § 123 Abs. 4, § 125 Abs. 2 Nr. 1 SGB IX; § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden
        Fassung.
    Seit: 0.1.0
    """
    ausschluesse, wortlaute = list(_ausschluesse(kontext)), _wortlaute(kontext)
    if ausschluesse and not wortlaute:
        meldung = "Ohne Wortlaut des Personenkreises sind die Ausschlusskriterien nicht prüfbar."
        yield Fund(meldung, "angebot", nicht_pruefbar=True)
    kreis = kontext.manifest.pruefwerte.personal.zielgruppe
    for text, pfad in ausschluesse:
        for wortlaut in wortlaute:
            assert kreis is not None
            gemeinsam = merkmale(text, kreis) & wortlaut.merkmale
            if gemeinsam:
                yield Fund(
                    f"Ausschlusskriterium „{text}“ widerspricht der Zielgruppe „{wortlaut.text}“ ({wortlaut.titel}): "
                    f"beide nennen {' und '.join(f'„{name}“' for name in sorted(gemeinsam))}.",
                    pfad,
                    (wortlaut.pfad,),
                    hilfe="Fassen Sie das Kriterium enger, oder streichen Sie es.",
                )
                break
