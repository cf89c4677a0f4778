"""Numbers of the bombardment mechanism."""

from __future__ import annotations

from corridor.scenario.quantity import Quantity, Section, fixed, quantity, skewed, spanned


class BombardmentParameters(Section):
    """Numbers of the bombardment mechanism (MODEL section 3)."""

    intensity_calm: Quantity = quantity(
        "intensity on a day without a besieger offensive, where nothing is imposed",
        "1",
        0,
        1,
        spanned(0.05, 0.4, "wide; intensity is a decision of the besieger"),
    )
    intensity_offensive: Quantity = quantity(
        "intensity during a besieger offensive, where nothing is imposed",
        "1",
        0,
        1,
        spanned(0.5, 1.0, "wide; intensity is a decision of the besieger"),
    )
    deaths_rate: Quantity = quantity(
        "civilian deaths a day per 100,000 civilians under bombardment of intensity 1",
        "deaths/day",
        0,
        200,
        skewed(6, 0.6, "order of the UN and VDC counts for urban air campaigns, 5 to 10 a day per 100,000"),
    )
    dispersion: Quantity = quantity(
        "standard deviation of the logarithm of a day's deaths around their mean",
        "1",
        0,
        3,
        fixed(0.8, "daily counts of deaths are far more variable than Poisson"),
    )
    damage_rate: Quantity = quantity(
        "share of what still stands damaged a day at intensity 1",
        "1/day",
        0,
        0.1,
        fixed(0.003, "damage accumulates over months"),
    )
