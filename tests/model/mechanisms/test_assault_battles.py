"""Two more limits of the assault: a law that differs by camp, and what a contest over a building makes of a battle."""

import jax.numpy as jnp
import numpy as np
import pytest

from corridor.games import front as game
from model.support import close, ground, live, morning, siege


def test_an_ambush_follows_the_mixed_law():
    # lanchester.json: mixed.xy_at_0p5: x' = -0.001 x y under area fire, y' = -x under aimed fire
    k, steps = 1000.0, 1000
    known = siege(
        ground(buildings=[2.0], step=0.5 / steps),
        {"group.strength": [500 * k, 900 * k], "assault.loss_besieger": 0.001 * 1000 / k, "assault.loss_besieged": 1.0},
    )
    # One exponent a camp: the besieger is hit the more, the more there are of it; the besieged are not.
    law = known.numbers.assault._replace(persons_exponent=jnp.array([1.0, 0.0]))
    known = known._replace(numbers=known.numbers._replace(assault=law))
    last, _, _ = live(known, steps, 16, "assault", first=morning(known))
    left = np.asarray(last.strength).mean(axis=0) / k
    assert left == pytest.approx([336.690631, 695.256256], rel=0.002)


@pytest.mark.parametrize("ratio", [1.5, 3.0])
def test_a_battle_of_many_buildings_is_won_with_the_records_exponent(ratio):
    # cdb90: odds of winning a battle are ratio^0.48; from the middle of its buildings a race has just these odds.
    buildings = 10.0
    known = siege(
        ground(held=0.5, buildings=[buildings], step=0.25),
        {"group.strength": [1000.0 * ratio, 1000.0], "assault.contest_rate": 1.0, "assault.battle_exponent": 0.48,
         "assault.battle_buildings": buildings},
    )  # fmt: skip
    held = np.asarray(live(known, 3000, 4000, "assault")[0].held[:, 0])
    assert np.all((held == 0) | (held == 1))
    win = ratio**0.48 / (1 + ratio**0.48)
    assert close(held, win, extra=0.004)
    exponent = float(game.building_exponent(0.48, buildings))
    assert (ratio**exponent) ** (buildings / 2) == pytest.approx(ratio**0.48)
