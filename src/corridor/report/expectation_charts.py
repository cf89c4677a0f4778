"""Charts of what parties expect: each plan by date, and how far a fit's answers moved. Needs ``charts``."""

from __future__ import annotations

from typing import Any

import pandas as pd

from corridor.report.charts import INK, altair

About = dict[str, Any]
DASHES = [[1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [4, 1], [1, 3], [10, 4], [3, 1, 1, 1]]


def _source(of: About) -> str:
    return (f"{of['scenario']}, history known until {of['known_until']}; fit of {of['members']:,} members a world, "
            f"{len(of['rounds'])} rounds. Source: Corridor.")  # fmt: skip


def ripeness(of: About) -> Any:
    """Each plan by date: median joint surplus over fighting on, and the chance that all who must accept it do.

    Args:
        of: what a measured fit says of itself.
    """
    alt, found = altair(), of["ripeness"]["foresight"]
    rows = [
        {"date": date, "plan": plan, "joint surplus": surplus, "accepted": chance}
        for plan, told in found["plans"].items()
        for date, surplus, chance in zip(found["dates"], told["joint_surplus"], told["accepted"], strict=True)
    ]
    data = pd.DataFrame(rows).assign(date=lambda d: pd.to_datetime(d.date))
    base = alt.Chart(data).encode(
        x=alt.X("date:T", title="date on which it is put forward"),
        strokeDash=alt.StrokeDash("plan:N", title=None, scale=alt.Scale(range=DASHES)),
        color=alt.Color("plan:N", title=None, scale=alt.Scale(scheme="greys", domainMin=-2)),
    )
    line = base.mark_line(strokeWidth=2)
    zero = alt.Chart(pd.DataFrame({"y": [0.0]})).mark_rule(color=INK).encode(y="y:Q")
    left = (zero + line.encode(y=alt.Y("joint surplus:Q", title="pocket's worth"))).properties(
        width=320, height=230, title="What both principals gain by it together (median)"
    )
    right = line.encode(y=alt.Y("accepted:Q", title="probability", axis=alt.Axis(format="%"))).properties(
        width=320, height=230, title="Chance that all who must accept it do (mean)"
    )
    title = alt.TitleParams("Which plan is ripe, by date", anchor="start", subtitle=[_source(of)])
    return alt.hconcat(left, right, title=title).configure_legend(orient="bottom", labelLimit=220, columns=4)


def rounds(of: About) -> Any:
    """How far the answers moved in each round of a fit, in sizes of a payoff, on a log scale."""
    alt = altair()
    data = pd.DataFrame([r for r in of["rounds"] if r["moved"] is not None])
    base = alt.Chart(data).encode(
        x=alt.X("number:O", title="round"),
        y=alt.Y("moved:Q", title="largest change, share of a payoff", scale=alt.Scale(type="log")),
    )
    asked = pd.DataFrame({"y": [of["settings"]["tolerance"]]})
    rule = alt.Chart(asked).mark_rule(color=INK, strokeDash=[4, 3]).encode(y="y:Q")
    title = alt.TitleParams("How far the answers moved, round by round", anchor="start",
                            subtitle=[_source(of), "Dashed: what counts as settled."])  # fmt: skip
    layers = rule + base.mark_line(color=INK) + base.mark_point(color=INK, filled=True, size=50)
    return layers.properties(width=420, height=220, title=title)


def walk(held: list[float], exact: list[list[float]], fitted: list[list[float]], share: float) -> Any:
    """The small game: what each side demands at each front, exact (lines) and fitted (dots), and the plan's split.

    Args:
        held: share of the forts that the besieger holds.
        exact: value of fighting on to the besieger and to the besieged, by front.
        fitted: the same from the fit.
        share: what the plan gives the besieger.
    """
    alt = altair()
    names = ("the besieger asks at least", "the besieged concede at most")
    rows = []
    for kind, values in (("exact", exact), ("fitted", fitted)):
        for name, row in zip(names, (values[0], [1.0 - v for v in values[1]]), strict=True):
            rows += [{"held": h, "share": v, "who": name, "kind": kind} for h, v in zip(held, row, strict=True)]
    data = pd.DataFrame(rows)
    base = alt.Chart(data).encode(
        x=alt.X("held:Q", title="share of the forts that the besieger holds"),
        y=alt.Y("share:Q", title="share of the prize to the besieger"),
        color=alt.Color("who:N", title=None, scale=alt.Scale(range=["#202020", "#909090"])),
    )
    lines = base.transform_filter("datum.kind == 'exact'").mark_line(strokeWidth=2)
    dots = base.transform_filter("datum.kind == 'fitted'").mark_point(filled=True, size=60, opacity=1)
    plan = alt.Chart(pd.DataFrame({"y": [share]})).mark_rule(color=INK, strokeDash=[5, 4]).encode(y="y:Q")
    title = alt.TitleParams(
        "Fearon's range on a moving front: exact (lines) and fitted on simulated wars (dots)",
        anchor="start",
        subtitle=["Between the curves lies what both prefer to fighting on; dashed: the plan on the table.",
                  "Walk of ten forts, logit answers with noise 0.1. Source: Corridor, examples/own_game.py."],
    )  # fmt: skip
    return (plan + lines + dots).properties(width=520, height=280, title=title).configure_legend(orient="bottom")
