"""One fiche in the elements of the flux V4.1 and in their order, from its outline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.registre import phrases
from benchmarks.registre.acces import acces
from benchmarks.registre.blocs import Blocs, blocs
from benchmarks.registre.chance import Chance, Wheel
from benchmarks.registre.enregistrement import Registration, registration
from benchmarks.registre.figures import FORMACODES_PER_FICHE, NSF_PER_FICHE
from benchmarks.registre.lists import KINDS, Coded, chosen
from benchmarks.registre.organisations import Organisation, nameless, organisation
from benchmarks.registre.partenaires import partenaires
from benchmarks.registre.prose import length_around, lowered, text
from benchmarks.registre.rome import Metier
from benchmarks.registre.sketch import Change, Sketch
from benchmarks.registre.statistiques import statistiques
from benchmarks.registre.xml_text import codes, day, element, group

_nsf_counts = Wheel(NSF_PER_FICHE)
_formacode_counts = Wheel(FORMACODES_PER_FICHE)


@dataclass(frozen=True, slots=True)
class World:
    """What every fiche is made from: the seed, the day of the export, the code lists, and how many partners exist."""

    seed: int
    today: date
    metiers: tuple[Metier, ...]
    nsf: tuple[Coded, ...]
    formacodes: tuple[Coded, ...]
    partners: int
    certificateurs: int


def fiche(sketch: Sketch, world: World) -> str:
    """The `FICHE` element, indented by two spaces as in the export, with its line end."""
    return f"  <FICHE>\n{''.join(_parts(sketch, world))}  </FICHE>\n"


def _parts(sketch: Sketch, world: World) -> Iterator[str]:
    chance = Chance(world.seed, "texte", sketch.name)
    metier = world.metiers[sketch.rome[0]]
    kind = KINDS[sketch.kind]
    rncp = sketch.register == "RNCP"
    dates = registration(sketch, world.today)
    made = blocs(sketch, world.metiers, world.seed)
    yield element("ID_FICHE", sketch.identifier)
    yield element("NUMERO_FICHE", sketch.name)
    yield _successions("NOUVELLE", sketch.replaced_by)
    yield _successions("ANCIENNE", sketch.replaces)
    yield element("INTITULE", _title(sketch, metier, world.seed))
    if rncp and kind.abrege:
        yield group("ABREGE", element("CODE", kind.abrege.code, 6) + element("LIBELLE", kind.abrege.label, 6))
    yield element("ETAT_FICHE", "Publiée")
    yield codes("FORMACODES", "FORMACODE", _formacodes(sketch, metier, world))
    if rncp:
        level = element("NIVEAU", f"NIV{kind.level}", 6) + element("LIBELLE", f"Niveau {kind.level}", 6)
        yield group("NOMENCLATURE_EUROPE", level)
    count = 1 + _nsf_counts.turn(Chance(world.seed, "nsf", sketch.line))
    yield codes("CODES_NSF", "NSF", chosen(world.nsf, metier.code, count, world.seed))
    yield _certificateurs(sketch, world, chance)
    yield partenaires(sketch, world.partners, dates.start, world.seed)
    yield from _contents(sketch, world, made, chance)
    yield acces(sketch, metier, dates.start, chance)
    yield dates.before
    yield statistiques(sketch, chance)
    if chance.happens(0.6):
        yield element("LIEN_URL_DESCRIPTION", f"https://www.example.org/certifications/{sketch.name.lower()}")
    yield dates.after
    yield made.element
    yield from _end(sketch, metier, dates, chance)
    yield _correspondances(sketch)


def _contents(sketch: Sketch, world: World, made: Blocs, chance: Chance) -> Iterator[str]:
    """The free texts on activities, capacités, sectors and jobs, and the ROME codes."""
    metier = world.metiers[sketch.rome[0]]
    scale = _fullness(sketch)
    if sketch.register == "RNCP":
        length = int(length_around(1_900, chance) * scale)
        yield element("ACTIVITES_VISEES", text(phrases.ACTIVITIES, metier, length, chance))
    yield element("CAPACITES_ATTESTEES", made.attested)
    if sketch.register == "RNCP":
        yield element(
            "SECTEURS_ACTIVITE",
            text(phrases.SECTORS, metier, int(length_around(560, chance) * scale), chance),
        )
        emplois = chance.some(metier.emplois, chance.between(3, 14))
        yield element("TYPE_EMPLOI_ACCESSIBLES", "    ".join(f"- {each}" for each in emplois))
        rome = [Coded(world.metiers[each].code, world.metiers[each].label) for each in _rome(sketch, world)]
        yield codes("CODES_ROME", "ROME", rome)
    if chance.happens(0.3):
        yield element(
            "REGLEMENTATIONS_ACTIVITES", text(phrases.RULES, metier, length_around(350, chance), chance)
        )


def _end(sketch: Sketch, metier: Metier, dates: Registration, chance: Chance) -> Iterator[str]:
    rncp = sketch.register == "RNCP"
    # The text of a fiche that changes overnight is drawn anew.
    goals = Chance("objectifs", sketch.name, sketch.change is Change.TEXT)
    length = int(length_around(1_300, goals) * _fullness(sketch))
    yield element("OBJECTIFS_CONTEXTE", text(phrases.GOALS, metier, length, goals))
    if not rncp:
        if chance.happens(0.2):
            yield element("NIVEAU_MAITRISE_COMPETENCES", "Sans objet")
        yield element("VALIDATION_PARTIELLE", "Oui" if chance.happens(0.1) else "Non")
    yield element("ACTIF", "Oui" if sketch.active else "Non")
    if sketch.age > 0.4 and chance.happens(0.7):
        length = length_around(500, chance)
        yield element("PREREQUIS_ENTREE_FORMATION", text(phrases.PREREQUISITES, metier, length, chance))
    yield dates.last


def _fullness(sketch: Sketch) -> float:
    """How long its texts are, against those of a recent fiche: those of the first years are short."""
    return 0.2 + 0.7 * sketch.age


def _rome(sketch: Sketch, world: World) -> tuple[int, ...]:
    if sketch.change is not Change.CODES:
        return sketch.rome
    metier = world.metiers[sketch.rome[0]]
    other = next((each for each in metier.near if each not in sketch.rome), sketch.rome[0])
    return (*sketch.rome[:-1], other) if len(sketch.rome) > 1 else (*sketch.rome, other)


def _formacodes(sketch: Sketch, metier: Metier, world: World) -> list[Coded]:
    count = 1 + _formacode_counts.turn(Chance(world.seed, "formacode", sketch.line))
    found = chosen(world.formacodes, metier.code, count, world.seed)
    if sketch.change is Change.CODES:
        other = Chance(world.seed, "formacode", sketch.name).pick(world.formacodes)
        return [*found[:4], *([] if other in found[:4] else [other])]
    return found


def _title(sketch: Sketch, metier: Metier, seed: int) -> str:
    """A title: the same one, or nearly, for all fiches of a line."""
    about = Chance(seed, "intitulé", sketch.line)
    kind = KINDS[sketch.kind]
    if sketch.register == "RS":
        return about.pick(metier.competences).label
    if kind.abrege and kind.abrege.code in ("MASTER", "LICENCE", "Licence Professionnelle"):
        return f"{metier.domain} – {about.pick(metier.savoirs)}"
    title = about.pick(metier.emplois)
    if about.happens(0.3):
        title = f"{title}, spécialité {lowered(about.pick(metier.savoirs))}"
    return title


def _successions(which: str, names: tuple[str, ...]) -> str:
    one = f"{which}_CERTIFICATION"
    return group(
        f"{which}S_CERTIFICATIONS",
        "".join(group(one, element(f"ID_FICHE_{one}", name, 8), 6) for name in names),
    )


def _certificateurs(sketch: Sketch, world: World, chance: Chance) -> str:
    """Who awards it: the same few organisations for a line, then others."""
    line = Chance(world.seed, "certificateurs", sketch.line)
    known: dict[Organisation, None] = {}
    while len(known) < sketch.without_siret:
        known[nameless(int(line.share() ** 2 * (world.certificateurs // 3 + 130)))] = None
    while len(known) < sketch.certificateurs:
        # One in three is a partner too.
        number = (
            world.partners - world.certificateurs // 3 + int(line.share() ** 2 * (world.certificateurs + 130))
        )
        known[organisation(number)] = None
    rows = []
    for each in known:
        active = "Actif" if chance.happens(0.93) else "Inactif"
        row = element("SIRET_CERTIFICATEUR", each.siret, 8) if each.siret else ""
        row += element("NOM_CERTIFICATEUR", each.name, 8) + element("ETAT_CERTIFICATEUR", active, 8)
        if chance.happens(0.7):
            row += element(
                "DATE_DERNIERE_MODIFICATION_ETAT", day(sketch.created + timedelta(chance.below(90))), 8
            )
        rows.append(group("CERTIFICATEUR", row, 6))
    return group("CERTIFICATEURS", "".join(rows))


def _correspondances(sketch: Sketch) -> str:
    found = []
    for link in sketch.links:
        own = _bloc_codes(sketch.name, link.own)
        other = element("NUMERO_FICHE", link.other, 10) + _bloc_codes(link.other, link.other_blocs)
        found.append(group("CORRESPONDANCE", group("SOURCE", own, 8) + group("DESTINATION", other, 8), 6))
    return group("CORRESPONDANCES", "".join(found))


def _bloc_codes(name: str, orders: tuple[int, ...]) -> str:
    return "".join(
        group("BLOC_COMPETENCES", element("CODE", f"{name}BC{each:02}", 12), 10) for each in orders
    )
