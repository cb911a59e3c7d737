"""The recipe: one loader a kind of source, the most trusted first, tried in this order on the content of a file."""

from passerelles.loaders.esco_fr import EscoFr
from passerelles.loaders.esco_rome import EscoRome
from passerelles.loaders.fiche_texte import FICHE_TEXTE
from passerelles.loaders.formacode import Formacode
from passerelles.loaders.france_competences_csv import FranceCompetencesCsv
from passerelles.loaders.france_competences_xml import FranceCompetencesXml
from passerelles.loaders.idcc import Idcc
from passerelles.loaders.loader import Loader
from passerelles.loaders.referentiel_cqpm import REFERENTIEL_CQPM
from passerelles.loaders.rome import Rome

LOADERS: tuple[Loader, ...] = (
    FranceCompetencesXml(),
    FranceCompetencesCsv(),
    Rome(),
    Formacode(),
    Idcc(),
    EscoRome(),
    EscoFr(),
    FICHE_TEXTE,
    REFERENTIEL_CQPM,
)
