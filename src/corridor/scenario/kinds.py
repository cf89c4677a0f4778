"""Kinds of provision: what each promises, and how it acts on the war. One row a kind; a scenario may add its own.

A kind pulls one lever of the day (``LEVERS``). How far, how surely and how visibly are numbers with a source, so that
adding a kind is adding a row.
"""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from corridor.scenario.quantity import Quantity, Section, fixed, quantity, spanned
from corridor.scenario.words import Id

Lever = Literal[
    "fire", "air", "aid", "road", "exit", "withdraw", "separate", "ground", "rule", "watch", "escort", "exchange",
    "target", "amnesty",
]  # fmt: skip
"""What a provision moves, the obligor keeping it; ``e`` is the kind's ``effect``.

fire: its camp's ground attacks fall by e; air: bombardment falls by e; aid: food for e of a day's rations comes in;
road: the named route carries at least e of its flow; exit: civilians can leave, to e; withdraw: the named groups leave
the pocket, e of them a day; separate: the named groups part from the spoiler group; ground: the named zones go to the
other camp, e of them a day; rule: who runs the pocket is settled, worth e of what is left of it to the besieger; watch:
of breaches that would go unseen e is seen; escort: those who leave are safe, to e; exchange: people elsewhere are let
go, for all to see; target: the spoiler group loses e of its fighters a day; amnesty: e of the besieged fighters lay
down arms a day."""
LEVERS: tuple[str, ...] = get_args(Lever)
Core = Literal["calm", "parting", "leaving", "ground", "aid"]


class Kind(Section):
    """A kind of provision."""

    id: Id
    meaning: str = Field(min_length=1, description="what is promised, in one line")
    lever: Lever = Field(description="what it moves")
    once: bool = Field(description="true: done once, by its deadline; false: kept every day")
    core: Core | None = Field(None, description="what a plan with it is about; plans that share it share a record")
    effect: Quantity = quantity("how far it moves its lever when kept", "1", 0, 1)
    capability: Quantity = quantity("chance a day that a try succeeds, by the obligor's own means", "1", 0, 1)
    kills: Quantity = quantity("chance that a breach, once seen, ends the plan", "1", 0, 1)
    sensitivity: Quantity = quantity("chance that what was not done is seen as not done", "1", 0, 1)
    specificity: Quantity = quantity("chance that what was done is seen as done", "1", 0, 1)


def _kind(name: str, meaning: str, lever: Lever, once: bool, core: Core | None, effect: dict, capability: dict,
          kills: dict, sensitivity: float = 0.8, specificity: float = 0.95) -> Kind:  # fmt: skip
    def number(unit: dict) -> Quantity:
        return Quantity(unit="1", **unit)

    seen = "what reporters in and around a besieged city would notice in a day"
    return Kind(id=name, meaning=meaning, lever=lever, once=once, core=core, effect=number(effect),
                capability=number(capability), kills=number(kills), sensitivity=number(fixed(sensitivity, seen)),
                specificity=number(fixed(specificity, seen)))  # fmt: skip


_TRUCE = "city truces range from a few shots to most of the fighting: deaths fall to 0.06 to 0.9 of before"
_ORDERS = "orders to hold fire reach most but not all units"
_OWN = "in the obligor's own hands"
_HALF = "breaches are often let pass, and sometimes end the whole"
_MINOR = "seldom a reason to end a plan by itself"

