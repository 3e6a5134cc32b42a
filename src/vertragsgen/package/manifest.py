"""The manifest ``paket.yaml`` of a template package; attributes are called like the YAML keys."""

import re
from typing import Annotated, Any

from msgspec import field

from vertragsgen.package.bausteine import (
    KENNUNG,
    Abschnitt,
    Altersgrenzen,
    Budgetregel,
    Einheit,
    Komponente,
    Kostentraegerblatt,
    Option,
    Platzgeldregel,
    Teilanlage,
    Ueberschreibbar,
    Zeitspanne,
)
from vertragsgen.package.pruefwerte import Pruefwerte
from vertragsgen.source.scalar_type import Mindestens, auswahl
from vertragsgen.source.scalars import Text, Wahrheitswert, Zeile
from vertragsgen.source.section import Fehlerangabe
from vertragsgen.workspace import is_file_id

__all__ = ["Dokument", "Einheit", "Komponente", "Kostentraegerblatt", "Manifest", "Option", "RegelAus"]

Format = Annotated[str, auswahl("docx", "xlsx")]
Arbeitsmappe = Annotated[str, auswahl("kostentraegerblatt", "budget")]
Regime = Annotated[str, auswahl("sgb_xii", "sgb_ix")]
PAKET_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
GEMEINSAM = "_gemeinsam/"

KERNABSCHNITTE = (
    "paket", "fassung", "basis", "vereinbarung", "traeger", "angebot", "personal", "verguetung", "platzgeld",
    "laufzeit", "vorgaenger", "fortschreibung", "verhandlung", "kostentraegerblatt", "budget",
    "persoenliche_eignung", "klauseln", "ausnahmen", "angaben",
)  # fmt: skip
"""Sections of a profile: as variables of the clauses their names are taken."""
STEUERABSCHNITTE = ("paket", "basis", "klauseln", "ausnahmen")
"""Those that no document prints: they steer the program, or hold wording and reasons of a single profile."""
KONTEXTNAMEN = (
    *(name for name in KERNABSCHNITTE if name != "fassung"), "dokument", "anlagen", "berechnung", "einheit",
    "ziffer", "anlage", "loop",
)  # fmt: skip


class Dokument(Abschnitt, kw_only=True):
    """A document of the package: its frame, formats, and the clauses of each slot in order.

    ``anlage`` is the designation in annex lists (null: no annex), or ``anlagen`` the numbered annexes the document
    holds. ``paragrafen`` says that its sections are called „§ 1“, so that „§ 1“ without a law means this document.
    ``wenn`` is a Jinja expression that decides whether the document is built, ``xlsx`` the workbook builder for that
    format and ``xlsx_texte`` the wording it takes from the package (values and references in braces, as in
    clauses). ``zahlen`` are the figures that belong to the wording of frame and workbook, as a clause lists its own.
    """

    id: Zeile
    titel: Zeile
    kurztitel: Zeile | None = None
    rahmen: Zeile
    formate: Annotated[list[Format], Mindestens(1)] = field(default_factory=lambda: ["docx"])
    xlsx: Arbeitsmappe | None = None
    xlsx_texte: dict[Zeile, Text] = field(default_factory=dict)
    anlage: Zeile | None = None
    anlagen: list[Teilanlage] = field(default_factory=list)
    paragrafen: Wahrheitswert = False
    wenn: Zeile | None = None
    zahlen: list[Zeile] = field(default_factory=list)
    bereiche: Annotated[dict[Zeile, list[Zeile]], Mindestens(1)]

    def _unstimmig(self) -> list[Fehlerangabe]:
        fehler: list[Fehlerangabe] = []
        if not is_file_id(self.id):
            meldung = f"„{self.id}“ wird Dateiname: Kleinbuchstaben, Ziffern, Bindestrich; kein Gerätename von Windows."
            fehler.append(("id", "wert", meldung))
        if ("xlsx" in self.formate) != (self.xlsx is not None):
            fehler.append(("xlsx", "wert", "„xlsx“ steht genau dann, wenn „formate“ xlsx enthält."))
        datei = self.rahmen.removeprefix(GEMEINSAM)
        if "/" in datei or "\\" in datei or not datei.endswith(".docx"):
            fehler.append(("rahmen", "wert", f"„{self.rahmen}“ ist keine Word-Datei (.docx) im Ordner rahmen."))
        if self.anlage is not None and self.anlagen:
            fehler.append(("anlagen", "wert", "Entweder „anlage“ oder „anlagen“ angeben, nicht beides."))
        fehler += [
            ("anlagen", "wert", f"Die Kennung „{name}“ steht mehrfach.")
            for name in _doppelte([a.id for a in self.anlagen])
        ]
        return fehler

    @property
    def bezeichnung(self) -> str:
        """Short title, else the title."""
        return str(self.kurztitel or self.titel)

    @property
    def beilagen(self) -> tuple[Teilanlage, ...]:
        """The annexes this document is: none, itself under its designation, or several with numbers."""
        if self.anlage is not None:
            return (Teilanlage(id=self.id, bezeichnung=self.anlage, titel=self.titel),)
        return tuple(self.anlagen)


class RegelAus(Abschnitt):
    """A rule this package switches off, with the reason."""

    regel: Zeile
    grund: Text


