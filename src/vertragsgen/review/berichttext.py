"""A comparison of one document as plain text, in the order in which a lawyer reads: figures, then wording by risk."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.review.berichtworte import WAS, differenz, prozent, woher
from vertragsgen.review.modell import Aenderung, Aenderungsart, Dokumentvergleich, Zahlaenderung
from vertragsgen.review.stellen import kurz
from vertragsgen.review.wortdiff import Stueckart

_KLAMMER = {Stueckart.GELOESCHT: ("[-", "-]"), Stueckart.EINGEFUEGT: ("{+", "+}")}
# The same signs as on the page.
_LEER = {"\u00a0": "⍽", "\u202f": "⍽", "\n": "↵", "\t": "⇥"}
# Equal text around a change: enough to find the place, not the whole clause.
_UMFELD = 70


def als_text(vergleich: Dokumentvergleich) -> str:
    """The report: ``[-…-]`` is what went, ``{+…+}`` what came."""
    return "\n".join(_zeilen(vergleich)) + "\n"


def kopfzeile(vergleich: Dokumentvergleich) -> str:
    """The verdict in one line."""
    if vergleich.gleich:
        return "Keine Unterschiede."
    zahlen = len(vergleich.zahlen)
    stellen = len(vergleich.aenderungen)
    teile = [f"{stellen} geänderte {'Stelle' if stellen == 1 else 'Stellen'}"]
    if zahlen:
        teile.append(f"darin {zahlen} {'Zahl' if zahlen == 1 else 'Zahlen'}")
    if vergleich.umnummerierungen:
        teile.append(f"{len(vergleich.umnummerierungen)} umnummeriert")
    if vergleich.nur_format:
        teile.append("nur Formatierung")
    elif vergleich.nur_zahlen:
        teile.append("nur Zahlen")
    return ", ".join(teile) + "."


def _zeilen(vergleich: Dokumentvergleich) -> Iterator[str]:
    yield f"{vergleich.dokument}: {kopfzeile(vergleich)}" if vergleich.dokument else kopfzeile(vergleich)
    if vergleich.zahlen:
        yield from ("", "Zahlen")
        for zahl in vergleich.zahlen:
            yield from _zahl(zahl)
    for risiko, aenderungen in vergleich.nach_risiko():
        yield from ("", risiko.titel)
        for aenderung in aenderungen:
            yield from _aenderung(aenderung)
    yield from _weiteres(vergleich)


def _zahl(zahl: Zahlaenderung) -> Iterator[str]:
    yield f"  {zahl.stelle}: {zahl.bezeichnung}"
    yield f"      {zahl.alt or '(neu)'} → {zahl.neu or '(gestrichen)'}{unterschied(zahl)}"


def unterschied(zahl: Zahlaenderung) -> str:
    """Difference and percentage in brackets, empty where they mean nothing.

    >>> from decimal import Decimal
    >>> from vertragsgen.review.modell import Zahlart
    >>> unterschied(Zahlaenderung("", "", Zahlart.BETRAG, "75,69", "76,96", "€", Decimal("1.27"), Decimal("1.68")))
    ' (+1,27 €, +1,68 %)'
    """
    if zahl.differenz is None:
        return ""
    anteil = "" if zahl.prozent is None or zahl.einheit == "%" else f", {prozent(zahl.prozent)}"
    return f" ({differenz(zahl.differenz, zahl.einheit)}{anteil})"


def _aenderung(aenderung: Aenderung) -> Iterator[str]:
    yield f"  {aenderung.stelle}: {WAS[aenderung.art]}{woher(aenderung)}"
    if aenderung.art is not Aenderungsart.FORMAT:
        yield f"      {mit_klammern(aenderung)}"
    for satz in aenderung.format:
        yield f"      {satz}"


def sichtbar(text: str) -> str:
    """A changed piece of spaces only as signs that show them; any other text as it is.

    >>> sichtbar("\\u00a0 "), sichtbar("ein Wort ")
    ('⍽␣', 'ein Wort ')
    """
    return "".join([_LEER.get(zeichen, "␣") for zeichen in text]) if text.isspace() else text


def mit_klammern(aenderung: Aenderung) -> str:
    """The text on one line with brackets around what went and came; long equal text is cut."""
    teile: list[str] = []
    letztes = len(aenderung.stuecke) - 1
    for k, stueck in enumerate(aenderung.stuecke):
        if stueck.art is Stueckart.GLEICH:
            teile.append(_gekuerzt(stueck.text, k == 0, k == letztes))
        else:
            auf, zu = _KLAMMER[stueck.art]
            teile.append(f"{auf}{sichtbar(stueck.text)}{zu}")
    return " ".join("".join(teile).split())


def _gekuerzt(text: str, erstes: bool, letztes: bool) -> str:
    if erstes and letztes:
        return kurz(text, 2 * _UMFELD)
    if len(text) <= _UMFELD + 20:
        return text
    if erstes:
        return "… " + text[-_UMFELD:].partition(" ")[2]
    if letztes:
        return text[:_UMFELD].rpartition(" ")[0] + " …"
    return (
        text
        if len(text) <= 2 * _UMFELD
        else f"{text[:_UMFELD].rpartition(' ')[0]} … {text[-_UMFELD:].partition(' ')[2]}"
    )


def _weiteres(vergleich: Dokumentvergleich) -> Iterator[str]:
    if vergleich.umnummerierungen:
        yield from ("", "Umnummeriert (keine Änderung des Wortlauts)")
        for eine in vergleich.umnummerierungen:
            yield f"  {eine.alt or 'ohne Nummer'} → {eine.neu or 'ohne Nummer'}: {kurz(eine.text, 60)}"
    if vergleich.verweise:
        yield from ("", "Verweise prüfen")
        for verweis in vergleich.verweise:
            yield f"  {verweis.stelle}: {verweis.meldung}"
    if vergleich.eigenschaften:
        yield from ("", "Eigenschaften des Dokuments")
        for eigenschaft in vergleich.eigenschaften:
            yield f"  {eigenschaft.name}: {eigenschaft.alt or '(leer)'} → {eigenschaft.neu or '(leer)'}"
    if vergleich.hinweise:
        yield from ("", "Hinweise")
        yield from (f"  {hinweis}" for hinweis in vergleich.hinweise)
    if vergleich.bearbeitungen:
        yield from ("", "Nachverfolgte Änderungen in der neuen Fassung (verglichen, als wären sie angenommen)")
        for bearbeitung in vergleich.bearbeitungen:
            wer = f"{bearbeitung.autor or 'ohne Namen'}{_datum(bearbeitung.datum)}"
            text = f": {kurz(bearbeitung.text, 80)}" if bearbeitung.text else ""
            yield f"  {wer}, {bearbeitung.stelle or 'ohne Stelle'}, {bearbeitung.art}{text}"
    if vergleich.kommentare:
        yield from ("", "Kommentare in der neuen Fassung")
        for kommentar in vergleich.kommentare:
            wer = f"{kommentar.autor or 'ohne Namen'}{_datum(kommentar.datum)}"
            yield f"  {wer}, {kommentar.stelle or 'ohne Stelle'}: {' / '.join(kommentar.text.splitlines())}"


def _datum(iso: str) -> str:
    teile = iso[:10].split("-")
    return f" ({teile[2]}.{teile[1]}.{teile[0]})" if len(teile) == 3 else ""
