"""Write the library case aleppo-2016 from the compiled tables of the case and from the files beside this script.

Run from the repository root: ``python tools/build_aleppo.py``. It reads ``../shared/data/aleppo-2016/*.csv`` and

* ``aleppo_head.yaml``: every section of the scenario that is written by hand;
* ``aleppo_zones.csv``: the judgements about each zone (class of ground, weight of civilians, priorities, proxy areas);
* ``aleppo_control.csv``, ``aleppo_forces.csv``, ``aleppo_diplomacy.csv``, ``aleppo_share.csv``, ``aleppo_quoted.csv``:
  what each compiled row becomes in the ledger (see ``aleppo_evidence.py``).

Rebuilding reproduces the committed files byte for byte.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import aleppo_evidence

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared" / "data" / "aleppo-2016"
CASE = HERE.parent / "src" / "corridor" / "scenario" / "library" / "aleppo-2016"
NEEDED = (
    "zones.csv",
    "control_changes.csv",
    "control_share.csv",
    "forces.csv",
    "diplomacy.csv",
    "ucdp_daily.csv",
    "events_ucdp.csv",
)

# class of ground: (terrain, buildings a km²). Both are judgements; zone_sources in the head states them.
GROUND = {
    "old": (1.8, 1500),
    "quarter": (1.3, 900),
    "estate": (1.4, 900),
    "mixed": (1.15, 400),
    "industrial": (1.0, 60),
    "open": (1.0, 60),
    "hill": (1.4, 60),
    "fort": (2.0, 300),
}
HELD = {"G": 1.0, "K": 1.0, "R": 0.0, "S": 0.5}
HALF_LOST_IN_JUNE = "mallah"  # control_changes.csv, seq 1: about half of the farmland by 28 June 2016
OUTSIDE_AREA = ("rashideen", "khan_tuman", "minyan", "dahiyat_assad", "hikma", "project_1070")
EVENT_DATE = re.compile(r"\{date: (\d{4}-\d\d-\d\d)")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def zone_lines(zones: list[dict[str, str]], judged: list[dict[str, str]]) -> list[str]:
    """One flow-style line a zone; neighbours are those among the chosen zones, made mutual."""
    raw = {z["zone_id"]: z for z in zones}
    chosen = {j["zone_id"]: j for j in judged}
    beside: dict[str, set[str]] = {z: set() for z in chosen}
    for z, j in chosen.items():
        for other in (j["neighbours"] or raw[z]["adjacent"]).split():
            if other in chosen:
                beside[z].add(other)
                beside[other].add(z)
    order = {z: i for i, z in enumerate(chosen)}
    return [zone_line(z, raw.get(z, {}), j, sorted(beside[z], key=order.__getitem__)) for z, j in chosen.items()]


def zone_line(zone: str, raw: dict[str, str], judged: dict[str, str], neighbours: list[str]) -> str:
    before, after = raw.get("control_2016_07_01", ""), raw.get("control_2016_09_22", "")
    terrain, density = GROUND[judged["class"]]
    area = float(raw.get("area_km2") or judged["area_km2"])
    held = 0.5 if zone == HALF_LOST_IN_JUNE else HELD[before] if raw else float(judged["held"])
    lat, lon = (raw or judged)["lat"], (raw or judged)["lon"]
    # the pocket: held by the opposition, wholly or in part, both before the siege and when its last phase began
    in_pocket = raw.get("core") == "1" and before in ("R", "S") and after in ("R", "S")
    fields = {
        "id": zone,
        "name": json.dumps(judged["name"] or raw["name"], ensure_ascii=False),
        "at": f"[{float(lat):.4f}, {float(lon):.4f}]",
        "area_km2": f"{area:g}",
        "buildings": f"{max(3, round(area * density))}",
        "terrain": f"{terrain:g}",
        "held": f"{held:g}",
        "holder": "ypg" if before == "K" else "",
        "pocket": "" if in_pocket else "false",
        "priority": judged["priority"],
        "priority_besieged": judged["priority_besieged"],
        "civilians": judged["civilians"],
        "neighbours": f"[{', '.join(neighbours)}]",
    }
    return "  - {" + ", ".join(f"{k}: {v}" for k, v in fields.items() if v) + "}"


def control_lines(controls: list[dict[str, str]]) -> list[str]:
    """The changes of hands that a run following the record imposes, in order of date."""
    lines = []
    for row in controls:
        if row["held"] == "":
            continue
        published = aleppo_evidence.public_by(row)
        copied = f", note: {json.dumps('inferred from a report of ' + row['copies'])}" if row["copies"] else ""
        lines.append(
            f"  - {{date: {row['date']}, kind: control, zone: {row['zone_id']}, held: {float(row['held']):g}, "
            f"published: {published}, source: {row['source']}{copied}}}"
        )
    return lines


def scenario_text(head: str, zones: list[str], controls: list[str]) -> str:
    """The head with the generated lines in their places; the timeline is merged in order of date."""
    inside = [z for z in re.findall(r"^  - \{id: (\w+)", "\n".join(zones), re.MULTILINE) if z not in OUTSIDE_AREA]
    head = head.replace('"@inside"', f"[{', '.join(inside)}]").replace("#:zones\n", "\n".join(zones) + "\n")
    before, rest = head.split("\ntimeline:\n")
    events, after = rest.split("#:control\n")
    merged = sorted([*events.splitlines(), *controls], key=lambda line: EVENT_DATE.findall(line)[0])
    return f"{before}\ntimeline:\n" + "\n".join(merged) + "\n" + after


def build(data: Path = DATA) -> dict[str, str]:
    """The text of each generated file of the case, by name."""
    judged = {name: table(HERE / f"aleppo_{name}.csv") for name in aleppo_evidence.TABLES}
    raw = {name: table(data / name) for name in NEEDED}
    head = (HERE / "aleppo_head.yaml").read_text(encoding="utf-8")
    zones = zone_lines(raw["zones.csv"], table(HERE / "aleppo_zones.csv"))
    claims: Iterable[dict[str, str]] = aleppo_evidence.claims(raw, judged)
    return {
        "scenario.yaml": scenario_text(head, zones, control_lines(judged["control"])),
        "evidence.csv": aleppo_evidence.text(claims),
    }


def main() -> int:
    missing = [str(DATA / name) for name in NEEDED if not (DATA / name).exists()]
    if missing:
        print(f"not found: {', '.join(missing)}\nThe compiled tables of the case must lie in {DATA}.", file=sys.stderr)
        return 1
    for name, text in build().items():
        (CASE / name).write_text(text, encoding="utf-8", newline="")
        print(f"wrote {CASE / name}: {text.count(chr(10))} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
