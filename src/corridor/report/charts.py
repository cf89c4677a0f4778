"""Charts of a run: titles, units and sources on each, legible in grey. Needs the ``charts`` extra."""

from __future__ import annotations

from typing import Any

import pandas as pd

from corridor.ensemble.result import Run
from corridor.errors import CorridorError
from corridor.report.questions import label

INK = "#333333"
KEY = "Line: median of the members; dark: the middle half; light: 90 %."


def altair() -> Any:
    """The chart library.

    Raises:
        CorridorError: it is not installed.
    """
    try:
        import altair as library
    except ImportError:
        raise CorridorError("charts need the extra: pip install 'corridor[charts]'") from None
    return library


def _about(run: Run) -> list[str]:
    """Two lines: what was run, and who decides in it."""
    return [
        f"{int(run.summary.members):,} members, seed {run.about['seed']}; to {run.about['known_until']} history is "
        f"imposed ({run.about['impose']}), free after. Source: Corridor {run.about['versions']['corridor']}.",
        f"{label(run).capitalize()}.",
    ]


def fan(run: Run, name: str = "front") -> Any:
    """The fan of a recorded figure: median, the middle half and 90 % of the members, by day.

    Args:
        run: a run.
        name: a figure of the summary.
    """
    alt = altair()
    figure = run.summary[name]
    columns = {f"q{int(100 * q)}": figure.sel(quantile=q).values for q in (0.05, 0.25, 0.5, 0.75, 0.95)}
    data = pd.DataFrame({"date": run.summary.date.values, **columns})
    title = {"text": f"{run.scenario.meta.title}: {figure.attrs['long_name']}", "subtitle": [*_about(run), KEY]}
    unit = "share" if figure.attrs["units"] == "1" else figure.attrs["units"]
    base = alt.Chart(data, title=alt.TitleParams(**title, anchor="start")).encode(x=alt.X("date:T", title="date"))
    wide = base.mark_area(color="#d0d0d0").encode(y=alt.Y("q5:Q", title=unit), y2="q95:Q")
    half = base.mark_area(color="#9a9a9a").encode(y="q25:Q", y2="q75:Q")
    median = base.mark_line(color=INK, strokeWidth=2).encode(y="q50:Q")
    known = pd.DataFrame({"date": [pd.Timestamp(run.about["known_until"])], "text": ["known until here"]})
    rule = alt.Chart(known).mark_rule(color=INK, strokeDash=[4, 3]).encode(x="date:T")
    word = alt.Chart(known).mark_text(align="left", dx=5, color=INK).encode(x="date:T", y=alt.value(12), text="text")
    return (wide + half + median + rule + word).properties(width=680, height=280)


def zones(run: Run) -> Any:
    """The map on the last day: each zone at its centroid, sized by area, as dark as it is likely to have changed."""
    alt = altair()
    summary = run.summary
    data = pd.DataFrame(
        {
            "zone": summary.zone_name.values,
            "latitude": summary.latitude.values,
            "longitude": summary.longitude.values,
            "km2": summary.area.values,
            "chance": summary.zone_changed.isel(day=-1).values,
            "pocket": ["pocket" if inside else "around it" for inside in summary.pocket.values],
        }
    )
    last = str(summary.date.values[-1])[:10]
    title = {"text": f"{run.scenario.meta.title}: probability that a zone has changed hands by {last}",
             "subtitle": [*_about(run), "Marks at centroids."]}  # fmt: skip
    return (
        alt.Chart(data, title=alt.TitleParams(**title, anchor="start"))
        .mark_point(filled=True, stroke=INK, opacity=1)
        .encode(
            x=alt.X("longitude:Q", title="longitude, °E", scale=alt.Scale(zero=False)),
            y=alt.Y("latitude:Q", title="latitude, °N", scale=alt.Scale(zero=False)),
            size=alt.Size("km2:Q", title="area, km²", scale=alt.Scale(range=[20, 1500])),
            color=alt.Color("chance:Q", title="probability", scale=alt.Scale(scheme="greys", domain=[0, 1])),
            shape=alt.Shape("pocket:N", title="zone", scale=alt.Scale(range=["circle", "square"])),
            tooltip=["zone", "chance", "km2"],
        )
        .properties(width=620, height=620)
    )
