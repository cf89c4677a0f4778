"""The ledger of the library case aleppo-2016: compiled rows joined with what each becomes as a claim."""

from __future__ import annotations

import csv
import datetime
import io
from collections import defaultdict
from collections.abc import Iterator

Row = dict[str, str]
COLUMNS: tuple[str, ...] = (
    "id", "published", "about_start", "about_end", "source", "quantity", "subject", "form", "value", "low", "high",
    "unit", "copies", "note", "url",
)  # fmt: skip
TABLES = ("control", "forces", "diplomacy", "share", "quoted")
UNITS = {"persons": "persons", "deaths": "deaths", "fraction": "1"}
SIDES = {
    "besieger": "gov_deaths",
    "besieged": "opp_deaths",
    "civilians-all": "deaths_civilians",
    "all": "best",
}
CODED = {  # columns of the event table that feed a side; a side of the dyad is the government's or another's
    "besieger": ("deaths_a", "deaths_b"),
    "besieged": ("deaths_a", "deaths_b"),
    "civilians-all": ("deaths_civilians",),
    "all": ("best",),
}
FIRST_WEEK = datetime.date(2016, 6, 6)  # a Monday; the daily table starts on 1 June
LAST_DAY = datetime.date(2016, 12, 31)
HRW_REPORT = datetime.date(2016, 12, 1)


def public_by(row: Row) -> str:
    """When a change of hands was public: by the report behind it, or on the next day.

    Battles for the city were in each day's press. A report that comes more than a week later (the encyclopaedia, a
    summary by the UN) is where *we* read it, not the day on which it became known.
    """
    date, published = (datetime.date.fromisoformat(row[k]) for k in ("date", "published"))
    late = (published - date).days > 7
    return str(date + datetime.timedelta(days=1) if late else published)


def claims(raw: dict[str, list[Row]], judged: dict[str, list[Row]]) -> Iterator[Row]:
    """Every claim of the ledger, in the order of the tables."""
    yield from _control(raw["control_changes.csv"], judged["control"])
    yield from _share(raw["control_share.csv"], judged["share"])
    yield from _forces(raw["forces.csv"], judged["forces"])
    yield from _diplomacy(raw["diplomacy.csv"], judged["diplomacy"])
    yield from judged["quoted"]
    yield from _weekly(raw["ucdp_daily.csv"], raw["events_ucdp.csv"])


def text(rows: Iterator[Row] | list[Row]) -> str:
    """The ledger as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _matched(raw: list[Row], judged: list[Row], key: str, date: str) -> Iterator[tuple[Row, Row]]:
    """Pairs of a compiled row and what it becomes; a compiled table that has changed is refused."""
    for row in judged:
        found = raw[int(row[key]) - 1]
        if date in row and found["date"] != row[date]:
            raise SystemExit(f"row {row[key]}: the compiled table has {found['date']}, expected {row[date]}")
        yield found, row


def _url(found: Row, source: str) -> str:
    """The address of the report that the claim rests on: not the encyclopaedia's, if another is given."""
    urls = [u for u in (found.get("url", ""), found.get("url2", "")) if u]
    other = [u for u in urls if "front-lines-org" not in u and "wiki" not in u]
    return (urls if source == "encyclopaedia" or not other else other)[0] if urls else ""


def _control(raw: list[Row], judged: list[Row]) -> Iterator[Row]:
    for found, row in _matched(raw, judged, "seq", "date"):
        category = row["form"] == "category"
        column = "low" if row["form"] == "at_least" else "value"
        yield {
            "id": f"control-{int(row['seq']):03d}",
            "published": row["published"],
            "about_start": row["date"],
            "source": row["source"],
            "quantity": "zone_holder" if category else "front_share",
            "subject": row["zone_id"],
            "form": row["form"],
            column: row["value"],
            "unit": "" if category else "1",
            "copies": row["copies"],
            "note": row["note"],
            "url": _url(found, row["source"]),
        }


def _share(raw: list[Row], judged: list[Row]) -> Iterator[Row]:
    for found, row in _matched(raw, judged, "n", "date"):
        number = f"{int(row['n']):02d}"
        common = {
            "published": row["published"] or row["date"],
            "about_start": row["date"],
            "source": row["source"],
            "subject": "pocket",
            "note": row["note"],
            "url": found["url"],
        }
        low, high, value = found["low"], found["high"], found["share_lost_by_opposition"]
        if low or high or value:
            form, given = ("interval", {"low": low, "high": high}) if high else ("number", {"value": value})
            if low and not high:
                form, given = "at_least", {"low": low}
            yield common | {"id": f"share-{number}", "quantity": "front_share", "form": form, "unit": "1"} | given
        if found["area_left_km2"]:
            area = {"form": "number", "value": found["area_left_km2"], "unit": "km2"}
            yield common | {"id": f"area-{number}", "quantity": "area_left"} | area


