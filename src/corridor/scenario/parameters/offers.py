"""Numbers of offers and of what parties expect."""

from __future__ import annotations

from corridor.scenario.quantity import Quantity, Section, fixed, quantity, skewed, spanned


class OfferParameters(Section):
    """Numbers of the outlook and offers mechanisms (MODEL sections 8 and 12)."""

    temperature: Quantity = quantity(
        "noise of a party's choice, in units of the pocket's worth", "1", 0.001, 2,
        skewed(0.06, 0.5, "scanned, not trusted: less noise can destroy a truce"),
    )  # fmt: skip
    patience: Quantity = quantity(
        "rate at which what lies ahead loses worth", "1/day", 0.0001, 0.1,
        spanned(0.001, 0.006, "half a year to two years ahead is what parties look at"),
    )  # fmt: skip
    step_pace: Quantity = quantity(
        "battles a day while the front hardly moves; a battle moves it by a twelfth of the pocket", "1/day", 0.001, 1,
        skewed(0.02, 0.5, "a standing siege decides something every month or two"),
    )  # fmt: skip
    memory: Quantity = quantity(
        "days over which the pace of the front is judged", "days", 1, 365, fixed(21.0, "news of the last weeks")
    )
    cooling: Quantity = quantity(
        "days before a plan refused or ended is put forward again", "days", 0, 365,
        fixed(10.0, "a text that failed is not tabled again the same week"),
    )  # fmt: skip
    own_weight: Quantity = quantity(
        "weight of the others' likely acceptance in what a proposer puts forward", "1", 0, 5,
        fixed(1.0, "an offer is worth what it brings times its chance"),
    )  # fmt: skip
    exposing: Quantity = quantity(
        "worth of showing that the other side can not or will not keep a promise", "1", 0, 1,
        skewed(0.01, 0.8, "a demand may be made to learn, or to expose"),
    )  # fmt: skip
    indirect_ease: Quantity = quantity(
        "how much more willing a party of no trust is to talk through a mediator, in log odds", "1", 0, 10,
        fixed(1.0, "low trust moves talks to the indirect channel; it opens none by itself"),
    )  # fmt: skip
