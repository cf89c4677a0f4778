"""The square law with inflow: reference figures, the matrix exponential, the saddle's instability."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from corridor.games import lanchester, reinforced
from corridor.games.reinforced import Phase

BOTH = dict(a=0.05, b=0.04, inflow_x=12, inflow_y=10)
LANDINGS = [
    Phase(0, 54_000, 0),
    Phase(1, 0, 0),
    Phase(2, 6_000, 0),
    Phase(3, 0, 0),
    Phase(5, 13_000, 0),
    Phase(6, 0, 0),
]


def test_reference():
    # lanchester.json: reinforced_square.saddle, xy_at_10_from_300_280, y_separatrix_at_x300
    assert reinforced.saddle(**BOTH) == (250, 240)
    assert reinforced.strengths(300, 280, **BOTH, t=10) == pytest.approx((284.41052570972266, 263.39374753423635))
    assert reinforced.separatrix(300, **BOTH) == pytest.approx(284.7213595499958, rel=1e-12)


def test_iwo_jima_reference():
    # lanchester.json: iwo_jima.US and iwo_jima.JP, days 1, 3, 6, 20, 36
    x, y = reinforced.phased(0, 21_500, 0.0544, 0.0106, LANDINGS, [1, 3, 6, 20, 36])
    np.testing.assert_allclose(
        x, [52835.47750003494, 56587.377913746976, 66453.65761296116, 56063.11566043839, 51985.2460998681], rtol=1e-12
    )
    np.testing.assert_allclose(
        y, [21219.985424754093, 20092.1184121046, 18274.338790725604, 9268.258211297876, 216.83165334792295], rtol=1e-10
    )


@given(
    st.floats(100, 500),
    st.floats(100, 500),
    st.floats(0.01, 0.2),
    st.floats(0.01, 0.2),
    st.floats(0, 20),
    st.floats(0, 1),
)
def test_is_the_matrix_exponential(x0, y0, a, b, inflow, t):
    generator = np.array([[0, -a, inflow], [-b, 0, 2 * inflow], [0, 0, 0]])
    expected = (expm(generator * t) @ [x0, y0, 1])[:2]
    assert reinforced.strengths(x0, y0, a, b, inflow, 2 * inflow, t) == pytest.approx(expected, rel=1e-10)


@given(st.floats(100, 500), st.floats(100, 500), st.floats(0.01, 0.2), st.floats(0.01, 0.2))
def test_without_inflow_it_is_the_square_law(x0, y0, a, b):
    end = lanchester.square_end(x0, y0, a, b)
    if abs(b * x0**2 / (a * y0**2) - 1) > 1e-9:  # nearer to parity, rounding decides
        assert reinforced.winner(x0, y0, a, b, 0, 0) == end.winner
    t = min(end.time, 100) / 2
    assert reinforced.strengths(x0, y0, a, b, 0, 0, t) == pytest.approx(lanchester.square(x0, y0, a, b, t), rel=1e-9)


@given(st.floats(0, 600), st.floats(0.5, 20))
def test_separatrix_parts_the_winners(x, off):
    edge = float(reinforced.separatrix(x, **BOTH))
    if edge - off > 0:
        assert reinforced.winner(x, edge - off, **BOTH) == "x"
        assert reinforced.winner(x, edge + off, **BOTH) == "y"


def test_separatrix_runs_into_the_saddle():
    edge = float(reinforced.separatrix(300, **BOTH))
    assert reinforced.winner(300, edge, **BOTH) == "draw"
    assert reinforced.strengths(300, edge, **BOTH, t=250) == pytest.approx((250, 240), abs=1e-2)


def test_cutting_a_phase_in_two_changes_nothing():
    cut = [*LANDINGS[:1], Phase(0.4, 54_000, 0), *LANDINGS[1:]]
    days = np.linspace(0, 36, 73)
    whole, parts = (reinforced.phased(0, 21_500, 0.0544, 0.0106, phases, days) for phases in (LANDINGS, cut))
    np.testing.assert_allclose(np.array(parts), np.array(whole), rtol=1e-9)


def test_starts_where_told_even_from_nothing():
    assert reinforced.phased(0, 21_500, 0.0544, 0.0106, LANDINGS, 0) == (0, 21_500)


@pytest.mark.parametrize("t", [40, [1, 100]])
def test_refuses_days_after_the_end(t):
    with pytest.raises(ValueError, match=r"^t: got .* both forces still stand"):
        reinforced.phased(0, 21_500, 0.0544, 0.0106, LANDINGS, t)


def test_refuses_phases_after_the_end():
    with pytest.raises(ValueError, match=r"^t: got .* before day 60"):
        reinforced.phased(0, 21_500, 0.0544, 0.0106, [*LANDINGS, Phase(60, 0, 5_000)], 61)


@pytest.mark.parametrize("starts", [[], [1], [0, 2, 2], [0, 3, 1]])
def test_refuses_phases_out_of_order(starts):
    with pytest.raises(ValueError, match=r"^phases: got "):
        reinforced.phased(100, 100, 0.1, 0.1, [Phase(start, 0, 0) for start in starts], 1)
