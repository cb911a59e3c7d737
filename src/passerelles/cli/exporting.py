"""`export`: write the graph in a format of the field, in another model's words, or as a network."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from passerelles.cli.console import errors
from passerelles.cli.days import OnOption, store_on
from passerelles.cli.endpoints import exploring, reading
from passerelles.cli.exporting_graph import DATASET, export_dataset, export_graph
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import EndpointOption, StoreOption, WithRestrictedOption
from passerelles.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from passerelles.analysis.explorer import Explorer
    from passerelles.analysis.networks import Network
    from passerelles.exports import Options

#: The formats of networks; named here so that the help does not load them.
_NETWORKS = ("graphml", "gexf", "csv", "nodelink")
#: How many overlaps of each certification a network may hold.
_CLOSEST = 20
_NETWORK_PANEL = "Pour un réseau (graphml, gexf, csv, nodelink)"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("export", cls=FrenchCommand)(export_command)


def export_command(
    store: StoreOption,
    fmt: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="nquads (une source par graphe), turtle, jsonld ; dataset (un dossier : tous les fichiers d’une "
            "version, leurs empreintes, leur description) ; elm (modèle européen), ctdl, schemaorg ; ou un réseau : "
            "graphml, gexf (Gephi), csv (table des liens), nodelink (JSON de networkx).",
        ),
    ] = "nquads",
    on: OnOption = None,
    endpoint: EndpointOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FICHIER",
            help="Fichier à écrire (sinon : la sortie). Avec csv, un nom en .zip reçoit les deux tables.",
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="ADRESSE",
            help="Ce par quoi commencent les adresses de Passerelles dans le fichier, au lieu de "
            "https://w3id.org/passerelles/.",
        ),
    ] = None,
    with_restricted: WithRestrictedOption = False,
    relations: Annotated[
        str | None,
        typer.Option(
            "--relations",
            metavar="NOM[,NOM]",
            rich_help_panel=_NETWORK_PANEL,
            help="certification-bloc-capacite, correspondances, successions, recouvrement, mobilites, "
            "certification-codes (par défaut : toutes, sauf le recouvrement, qui est calculé).",
        ),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            "--seuil",
            metavar="SCORE",
            min=0.0,
            max=1.0,
            rich_help_panel=_NETWORK_PANEL,
            help="Plus petit score de recouvrement gardé, de 0 à 1 (par défaut : 0,5), parmi les 20 certifications "
            "les plus proches de chacune.",
        ),
    ] = None,
    centres: Annotated[
        str | None,
        typer.Option(
            "--autour",
            metavar="ID[,ID]",
            rich_help_panel=_NETWORK_PANEL,
            help="Seulement ce qui entoure ces certifications ou blocs.",
        ),
    ] = None,
    distance: Annotated[
        int | None,
        typer.Option(
            "--distance",
            metavar="NOMBRE",
            min=1,
            rich_help_panel=_NETWORK_PANEL,
            help="Avec --autour : nombre de liens à parcourir (par défaut : 2).",
        ),
    ] = None,
    communities: Annotated[
        bool,
        typer.Option(
            "--communautes",
            rich_help_panel=_NETWORK_PANEL,
            help="Calculer les communautés (Louvain) : attribut communaute_calculee des nœuds.",
        ),
    ] = False,
    centralities: Annotated[
        bool,
        typer.Option(
            "--centralites",
            rich_help_panel=_NETWORK_PANEL,
            help="Calculer degré, intermédiarité (estimée) et PageRank de chaque nœud.",
        ),
    ] = False,
    nodes: Annotated[
        Path | None,
        typer.Option(
            "--noeuds",
            metavar="FICHIER",
            rich_help_panel=_NETWORK_PANEL,
            help="Avec csv : écrire aussi la table des nœuds dans ce fichier.",
        ),
    ] = None,
) -> None:
    """Exporter le graphe entier, ou un réseau de nœuds et de liens, toujours dans le même ordre.

    Les documents dont la licence n’est pas ouverte restent, sauf avec « --with-restricted ».

    Exemples : [bold]passerelles export --format turtle -o graphe.ttl[/]
    [bold]passerelles export --format elm -o certifications.ttl[/]
    [bold]passerelles export --format gexf --autour RNCP36490 -o reseau.gexf[/]
    """
    wanted = _Wanted(relations, threshold, centres, distance, communities, centralities)
    if fmt in _NETWORKS:
        if nodes is not None and fmt != "csv":
            raise UsageError(
                "« --noeuds » va avec le format csv ; les autres formats contiennent déjà les nœuds."
            )
        if base is not None:
            raise UsageError("« --base » ne va pas avec un réseau.")
        with _exploring(store, on, endpoint, with_restricted) as explorer:
            _export_network(explorer, fmt, wanted, output, nodes)
        return
    if wanted != _Wanted() or nodes is not None:
        raise UsageError(
            f"Ces options sont celles d’un réseau : choisissez un format parmi {', '.join(_NETWORKS)}."
        )
    options = _options(fmt, base, with_restricted)
    if fmt == DATASET:
        if endpoint is not None:
            raise UsageError(
                "Le format « dataset » se fait depuis un graphe sur ce disque : retirez « --endpoint »."
            )
        export_dataset(store_on(store, on), options, output)
        return
    with reading(store, on, endpoint) as dataset:
        export_graph(dataset, fmt, options, lambda make: _write(output, make))


@dataclass(frozen=True)
class _Wanted:
    """What the options of a network ask for, as they were typed."""

    relations: str | None = None
    threshold: float | None = None
    centres: str | None = None
    distance: int | None = None
    communities: bool = False
    centralities: bool = False


@contextmanager
def _exploring(
    store: Path, on: str | None, endpoint: str | None, with_restricted: bool
) -> Iterator[Explorer]:
    """The analyses of what may leave the store."""
    from passerelles.analysis.explorer import Explorer
    from passerelles.exports.outside import open_outside

    if endpoint is not None:
        with exploring(store, on, endpoint) as explorer:
            yield explorer
        return
    opened = open_outside(store_on(store, on), with_restricted=with_restricted)
    with opened as dataset, Explorer(dataset) as explorer:
        yield explorer


def _options(fmt: str, base: str | None, with_restricted: bool) -> Options:
    """The options of an export; raises `UsageError` for an unknown format."""
    from passerelles.exports import Options, formats

    if fmt not in (*formats(), DATASET):
        known = ", ".join((*formats(), DATASET, *_NETWORKS))
        raise UsageError(f"Le format d’export « {fmt} » n’existe pas ; les formats connus sont : {known}.")
    return Options(with_restricted=with_restricted) if base is None else Options(base, with_restricted)


def _export_network(
    explorer: Explorer, fmt: str, wanted: _Wanted, output: Path | None, nodes: Path | None
) -> None:
    from passerelles.analysis.networks import FORMATS, write_nodes, write_tables

    zipped = fmt == "csv" and output is not None and output.suffix.lower() == ".zip"
    write = write_tables if zipped else FORMATS[fmt]
    network = _network(explorer, wanted)
    _write(output, lambda stream: write(network, stream))
    if nodes is not None:
        _write(nodes, lambda stream: write_nodes(network, stream))


def _network(explorer: Explorer, wanted: _Wanted) -> Network:
    from passerelles.analysis.networks import (
        DEFAULT,
        Measure,
        Relation,
        around,
        measured,
        network,
        relations_named,
    )

    relations = DEFAULT if wanted.relations is None else relations_named(wanted.relations)
    if wanted.threshold is not None and Relation.OVERLAP not in relations:
        raise UsageError("« --seuil » va avec la relation « recouvrement » : nommez-la dans « --relations ».")
    if wanted.distance is not None and wanted.centres is None:
        raise UsageError("« --distance » va avec « --autour » : dites autour de quoi.")
    threshold = 0.5 if wanted.threshold is None else wanted.threshold
    pairs = _overlap(explorer) if Relation.OVERLAP in relations else ()
    found = network(explorer.catalogue, explorer.dataset, relations, overlap=pairs, threshold=threshold)
    if wanted.centres is not None:
        found = around(found, _centres(explorer, wanted.centres), wanted.distance or 2)
    measures = [
        measure
        for measure, asked in (
            (Measure.COMMUNITIES, wanted.communities),
            (Measure.CENTRALITIES, wanted.centralities),
        )
        if asked
    ]
    if measures:
        errors().print("[dim]Calcul des communautés et des centralités…[/]")
    return measured(found, measures)


def _overlap(explorer: Explorer) -> Iterator[tuple[str, str, float]]:
    """The certifications closest to each, as the overlap ranks them."""
    iris = {each.identifier or each.iri: each.iri for each in explorer.catalogue.certifications()}
    for certification, _, close, score in explorer.overlap.all(_CLOSEST):
        yield iris[certification], iris[close], score


def _centres(explorer: Explorer, text: str) -> list[str]:
    """The IRIs of what the user names; each must be in the graph."""
    from passerelles.identifiers import candidates

    found = []
    for name in filter(None, (part.strip() for part in text.split(","))):
        known = [iri for iri in candidates(name) if explorer.catalogue.rows(_KNOWN, (iri, iri))]
        if not known:
            raise NotFoundError(f"{name} n’est pas dans ce graphe.")
        found.append(known[0])
    if not found:
        raise UsageError("« --autour » attend au moins un identifiant, par exemple RNCP36490.")
    return found


_KNOWN = "SELECT 1 FROM certification WHERE iri = ? UNION SELECT 1 FROM bloc WHERE iri = ?"


def _write(output: Path | None, write: Callable[[BinaryIO], object]) -> None:
    """Write a whole file or none, what was there before staying until the new one is complete; None is stdout."""
    if output is None:
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    if output.is_dir():
        raise UsageError(
            f"{output} est un dossier : donnez un nom de fichier, par exemple {output / 'graphe.nq'}."
        )
    partial = output.with_name(output.name + ".partiel")
    try:
        with partial.open("wb") as stream:
            write(stream)
        partial.replace(output)
    except OSError as error:
        if not output.parent.is_dir():
            raise UsageError(
                f"Le dossier {output.parent} n’existe pas : créez-le, ou choisissez un autre fichier."
            ) from error
        raise UsageError(f"{output} ne peut pas être écrit ({error.strerror}).") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
