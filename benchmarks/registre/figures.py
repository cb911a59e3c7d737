"""The published figures of the register (export of 2026-08-16), and the same figures for a smaller one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True, slots=True)
class Figures:
    """How much of each thing a register holds; `scaled` keeps the proportions."""

    rncp: int = 25_638
    rncp_active: int = 5_518
    rs: int = 4_837
    rs_active: int = 1_471
    blocs: int = 55_761
    habilitations: int = 397_774
    partners: int = 34_036  # distinct SIRET among the habilitations
    certificateurs: int = 65_867  # rows, not organisations
    certificateurs_without_siret: int = 20_419  # 31 % of those rows

    @property
    def fiches(self) -> int:
        """The fiches of both registers."""
        return self.rncp + self.rs

    def scaled(self, fiches: int) -> Figures:
        """The figures of a register of that many fiches, each rounded to the nearest number, at least 1."""
        share = fiches / self.fiches
        of = {each.name: max(1, round(getattr(self, each.name) * share)) for each in fields(self)}
        return Figures(**{**of, "rncp": fiches - of["rs"]})


REAL = Figures()

#: The day of the export whose figures these are.
DAY = date(2026, 8, 16)

#: Share of the register that existed in November 2020, the date of the other whole register that is known.
BEFORE_2020_11 = 20_387 / 30_475

#: Blocs of a fiche that has some: how many fiches of the 2020 register have 1, 2, 3… blocs.
BLOCS_PER_FICHE = (35, 214, 603, 822, 431, 283, 226, 160, 86, 74, 21, 27, 13, 10, 8, 17, 10, 6, 5)

#: Codes of a fiche, from the 2020 register: how many fiches have 1, 2, 3… of them.
ROME_PER_FICHE = (4_894, 3_256, 2_724, 2_387, 3_111)
NSF_PER_FICHE = (13_374, 2_820, 3_298)
FORMACODES_PER_FICHE = (2, 3, 3, 1, 1)

#: Share of the fiches that replace another: 1 725 successions are about half of those of November 2020; since
#: then most new fiches renew an old one (7 of 8 in the extracts).
SUCCESSIONS_BEFORE = 0.17
SUCCESSIONS_SINCE = 0.65
#: Of the successions, those that merge several old fiches, and those that split one (2020: 9 and 5 of 1 711).
MERGES = 9 / 1_711
SPLITS = 5 / 1_711

#: Capacités of a bloc: 186 statements in the 30 blocs read by hand.
CAPACITES_PER_BLOC = 6.2
