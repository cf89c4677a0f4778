"""Engel's account of Iwo Jima, 1945: the square law with landings, on his coefficients.

J. H. Engel, A Verification of Lanchester's Law, Journal of the Operations Research Society of America 2 (1954) 163-171:
0.0544 United States losses per Japanese and day, 0.0106 Japanese losses per American and day; landings of 54,000 on the
first day, 6,000 on the third and 13,000 on the sixth; 21,500 Japanese, none joining, nearly all lost after 36 days.
"""

import csv

import numpy as np
import pytest

from corridor.games import reinforced
from corridor.games.reinforced import Phase

LANDINGS = [
    Phase(0, 54_000, 0),
    Phase(1, 0, 0),
    Phase(2, 6_000, 0),
    Phase(3, 0, 0),
    Phase(5, 13_000, 0),
    Phase(6, 0, 0),
]


def engel(days):
    """United States and Japanese strengths on the given days."""
    return reinforced.phased(0, 21_500, a=0.0544, b=0.0106, phases=LANDINGS, t=days)


def test_table():
    # lanchester.json: iwo_jima.US, iwo_jima.JP
    table = {
        1: (52835.5, 21220.0),
        2: (51696.2, 20666.0),
        3: (56587.4, 20092.1),
        5: (54465.8, 18915.2),
        6: (66453.7, 18274.3),
        10: (62777.8, 15536.7),
        20: (56063.1, 9268.3),
        28: (53042.4, 4656.4),
        36: (51985.2, 216.8),
    }
    np.testing.assert_allclose(np.transpose(engel(list(table))), list(table.values()), atol=0.06)


def test_every_day(shared):
    path = shared / "data" / "combat" / "iwo_jima" / "iwo_jima_engel_model_reference.csv"
    if not path.is_file():
        pytest.skip(f"no {path.name} beside the checkout")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    us, japan = engel([float(row["day"]) for row in rows])
    assert len(rows) == 37
    np.testing.assert_allclose(us, [float(row["us_ramp"]) for row in rows], atol=1e-3)
    np.testing.assert_allclose(japan, [float(row["japan_ramp"]) for row in rows], atol=1e-3)


@pytest.mark.parametrize(
    ("day", "casualties"),
    # Cumulative United States casualties after that many days: Morehouse, The Iwo Jima Campaign (1946), the series
    # Engel compares with, as copied in a public replication of his paper (the printed original was not seen).
    [(1, 1161), (5, 6845), (10, 11595), (20, 17692), (28, 20392), (35, 20860)],
)
def test_close_to_the_record(day, casualties):
    landed = sum(phase.inflow_x for phase in LANDINGS if phase.start < day)
    lost = landed - float(engel(day).x)
    # Within 2.5 % of those ashore; the law is some 1,300 casualties late in the first ten days and right at the end.
    assert lost == pytest.approx(casualties, abs=0.025 * landed)
    if day in (1, 35):
        assert lost == pytest.approx(casualties, rel=0.01)


def test_losses_balance():
    # Japanese losses over 36 days are 0.0106 × the American days ashore, and the other way round.
    days = np.linspace(0, 36, 36_001)
    us, japan = engel(days)
    assert 21_500 - japan[-1] == pytest.approx(0.0106 * np.trapezoid(us, days), rel=1e-6)
    assert 73_000 - us[-1] == pytest.approx(0.0544 * np.trapezoid(japan, days), rel=1e-6)
