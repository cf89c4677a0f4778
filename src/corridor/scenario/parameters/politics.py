"""Numbers of politics inside a party."""

from __future__ import annotations

from corridor.scenario.quantity import Quantity, Section, fixed, quantity, skewed


class PoliticsParameters(Section):
    """Numbers of the politics mechanism (MODEL section 7)."""

    breach_news: Quantity = quantity(
        "log odds that a seen breach by the other side moves from soft to hard factions", "1", 0, 10,
        skewed(0.3, 0.6, "one broken promise turns a few, not most"),
    )  # fmt: skip
    kept_news: Quantity = quantity(
        "log odds that a seen kept promise of the other side moves from hard to soft factions", "1", 0, 10,
        skewed(0.1, 0.6, "trust comes slower than it goes"),
    )  # fmt: skip
    prospect_news: Quantity = quantity(
        "log odds a day, from hard to soft, when the own camp is sure to lose", "1/day", 0, 1,
        skewed(0.02, 0.7, "the prospect of defeat works over weeks"),
    )  # fmt: skip
    return_rate: Quantity = quantity(
        "rate at which powers return to where they started", "1/day", 0, 1,
        fixed(0.01, "news is half forgotten in some ten weeks"),
    )  # fmt: skip
    hard_weight: Quantity = quantity(
        "worth of any deal to a faction of hardness 1, below what it is worth to the party", "1", 0, 2,
        skewed(0.1, 0.6, "a hard faction asks for more, not for everything"),
    )  # fmt: skip
