"""What a claim can be about: the closed list of quantities, each with its subject, unit, range and categories."""

from __future__ import annotations

from typing import NamedTuple

POCKET = "pocket"
FORMS = ("number", "interval", "at_most", "at_least", "category", "statement")


class Kind(NamedTuple):
    """One quantity of the closed list.

    Attributes:
        meaning: what the number or category says.
        subject: what the subject names: ``zone``, ``group``, ``route``, ``plan``, ``camp``, ``depot``,
            ``channel`` (ids of the scenario), ``key`` (free text, lower case), or a word that is itself allowed as
            the subject.
        unit: the only unit accepted; None if the row names its own.
        low: smallest value allowed.
        high: largest value allowed.
        categories: values of the form ``category``; empty if the quantity has none.
    """

    meaning: str
    subject: tuple[str, ...]
    unit: str | None
    low: float
    high: float
    categories: tuple[str, ...] = ()


QUANTITIES: dict[str, Kind] = {
    "front_share": Kind(
        "of a zone, the share held by the besieger's side; of the pocket, the share lost of what the besieged held "
        "at the start",
        ("zone", POCKET),
        "1",
        0,
        1,
    ),
    "area_left": Kind("area that the besieged still hold", (POCKET,), "km2", 0, 1e5),
    "zone_holder": Kind("which side holds a zone", ("zone",), None, 0, 0, ("besieger", "besieged", "contested")),
    "strength": Kind(
        "fighters of a group, of a camp, or of all groups in the pocket", ("group", "camp", POCKET), "persons", 0, 1e7
    ),
    "group_share": Kind("headcount of a group as a share of the fighters in the pocket", ("group",), "1", 0, 1),
    "command_share": Kind("share of the pocket's fighters who follow a group's orders", ("group",), "1", 0, 1),
    "arrival": Kind("fighters who joined a group", ("group",), "persons", 0, 1e6),
    "deaths": Kind(
        "deaths between the two dates: of a group, of a camp's fighters, of civilians in the pocket, on the "
        "besieger's side or on both, or of all",
        ("group", "camp", "civilians", "civilians-outside", "civilians-all", "all"),
        "deaths",
        0,
        1e6,
    ),
    "surrendered": Kind("fighters who gave themselves up between the two dates", ("group", "camp"), "persons", 0, 1e6),
    "population": Kind("civilians in the pocket, or around it", (POCKET, "outside"), "persons", 0, 1e8),
    "displaced": Kind("civilians who left the pocket between the two dates", (POCKET,), "persons", 0, 1e8),
    "evacuated": Kind(
        "people taken out under an agreement between the two dates: a camp's fighters, or all",
        ("camp", "all"),
        "persons",
        0,
        1e8,
    ),
    "stock": Kind("what is in store: of a depot, or of a named good", ("depot", "key"), None, 0, 1e9),
    "route_open": Kind(
        "how far a route is open; by category, or as a share", ("route",), "1", 0, 1, ("open", "closed", "contested")
    ),
    "offensive": Kind("an offensive of a camp", ("camp",), None, 0, 0, ("started", "ended")),
    "bombardment": Kind("a camp's bombardment from the air", ("camp",), None, 0, 0, ("halted", "reduced", "resumed")),
    "plan_event": Kind(
        "what became of a plan",
        ("plan",),
        None,
        0,
        0,
        ("offered", "accepted", "refused", "vetoed", "in_force", "suspended", "broken", "lapsed", "withdrawn", "kept"),
    ),
    "channel_state": Kind(
        "whether a channel between two parties carries talks",
        ("channel",),
        None,
        0,
        0,
        ("open", "closed", "said_closed"),
    ),
    "other": Kind("anything else worth keeping: read by people, never by the filter", ("key",), None, 0, 1e12),
}
