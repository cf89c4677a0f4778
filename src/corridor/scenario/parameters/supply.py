"""Numbers of the supply mechanism."""

from __future__ import annotations

from corridor.scenario.quantity import Quantity, Section, fixed, quantity, spanned


class SupplyParameters(Section):
    """Numbers of the supply mechanism (MODEL section 2)."""

    openness_exponent: Quantity = quantity(
        "how sharply a segment closes as the other side takes its zone",
        "1",
        0.25,
        8,
        spanned(1, 3, "a road is lost well before the last building beside it"),
    )
    rationing: Quantity = quantity(
        "1: use falls with the stock's effect (rationing); 0: full use until the stock is out",
        "1",
        0,
        2,
        fixed(1, "fighters save what they are short of"),
    )
    idle_use: Quantity = quantity(
        "share of full consumption used on a day without an offensive",
        "1",
        0,
        1,
        spanned(0.3, 0.7, "garrisons used near their planning rate where it was counted; quiet fronts less"),
    )
