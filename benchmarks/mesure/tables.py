"""The results as Markdown: one table for what grows with the register, one for the queries, one for the peers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Results = dict[str, Any]

#: Title of a row, the phase and the figure that it shows, how it is written.
_GROWTH = (
    ("XML de l’export (Mo)", "registre", "xml_mo", "{:.1f}"),
    ("fiches lues", "lecture", "fiches", "{:,}"),
    ("blocs", "lecture", "blocs", "{:,}"),
    ("capacités", "lecture", "capacites", "{:,}"),
    ("habilitations", "lecture", "habilitations", "{:,}"),
    ("lecture seule, un processus (s)", "lecture", "secondes", "{:.1f}"),
    ("lecture : mémoire (Mio)", "lecture", "memoire_mio", "{:,}"),
    ("du zip au graphe interrogeable, sans validation (s)", "chargement", "secondes", "{:.1f}"),
    ("construction, du zip au graphe validé (s)", "construction", "secondes", "{:.1f}"),
    ("construction : temps de processeur (s)", "construction", "secondes_processeur", "{:.1f}"),
    ("construction : mémoire (Mio)", "construction", "memoire_mio", "{:,}"),
    ("construction : hors pages de fichiers (Mio)", "construction", "memoire_hors_fichiers_mio", "{:,}"),
    ("énoncés", "construction", "enonces", "{:,}"),
    ("résultats de validation", "construction", "resultats", "{:,}"),
    ("validation seule (s)", "validation", "secondes", "{:.1f}"),
    ("validation : mémoire (Mio)", "validation", "memoire_mio", "{:,}"),
    ("taille sur disque (Mo)", "disque", "mo", "{:.1f}"),
    ("ouvrir la base (ms)", "ouverture", "ouvrir_ms", "{:.1f}"),
    ("répondre à la première question (ms)", "ouverture", "repondre_ms", "{:.1f}"),
    ("du lancement à la première réponse, programme compris (s)", "ouverture", "secondes", "{:.2f}"),
    ("mise à jour du lendemain (s)", "mise_a_jour", "secondes", "{:.1f}"),
    ("mise à jour : fiches changées", "mise_a_jour", "changements", "{:,}"),
    ("mise à jour : mémoire (Mio)", "mise_a_jour", "memoire_mio", "{:,}"),
    ("le même jour une seconde fois (s)", "meme_jour", "secondes", "{:.1f}"),
)


def markdown(results: Results) -> str:
    """All tables of a run."""
    parts = [_facts(results["machine"]), _growth(results["tailles"]), _queries(results["tailles"])]
    if results.get("pairs"):
        parts.append(_peers(results))
    return "\n\n".join(parts) + "\n"


def _facts(machine: dict[str, str]) -> str:
    return table(("machine", ""), machine.items())


def _growth(sizes: dict[str, Results]) -> str:
    rows = []
    for title, phase, figure, form in _GROWTH:
        cells = [_cell(each.get(phase, {}), figure, form) for each in sizes.values()]
        if any(cells):
            rows.append((title, *cells))
    return table(("", *(f"{int(size):,} fiches".replace(",", " ") for size in sizes)), rows)


def _cell(phase: Results, figure: str, form: str) -> str:
    if "echec" in phase:
        return f"échec : {phase['echec']}"
    value = phase.get(figure)
    return "" if value is None else form.format(value).replace(",", " ").replace(".", ",")


def _queries(sizes: dict[str, Results]) -> str:
    """The latencies, those that are slowest at the largest size first."""
    by_size = [{each["requete"]: each for each in found.get("requetes", ())} for found in sizes.values()]
    names = sorted(by_size[-1], key=lambda name: -by_size[-1][name].get("mediane_ms", float("inf")))
    rows = [
        (f"`{name}`", *(cell for found in by_size for cell in _latency(found.get(name)))) for name in names
    ]
    heads = [
        f"{int(size):,} : {which} (ms)".replace(",", " ") for size in sizes for which in ("médiane", "p95")
    ]
    return table(("requête", *heads), rows)


def _latency(found: Results | None) -> tuple[str, str]:
    if found is None:
        return "", ""
    if "plus_de_s" in found:
        return f"plus de {found['plus_de_s'] * 1000:,.0f}".replace(",", " "), ""
    return _number(found["mediane_ms"]), _number(found["p95_ms"])


def _peers(results: Results) -> str:
    """Each peer at the size it was given, ours at the same size, the ratio, and both for the whole register."""
    rows: list[tuple[str, ...]] = []
    for each in results["pairs"]:
        head = (each["nom"], str(each["fiches"]))
        if "echec" in each:
            rows.append((*head, f"échec : {each['echec']}", "", "", "", "", "", ""))
            continue
        whole = each["secondes"] * results["tout"] / each["fiches"]
        fiches, largest = max((int(size), found) for size, found in results["tailles"].items())
        ours = largest[each["phase"]]["secondes"] * results["tout"] / fiches
        rows.append(
            (
                *head,
                *map(
                    _number,
                    (each["secondes"], each["nous_secondes"], each["secondes"] / each["nous_secondes"]),
                ),
                *map(_number, (whole / 60, ours / 60, whole / ours)),
                f"{each['memoire_mio']:,}".replace(",", " "),
            )
        )
    whole = ("tout le registre, à proportion (min)", "nous, à proportion de la plus grande taille (min)")
    heads = ("", "fiches", "temps (s)", "nous (s)", "rapport", *whole, "rapport en tout", "mémoire (Mio)")
    left_out = [
        f"{each['nom']} : manquent {each['laisse_de_cote']}."
        for each in results["pairs"]
        if "laisse_de_cote" in each
    ]
    asked = [
        (f"`{each['requete']}`", *map(_number, (each["ms"], each["nous_ms"], each["ms"] / each["nous_ms"])))
        for each in results["requetes_pairs"]
    ]
    return "\n\n".join(
        [table(heads, rows), *left_out, table(("requête", "rdflib (ms)", "nous (ms)", "rapport"), asked)]
    )


def _number(value: float) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, the first column to the left and the others to the right."""
    rule = "|---|" + "---:|" * (len(heads) - 1)
    return "\n".join([f"| {' | '.join(heads)} |", rule, *(f"| {' | '.join(row)} |" for row in rows)])
