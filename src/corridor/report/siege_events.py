"""The war in a chronicle: offensives, ground, roads, groups, civilians, the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from corridor.model.state import ENDINGS, FULLY, OK, OPEN, STATUSES
from corridor.report.events import FRACTIONS, Line, Told, listed, passed, sentence, turns

CUT, OPENED = 0.1, 0.5
"""Shares of its flow below which a road is cut, and above which it is open again."""
HUNGRY, FED = 0.5, 3.0
"""Days of food below which the pocket has none, and above which it has some again."""
DEATHS = tuple(base * 10**power for power in range(2, 7) for base in (1, 2, 5))
"""Civilians killed so far that a chronicle mentions."""
LEAVES = 1.0
"""Fighters a day from which a group is seen to leave."""
END_TEXT = {
    "open": "at the horizon the siege is still open",
    "collapse": "the siege ends: the pocket has been stormed or has broken",
    "withdrawal": "the siege ends: most of the surviving fighters have withdrawn",
    "relief": "the siege ends: the ring has been broken and has stayed open",
    "frozen": "at the horizon an agreement holds",
}


def offensives(told: Told) -> Iterator[Line]:
    """Offensives that start and stop."""
    names = (told.scenario.camps.besieger, told.scenario.camps.besieged)
    changes = defaultdict(list)
    for camp in (0, 1):
        for day, runs in turns(told.evenings["offensive"][:, camp] > 0.5, False):
            changes[day].append((camp, f"an offensive of {names[camp]} {'begins' if runs else 'ends'}"))
    for day, found in sorted(changes.items()):
        known = all(told.on_record.offensive[day, camp] for camp, _ in found)
        yield told.line(day, "offensive", " ".join(sentence(text) for _, text in found), known)


def ground(told: Told) -> Iterator[Line]:
    """Zones that come fully under the control of the other camp, by day."""
    scenario, held = told.scenario, told.evenings["held"]
    names = (scenario.camps.besieger, scenario.camps.besieged)
    owner = [0 if z.held >= FULLY else 1 if z.held <= 1.0 - FULLY else -1 for z in scenario.zones]
    for day, tonight in enumerate(held):
        taken: tuple[list[str], list[str]] = ([], [])
        for i, share in enumerate(tonight):
            camp = 0 if share >= FULLY else 1 if share <= 1.0 - FULLY else -1
            if camp >= 0 and camp != owner[i]:
                taken[camp].append(scenario.zones[i].name)
                owner[i] = camp
        parts = [
            sentence(f"{listed(zones)} {'come' if len(zones) > 1 else 'comes'} under the control of {names[camp]}")
            for camp, zones in enumerate(taken) if zones
        ]  # fmt: skip
        if parts:
            yield told.line(day, "ground", " ".join(parts), told.on_record.front[day])


def pocket(told: Told) -> Iterator[Line]:
    """Shares of the pocket lost."""
    zones = told.scenario.zones
    weight = np.array([z.area_km2 * z.pocket for z in zones])
    had = max(float(weight @ [1.0 - z.held for z in zones]), 1e-6)
    lost = 1.0 - (1.0 - told.evenings["held"]) @ weight / had
    for day, step in passed(lost, [limit for limit, _ in FRACTIONS]):
        text = sentence(f"{FRACTIONS[step][1]} of the pocket has been lost")
        yield told.line(day, "pocket", text, told.on_record.front[day])


def roads(told: Told) -> Iterator[Line]:
    """Roads cut, and open again."""
    if "openness" not in told.evenings:
        return
    changes = defaultdict(list)
    for i, route in enumerate(told.scenario.routes):
        flow = told.evenings["openness"][:, i]
        is_open = [bool(flow[0] > CUT)]
        for share in flow[1:]:
            is_open.append(share > CUT if is_open[-1] else share > OPENED)
        for day, now in turns(is_open, is_open[0]):
            changes[day].append(sentence(f"the supply route “{route.name}” is {'open again' if now else 'cut'}"))
    for day, found in sorted(changes.items()):
        yield told.line(day, "road", " ".join(found))


def groups(told: Told) -> Iterator[Line]:
    """Groups that break, that begin to leave by agreement, that part from the spoiler group."""
    scenario, seen = told.scenario, told.evenings
    names = [group.name for group in scenario.groups]
    spoilers = listed(group.name for group in scenario.groups if group.spoiler) or "the others"
    gone = np.diff(seen["departed"], axis=0, prepend=seen["departed"][:1] * 0.0) >= LEAVES
    what = (
        ("broken", seen["broken"], "no longer able to fight as a force"),
        ("leaving", gone, "leaving the pocket from today on"),
        ("parted", seen.get("separated", seen["broken"] * 0), f"parted from {spoilers}"),
    )
    for kind, flags, text in what:
        for day in range(told.days):
            now = (flags[day] > 0) & (flags[day - 1] <= 0) if day else flags[day] > 0
            new = [name for name, flag in zip(names, now, strict=True) if flag]
            if new:
                yield told.line(day, kind, sentence(f"{text}: {listed(new)}"))


def civilians(told: Told) -> Iterator[Line]:
    """Civilians killed and gone so far; food."""
    seen = told.evenings
    for day, step in passed(seen["civilian_deaths"], DEATHS):
        yield told.line(day, "deaths", f"More than {DEATHS[step]:,} civilians have been killed so far.")
    people = max(float(seen["civilians"][0].sum() + seen["displaced"][0] + seen["civilian_deaths"][0]), 1.0)
    for day, step in passed(seen["displaced"] / people, [limit for limit, _ in FRACTIONS]):
        yield told.line(day, "flight", sentence(f"{FRACTIONS[step][1]} of the civilians have left the pocket"))
    fed = [True]
    for days in seen["food"]:
        fed.append(bool(days > HUNGRY if fed[-1] else days > FED))
    for day, has in turns(fed[1:], True):
        text = "There is food for some days in the pocket again." if has else "The pocket has run out of food."
        yield told.line(day, "food", text)


def ending(told: Told) -> Iterator[Line]:
    """How it ends, or that it has not."""
    seen, last = told.evenings, told.days - 1
    status = int(seen["status"][last])
    if status != OK:
        yield told.line(last, "ending", f"The computation of this member failed: {STATUSES[status]}.")
        return
    how = int(seen["ending"][last])
    text = sentence(END_TEXT[ENDINGS[how]])
    yield told.line(last, "ending", text, how != OPEN and told.on_record.front[last])


SIEGE_EVENTS = (offensives, roads, ground, pocket, groups, civilians)
"""In the order in which a day is told; ``ending`` comes last of all."""
