"""Numbers of the ending mechanism."""

from __future__ import annotations

from corridor.scenario.quantity import Quantity, Section, fixed, quantity


class EndingParameters(Section):
    """Numbers of the ending mechanism (MODEL section 0)."""

    relief_open: Quantity = quantity(
        "share of its routes' capacity at which a pocket counts as open",
        "1",
        0.01,
        1,
        fixed(0.25, "a road under fire half the time still feeds a pocket"),
    )
    relief_days: Quantity = quantity(
        "days in a row that a pocket once closed must be open to count as relieved",
        "days",
        1,
        1000,
        fixed(60, "shorter openings have been closed again"),
    )
    last_fighters: Quantity = quantity(
        "fighters below which a pocket is no longer defended",
        "persons",
        0,
        1e5,
        fixed(50, "a remnant can't hold a line"),
    )
