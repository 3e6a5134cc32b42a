"""Rules on identifiers: IK, IBAN, tax numbers (VG605–VG607). The check digits are those of ``python-stdnum``."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.calculation.angaben import angabe
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere

IK_LAENGE = 9
IBAN_LAENGE = 22


def _kompakt(text: str) -> str:
    return "".join(text.replace("\u00a0", " ").split())


def _angabe(kontext: Pruefkontext, name: str) -> str | None:
    return angabe(getattr(kontext.profil, "traeger", None), name, str)


@regel("VG605", Schwere.FEHLER, ausnahmefaehig=True)
def ik_nummer(kontext: Pruefkontext) -> Iterator[Fund]:
    """Das Institutionskennzeichen hat neun Ziffern und die richtige Prüfziffer.

    Was: Zählt die Ziffern und rechnet die neunte nach: Ziffern 3 bis 8 mal 2, 1, 2, 1, 2, 1, Summe der Quersummen,
        letzte Stelle. Nicht prüfbar ohne IK.
    Warum: Mit einem falschen IK wird die Abrechnung abgewiesen oder einem anderen Träger zugeordnet.
    Falsch: ik_nummer: "260123452"
    Richtig: ik_nummer: "260123451"
    Rechtsgrundlage: § 293 SGB V; Gemeinsames Rundschreiben Institutionskennzeichen.
    Seit: 0.1.0
    """
    pfad = "traeger.ik_nummer"
    angegeben = _angabe(kontext, "ik_nummer")
    if angegeben is None:
        yield Fund("Ein Institutionskennzeichen ist nicht angegeben.", pfad, nicht_pruefbar=True)
        return
    ik = _kompakt(angegeben)
    if not (ik.isascii() and ik.isdigit()) or len(ik) != IK_LAENGE:
        yield Fund(f"IK {angegeben} hat {len(ik)} Zeichen, erwartet {IK_LAENGE} Ziffern.", pfad)
        return
    from stdnum import luhn

    soll = luhn.checksum(ik[2:8])
    if int(ik[8]) != soll:
        yield Fund(f"IK {angegeben}: Prüfziffer {ik[8]}, erwartet {soll}.", pfad)


@regel("VG606", Schwere.FEHLER, ausnahmefaehig=True)
def iban(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die IBAN ist eine deutsche mit richtiger Prüfsumme.

    Was: Erwartet „DE“ und 20 Ziffern; die Prüfsumme nach dem Modulus 97 muss 1 ergeben. Nicht prüfbar ohne IBAN.
    Warum: Eine Zahlung auf eine falsche IBAN kommt nicht an oder bei einem anderen.
    Falsch: iban: DE89 3704 0044 0532 0130 01
    Richtig: iban: DE89 3704 0044 0532 0130 00
    Rechtsgrundlage: Art. 2 Nr. 15 der Verordnung (EU) Nr. 260/2012; ISO 13616.
    Seit: 0.1.0
    """
    pfad = "traeger.iban"
    angegeben = _angabe(kontext, "iban")
    if angegeben is None:
        yield Fund("Eine IBAN ist nicht angegeben.", pfad, nicht_pruefbar=True)
        return
    kompakt = _kompakt(angegeben).upper()
    if kompakt[:2] != "DE" or len(kompakt) != IBAN_LAENGE or not (kompakt.isascii() and kompakt[2:].isdigit()):
        yield Fund(
            f"IBAN {angegeben} ist ungültig: erwartet „DE“ und 20 Ziffern, gefunden {len(kompakt)} Zeichen.", pfad
        )
        return
    from stdnum.iso7064 import mod_97_10

    if not mod_97_10.is_valid(kompakt[4:] + kompakt[:4]):
        yield Fund(f"IBAN {angegeben} ist ungültig: Die Prüfsumme stimmt nicht; eine Ziffer ist vertippt.", pfad)


@regel("VG607", Schwere.WARNUNG, ausnahmefaehig=True)
def steuernummern(kontext: Pruefkontext) -> Iterator[Fund]:
    """Steuernummer und USt-IdNr. haben das richtige Format.

    Was: Prüft Länge und Aufbau der Steuernummer (Landes- oder Bundesformat des Landes) und die Prüfziffer der
        USt-IdNr. Nicht prüfbar, wenn beide fehlen.
    Warum: Rechnungen und Freistellungsbescheide werden über diese Nummern zugeordnet.
    Falsch: ust_idnr: DE123456789
    Richtig: ust_idnr: DE123456788
    Rechtsgrundlage: § 139a AO; § 27a UStG; ISO 7064 MOD 11,10.
    Seit: 0.1.0
    """
    steuernummer, ust_idnr = _angabe(kontext, "steuernummer"), _angabe(kontext, "ust_idnr")
    if steuernummer is None and ust_idnr is None:
        yield Fund("Weder Steuernummer noch USt-IdNr. sind angegeben.", "traeger.steuernummer", nicht_pruefbar=True)
        return
    from stdnum.de import stnr, vat

    if steuernummer is not None:
        land = kontext.manifest.pruefwerte.form.steuernummer_land
        if not stnr.is_valid(steuernummer, land):
            woher = f"des Landes {land}" if land else "eines Landes oder des Bundes (10 bis 13 Ziffern)"
            yield Fund(f"Steuernummer {steuernummer} hat nicht das Format {woher}.", "traeger.steuernummer")
    if ust_idnr is not None and not (_kompakt(ust_idnr).upper().startswith("DE") and vat.is_valid(ust_idnr)):
        yield Fund(
            f"USt-IdNr. {ust_idnr} ist ungültig: erwartet „DE“ und 9 Ziffern mit richtiger Prüfziffer.",
            "traeger.ust_idnr",
        )
