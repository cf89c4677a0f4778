"""War with inflow, on whole days with all else switched off: the reinforced square law, a cut road, Iwo Jima."""

import numpy as np
import pytest

from corridor.games import reinforced
from corridor.games.reinforced import Phase
from model.support import FIT, WAR, ground, line, live, nothing, siege

# lanchester.json: reinforced_square: x' = 12 - 0.05 y, y' = 10 - 0.04 x
A, B, P, Q = 0.05, 0.04, 12.0, 10.0
GROWN = 1000.0
"""Forces and inflow are this many times larger, which keeps the square law's paths and makes chance small."""
STEPS = 720
"""Steps of every war here, so that one compiled program serves them all."""


def war(x0, y0, step, a=A, b=B, **changed):
    """The square law: x besieges and is hit by a, y is besieged and hit by b; both fight at full tempo and supply."""
    law = {"group.strength": [x0, y0], "assault.loss_besieger": a, "assault.loss_besieged": b}
    open_road = {"route_segment": [[True]], "route_zone": [[1]], "group_route": [[0.0], [1.0]]}
    layout = ground(2, line(2), held=[1.0, 0.0], step=step, **open_road)
    return siege(layout, FIT | law | {"route.persons": 1e6, **changed})


def replaced(x0, y0, step):
    """Forces of the reference case; x's replacements come over an open rear, y's by the road."""
    inflow = {"group.replacement_rate": [P * GROWN, Q * GROWN], "group.replacement_pool": 1e7}
    return war(x0 * GROWN, y0 * GROWN, step, **inflow)


def strength(state):
    return state.strength


def run(known, given=STEPS):
    """Mean strengths at the end of each step, [step, camp], in the units of the reference."""
    seen = live(known, given, 32, *WAR, see=strength)[1]
    return np.asarray(seen).mean(axis=1) / GROWN


def test_replacements_are_the_inflow_of_the_square_law():
    # lanchester.json: reinforced_square.xy_at_10_from_300_280
    found = run(replaced(300, 280, 10 / STEPS))[-1]
    assert found == pytest.approx([284.410526, 263.393748], rel=0.002)


def test_forces_at_the_balance_stay_there():
    # lanchester.json: reinforced_square.saddle
    path = run(replaced(250, 240, 0.03))
    np.testing.assert_allclose(path, np.tile([250.0, 240.0], (STEPS, 1)), atol=2.0)


@pytest.mark.parametrize("beside", [-6.0, 6.0])
def test_who_stands_above_the_line_into_the_balance_wins(beside):
    # lanchester.json: reinforced_square.y_separatrix_at_x300
    x, y = run(replaced(300, 284.721360 + beside, 0.18))[-1]
    # The loser keeps what comes in a step; the winner grows by its inflow.
    assert (x < 3.0 and y > 500) if beside > 0 else (y < 3.0 and x > 500)
    assert reinforced.winner(300, 284.721360 + beside, A, B, P, Q) == ("y" if beside > 0 else "x")


def test_a_cut_road_ends_one_sides_inflow_alone():
    # Ten days as in the reference case, then nobody comes by the road.
    known = replaced(300, 280, 20 / STEPS)
    half = np.arange(STEPS) < STEPS // 2
    given = nothing(known.layout, STEPS, route_factor=np.where(half, 1.0, 0.0)[:, None])
    path = run(known, given)
    exact = reinforced.phased(300, 280, A, B, [Phase(0, P, Q), Phase(10, P, 0)], [10, 20])
    np.testing.assert_allclose(path[[STEPS // 2 - 1, -1]].T, exact, rtol=0.003)
    # The inflow that the cut stops, 100 over ten days, costs y more than that: it hits less and is hit more.
    uncut = reinforced.strengths(300, 280, A, B, P, Q, 20)
    assert float(uncut.y) - path[-1, 1] > 100 and path[-1, 0] - float(uncut.x) > 20


def test_iwo_jima():
    # lanchester.json: iwo_jima (Engel 1954): landings spread over days 0-1, 2-3 and 5-6
    a_day = STEPS // 36
    landed = np.zeros((STEPS, 2))
    for day, persons in ((0, 54_000), (2, 6_000), (5, 13_000)):
        landed[day * a_day : (day + 1) * a_day, 0] = persons / a_day
    known = war(0.0, 21_500.0, 1 / a_day, a=0.0544, b=0.0106)
    path = run(known, nothing(known.layout, STEPS, arrivals=landed)) * GROWN
    table = {1: (52835.5, 21220.0), 6: (66453.7, 18274.3), 20: (56063.1, 9268.3), 36: (51985.2, 216.8)}
    found = path[np.array(list(table)) * a_day - 1]
    np.testing.assert_allclose(found, list(table.values()), rtol=0.005, atol=0.005 * 21_500)
