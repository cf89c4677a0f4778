"""Factions: reference figures, the filter by every path, the replicator by small steps."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import factions

RECORD = [1, 1, 0, 1, 1, 1, 0, 1, 1, 1]
COMPLIANCE = [0.9, 0.3]
SWITCH = [[0.95, 0.05], [0.1, 0.9]]
share = st.floats(0.01, 0.99)


def test_filter_reference():
    belief, log_likelihood = factions.in_control(RECORD, COMPLIANCE, SWITCH, [0.5, 0.5])
    # screening.json: faction_hmm.filtered_realist, loglik
    realist = [0.75, 0.8939393939393939, 0.4670781893004114, 0.7477556495717675, 0.8930036641508252]
    realist += [0.948145188747561, 0.5790647752694639, 0.8133157607774916, 0.9191982380647764, 0.9570405024465408]
    np.testing.assert_allclose(belief[:, 0], realist, rtol=1e-12)
    assert log_likelihood == pytest.approx(-6.238630516321222, rel=1e-12)


def test_long_run_reference():
    shares = factions.stationary(SWITCH)
    # screening.json: faction_hmm (stationary_realist, stationary_compliance, mean_realist_spell_days)
    assert shares == pytest.approx([0.6666666666666667, 1 / 3], rel=1e-12)
    assert shares @ COMPLIANCE == pytest.approx(0.7, rel=1e-12)
    assert factions.mean_spell(SWITCH)[0] == pytest.approx(20, rel=1e-12)


@given(share, share, share, share, share, st.lists(st.integers(0, 1), min_size=1, max_size=6))
def test_filter_is_the_sum_over_paths(stay, back, first, kept_one, kept_two, record):
    switch, keeps, prior = [[stay, 1 - stay], [back, 1 - back]], [kept_one, kept_two], [first, 1 - first]
    by_last = np.zeros(2)
    for path in itertools.product((0, 1), repeat=len(record)):
        chance = prior[path[0]] * math.prod(switch[a][b] for a, b in itertools.pairwise(path))
        by_last[path[-1]] += chance * math.prod(
            keeps[s] if y else 1 - keeps[s] for s, y in zip(path, record, strict=True)
        )
    belief, log_likelihood = factions.in_control(record, keeps, switch, prior)
    assert log_likelihood == pytest.approx(math.log(by_last.sum()), abs=1e-9)
    np.testing.assert_allclose(belief[-1], by_last / by_last.sum(), rtol=1e-9)


@given(st.lists(st.lists(st.floats(0.05, 1), min_size=4, max_size=4), min_size=4, max_size=4))
def test_stationary_shares_stand_still(rows):
    switch = np.array(rows) / np.sum(rows, axis=1, keepdims=True)
    shares = factions.stationary(switch)
    np.testing.assert_allclose(shares @ switch, shares, atol=1e-12)
    assert shares.sum() == pytest.approx(1)
    np.testing.assert_allclose(np.linalg.matrix_power(switch, 400)[2], shares, atol=1e-9)


def test_a_chain_that_leaves_a_faction_for_good():
    assert factions.stationary([[0.5, 0.5], [0, 1]]) == pytest.approx([0, 1], abs=1e-12)
    assert factions.mean_spell([[0.5, 0.5], [0, 1]])[1] == np.inf


def test_replicator_reference():
    # spatial.json: faction_replicator (w0, uh, ur, eta -> w1, w10)
    assert factions.replicator([0.4, 0.6], [0.2, -0.1])[0] == pytest.approx(0.4736581349179713, rel=1e-12)
    assert factions.replicator([0.4, 0.6], [0.2, -0.1], steps=10)[0] == pytest.approx(0.9305090253099674, rel=1e-12)


@given(share, st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 2))
def test_replicator_moves_log_odds_in_a_straight_line(power, one, two, pace):
    new = factions.replicator([power, 1 - power], [one, two], pace)
    assert math.log(new[0] / new[1]) == pytest.approx(math.log(power / (1 - power)) + pace * (one - two), abs=1e-9)


def test_replicator_follows_its_equation():
    # w' = w (u - mean u), by a thousand small steps of the equation, for three factions and one without power.
    power, utility = np.array([0.2, 0.5, 0.3, 0.0]), np.array([0.4, -0.2, 0.1, 9.0])
    path = power.copy()
    for _ in range(100_000):
        path += path * (utility - path @ utility) / 100_000
    np.testing.assert_allclose(factions.replicator(power, utility), path, atol=1e-5)


@pytest.mark.parametrize(
    ("hardliners", "needed", "accepted"),
    # spatial.json: faction_accept
    [
        (0.3, 0.5, True),
        (0.3, 0.65, True),
        (0.45, 0.5, True),
        (0.45, 0.65, False),
        (0.6, 0.5, False),
        (0.6, 0.65, False),
    ],
)
def test_accepts_reference(hardliners, needed, accepted):
    assert factions.accepts([hardliners, 1 - hardliners], [-0.1, 0.2], needed) is accepted


def test_exactly_enough_is_enough():
    assert factions.accepts([0.1, 0.2, 0.7], [1, 1, -1], needed=0.3)  # 0.1 + 0.2 rounds up, 0.3 does not
    assert factions.accepts([0.7, 0.2, 0.1], [1, 1, 1], needed=1)


def test_weighted_median_reference():
    # spatial.json: weighted_median
    assert factions.weighted_median([0.1, 0.3, 0.4, 0.8, 0.9], [3, 2, 2, 4, 1]) == 0.4
    assert factions.weighted_median([0.9, 0.4, 0.1, 0.8, 0.3], [1, 2, 3, 4, 2]) == 0.4


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), min_size=1, max_size=8))
def test_no_position_beats_the_weighted_median(factions_at):
    ideal, weight = np.array(factions_at, dtype=float).T
    median = factions.weighted_median(ideal, weight)
    for rival in ideal:
        nearer = np.sign(abs(ideal - rival) - abs(ideal - median))
        assert weight @ nearer >= 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: factions.in_control([1], COMPLIANCE, [[0.9, 0.2], [0.1, 0.9]], [0.5, 0.5]), "rows sum to 1"),
        (lambda: factions.in_control([1], COMPLIANCE, SWITCH, [0.5, 0.6]), "^prior: got .* that sum to 1"),
        (lambda: factions.in_control([1], [0.9], SWITCH, [0.5, 0.5]), "^compliance, prior: .*2 factions"),
        (lambda: factions.in_control([0.5], COMPLIANCE, SWITCH, [0.5, 0.5]), "^record: got .* one row of 0 and 1"),
        (lambda: factions.in_control([0], [1, 1], SWITCH, [0.5, 0.5]), "^record: got 0 on day 0"),
        (lambda: factions.stationary(np.eye(2)), "(?s)^switch: .* doesn't depend on its start"),
        (lambda: factions.replicator([0.5, 0.6], [0, 0]), "^power: got"),
        (lambda: factions.replicator([0.5, 0.5], [0, 0, 0]), "^utility: got .* one number for each faction"),
        (lambda: factions.accepts([0.5, 0.5], [0, 0], 0), "^needed: got 0"),
        (lambda: factions.weighted_median([1, 2], [0, 0]), "^power: got"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
