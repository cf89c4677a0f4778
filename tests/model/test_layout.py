"""From a scenario to padded arrays: what each entry is, and that padding stands for nothing."""

import numpy as np
import pytest

from corridor.model.layout import layout
from corridor.scenario.load import load
from corridor.types import BUCKETS, bucket


@pytest.fixture(scope="module", params=["teaching-six", "eastern-ghouta-2018"])
def scenario(request):
    return load(request.param)


def test_buckets():
    assert [bucket(n) for n in (0, 1, 8, 9, 96, 97, 256)] == [8, 8, 8, 16, 96, 112, 256]
    assert list(BUCKETS) == sorted(BUCKETS)
    with pytest.raises(ValueError, match="got 257 entries on one axis, allowed up to 256"):
        bucket(257)


def test_zones(scenario):
    found, zones = layout(scenario), scenario.zones
    n = len(zones)
    assert found.zone.shape == (bucket(n),) and float(found.zone.sum()) == n
    np.testing.assert_allclose(found.area[:n], [z.area_km2 for z in zones])
    np.testing.assert_allclose(
        found.priority[:, :n], [[z.priority for z in zones], [z.priority_besieged for z in zones]]
    )
    # Shares are whole buildings; a padded zone is held, so that it is no part of any pocket.
    whole = np.asarray(found.held * found.buildings)
    np.testing.assert_allclose(whole, np.round(whole), atol=1e-3)
    np.testing.assert_allclose(found.held[:n], [z.held for z in zones], atol=0.5 / min(z.buildings for z in zones))
    assert np.all(found.held[n:] == 1) and np.all(found.pocket[n:] == 0) and np.all(found.border[n:] == 0)
    assert float(found.residents.sum()) == pytest.approx(1.0)


def test_borders_are_symmetric_and_no_zone_has_more_than_one_front(scenario):
    found = layout(scenario)
    border, index = np.asarray(found.border), {z.id: i for i, z in enumerate(scenario.zones)}
    np.testing.assert_array_equal(border, border.T)
    assert border.sum(axis=1).max() <= 1 + 1e-6
    for zone in scenario.zones:
        beside = {index[other] for other in zone.neighbours}
        assert set(np.flatnonzero(border[index[zone.id]])) == beside
    rows = np.asarray(found.around).sum(axis=1)
    np.testing.assert_allclose(rows, [1.0 if row.any() else 0.0 for row in border], atol=1e-6)


def test_groups_and_depots(scenario):
    found, groups = layout(scenario), scenario.groups
    camp, n = np.asarray(found.group_camp), len(groups)
    assert [int(np.argmax(camp[:, i])) for i in range(n)] == [int(g.camp == "besieged") for g in groups]
    np.testing.assert_array_equal(camp.sum(axis=0)[:n], 1)
    for array in (camp.T, found.group_area, found.group_depot, found.group_comrade, found.group_route):
        assert np.all(np.asarray(array)[n:] == 0)
    depots = [d.id for d in scenario.depots]
    assert [depots[int(i)] for i in np.argmax(found.group_depot[:n], axis=1)] == [g.depot for g in groups]
    for i, group in enumerate(groups):
        comrades = [g.command == group.command and g is not group for g in groups]
        np.testing.assert_array_equal(np.asarray(found.group_comrade[i, :n]) > 0, comrades)
        assert float(found.group_comrade[i].sum()) == pytest.approx(float(any(comrades)))


def test_routes(scenario):
    found, zones = layout(scenario), [z.id for z in scenario.zones]
    for i, route in enumerate(scenario.routes):
        segments = np.asarray(found.route_zone[i])[np.asarray(found.route_segment[i])]
        assert [zones[s] for s in segments] == route.segments
        assert int(found.route_camp[i]) == int(route.camp == "besieged")
    assert not np.any(found.route_segment[len(scenario.routes) :])
    assert float(found.route_relief.sum()) == pytest.approx(float(np.any(np.asarray(found.route_relief) > 0)))
