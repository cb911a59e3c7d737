from hypothesis import given
from hypothesis import strategies as st

from benchmarks.registre.chance import Chance, Wheel, apportion
from benchmarks.registre.organisations import nameless, organisation


@given(st.integers(0, 5_000), st.lists(st.floats(0, 900), min_size=1, max_size=60), st.integers(0, 2))
def test_shares_sum_up_to_the_total(total: int, weights: list[float], least: int) -> None:
    shares = apportion(total, weights, least)
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if not weight)
    assert all(share >= least for share, weight in zip(shares, weights, strict=True) if weight)
    floor = least * sum(weight > 0 for weight in weights)
    assert sum(shares) == (max(total, floor) if any(weights) else 0)


@given(st.integers(0, 5_000), st.lists(st.tuples(st.floats(0.01, 900), st.integers(0, 200)), min_size=1))
def test_no_share_goes_beyond_its_limit(total: int, given: list[tuple[float, int]]) -> None:
    weights, most = [each[0] for each in given], [each[1] for each in given]
    shares = apportion(total, weights, 0, most)
    assert all(share <= limit for share, limit in zip(shares, most, strict=True))
    assert sum(shares) == min(total, sum(most))


def test_draws_depend_on_the_seed_alone() -> None:
    draws = [Chance("graine", 3).share() for _ in range(2)]
    assert draws[0] == draws[1] != Chance("graine", 4).share()


def test_a_wheel_stops_as_often_as_it_weighs() -> None:
    chance, wheel = Chance("roue"), Wheel((1, 0, 3))
    found = [wheel.turn(chance) for _ in range(4_000)]
    assert found.count(1) == 0
    assert 2_800 < found.count(2) < 3_200


@given(st.integers(0, 40_000))
def test_a_siret_has_right_check_digits(number: int) -> None:
    siret = organisation(number).siret
    assert siret is not None
    assert len(siret) == 14
    for digits in (siret, siret[:9]):
        doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
        assert sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def test_organisations_are_different_ones() -> None:
    assert len({organisation(number).siret for number in range(40_000)}) == 40_000
    assert nameless(1).siret is None
