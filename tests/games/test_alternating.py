"""Offers in turn: reference figures, the game played backwards from a far end, and indifference."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import alternating


def test_reference():
    # bargaining.json: alternating (N 6, p .55, kA .02, kB .03, delta .98)
    at = alternating.with_battles(6, 0.55, 0.02, 0.03, 0.98)
    besieger = [0.0, 0.31626608675578594, 0.49921798709939225, 0.6948549474909638, 0.7968124661154111,
                0.9383643535073286, 1.0]  # fmt: skip
    besieged = [1.0, 0.7509215049534276, 0.505999839043069, 0.3703629484529615, 0.2077905816160349,
                0.12960570244310377, 0.0]  # fmt: skip
    offered = [1.0, 0.6837339132442141, 0.5007820129006078, 0.30514505250903623, 0.20318753388458888,
               0.06163564649267139, 0.0]  # fmt: skip
    np.testing.assert_allclose(at.besieger, besieger, atol=1e-12)
    np.testing.assert_allclose(at.besieged, besieged, atol=1e-12)
    np.testing.assert_allclose(1 - at.besieger, offered, atol=1e-12)  # offer_to_B_when_A_proposes


@given(st.integers(2, 8), st.floats(0.2, 0.8), st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0.8, 1))
def test_backwards_from_a_far_end(zones, p, cost_g, cost_r, discount):
    # The proposer makes an offer that is accepted, or lets it come to a battle, whichever is better for it.
    ends_g, ends_r = np.eye(zones + 1)[-1], np.eye(zones + 1)[0]
    proposing = [ends_g.copy(), ends_r.copy()]
    answering = [ends_g.copy(), ends_r.copy()]
    for _ in range(600):
        fight = [
            discount * (p * answered[2:] + (1 - p) * answered[:-2]) - cost
            for answered, cost in zip(answering, (cost_g, cost_r), strict=True)
        ]
        refuse = [
            discount * (p * proposed[2:] + (1 - p) * proposed[:-2]) - cost
            for proposed, cost in zip(proposing, (cost_g, cost_r), strict=True)
        ]
        for side in (0, 1):
            offer = np.maximum(refuse[1 - side], 0)
            settles = 1 - offer >= fight[side]
            proposing[side][1:-1] = np.where(settles, 1 - offer, fight[side])
            answering[1 - side][1:-1] = np.where(settles, offer, refuse[1 - side])
    at = alternating.with_battles(zones, p, cost_g, cost_r, discount)
    np.testing.assert_allclose(at.besieger, proposing[0], atol=1e-9)
    np.testing.assert_allclose(at.besieged, proposing[1], atol=1e-9)


def test_rubinstein():
    # bargaining.json: rubinstein_delta.98
    assert alternating.rubinstein(0.98, 0.98) == pytest.approx(0.5050505050505051, abs=1e-14)
    # Each side leaves the other what it would get by refusing.
    first, second = alternating.rubinstein(0.9, 0.7), alternating.rubinstein(0.7, 0.9)
    assert 1 - first == pytest.approx(0.7 * second) and 1 - second == pytest.approx(0.9 * first)


def test_random_proposer():
    # bargaining.json: random_proposer_delta.98
    assert alternating.random_proposer(0.98) == pytest.approx(0.51, abs=1e-15)
    kept, other = alternating.random_proposer(0.9, 0.3), alternating.random_proposer(0.9, 0.7)
    # Chance of proposing, and of being proposed to, add up to that chance as a share.
    assert 0.3 * kept + 0.7 * (1 - other) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: alternating.with_battles(0, 0.5, 0, 0), r"^zones: got 0"),
        (lambda: alternating.with_battles(3, 0.5, -1, 0), r"^cost_besieger: got -1"),
        (lambda: alternating.rubinstein(1, 0.5), r"^discount_first: got 1"),
        (lambda: alternating.random_proposer(0.5, 2), r"^chance: got 2"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
