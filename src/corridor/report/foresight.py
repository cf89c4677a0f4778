"""A fit of foresight as a table, and where two ways of looking ahead disagree."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr
from rich.table import Table

from corridor.foresight.store import Foresight

SMALL = 0.02
"""Share of a payoff's range up to which a gap counts as small."""


def gaps(fit: Foresight) -> list[tuple[str, str]]:
    """Each party's gap, largest first."""
    found: dict[str, Any] = fit.about["gaps"]
    order = sorted(found.items(), key=lambda item: -item[1]["share"])
    return [
        (
            party,
            f"{max(g['share'], 0.0) + 0.0:5.1%} ± {g['error']:.1%}   without its noise {max(g['noiseless'], 0.0):5.1%}",
        )
        for party, g in order
    ]


def convergence(fit: Foresight) -> str:
    """How the rounds went, in a sentence."""
    rounds = fit.about["rounds"]
    last = rounds[-1]["moved"]
    moved = "one round only" if last is None else f"answers moved by {last:.3f} of a payoff's size in the last"
    settled = "settled" if fit.settled else "not settled"
    return f"{settled} after {len(rounds)} rounds of {fit.about['members']:,} members a world; {moved}"


def table(fit: Foresight) -> Table:
    """A fit: whom it is of, how it converged, what each party could still gain."""
    made = Table(title=f"What parties expect: {fit.about['scenario']}", title_justify="left", show_header=False)
    made.add_column("what")
    made.add_column("value", overflow="fold")
    for i, name in enumerate(fit.about["observers"]):
        made.add_row("who expects" if i == 0 else "", name)
    made.add_row("history known until", fit.about["known_until"])
    made.add_row("rounds", convergence(fit))
    for i, (party, gap) in enumerate(gaps(fit)):
        made.add_row("could gain by another answer, share of payoff's range" if i == 0 else "", f"{gap}  {party}")
    made.add_row("", "lower bounds: a better second opinion might find more. Above 2 % the fit is coarse; what it would gain "
                     "without noise is the price of choosing by logit")  # fmt: skip
    for note in fit.about["notes"]:
        made.add_row("note", note)
    return made


def line(fit: Foresight) -> str:
    """The largest gap in a sentence, for every table that rests on a fit."""
    found: dict[str, Any] = fit.about["gaps"]
    if not found:
        return f"{convergence(fit)}; what parties could still gain was not measured"
    party, worst = max(found.items(), key=lambda item: item[1]["share"])
    return (
        f"no party was found to gain more than {worst['share']:.1%} ± {worst['error']:.1%} of its payoff's range by "
        f"another answer ({party}; a lower bound); {convergence(fit)}"
    )


def ripe(found: xr.Dataset, dates: int = 5) -> list[tuple[str, str]]:
    """Ripeness by plan at a few dates: median joint surplus, and the chance that all accept it."""
    some = np.flatnonzero(found.members.values > 0)
    if not len(some):
        return []
    at = some[np.unique(np.linspace(0, len(some) - 1, dates).round().astype(int))]
    rows = [("plan put forward on", "   ".join(f"{str(d)[5:10]:>12}" for d in found.date.values[at]))]
    for plan in found.plan.values:
        joint, chance = found.joint_surplus.sel(plan=plan).values[at], found.accepted.sel(plan=plan).values[at]
        cells = (f"{j:+.2f} / {c:4.0%}" for j, c in zip(joint, chance, strict=True))
        rows.append((f"   {plan}", "   ".join(f"{cell:>12}" for cell in cells)))
    optimism = found.optimism.sel(quantile=0.5).values[at]
    if np.isfinite(optimism).any():
        rows.append(("   mutual optimism", "   ".join(f"{o:+12.2f}" for o in optimism)))
    return rows