class Manifest(Abschnitt, kw_only=True):
    """What a package declares; the shape is fixed, the content is the Land's.

    ``erweitert`` names another package: clauses and frames that this one lists and does not have itself are taken
    from there. Which clauses there are, and in which order, this manifest alone decides.
    ``rechtspruefung_hinweis`` is a remark on the package's documents that every report repeats, as long as the value of
    a profile at the path ``rechtspruefung_bestaetigung`` is not true.
    """

    id: Zeile
    titel: Zeile
    erweitert: Zeile | None = None
    land: Zeile
    leistungstyp: Zeile
    regime: Regime
    leistungszeitraum: Zeitspanne
    nachfolger: Zeile | None = None
    rechtspruefung_hinweis: Text | None = None
    rechtspruefung_bestaetigung: Zeile | None = None
    optionen: dict[Zeile, Option] = field(default_factory=dict)
    daten: dict[Zeile, Any] = field(default_factory=dict)
    ueberschreibbar: list[Ueberschreibbar] = field(default_factory=list)
    einheiten: dict[Zeile, Einheit] = field(default_factory=dict)
    komponenten: list[Komponente] = field(default_factory=list)
    alter: Altersgrenzen | None = None
    platzgeld: Platzgeldregel | None = None
    kostentraegerblatt: Kostentraegerblatt | None = None
    budget: Budgetregel | None = None
    kuendigung: dict[Zeile, Any] = field(default_factory=dict)
    dokumente: Annotated[list[Dokument], Mindestens(1)]
    pruefwerte: Pruefwerte = field(default_factory=Pruefwerte)
    regeln_aus: list[RegelAus] = field(default_factory=list)
    angaben: dict[Zeile, Any] = field(default_factory=dict)

    def _unstimmig(self) -> list[Fehlerangabe]:
        return [*_kennungsfehler(self), *_bezugsfehler(self)]

    def komponente(self, kennung: str) -> Komponente:
        """The component of that id; blocks and the manifest's own lists only name existing ones."""
        return next(komponente for komponente in self.komponenten if komponente.id == kennung)

    def dokument(self, kennung: str) -> Dokument | None:
        """The document of that id."""
        return next((dokument for dokument in self.dokumente if dokument.id == kennung), None)


def _doppelte(werte: list[str]) -> list[str]:
    return sorted({wert for wert in werte if werte.count(wert) > 1})


def _kennungsfehler(manifest: Manifest) -> list[Fehlerangabe]:
    """Ids that are malformed, taken or used twice, as (field, kind, message)."""
    fehler = []
    if not PAKET_ID.fullmatch(manifest.id):
        fehler.append(("id", "wert", f"„{manifest.id}“ muss „<land>/<paket>“ heißen wie die Ordner."))
    listen = {
        "komponenten": [k.id for k in manifest.komponenten],
        "dokumente": [d.id for d in manifest.dokumente],
    }
    for feld, kennungen in listen.items():
        fehler += [(feld, "wert", f"Die Kennung „{name}“ steht mehrfach.") for name in _doppelte(kennungen)]
    buchstaben = _doppelte([k.nummer for k in manifest.komponenten])
    fehler += [("komponenten", "wert", f"Der Buchstabe „{name}“ kommt mehrfach vor.") for name in buchstaben]
    for feld, namen in {"optionen": list(manifest.optionen), "daten": list(manifest.daten)}.items():
        for name in namen:
            vergeben = name in KONTEXTNAMEN or (feld == "daten" and name in manifest.optionen)
            if vergeben:
                fehler.append((feld, "wert", f"„{name}“ ist als Name einer Klauselvariablen schon vergeben."))
            elif not KENNUNG.fullmatch(name):
                fehler.append((feld, "wert", f"„{name}“ ist als Name einer Klauselvariablen nicht zulässig."))
    return fehler


def _bezugsfehler(manifest: Manifest) -> list[Fehlerangabe]:
    """Names that refer to nothing, as (field, kind, message)."""
    fehler = []
    kennungen = {komponente.id for komponente in manifest.komponenten}
    if manifest.kostentraegerblatt is not None:
        bloecke = manifest.kostentraegerblatt.bloecke
        fehler += [
            ("kostentraegerblatt", "wert", f"Der Kostenblock „{block}“ ist keine Komponente des Pakets.")
            for block in bloecke
            if block not in kennungen
        ]
        fehler += [
            ("kostentraegerblatt", "wert", f"Der Block „{name}“ kommt mehrfach vor.") for name in _doppelte(bloecke)
        ]
    fehler += [
        ("pruefwerte", "wert", f"„{name}“ ist keine Komponente des Pakets.")
        for name in manifest.pruefwerte.verguetung.genannte_komponenten()
        if name not in kennungen
    ]
    for eintrag in manifest.ueberschreibbar:
        unbekannt = [
            f"{name}: {wert}"
            for name, wert in eintrag.wenn.items()
            if name not in manifest.optionen or wert not in manifest.optionen[name].werte
        ]
        if eintrag.pfad.split(".")[0] not in manifest.daten:
            fehler.append(("ueberschreibbar", "wert", f"„{eintrag.pfad}“ gibt es unter „daten“ nicht."))
        fehler += [("ueberschreibbar", "wert", f"Die Bedingung „{name}“ nennt keine Option.") for name in unbekannt]
    vorhanden = {"kostentraegerblatt": manifest.kostentraegerblatt, "budget": manifest.budget}
    fehler += [
        ("dokumente", "wert", f"Die Arbeitsmappe braucht einen Abschnitt „{mappe}“.")
        for mappe in dict.fromkeys(d.xlsx for d in manifest.dokumente if d.xlsx)
        if vorhanden[mappe] is None
    ]
    return fehler
