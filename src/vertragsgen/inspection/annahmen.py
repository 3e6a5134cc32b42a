"""VG714: which wording of a package is an assumption, because no published text shows it."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.diagnostics import Mark, Schwere
from vertragsgen.inspection.regel import Textfund, Textkontext, textregel
from vertragsgen.inspection.verweise import in_paragrafen


@textregel("VG714", Schwere.HINWEIS, ausnahmefaehig=True)
def modellannahmen(kontext: Textkontext) -> Iterator[Textfund]:
    """Welche Regelungen Modellannahmen des Pakets sind.

    Was: Nennt je Dokument die Paragrafen oder Klauseln, deren Wortlaut keine veröffentlichte Quelle hat, sondern vom Paket angenommen
      ist (im Kopf der Klausel „modellannahme:“). Im Dokument selbst steht davon nichts. Eine Klausel, die das Profil
      durch eigenen Wortlaut ersetzt, zählt nicht mehr dazu.
    Warum: Was angenommen ist, muss eine Juristin oder ein Jurist vor der Verwendung besonders prüfen.
    Falsch: modellannahme: Der Haupttext ist nicht veröffentlicht.
    Richtig: Die Klausel mit der geltenden Fassung abgleichen und die Zeile „modellannahme:“ streichen.
    Rechtsgrundlage: keine; Hinweis zur Herkunft des Wortlauts.
    Seit: 0.1.0
    """
    for erzeugt in kontext.dokumente:
        # By section where sections are called „§ 1“, else by clause, in the order of the document.
        abschnitte: dict[str, list[Mark]] = {}
        gruende: list[str] = []
        for stueck in erzeugt.stuecke:
            grund = stueck.klausel.modellannahme
            if grund is None or stueck.eigen:
                continue
            nummer = stueck.ziffer.partition(".")[0]
            zaehlt = nummer and in_paragrafen(kontext, erzeugt)
            name = f"§ {nummer}" if zaehlt else f"„{stueck.klausel.titel or stueck.klausel.id}“"
            abschnitte.setdefault(name, []).append(stueck.klausel.mark)
            if grund not in gruende:
                gruende.append(grund)
        if abschnitte:
            marken = [marken[0] for marken in abschnitte.values()]
            yield Textfund(
                f"Modellannahme in {kontext.bezeichnung(erzeugt)}: {', '.join(abschnitte)}. {' '.join(gruende)}",
                erzeugt.dokument,
                mark=marken[0],
                weitere_marken=tuple(marken[1:]),
                hilfe="Vor der Verwendung mit der geltenden Fassung abgleichen.",
            )
