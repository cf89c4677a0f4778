"""Draw the figures of the README and docs from a run folder.

``python tools/figures.py RUN_FOLDER [OUT_FOLDER]`` writes ``fan.svg`` and ``fan.png`` (the front's fan) and ``map.svg``
and ``map.png`` (how likely each neighbourhood has changed hands by the last day); where parties decided by foresight
also ``ripeness`` and ``rounds`` (what they expect), and ``walk`` (fitted beside exact on a small game).
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

import corridor as co
from corridor.foresight.fit import Settings, fit
from corridor.games import fixed_split
from corridor.report.charts import fan, zones
from corridor.report.expectation_charts import ripeness, rounds, walk


def _walk() -> Any:
    """The small game of the example, fitted and exact."""
    game = runpy.run_path(str(Path(__file__).resolve().parents[1] / "examples" / "own_game.py"))
    found = fit(game["Walk"](), 0, Settings(rounds=15, least=15))
    zones_ = game["ZONES"]
    exact = fixed_split.values(zones_, game["ODDS"], 0.02, 0.02, game["SHARE"], game["NOISE"]).fight
    inner = slice(1, zones_)
    held = [n / zones_ for n in range(1, zones_)]
    fitted = game["Walk"]().expects(found.answers)
    return walk(held, exact[:, inner].tolist(), fitted[:, inner].tolist(), game["SHARE"])


def main() -> None:
    """Draw both figures."""
    if len(sys.argv) < 2:
        sys.exit(f"usage: python {sys.argv[0]} RUN_FOLDER [OUT_FOLDER]")
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("docs/figures")
    out.mkdir(parents=True, exist_ok=True)
    run = co.open_run(sys.argv[1])
    charts = [("fan", fan(run)), ("map", zones(run))]
    if expected := run.about.get("expectations"):
        charts += [("ripeness", ripeness(expected)), ("rounds", rounds(expected)), ("walk", _walk())]
    for name, chart in charts:
        chart.save(out / f"{name}.svg")
        chart.save(out / f"{name}.png", scale_factor=2)
        print(f"wrote {out / name}.svg and .png")


if __name__ == "__main__":
    main()