def _forces(raw: list[Row], judged: list[Row]) -> Iterator[Row]:
    for found, row in _matched(raw, judged, "n", "date"):
        form = row["form"] or "number"
        value = row["value"] or found["value"]
        low, high = found["low"] or value, found["high"] or value
        given = {
            "number": {"value": value},
            "interval": {"low": low, "high": high},
            "at_least": {"low": low},
            "at_most": {"high": high},
            "statement": {},
        }[form]
        if form == "number" and row["quantity"] == "stock":
            given = {"value": "0"}
        end = row["about_end"] or row["date"]
        yield {
            "id": f"forces-{int(row['n']):03d}",
            "published": row["published"] or end,
            "about_start": row["about_start"] or row["date"],
            "about_end": end,
            "source": row["source"],
            "quantity": row["quantity"],
            "subject": row["subject"],
            "form": form,
            **given,
            "unit": "" if form == "statement" else _unit(found, row),
            "copies": row["copies"],
            "note": row["note"],
            "url": found["url"],
        }


def _unit(found: Row, row: Row) -> str:
    return "days" if row["quantity"] == "stock" else UNITS.get(found["unit"], found["unit"])


def _diplomacy(raw: list[Row], judged: list[Row]) -> Iterator[Row]:
    seen: dict[str, int] = defaultdict(int)
    for row in judged:
        found = raw[int(row["n"]) - 1]
        seen[row["n"]] += 1
        end = row["about_end"] or row["about_start"]
        yield {
            "id": f"diplomacy-{int(row['n']):02d}{'abc'[seen[row['n']] - 1]}",
            "published": row["published"] or end,
            "about_start": row["about_start"],
            "about_end": row["about_end"],
            "source": row["source"],
            "quantity": row["quantity"],
            "subject": row["subject"],
            "form": "category" if row["value"] else "statement",
            "value": row["value"],
            "note": row["note"],
            "url": row["url"] or found["url"],
        }


def _weekly(daily: list[Row], events: list[Row]) -> Iterator[Row]:
    """Weekly deaths in the city by side: totals only, no event."""
    weeks: dict[datetime.date, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for day in daily:
        date = datetime.date.fromisoformat(day["date"])
        if day["scope"] == "city" and date >= FIRST_WEEK:
            week = weeks[date - datetime.timedelta(days=date.weekday())]
            for column in (*SIDES.values(), "low", "high"):
                week[column] += float(day[column])
    for monday, sums in sorted(weeks.items()):
        sunday = min(monday + datetime.timedelta(days=6), LAST_DAY)
        for side, column in SIDES.items():
            bounds = {"low": f"{sums['low']:.1f}", "high": f"{sums['high']:.1f}"} if side == "all" else {}
            yield {
                "id": f"ucdp-{monday}-{side}",
                "published": _reports_public(events, side, monday, sunday),
                "about_start": str(monday),
                "about_end": str(sunday),
                "source": "ucdp",
                "quantity": "deaths",
                "subject": side,
                "form": "number",
                "value": f"{sums[column]:.1f}",
                **bounds,
                "unit": "deaths",
                "copies": "sohr",
                "note": "whole city, both halves; events of several days spread evenly; dated by the reports coded",
                "url": "https://ucdp.uu.se",
            }


def _reports_public(events: list[Row], side: str, first: datetime.date, last: datetime.date) -> str:
    """The day on which all reports behind a side's deaths of a week were public.

    A sum over several days is known at its end; what rests on HRW alone, when HRW published it.
    """
    known = last + datetime.timedelta(days=1)
    for event in events:
        overlaps = event["date_start"] <= str(last) and event["date_end"] >= str(first)
        if event["scope"] == "city" and overlaps and any(float(event[c]) for c in CODED[side]):
            monitored = "SOHR" in event["sources"] or "Reuters" in event["sources"]
            end = datetime.date.fromisoformat(event["date_end"]) + datetime.timedelta(days=1)
            known = max(known, end if monitored else max(end, HRW_REPORT))
    return str(known)
