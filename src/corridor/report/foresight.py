"""A fit of foresight as a table, and where two ways of looking ahead disagree."""

from __future__ import annotations

from typing import Any

from rich.table import Table

DISAGREE = 0.15
"""Difference of two chances of acceptance that is worth a word."""
About = dict[str, Any]
"""What a fit says of itself: ``Foresight.about``, or a run's ``about["expectations"]``."""


def gaps(of: About) -> list[tuple[str, str]]:
    """Each party's gap, largest first."""
    order = sorted(of["gaps"].items(), key=lambda item: -item[1]["share"])
    return [
        (party, f"{g['share']:+6.1%} ± {g['error']:.1%}   without its noise {g['noiseless']:+6.1%}")
        for party, g in order
    ]


def convergence(of: About) -> str:
    """How the rounds went, in a sentence."""
    rounds = of["rounds"]
    last = rounds[-1]["moved"]
    moved = "one round only" if last is None else f"answers moved by {last:.3f} of a payoff's size in the last"
    settled = "settled" if of["settled"] else "not settled"
    return f"{settled} after {len(rounds)} rounds of {of['members']:,} members a world; {moved}"


def line(of: About) -> str:
    """The largest gap in a sentence, for every table that rests on a fit."""
    if not of["gaps"]:
        return f"{convergence(of)}; what parties could still gain was not measured"
    party, worst = max(of["gaps"].items(), key=lambda item: item[1]["share"])
    if worst["share"] <= 0.0:
        least = min(g["share"] for g in of["gaps"].values())
        return (
            f"no party gained by its second opinion, which did worse than the fit by up to {-least:.0%} of a payoff's "
            f"range (a lower bound, and a weak one); {convergence(of)}"
        )
    return (
        f"the most that a party was found to gain by another answer is {worst['share']:.1%} ± {worst['error']:.1%} of "
        f"its payoff's range ({party}; a lower bound); {convergence(of)}"
    )


def ripe(of: About, by: str = "foresight", dates: int = 5) -> list[tuple[str, str]]:
    """Ripeness by plan at a few dates: median joint surplus, and the chance that all accept it."""
    found = of["ripeness"].get(by)
    if not found or not found["dates"]:
        return []
    at = sorted({round(i * (len(found["dates"]) - 1) / (dates - 1)) for i in range(dates)})
    rows = [("put forward on", "".join(f"{found['dates'][t][5:]:>14}" for t in at))]
    for plan, told in found["plans"].items():
        cells = (f"{told['joint_surplus'][t]:+.2f} / {told['accepted'][t]:4.0%}" for t in at)
        rows.append((f"   {plan}", "".join(f"{cell:>14}" for cell in cells)))
    optimism = [found["optimism"][t][1] for t in at]
    if None not in optimism:
        rows.append(("   mutual optimism", "".join(f"{o:+14.2f}" for o in optimism)))
    return rows


def disagreements(of: About) -> list[str]:
    """Where reduced values and foresight give another chance that a plan is accepted, in sentences."""
    both = of["ripeness"]
    if not {"foresight", "reduced"} <= set(both):
        return []
    ours, theirs = both["foresight"], both["reduced"]
    told = []
    for plan in ours["plans"]:
        pairs = list(
            zip(ours["dates"], ours["plans"][plan]["accepted"], theirs["plans"][plan]["accepted"], strict=False)
        )
        date, a, b = max(pairs, key=lambda p: abs(p[1] - p[2]), default=("", 0.0, 0.0))
        if abs(a - b) >= DISAGREE:
            told.append(f"{plan}: accepted with {a:.0%} by foresight, {b:.0%} by reduced values ({date})")
    return told


def table(of: About) -> Table:
    """A fit: whom it is of, how it converged, what each party could still gain, what each plan would bring by date."""
    made = Table(title=f"What parties expect: {of['scenario']}", title_justify="left", show_header=False)
    made.add_column("what")
    made.add_column("value", overflow="fold")
    for i, name in enumerate(of["observers"]):
        made.add_row("who expects" if i == 0 else "", name)
    made.add_row("history known until", of["known_until"])
    made.add_row("rounds", convergence(of))
    for i, (party, gap) in enumerate(gaps(of)):
        made.add_row("gain by another answer, of payoff's range" if i == 0 else "", f"{gap}   {party}")
    if of["gaps"]:
        made.add_row("", "lower bounds; above 2 % the fit is coarse. Without noise: the price of choosing by logit")
    for name, cells in ripe(of):
        made.add_row(f"{name}: joint surplus / accepted" if name.startswith("put") else name, cells)
    for i, told in enumerate(disagreements(of)):
        made.add_row("reduced values disagree" if i == 0 else "", told)
    for note in of["notes"]:
        made.add_row("note", note)
    return made
