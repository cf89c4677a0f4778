"""Talks that compete with a moving front: acceptance by fitted values gives the hazards and endings worked out exactly.

The answers look at a war without further talks, so the fit plays wars to the finish; the endings are then worked out
from the fitted acceptance, and played by it. Over six seeds the largest errors in any state were 0.0017 to 0.0048 in
hazards, 0.002 to 0.007 in the chance of a settlement and 0.05 to 0.14 days in the mean end.
"""

import numpy as np
import pytest

from corridor.foresight.fit import Settings, fit
from corridor.games import ripeness
from foresight.walk_game import Terms, Walk

# ripeness.json: front_with_talks (hazard, P_settle, mean_end, P_A_takes_all by zones held), costs 0.008 and 0.006
HAZARD = [0.006040554035173765, 0.022699130022550716, 0.06301149148815945, 0.11542643300539449, 0.14402344193213182]
HAZARD += [0.1315430195521523, 0.08102473961658033, 0.029806036844387308, 0.0071761493157934154]
SETTLED = [0.2133341032617341, 0.417106653733428, 0.5938022368910748, 0.7158650755483679, 0.7637753913507493]
SETTLED += [0.7321931535637404, 0.6194828414332019, 0.43967321766362694, 0.22543517781755212]
MEAN_END = [4.586421805186746, 7.21643487517832, 8.135218103558572, 8.01367315440891, 7.722531700651172]
MEAN_END += [7.693606764156708, 7.69240977567834, 6.871333260204987, 4.41101177336559]
TAKEN = [0.015350577655066299, 0.030887734338427963, 0.047859709549816026, 0.07126871499909608, 0.11327717642166066]
TAKEN += [0.19340483325169422, 0.33212158852800633, 0.5294037185028695, 0.7592142445273816]
TO_THE_FINISH = Terms(p=0.5, cost_besieger=0.008, cost_besieged=0.006, talk=0.0)
TALKS = 0.2


@pytest.fixture(scope="module", params=[0, 1])
def fitted(request):
    """How often each accepts by the fitted values of a war to the finish, [2, zones + 1]."""
    game = Walk(TO_THE_FINISH, 12_000)
    # No choice is left, so all rounds are alike and count alike.
    made = fit(game, request.param, Settings(rounds=3, fading=1.0, tolerance=0.0, ridge=1.0))
    return game.accept(made.answers)


def test_hazards_by_fitted_values(fitted):
    np.testing.assert_allclose(TALKS * fitted.prod(axis=0)[1:-1], HAZARD, atol=0.006)


def test_a_day_at_a_time_where_the_front_stands_still(fitted):
    hazard = TALKS * fitted.prod(axis=0)[5]
    # ripeness.json: logit_hazard (mean_days, P_settle_30d)
    assert 1 / hazard == pytest.approx(6.943314134036806, abs=0.15)
    assert ripeness.settled_by(hazard, 30) == pytest.approx(0.9905842236318576, abs=0.001)


def test_endings_by_fitted_values(fitted):
    hazard = TALKS * fitted.prod(axis=0)
    end = ripeness.front_with_talks(0.5, hazard)
    np.testing.assert_allclose(end.settled[1:-1], SETTLED, atol=0.015)
    np.testing.assert_allclose(end.mean_periods[1:-1], MEAN_END, atol=0.2)
    np.testing.assert_allclose(end.besieger[1:-1], TAKEN, atol=0.01)


def test_endings_as_played(fitted):
    talks = Walk(TO_THE_FINISH._replace(talk=TALKS), 20_000)
    told, last = talks.days(fitted, seed=7, start=5)
    settled, periods = told.settled.any(axis=0), (told.fought | told.settled).sum(axis=0)
    error = 4 * np.std(periods) / np.sqrt(len(periods))
    assert np.mean(settled) == pytest.approx(SETTLED[4], abs=0.02)
    assert np.mean(periods) == pytest.approx(MEAN_END[4], abs=error + 0.1)
    assert np.mean(~settled & (last == 10)) == pytest.approx(TAKEN[4], abs=0.015)
