"""Tempo against geometric laws; what is given is taken, with its probability."""

import numpy as np
import pytest

from model.support import close, ground, live, morning, nothing, siege

READY = {"depot.stock": 1e6, "depot.capacity": 1e6, "depot.half": 1e-3, "group.strength": 1000.0}
RATES = {"assault.start_besieger": 0.1, "assault.start_besieged": 0.05, "assault.length_besieger": 4.0,
         "assault.length_besieged": 9.0, "assault.tempo_calm": 0.2}  # fmt: skip


def offensive(state):
    return state.offensive


def spells(runs, value):
    """Lengths of the first whole spell of ``value`` that follows another one, for each column."""
    found = []
    for column in runs.T:
        edges = np.flatnonzero(np.diff(column)) + 1
        starts = [i for i in range(len(edges) - 1) if column[edges[i]] == value]
        found += [edges[i + 1] - edges[i] for i in starts[:1]]
    return np.array(found)


@pytest.mark.parametrize(("camp", "start", "length"), [(0, 0.1, 4.0), (1, 0.05, 9.0)])
def test_spells_are_geometric(camp, start, length):
    runs = np.asarray(live(siege(ground(), READY | RATES), 800, 400, "tempo", see=offensive)[1])[:, :, camp]
    ends = -np.expm1(-1 / length)
    for value, hazard in ((1.0, ends), (0.0, -np.expm1(-start))):
        lengths = spells(runs, value)
        assert close(lengths, 1 / hazard)
        assert abs((lengths == 1).mean() - hazard) < 4 * np.sqrt(hazard * (1 - hazard) / len(lengths))
        late = (1 - hazard) ** 7
        assert abs((lengths > 7).mean() - late) < 4 * np.sqrt(late * (1 - late) / len(lengths))


def test_hunger_and_low_cohesion_delay_and_shorten():
    # Effect 0.5 × cohesion 0.4 = readiness 0.2
    worn = READY | RATES | {"depot.stock": 2.0, "depot.half": 2.0, "group.cohesion": 0.4}
    known = siege(ground(), worn)
    started = live(known, 1, 40_000, "tempo", see=offensive)[0].offensive[:, 0]
    assert close(started, -np.expm1(-0.1 * 0.2))
    going = live(known, 1, 40_000, "tempo", first=morning(known, offensive=[1.0, 1.0]))[0].offensive
    assert close(going[:, 0], np.exp(-1 / (4.0 * 0.2)))
    assert close(going[:, 1], np.exp(-1 / (9.0 * 0.2)))


def test_a_camp_in_no_state_to_fight_stops_in_days_not_at_once():
    # Below readiness 0.05 an offensive ends no faster: 40 days × 0.05 = 2.
    spent = READY | RATES | {"group.cohesion": 0.0, "assault.length_besieger": 40.0, "assault.length_besieged": 40.0}
    known = siege(ground(), spent)
    going = live(known, 1, 40_000, "tempo", first=morning(known, offensive=[1.0, 1.0]))[0].offensive
    assert close(going[:, 0], np.exp(-1 / 2)) and close(going[:, 1], np.exp(-1 / 2))
    assert np.all(live(known, 1, 500, "tempo")[0].offensive == 0.0)


def test_ten_steps_of_a_tenth_start_and_stop_as_often_as_a_day():
    for step, days in ((1.0, 3), (0.1, 30)):
        known = siege(
            ground(step=step), READY | RATES | {"assault.length_besieger": 1e9, "assault.start_besieged": 0.0}
        )
        last = live(known, days, 20_000, "tempo", first=morning(known, offensive=[0.0, 1.0]))[0]
        assert close(last.offensive[:, 0], -np.expm1(-0.1 * 3))  # starts and goes on
        assert close(last.offensive[:, 1], np.exp(-3 / 9.0))  # stops for good
        np.testing.assert_allclose(np.asarray(last.offensive_days).max(axis=0)[1], 3.0, rtol=1e-5)


def test_tempo_is_calm_or_full_and_a_truce_scales_it():
    known = siege(ground(), READY | RATES)
    for truce in (1.0, 0.5, 0.0):
        last, _, _ = live(known, nothing(known.layout, 1, truce=truce), 500, "tempo")
        np.testing.assert_allclose(last.today.tempo, truce * (0.2 + 0.8 * np.asarray(last.offensive)), rtol=1e-6)


def test_a_whole_truce_starts_nothing():
    known = siege(ground(), READY | RATES)
    last, _, _ = live(known, nothing(known.layout, 50, truce=0.0), 200, "tempo")
    assert np.all(last.offensive == 0.0)


def test_days_of_an_offensive_are_counted():
    known = siege(ground(), READY | RATES)
    days = nothing(known.layout, 5, offensive=[[1, 0], [1, 0], [1, 0], [0, 0], [1, 0]], offensive_known=[1.0, 1.0])
    counted = live(known, days, 1, "tempo", see=lambda s: s.offensive_days)[1]
    np.testing.assert_array_equal(counted[:, 0, 0], [1, 2, 3, 0, 1])


def test_what_is_given_is_taken_with_its_probability():
    known = siege(ground(), READY | RATES)
    days = nothing(known.layout, 3, offensive=[[1, 1], [1, 0], [0, 0]], offensive_known=[[1, 0], [1, 1], [1, 1]])
    last, seen, logp = live(known, days, 300, "tempo", see=offensive)
    assert np.all(seen[0][:, 0] == 1) and np.all(last.offensive == 0)
    # On the first day only the besieger is given: it starts. Its effect is 1 but for a rounding of 1e-9.
    np.testing.assert_allclose(logp[0], np.log(-np.expm1(-0.1)), rtol=1e-4)
    stays, ends = -1 / 4.0, np.log(-np.expm1(-1 / 9.0))
    other = np.where(seen[0][:, 1] > 0, ends, -0.05)
    np.testing.assert_allclose(logp[1], stays + other, rtol=1e-4)
    np.testing.assert_allclose(logp[2], np.log(-np.expm1(-1 / 4.0)) - 0.05, rtol=1e-4)
    free, _, nothing_said = live(known, 3, 10, "tempo")
    assert np.all(nothing_said == 0.0) and free.day[0] == 3
