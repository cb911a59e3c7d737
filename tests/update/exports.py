"""Tiny exports in the official layout: V4.1 XML in a zip, one member, named as the publisher does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape


def fiche(
    number: str, title: str = "Soudeur", *, active: str = "Oui", end: str = "31/12/2030", more: str = ""
) -> str:
    """One fiche; `more` is XML put before its state."""
    return f"""  <FICHE>
    <ID_FICHE>{number.lstrip("RNCPS")}</ID_FICHE>
    <NUMERO_FICHE>{number}</NUMERO_FICHE>
    <INTITULE>{escape(title)}</INTITULE>
    <ETAT_FICHE>Publiée</ETAT_FICHE>
    <CODES_NSF><NSF><CODE>254s</CODE><LIBELLE>Soudage</LIBELLE></NSF></CODES_NSF>
    <CERTIFICATEURS>
      <CERTIFICATEUR>
        <SIRET_CERTIFICATEUR>78471719100018</SIRET_CERTIFICATEUR>
        <NOM_CERTIFICATEUR>UIMM</NOM_CERTIFICATEUR>
      </CERTIFICATEUR>
    </CERTIFICATEURS>
    {more}
    <DATE_DECISION>01/01/2024</DATE_DECISION>
    <DATE_FIN_ENREGISTREMENT>{end}</DATE_FIN_ENREGISTREMENT>
    <ACTIF>{active}</ACTIF>
  </FICHE>
"""


def archive(register: str, day: str, fiches: Iterable[str]) -> bytes:
    """The zip of an export of "RNCP" or "RS"."""
    content = f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<FICHES>
  <VERSION_FLUX>4.1</VERSION_FLUX>
{"".join(fiches)}</FICHES>
"""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        # The same content is the same archive: no time of its own.
        member = zipfile.ZipInfo(f"export_fiches_{register}_V4_1_{day}.xml", (2026, 11, 21, 2, 0, 0))
        member.compress_type = zipfile.ZIP_DEFLATED
        packed.writestr(member, content)
    return file.getvalue()


def name(register: str, day: str) -> str:
    """The name of an export's zip."""
    return f"export-fiches-{register.lower()}-v4-1-{day}.zip"
