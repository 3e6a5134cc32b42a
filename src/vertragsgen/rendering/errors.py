"""A fault in a template, at the line of the author's file; becomes a finding at the edge of this layer."""

from __future__ import annotations

from vertragsgen.diagnostics import Befund, Mark, Schwere

MANIFEST = "VG150"
KLAUSELTEXT = "VG152"
VARIABLE = "VG153"
FORMATVORLAGE = "VG154"
VERWEIS = "VG155"
RAHMEN = "VG156"
WERT_FEHLT = "VG157"
GRENZE = "VG158"


class Vorlagenfehler(Exception):
    """What is wrong in which line of which template file.

    ``meldung`` and ``hilfe`` are German; ``angabe`` is the path of a missing value of the profile, ``stelle`` the
    place in words where a line says too little (a part of a Word file).
    """

    def __init__(
        self,
        code: str,
        meldung: str,
        datei: str,
        zeile: int,
        *,
        hilfe: str | None = None,
        angabe: str | None = None,
        stelle: str | None = None,
    ) -> None:
        super().__init__(f"{datei}:{zeile}: {meldung}")
        self.code = code
        self.meldung = meldung
        self.datei = datei
        self.zeile = zeile
        self.hilfe = hilfe
        self.angabe = angabe
        self.stelle = stelle

    def befund(self, profil: str | None = None, dokument: str | None = None) -> Befund:
        """The same as a finding that stops the documents of the profile."""
        return Befund(
            self.code,
            Schwere.FEHLER,
            self.meldung,
            mark=Mark(self.datei, self.zeile, 1),
            hilfe=self.hilfe,
            profil=profil,
            dokument=dokument,
            stelle=self.stelle,
        )
