"""Deaths under bombardment against Poisson and lognormal-Poisson moments; intensity given or by policy."""

import numpy as np
import pytest

from model.support import close, ground, live, morning, nothing, siege

PEOPLE = {"people.population": 200_000.0, "bombardment.deaths_rate": 6.0}
MEMBERS = 40_000


def deaths(changed, intensity=0.5):
    known = siege(ground(3, held=0.0), PEOPLE | changed)
    given = nothing(known.layout, 1, bombardment=intensity, bombardment_known=True)
    return known, live(known, given, MEMBERS, "bombardment")[0]


def test_deaths_are_poisson_without_overdispersion():
    # 6 a day and 100,000 × 2 × 0.5 = 6
    _, last = deaths({})
    died = np.asarray(last.civilian_deaths, np.float64)
    assert close(died, 6.0, extra=6.0 * 0.004)  # the bounded draw's own error (test_draws)
    assert died.var() == pytest.approx(6.0, rel=4 * np.sqrt(2 / MEMBERS) + 0.03)


@pytest.mark.parametrize("sd", [0.4, 0.8])
def test_overdispersed_deaths_have_the_moments_of_a_lognormal_mixture(sd):
    # Var = m + m² (exp(sd²) - 1)
    _, last = deaths({"bombardment.dispersion": sd})
    died = np.asarray(last.civilian_deaths, np.float64)
    expected = 6.0 + 36.0 * np.expm1(sd * sd)
    assert close(died, 6.0, extra=0.03)
    assert close((died - 6.0) ** 2, expected, extra=0.02 * expected)


def test_nobody_dies_of_no_bombardment_and_the_dead_come_out_of_the_zones():
    _, none = deaths({"bombardment.dispersion": 0.8}, intensity=0.0)
    assert np.all(none.civilian_deaths == 0)
    _, last = deaths({})
    np.testing.assert_allclose(last.civilians.sum(axis=1) + last.civilian_deaths, 200_000.0, rtol=1e-6)


def test_no_more_die_than_are_there():
    _, last = deaths({"people.population": 3.0, "bombardment.deaths_rate": 5e6})
    assert np.all(last.civilian_deaths <= 3.0) and np.all(last.civilians >= 0)


def test_intensity_follows_the_offensive_unless_it_is_given():
    known = siege(ground(), {"bombardment.intensity_calm": 0.1, "bombardment.intensity_offensive": 0.9})
    for running, truce, expected in ((0.0, 1.0, 0.1), (1.0, 1.0, 0.9), (1.0, 0.5, 0.45)):
        first = morning(known, offensive=[running, 1.0])
        last, _, _ = live(known, nothing(known.layout, 1, truce=truce), 1, "bombardment", first=first)
        assert float(last.today.bombardment[0]) == pytest.approx(expected)


def test_damage_adds_up_to_all_and_never_more():
    known = siege(ground(), {"bombardment.damage_rate": 0.1})
    given = nothing(known.layout, 60, bombardment=0.5, bombardment_known=True)
    damage = np.asarray(live(known, given, 1, "bombardment", see=lambda s: s.damage)[1])[:, 0]
    np.testing.assert_allclose(damage, 1 - np.exp(-0.05 * np.arange(1, 61)), rtol=1e-5)


def test_a_tenth_of_a_day_does_a_tenth():
    numbers = PEOPLE | {"bombardment.damage_rate": 0.1}
    for step, days in ((1.0, 2), (0.1, 20)):
        known = siege(ground(held=0.0, step=step), numbers)
        given = nothing(known.layout, days, bombardment=0.5, bombardment_known=True)
        last = live(known, given, 4000, "bombardment")[0]
        assert float(last.damage[0]) == pytest.approx(-np.expm1(-0.1 * 0.5 * 2), rel=1e-4)
        assert close(last.civilian_deaths, 12.0, extra=0.05)
