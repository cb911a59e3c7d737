"""Kinds of certification, levels and ways of access as people name them in a question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Named:
    """What some words of a question name: `kind` is type, niveau or voie; each value with how well it fits.

    `also` are the words themselves when they may well be part of a title or a job (« ingénieur »).
    """

    kind: str
    values: tuple[tuple[str, float], ...]
    length: int
    also: bool = False


# words = values; a value may be followed by how well it fits; « + » marks words that titles of jobs hold too.
_NAMES = """
bts = BTS BTSA:.6 BTSMarit:.4
brevet technicien superieur = BTS BTSA:.6
btsa = BTSA
bts agricole = BTSA
cap = CAP CAPA:.6
certificat aptitude professionnelle = CAP CAPA:.6
capa = CAPA
cap agricole = CAPA
bep = BEP BEPA:.6
bepa = BEPA
bac pro = BAC-PRO
bacpro = BAC-PRO
bac professionnel = BAC-PRO
baccalaureat professionnel = BAC-PRO
baccalaureat pro = BAC-PRO
bac techno = BTn
bac technologique = BTn
baccalaureat technologique = BTn
bp = BP BPA:.6
brevet pro = BP BPA:.6
brevet professionnel = BP BPA:.6
bpa = BPA
bma = BMA
brevet metiers art = BMA
dma = DMA
dut = DUT
=but = BUT DUT:.8
deust = DEUST
licence pro = Licence-Professionnelle
licence professionnelle = Licence-Professionnelle
lp = Licence-Professionnelle
licence = LICENCE Licence-Professionnelle:.6
master = MASTER DGE_GM:.5 DipViGrM:.5
masters = MASTER
m1 = MASTER
m2 = MASTER
titre pro = TP
titre professionnel = TP
titres professionnels = TP
titre pro afpa = TP
tp = TP
cqp = CQP CQPM:.9 CQPI:.9
certificat qualification professionnelle = CQP CQPM:.9 CQPI:.9
cqpm = CQPM CQPI:.3 CQP:.3
cqpi = CQPI CQPM:.3 CQP:.3
diplome etat = DE DEAVS:.8 DEA:.8 BEES:.5
de etat = DE
mention complementaire = MC5 MC4
mention compl = MC5 MC4
mc = MC5 MC4
mc4 = MC4
mc5 = MC5
certificat specialisation = CS
doctorat = DOCTORAT
these = DOCTORAT
bees = BEES
+ ingenieur = Titre-ingénieur
+ ingenieurs = Titre-ingénieur
diplome ingenieur = Titre-ingénieur
titre ingenieur = Titre-ingénieur
ecole ingenieur = Titre-ingénieur
"""
_LEVELS = """
niveau 3 = 3
niveau 4 = 4
niveau 5 = 5
niveau 6 = 6
niveau 7 = 7
niveau 8 = 8
niveau v = 3
niveau iv = 4
niveau iii = 5
niveau ii = 6
niveau i = 7
niveau bac = 4
bac 2 = 5
bac 3 = 6
bac 4 = 6
bac 5 = 7
"""
_VOIES = """
vae = VAE
apprentissage = CA
alternance = CA CQ
contrat apprentissage = CA
contrat professionnalisation = CQ
contrat pro = CQ
formation continue = FC
candidat libre = CL
"""


def named_at(words: Sequence[str], place: int, labels: Mapping[tuple[str, ...], str]) -> Named | None:
    """What the folded words from `place` on name, the longest name first; `labels` are names of the graph's own."""
    for length in range(min(6, len(words) - place), 0, -1):
        name = tuple(words[place : place + length])
        if name in _names():
            return _names()[name]
        if length > 1 and name in labels:
            return Named("type", ((labels[name], 1.0),), length)
    return None


@cache
def _names() -> dict[tuple[str, ...], Named]:
    found: dict[tuple[str, ...], Named] = {}
    for kind, lines in (("type", _NAMES), ("niveau", _LEVELS), ("voie", _VOIES)):
        for line in lines.strip().splitlines():
            also, name, values = re.fullmatch(r"(\+ )?(.+) = (.+)", line).groups()  # type: ignore[union-attr]
            words = tuple(name.split())
            read = tuple(
                (value.partition(":")[0], float(value.partition(":")[2] or 1)) for value in values.split()
            )
            found[words] = Named(kind, read, len(words), also is not None)
    return found
