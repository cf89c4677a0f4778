"""What the record says of whole-conflict ceasefires, as figures with their 95 % intervals.

All are of bilateral and multilateral ceasefires that bind the whole conflict, unless a row says otherwise: the ETH/PRIO
Civil Conflict Ceasefire Dataset (Clayton et al. 2022, doi:10.1177/00220027221129195) joined to the UCDP Georeferenced
Event Dataset 21.1. Intervals of shares are Greenwood's (twins: Wilson's, n = 154), those of the two ratios a bootstrap
by conflict without events that sum up many days on one.
"""

from __future__ import annotations

from typing import NamedTuple


class Figure(NamedTuple):
    """A recorded figure."""

    value: float
    low: float
    high: float


LARGE = 0.45
"""Share of the ceasefires with a toll of 100 or more: 100 of 222."""

# base_rates.json: robustness_lump_filter.placebo.bootstrap.rate_ratio_7d, rate_ratio_30d
RATIO = {7: Figure(0.571, 0.285, 0.811), 30: Figure(0.787, 0.567, 0.962)}

# base_rates.json: violence_based."nonpartial bi/multilateral"; "bi pre30>=100"; "bi pre30 10-99"
RESUMED = {
    "all": {7: Figure(0.230, 0.180, 0.291), 30: Figure(0.464, 0.401, 0.532), 90: Figure(0.659, 0.596, 0.721)},
    "large": {7: Figure(0.390, 0.302, 0.493), 30: Figure(0.680, 0.588, 0.769), 90: Figure(0.864, 0.789, 0.923)},
    "small": {7: Figure(0.098, 0.057, 0.167), 30: Figure(0.287, 0.215, 0.376), 90: Figure(0.492, 0.407, 0.584)},
}
FIRST_DEATH = {
    "all": {7: Figure(0.554, 0.490, 0.620)},
    "large": {7: Figure(0.720, 0.630, 0.804)},
    "small": {7: Figure(0.418, 0.336, 0.511)},
}
RETURNED = {
    "all": {90: Figure(0.610, 0.546, 0.674)},
    "large": {90: Figure(0.572, 0.478, 0.671)},
    "small": {90: Figure(0.639, 0.555, 0.724)},
}

# base_rates.json: placebo_matched_dates_bi_multilateral_nonpartial.placebo; Wilson's interval for 154
TWINS_RESUMED = {7: Figure(0.206, 0.150, 0.277), 30: Figure(0.487, 0.409, 0.565), 90: Figure(0.642, 0.564, 0.713)}
TWINS_FIRST = {7: Figure(0.559, 0.480, 0.635)}

# base_rates.json: violence_based."nonpartial unilateral"
ONE_SIDED = {
    "resumed": {7: Figure(0.221, 0.173, 0.281), 30: Figure(0.478, 0.415, 0.545), 90: Figure(0.659, 0.597, 0.720)},
    "first death": {7: Figure(0.487, 0.424, 0.554)},
    "half the toll again": {90: Figure(0.673, 0.611, 0.733)},
}
