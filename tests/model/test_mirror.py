"""Two camps, one rule: exchange besieger and besieged, and the fighting is the same siege seen from the other side.

What makes the besieged different (the pocket, its people, its cohesion, who is inside) is no part of it; terrain is
neutral, for it helps the defence alone.
"""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from corridor.model.front import front
from corridor.model.mechanisms import assault, supply
from corridor.model.state import Mechanism
from corridor.model.weights import params
from model.support import ground, live, morning, nothing, ring, siege

ZONES, PARTS = 5, 16
PAIRS = [
    ("loss_besieger", "loss_besieged"),
    ("start_besieger", "start_besieged"),
    ("length_besieger", "length_besieged"),
]


def drawn(seed, **changed):
    """A siege drawn at random: five zones, two groups against one, roads, and who attacks."""
    rng = np.random.default_rng(seed)
    layout = ground(
        ZONES, [*ring(ZONES), (0, 2)], held=rng.integers(0, PARTS + 1, ZONES) / PARTS,
        priority=rng.normal(size=(2, ZONES)), group_camp=[[1, 1, 0], [0, 0, 1]], group_inside=[0.0, 0.0, 1.0],
        group_area=np.vstack([[1, 1, 1, 1, 0], np.ones((2, ZONES))]), group_depot=[[1, 0], [1, 0], [0, 1]],
        group_comrade=np.zeros((3, 3)), group_route=[[0, 0], [1, 0], [0, 1]], route_camp=[0.0, 1.0],
        route_depot=np.eye(2), route_relief=[0.0, 1.0], route_zone=[[0, 1], [2, 3]], route_segment=np.ones((2, 2)),
        **{"buildings": 256.0, **changed},
    )  # fmt: skip
    uniform = rng.uniform
    numbers = {
        "group.strength": uniform(500, 5000, 3), "group.quality": uniform(0.5, 2, 3),
        "group.cohesion": uniform(0.3, 1, 3),
        "group.replacement_rate": uniform(0, 50, 3), "group.replacement_pool": 1000.0, "depot.stock": uniform(1, 20, 2),
        "depot.capacity": 30.0, "depot.half": uniform(1, 5, 2), "depot.inflow": uniform(0, 1, 2),
        "route.supply": uniform(0, 1, 2), "route.persons": uniform(0, 50, 2), "route.fire_control": uniform(0, 1, 2),
        "supply.idle_use": 0.5, "assault.loss_besieger": uniform(0, 0.02), "assault.loss_besieged": uniform(0, 0.02),
        "assault.power_exponent": uniform(0, 1), "assault.persons_exponent": uniform(0, 1), "assault.dispersion": 0.5,
        "assault.tempo_calm": 0.3, "assault.contest_rate": uniform(0.5, 2), "assault.buildings_exponent": 0.5,
        "assault.battle_buildings": 4.0, "assault.mirror": uniform(0, 1), "assault.cover": uniform(0, 20),
        "assault.pursuit_rate": uniform(0, 3), "assault.start_besieger": 0.1, "assault.start_besieged": 0.05,
        "assault.length_besieger": 4.0, "assault.length_besieged": 9.0,
    }  # fmt: skip
    attacks = rng.integers(0, 2, 2).astype(float)
    return siege(layout, numbers), attacks


def mirrored(known):
    """The same siege with the camps exchanged: who was group 0 still is, but fights on the other side."""
    layout, law = known.layout, known.numbers.assault
    other = layout._replace(
        held=1.0 - layout.held, priority=layout.priority[::-1], group_camp=layout.group_camp[::-1],
        depot_camp=1.0 - layout.depot_camp, route_camp=1.0 - layout.route_camp,
    )  # fmt: skip
    swapped = {a: getattr(law, b) for pair in PAIRS for a, b in (pair, pair[::-1])}
    return params(other, known.numbers._replace(assault=law._replace(**swapped)))


def both(seed, **changed):
    known, attacks = drawn(seed, **changed)
    other = mirrored(known)
    tempo = np.array([0.8, 0.4])
    return (known, morning(known, effect=0.7, tempo=tempo, offensive=attacks)), (
        other,
        morning(other, effect=0.7, tempo=tempo[::-1], offensive=attacks[::-1]),
    )


SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=20)
@given(SEEDS)
def test_front_and_contests_are_mirrored(seed):
    (known, state), (other, there) = both(seed)
    here, seen = front(state, known), front(there, other)
    np.testing.assert_allclose(seen.attack, here.counter, atol=1e-6)
    np.testing.assert_allclose(seen.counter, here.attack, atol=1e-6)
    for name in ("focus", "persons", "power"):
        np.testing.assert_allclose(getattr(seen, name), getattr(here, name)[::-1], rtol=1e-5, atol=1e-3)
    won, lost = assault.win_probability(here, known), assault.win_probability(seen, other)
    # Where nobody stands there is no contest: either camp's chance is 0.
    present = np.asarray(here.persons).min(axis=0) > 1e-3
    assert present.any()
    np.testing.assert_allclose(np.asarray(lost)[present], 1.0 - np.asarray(won)[present], atol=1e-5)


def test_terrain_is_the_defences_alone():
    # Or the mirror would show nothing.
    (known, state), (other, there) = both(3, terrain=2.0)
    won, lost = (assault.win_probability(front(s, k), k) for k, s in ((known, state), (other, there)))
    assert np.abs(np.asarray(lost) - (1.0 - np.asarray(won))).max() > 0.02


@settings(max_examples=20)
@given(SEEDS)
def test_roads_are_mirrored(seed):
    (known, state), (other, there) = both(seed)
    given = [jax.tree.map(lambda x: x[0], nothing(k.layout, 1)) for k in (known, other)]
    here = supply.route_openness(state.held, known, given[0])
    seen = supply.route_openness(there.held, other, given[1])
    np.testing.assert_allclose(seen, here, atol=1e-6)


def on_average(key, state, params, given):
    """The assault with each draw replaced by its mean."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assault, "poisson", lambda chance, mean: mean)
        patch.setattr(assault, "binomial", lambda chance, trials, p: trials * p)
        patch.setattr(assault, "spread", lambda key, sd: jnp.ones_like(sd))
        return assault.step(key, state, params, given)


MEAN = Mechanism("assault", on_average)


@pytest.mark.parametrize("seed", range(4))
def test_the_mean_war_is_mirrored(seed):
    # So many buildings that rounding to whole ones, which a mean is not, moves nothing.
    wars = [live(known, 30, 1, "supply", MEAN, first=first)[0] for known, first in both(seed, buildings=2.0**16)]
    here, seen = (jax.tree.map(lambda x: np.asarray(x[0], np.float64), war) for war in wars)
    assert np.abs(here.held - np.asarray(drawn(seed)[0].layout.held)).max() > 0.01 and here.lost.max() > 10
    np.testing.assert_allclose(seen.held, 1.0 - here.held, atol=2e-4)
    for name in ("strength", "lost", "replaced", "stock"):
        np.testing.assert_allclose(getattr(seen, name), getattr(here, name), rtol=1e-3, atol=0.05)


@pytest.mark.parametrize("seed", range(3))
def test_the_war_is_mirrored_in_distribution(seed):
    names, members = ("tempo", "supply", "assault"), 2000
    (known, first), (other, there) = both(seed)
    here = live(known, 30, members, *names, first=first, seed=1)[0]
    seen = live(other, 30, members, *names, first=there, seed=2)[0]
    samples = [(np.asarray(here.lost)[:, g], np.asarray(seen.lost)[:, g]) for g in range(3)]
    samples += [(np.asarray(here.held)[:, z], 1 - np.asarray(seen.held)[:, z]) for z in range(ZONES)]
    samples += [(np.asarray(here.offensive)[:, c], np.asarray(seen.offensive)[:, 1 - c]) for c in range(2)]
    for a, b in samples:
        # Held shares are whole buildings of 256: half of one tells them apart from float noise.
        found = stats.ks_2samp(np.round(a * 512), np.round(b * 512), method="asymp")
        assert found.pvalue > 1e-4
