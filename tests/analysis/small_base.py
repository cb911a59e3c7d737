"""Rule bases made by hand or by chance: certifications A, B…, blocs A1, A2…, and rules between them."""

from datetime import date

from hypothesis import strategies as st

from passerelles.analysis.rules import Bloc, Certification, Declaration, Period, Rule, RuleBase

ID = "https://w3id.org/passerelles/id/"
DAY = date(2026, 9, 1)
#: How many blocs each certification of a random base has.
BLOCS = {"A": 2, "B": 2, "C": 1, "D": 0, "E": 0}


def iri(name: str) -> str:
    """ "A" is a certification, "A2" its second bloc."""
    number = ord(name[0])
    return f"{ID}rncp/{number}" + (f"/bloc/BC0{name[1]}" if len(name) > 1 else "")


def iris(names: str) -> frozenset[str]:
    """ "A B1" are two of them."""
    return frozenset(map(iri, names.split()))


def certification(
    name: str,
    blocs: int | tuple[str, ...] = 0,
    end: date | None = date(2030, 1, 1),
    limit: date | None = None,
    active: bool | None = None,
    described: bool = True,
) -> Certification:
    titles = (f"Bloc {place}" for place in range(1, blocs + 1)) if isinstance(blocs, int) else blocs
    return Certification(
        iri=iri(name),
        identifier=f"RNCP{ord(name)}",
        title=f"Certification {name}",
        blocs=tuple(
            Bloc(iri(f"{name}{place}"), f"RNCP{ord(name)}BC0{place}", title)
            for place, title in enumerate(titles, start=1)
        ),
        periods=(Period(date(2020, 1, 1), end, limit),) if end or limit else (),
        active=active,
        described=described,
    )


def rule(number: int, depuis: str, vers: str, rank: str = "Officielle", **more: object) -> Rule:
    return Rule(f"{ID}correspondance/{number}", iris(depuis), iris(vers), rank, **more)  # type: ignore[arg-type]


def base(
    rules: list[Rule],
    certifications: list[Certification] | None = None,
    newer: dict[str, tuple[str, ...]] | None = None,
    known: date | None = None,
) -> RuleBase:
    made = certifications or [certification(name, blocs) for name, blocs in BLOCS.items()]
    by_iri = {each.iri: each for each in made}
    return RuleBase(tuple(rules), by_iri.get, lambda _: Declaration(), newer or {}, {}, known)


ITEMS = [name + (str(place) if place else "") for name, blocs in BLOCS.items() for place in range(blocs + 1)]
names = st.sampled_from(ITEMS)
sets = st.frozensets(names, min_size=1, max_size=3).map(lambda found: " ".join(sorted(found)))
holdings = st.frozensets(names, max_size=3).map(lambda found: frozenset(map(iri, found)))


@st.composite
def rule_lists(draw: st.DrawFn, most: int = 7) -> list[Rule]:
    ranks = st.sampled_from(["Officielle", "Officielle", "Conventionnelle", "Calculee"])
    drawn = draw(st.lists(st.tuples(sets, sets, ranks), max_size=most))
    return [rule(number, *each) for number, each in enumerate(drawn)]
