"""Draw the figures of the README and docs from a run folder.

``python tools/figures.py RUN_FOLDER [OUT_FOLDER]`` writes ``fan.svg`` and ``fan.png`` (the front's fan) and ``map.svg``
and ``map.png`` (how likely each neighbourhood has changed hands by the last day).
"""

from __future__ import annotations

import sys
from pathlib import Path

import corridor as co
from corridor.report.charts import fan, zones


def main() -> None:
    """Draw both figures."""
    if len(sys.argv) < 2:
        sys.exit(f"usage: python {sys.argv[0]} RUN_FOLDER [OUT_FOLDER]")
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("docs/figures")
    out.mkdir(parents=True, exist_ok=True)
    run = co.open_run(sys.argv[1])
    for name, chart in (("fan", fan(run)), ("map", zones(run))):
        chart.save(out / f"{name}.svg")
        chart.save(out / f"{name}.png", scale_factor=2)
        print(f"wrote {out / name}.svg and .png")


if __name__ == "__main__":
    main()
