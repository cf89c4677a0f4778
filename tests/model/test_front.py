"""Contact edge by edge, and who stands where."""

import networkx
import numpy as np
import pytest

from corridor.model.front import contact, front
from model.support import ground, line, morning, siege


def at(layout, changed=None, **first):
    known = siege(layout, {"group.strength": [1000.0, 500.0]} | (changed or {}))
    return front(morning(known, **first), known)


def test_with_one_building_a_zone_contact_is_the_number_of_contested_edges():
    # So the number of zones held walks like a gambler's fortune on any graph: attack and counter are equal in all.
    rng = np.random.default_rng(2)
    for seed in range(5):
        graph = networkx.gnm_random_graph(9, 16, seed=seed)
        held = rng.integers(0, 2, 9).astype(float)
        layout = ground(9, list(graph.edges), held=held)
        attack, counter = contact(layout.held, siege(layout, {}))
        contested = [(a, b) for a, b in graph.edges if held[a] != held[b]]
        beside = np.array([sum(z in edge for edge in contested) for z in range(9)])
        np.testing.assert_allclose(attack, beside * (1 - held))
        np.testing.assert_allclose(counter, beside * held)
        assert float(attack.sum()) == float(counter.sum()) == len(contested)


def test_contact_inside_a_zone_is_most_when_half_of_it_is_held():
    for held, inside in ((0.5, 0.5), (0.1, 0.18), (0.0, 0.0), (1.0, 0.0)):
        layout = ground(held=held)
        attack, counter = contact(layout.held, siege(layout, {}))
        np.testing.assert_allclose([attack[0], counter[0]], inside, rtol=1e-6)


def test_rounding_makes_no_contact_below_nothing():
    # Sums of thirds and sevenths do not come out even; a contact below 0 would stand fighters on their heads.
    rng = np.random.default_rng(5)
    for seed in range(5):
        graph = networkx.gnm_random_graph(40, 110, seed=seed)
        border = np.zeros((40, 40), np.float32)
        for a, b in graph.edges:
            border[a, b] = border[b, a] = 1.0 / max(graph.degree[a], graph.degree[b])
        for held in (np.ones(40), np.zeros(40), rng.integers(0, 2, 40).astype(float)):
            layout = ground(40, border=border, held=held)
            assert float(min(x.min() for x in contact(layout.held, siege(layout, {})))) >= 0.0


def test_a_padded_zone_has_no_contact():
    layout = ground(3, line(3), held=[1.0, 0.0, 0.5], zone=[1.0, 1.0, 0.0])
    assert float(sum(contact(layout.held, siege(layout, {})))[2]) == 0.0


def test_camps_that_only_hold_stand_evenly_along_the_contact():
    found = at(ground(4, line(4), held=[1.0, 0.0, 0.0, 1.0]))
    # Contact 1 at each end's edge, on both sides of it.
    np.testing.assert_allclose(found.persons[0], 250.0)
    np.testing.assert_allclose(found.persons[1], 125.0)
    np.testing.assert_allclose(found.focus, 1.0)


@pytest.mark.parametrize("mirror", [0.0, 0.4, 1.0])
def test_an_offensive_stands_where_it_wants_and_the_defence_follows_in_part(mirror):
    layout = ground(4, line(4), held=[1.0, 0.0, 0.0, 1.0], priority=[[0.0, np.log(3.0), 0.0, 0.0], [0.0] * 4])
    found = at(layout, {"assault.mirror": mirror}, offensive=[1.0, 0.0])
    drawn = np.array([1, 3, 1, 1]) / 6
    np.testing.assert_allclose(found.persons[0], 1000 * drawn, rtol=1e-5)
    np.testing.assert_allclose(found.persons[1], 500 * (mirror * drawn + (1 - mirror) / 4), rtol=1e-5)
    # Focus moves attacks about and adds none: its mean over the contact open to attack is 1.
    np.testing.assert_allclose(found.focus[0] @ found.attack, found.attack.sum(), rtol=1e-6)
    np.testing.assert_allclose(found.focus[0][1] / found.focus[0][2], 3.0, rtol=1e-5)


def test_power_is_persons_times_cohesion_quality_and_supply():
    found = at(ground(held=0.5), {"group.quality": [2.0, 0.5]}, effect=0.8, cohesion=[0.5, 0.25])
    np.testing.assert_allclose(found.power[:, 0], [1000 * 2 * 0.5 * 0.8, 500 * 0.5 * 0.25 * 0.8], rtol=1e-6)


def test_a_group_stands_in_its_own_area_only_and_none_is_lost_or_doubled():
    area = [[1.0, 1.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]]
    found = at(ground(4, line(4), held=[1.0, 0.0, 0.0, 1.0], group_area=area))
    np.testing.assert_allclose(found.persons[0], [500, 500, 0, 0], rtol=1e-6)
    np.testing.assert_allclose(found.persons[1].sum(), 500, rtol=1e-6)
    # No contact in its area: it stands nowhere.
    away = at(ground(4, line(4), held=[1.0, 0.0, 0.0, 0.0], group_area=[[0, 0, 0, 1], [1, 1, 1, 1]]))
    assert float(away.persons[0].sum()) == 0.0