BUILT_IN = (
    _kind("cessation", "its camp stops ground attacks", "fire", False, "calm", spanned(0.3, 0.95, _TRUCE),
          spanned(0.85, 0.99, _ORDERS), spanned(0.02, 0.2, _HALF)),
    _kind("bombing_halt", "bombardment stops", "air", False, "calm",
          spanned(0.6, 1.0, "a halt from the air leaves guns"), spanned(0.9, 0.995, _OWN), spanned(0.05, 0.3, _HALF)),
    _kind("aircraft_limits", "some aircraft stay away from agreed areas", "air", False, "calm",
          spanned(0.2, 0.7, "only some aircraft, only some areas"), spanned(0.85, 0.99, _OWN),
          spanned(0.02, 0.15, _HALF)),
    _kind("aid_access", "aid convoys are let in", "aid", False, "aid",
          spanned(0.1, 0.6, "convoys carried rations for a part of those inside"),
          spanned(0.2, 0.8, "permits, inspections and fire on the road"), spanned(0.0, 0.05, _MINOR)),
    _kind("demilitarised_road", "a road is freed of arms on both sides", "road", True, "aid",
          spanned(0.3, 0.9, "a road with posts is not a free road"), spanned(0.05, 0.4, "each waits for the other"),
          spanned(0.02, 0.1, _HALF)),
    _kind("exit_corridors", "civilians may leave by named roads", "exit", False, None,
          spanned(0.1, 0.6, "few used them while under fire"), spanned(0.5, 0.95, _OWN), spanned(0.0, 0.03, _MINOR)),
    _kind("medical_evacuation", "the wounded and sick are taken out", "exit", False, "aid",
          spanned(0.02, 0.1, "hundreds of thousands"), spanned(0.2, 0.8, "permits and safe roads"),
          spanned(0.0, 0.03, _MINOR)),
    _kind("voluntary_exit", "civilians and fighters may leave, those who stay are safe", "exit", False, "leaving",
          spanned(0.2, 0.8, "as far as those inside trust it"), spanned(0.4, 0.95, _OWN), spanned(0.0, 0.05, _MINOR)),
    _kind("withdrawal", "the named groups leave the pocket", "withdraw", True, "leaving",
          spanned(0.1, 0.5, "convoys of buses empty a pocket in two to ten days"),
          spanned(0.5, 0.95, "buses, roads and lists"), spanned(0.1, 0.4, _HALF), 0.95, 0.98),
    _kind("separation", "the obligor detaches the named groups from the spoiler group", "separate", True, "parting",
          fixed(1.0, "parted is parted"), spanned(0.3, 1.0, "of what its leverage and their independence allow"),
          spanned(0.05, 0.3, _HALF), 0.6, 0.9),
    _kind("handover", "the named zones go to the other camp", "ground", True, "ground",
          spanned(0.1, 0.5, "posts are handed over one by one"), spanned(0.3, 0.9, _OWN), spanned(0.1, 0.4, _HALF),
          0.95, 0.98),
    _kind("local_administration", "those who run the pocket go on running it", "rule", False, "ground",
          spanned(0.2, 0.6, "between recognition and surrender"), spanned(0.5, 0.95, _OWN), spanned(0.0, 0.05, _MINOR)),
    _kind("monitoring", "observers are let in", "watch", False, None,
          spanned(0.3, 0.8, "of what would go unseen"), spanned(0.3, 0.9, "they must get in first"),
          spanned(0.0, 0.03, _MINOR)),
    _kind("escort", "those who leave are escorted", "escort", False, None,
          spanned(0.4, 0.95, "an escort deters most, not all"), spanned(0.6, 0.98, _OWN), spanned(0.02, 0.2, _HALF)),
    _kind("guarantee", "a government answers for the safety of those who leave or stay", "escort", False, None,
          spanned(0.2, 0.8, "worth what the guarantor's word is"), spanned(0.6, 0.98, _OWN),
          spanned(0.02, 0.2, _HALF)),
    _kind("prisoner_exchange", "prisoners are let go", "exchange", True, None,
          fixed(1.0, "let go is let go"), spanned(0.1, 0.6, "lists, lists, lists"), spanned(0.0, 0.1, _MINOR)),
    _kind("reciprocal_evacuation", "people elsewhere are let out in return", "exchange", True, None,
          fixed(1.0, "let out is let out"), spanned(0.2, 0.8, "needs a second siege to open"),
          spanned(0.05, 0.3, _HALF)),
    _kind("joint_targeting", "two governments strike the spoiler group together", "target", False, None,
          spanned(0.001, 0.01, "air strikes wear a group in a city slowly"), spanned(0.3, 0.9, _OWN),
          spanned(0.0, 0.05, _MINOR)),
    _kind("amnesty", "those who lay down arms are let be", "amnesty", False, None,
          spanned(0.0, 0.003, "few took it up"), spanned(0.5, 0.95, _OWN), spanned(0.0, 0.02, _MINOR)),
)  # fmt: skip
"""The kinds that every scenario knows."""
