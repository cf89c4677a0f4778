"""Numbers of learning about sponsors."""

from __future__ import annotations

from corridor.scenario.quantity import Quantity, Section, fixed, quantity, spanned


class LearningParameters(Section):
    """Numbers of the learning mechanism (MODEL section 10)."""

    tries_seen: Quantity = quantity(
        "how far tries are seen apart from results: 0 results only, 1 both", "1", 0, 1,
        spanned(0.0, 0.6, "effort behind closed doors is reported late or not at all"),
    )  # fmt: skip
    attribution: Quantity = quantity(
        "chance that a breach is laid to who did it, by a view that has no side", "1", 0.5, 1,
        spanned(0.6, 0.95, "two strikes of September were disputed for months"),
    )  # fmt: skip
    partiality: Quantity = quantity(
        "how much less a camp lays to its own side, and more to the other", "1", 0, 0.5,
        spanned(0.0, 0.3, "each side's press said the other had done it"),
    )  # fmt: skip
    forgetting: Quantity = quantity(
        "rate at which the record loses weight", "1/day", 0, 0.1, fixed(0.003, "a promise broken is held for a year")
    )
    word_weight: Quantity = quantity(
        "log odds by which a mediator wholly biased against its camp moves the view of a sponsor", "1", 0, 10,
        spanned(0.0, 0.6, "a word that costs nothing moves little"),
    )  # fmt: skip
