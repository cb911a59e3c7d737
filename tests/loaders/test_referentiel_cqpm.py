"""The référentiel MQ 1988 0044, whole: what the document says, and nothing else."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from passerelles.loaders.document import DocumentText
from passerelles.loaders.entries import Entry
from passerelles.loaders.opening import document_of
from passerelles.loaders.referentiel_cqpm import REFERENTIEL_CQPM, is_referentiel, read_referentiel
from passerelles.records import Capacite, Certification, Famille, Reading, Register, Severity, Text

TITLES = [
    "Préparer la zone et les équipements de travail",
    "Monter et démonter un outillage de production",
    "Ajuster et régler les éléments d’un outillage de production",
    "Contrôler la conformité d’un outillage de production",
    "Effectuer le suivi d’un outillage de production",
    "Collecter et capitaliser des informations relatives à l’activité",
    "Analyser les informations et participer à une action de progrès",
]
CONNAISSANCES = [
    [
        "Les règles de sécurité et d’ergonomie au poste de travail.",
        "Les différents outils spécifiques nécessaires au montage/démontage et ajustage d’un outillage.",
        "La lecture de plans, analyse fonctionnelle.",
        "Les tolérances, états de surface et ajustements.",
        "Les différentes méthodes de montage, démontage, ajustage, réglage.",
    ],
    [
        "La métrologie et les moyens de mesures ou de contrôle.",
        "Les méthodologies de diagnostic de panne et de maintenance.",
        "Les outils numériques. (GMAO/GPAO…)",
        "La transmission écrite et orale d’informations techniques.",
    ],
    [
        "Les outils d’aide à la décision et méthodes de résolution de problèmes.",
        "Les bases de la communication professionnelle.",
        "Les outils numériques.",
    ],
]
# For each capacité: first and last words of conditions, criteria per family, first and last words of results.
TABLES = {
    "C1": (
        ["Le travail est", "A partir d’un", "A partir de dossier", "A partir de la"],
        "technique de l’installation",
        (4, 3, 1, 1),
        ["L’organisation du poste de travail", "Les équipements, outils et/ou composants"],
        "sur le poste de travail.",
    ),
    "C2": (
        ["À partir de consignes", "À l’aide des moyens"],
        "pièces de rechanges, pièces standards.",
        (3, 3, 1, 2),
        [
            "L’outillage de production est monté ou démonté conformément",
            "Les cotes et tolérances",
            "Les temps d’intervention",
            "Le choix des outils",
        ],
        "et d’interconnexion sont pertinents.",
    ),
    "C3": (
        ["A partir du dossier", "A partir des équipements"],
        "moyens de contrôle à disposition.",
        (3, 3, 3, 1),
        ["L’ajustage et le réglage des éléments", "Les pièces présentant", "A l’issue des opérations"],
        "fonctionnalités de l’outillage sont assurées",
    ),
    "C4": (
        ["A partir de plans", "Avec les moyens de contrôle", "Dans le respect"],
        "règles d’hygiène, sécurité, environnement.",
        (2, 2, 4, 1),
        [
            "L’outillage de production monté/ajusté",
            "Les résultats sont en adéquation",
            "Tous les résultats sont",
        ],
        "conformément aux exigences fixées.",
    ),
    "C5": (
        [
            "A partir du dossier",
            "En fonction des prévisions",
            "A partir des outils",
            "Avec les relevés",
            "Dans le respect",
        ],
        "conditions de sécurités en vigueurs.",
        (3, 4, 3, 4),
        ["L’ensemble des données de suivi", "Les stocks pièces sont"],
        "assurer un stock minimal fonctionnel.",
    ),
    "C6": (
        ["A partir des ressources disponibles."],
        "A partir des ressources disponibles.",
        (1, 1, 1, 1),
        ["Les données d’intervention sont synthétisées"],
        "accidents, premiers soins…",
    ),
    "C7": (
        ["A partir des informations capitalisées."],
        "A partir des informations capitalisées.",
        (2, 1, 2, 1),
        ["Les informations capitalisées sont exploitées.", "La pertinence de l’action"],
        "l’action de progrès est démontrée.",
    ),
}
FAMILIES = (Famille.METHODES, Famille.MOYENS, Famille.LIENS, Famille.CONTRAINTES)


@pytest.fixture(scope="module")
def document(shared: Path) -> DocumentText:
    path = shared / "fiches" / "MQ-1988-0044.txt"
    return document_of(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def reading(document: DocumentText) -> Reading:
    return read_referentiel(document, "MQ-1988-0044.txt")


@pytest.fixture(scope="module")
def cqpm(reading: Reading) -> Certification:
    (certification,) = reading.certifications
    return certification


def texts_of(record: Certification) -> Iterator[Text]:
    """Every value of a certification that has a place, but keys and kinds."""
    yield from (text for text in (record.identifier, record.title) if text)
    yield from record.secteurs
    yield from (text.text for text in record.texts)
    for activite in record.activites:
        yield activite.title
        yield from [activite.description] if activite.description else []
    for bloc in record.blocs:
        yield from (text for text in (bloc.title, bloc.identifier) if text)
        yield from bloc.connaissances
    for capacite in record.capacites:
        yield from (capacite.title, *capacite.variants, *capacite.conditions, *capacite.resultats)
        yield from (critere.texte for critere in capacite.criteres)


def _folded(text: str) -> str:
    return " ".join(text.split()).replace("- ", "-")


def test_the_certification(cqpm: Certification) -> None:
    assert (cqpm.register, cqpm.number) == (Register.CQPM, "MQ 1988 0044")
    assert cqpm.identifier is not None and cqpm.identifier.value == "MQ 1988 0044"
    assert cqpm.title is not None and cqpm.title.value == "Ajusteur monteur d’outillages de production"
    assert [kind.value for kind in cqpm.kinds] == ["CQPM"]


def test_the_activites(cqpm: Certification) -> None:
    assert [(one.order, one.title.value) for one in cqpm.activites] == [
        (1, "La préparation, le montage et l’ajustage d’un outillage de production"),
        (2, "Le contrôle et le suivi d’un outillage de production"),
        (3, "La contribution à l’amélioration continue"),
    ]
    ends = [
        "SQCD (Sécurité, Qualité, Coût et Délai).",
        "carnet de production, GMAO, plans...).",
        "une ou plusieurs actions correctives.",
    ]
    for one, end in zip(cqpm.activites, ends, strict=True):
        assert one.description is not None
        assert one.description.value.endswith(end)


def test_the_free_texts_are_whole(cqpm: Certification) -> None:
    texts = {text.name: text.text.value for text in cqpm.texts}
    assert list(texts) == [
        "missions",
        "environnement",
        "interactions",
        "modalitesEvaluation",
        "conditionsAdmissibilite",
    ]
    assert texts["missions"].startswith("L’Ajusteur-Monteur d’Outillages de Production est un spécialiste")
    assert texts["missions"].endswith("une ou plusieurs actions correctives.")
    assert texts["environnement"].startswith("Les principaux secteurs concernés")
    assert texts["interactions"].endswith("en fixant lui-même la chronologie des opérations à mener.")
    assert texts["modalitesEvaluation"].startswith("3.2.1. Conditions de mise en œuvre")
    assert "A) Validation des compétences professionnelles" in texts["modalitesEvaluation"]
    assert texts["conditionsAdmissibilite"].endswith("désigner un candidat ou une candidate.")


def test_the_sectors_are_worded_as_stated(cqpm: Certification) -> None:
    assert [one.value for one in cqpm.secteurs] == [
        "la métallurgie",
        "l'automobile",
        "l'aéronautique",
        "l'agro-alimentaire",
        "le médical",
        "l'imprimerie",
        "le textile",
    ]


def test_the_blocs(cqpm: Certification) -> None:
    assert [(bloc.order, bloc.code, bloc.identifier) for bloc in cqpm.blocs] == [
        (1, None, None),
        (2, None, None),
        (3, None, None),
    ]
    titles = [bloc.title.value if bloc.title else None for bloc in cqpm.blocs]
    assert titles == [one.title.value for one in cqpm.activites]
    keys = [[key.value for key in bloc.capacites] for bloc in cqpm.blocs]
    assert keys == [["C1", "C2", "C3"], ["C4", "C5"], ["C6", "C7"]]
    assert [[one.value for one in bloc.connaissances] for bloc in cqpm.blocs] == CONNAISSANCES


def test_both_lists_of_capacites_are_the_same_seven(cqpm: Certification) -> None:
    assert [one.title.value for one in cqpm.capacites] == TITLES
    assert [(one.key, one.code, one.order) for one in cqpm.capacites] == [
        (f"C{number}", f"C{number}", number) for number in range(1, 8)
    ]
    variants = {one.code: [text.value for text in one.variants] for one in cqpm.capacites if one.variants}
    assert variants == {"C5": ["Effectuer le suivi d’un d’outillage de production"]}
    assert [len(one.title.spans) for one in cqpm.capacites] == [2, 2, 2, 2, 1, 2, 2]


@pytest.mark.parametrize("code", TABLES)
def test_the_table_of_each_capacite(cqpm: Certification, code: str) -> None:
    capacite: Capacite = next(one for one in cqpm.capacites if one.code == code)
    conditions, last_condition, counts, results, last_result = TABLES[code]
    assert len(capacite.conditions) == len(conditions)
    for text, start in zip(capacite.conditions, conditions, strict=True):
        assert text.value.startswith(start)
    assert capacite.conditions[-1].value.endswith(last_condition)
    families = [critere.famille for critere in capacite.criteres]
    assert tuple(families.count(famille) for famille in FAMILIES) == counts
    assert len(families) == sum(counts)
    assert len(capacite.resultats) == len(results)
    for text, start in zip(capacite.resultats, results, strict=True):
        assert text.value.startswith(start)
    assert capacite.resultats[-1].value.endswith(last_result)


def test_where_columns_run_into_each_other(cqpm: Certification) -> None:
    second, third, fourth = cqpm.capacites[1], cqpm.capacites[2], cqpm.capacites[3]
    assert second.criteres[2].texte.value.endswith(
        "en référence aux conditions fonctionnelles de l’outillage."
    )
    assert third.criteres[2].texte.value.endswith("rotation, translation, encastrement, etc…).")
    assert fourth.criteres[1].texte.value.endswith("- Essai de meures …")
    assert "- la conformité du montage" in third.criteres[2].texte.value


def test_doubtful_cuts_are_the_only_problems(reading: Reading) -> None:
    assert [(one.cause, one.severity, one.place) for one in reading.problems] == [
        ("coupe-incertaine", Severity.INFO, "ligne 365"),
        ("coupe-incertaine", Severity.INFO, "ligne 432"),
    ]
    assert reading.unplaced == ()


def test_every_value_is_found_at_its_place(document: DocumentText, cqpm: Certification) -> None:
    values = list(texts_of(cqpm))
    assert len(values) > 120
    for value in values:
        assert value.spans
        first = document.text[value.spans[0].start : value.spans[0].end]
        whole = " ".join(document.text[span.start : span.end] for span in value.spans)
        # A title printed in both lists has two proofs; a word cut at its hyphen is joined again.
        assert _folded(value.value) in (_folded(first), _folded(whole))
    for bloc in cqpm.blocs:
        for key in bloc.capacites:
            (span,) = key.spans
            title = next(one for one in cqpm.capacites if one.key == key.value)
            wordings = {title.title.value, *(text.value for text in title.variants)}
            assert document.text[span.start : span.end] in wordings


def test_the_source_says_where_it_comes_from(reading: Reading, document: DocumentText) -> None:
    source = reading.source
    assert (source.loader, source.version, source.publisher) == ("referentiel_cqpm", "1", "UIMM")
    assert source.licence == "Licence non précisée par le document"
    assert (source.text, source.sha256) == (document.text, document.sha256)


def test_only_referentiels_are_recognised(shared: Path) -> None:
    for path in sorted((shared / "fiches").glob("*.txt")):
        data = path.read_bytes()
        entry = Entry("quelconque", ".", len(data), lambda data=data: io.BytesIO(data))  # type: ignore[misc]
        assert REFERENTIEL_CQPM.recognises(entry) == path.name.startswith("MQ")
    assert not is_referentiel("Le référentiel du CQPM est cité ici, sans plus.")
    assert not REFERENTIEL_CQPM.recognises(Entry("vide", ".", 0, lambda: io.BytesIO(b"")))


def test_several_referentiels_in_one_file_are_refused() -> None:
    data = ("REFERENTIEL DU CQPM\nREFERENTIEL D’ACTIVITES\nREFERENTIEL DE COMPETENCES\n" * 8000).encode()
    entry = Entry("tous.txt", ".", len(data), lambda: io.BytesIO(data))
    assert REFERENTIEL_CQPM.recognises(entry)
    (problem,) = REFERENTIEL_CQPM.read([entry])
    assert not isinstance(problem, Reading)
    assert "Donnez chaque document dans son propre fichier" in problem.message


def test_an_entry_that_cannot_be_opened_is_a_problem() -> None:
    (problem,) = REFERENTIEL_CQPM.read([Entry("vide.txt", ".", 0, lambda: io.BytesIO(b""))])
    assert not isinstance(problem, Reading)
    assert (problem.cause, problem.severity) == ("source-illisible", Severity.ERROR)
