"""Centroids, areas and adjacency from outlines: made-up squares, and the areas of a published map."""

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from corridor.errors import ScenarioError
from corridor.scenario.geography import KM_PER_DEGREE, from_geojson
from corridor.scenario.load import load

pytest.importorskip("shapely", reason="the extra 'geo' is not installed")

KM = 1 / KM_PER_DEGREE
"""A kilometre in degrees at the equator."""


def square(x: float, y: float, width: float = 1.0, height: float = 1.0) -> list[list[float]]:
    """A ring with its lower left corner at x, y [km] of the equator's origin."""
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return [[a * KM, b * KM] for a, b in corners]


def write(path: Path, shapes: dict[str, Any], by: str = "properties") -> Path:
    features = []
    for zone, rings in shapes.items():
        geometry = rings if isinstance(rings, dict) else {"type": "Polygon", "coordinates": [rings]}
        feature: dict[str, Any] = {"type": "Feature", "geometry": geometry, "properties": {}}
        if by == "properties":
            feature["properties"]["zone_id"] = zone
        else:
            feature["id"] = zone
        features.append(feature)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.mark.parametrize("by", ["properties", "id"])
def test_squares(tmp_path: Path, by: str):
    shapes = {"a": square(0, 0), "b": square(1, 0), "c": square(1, 1), "d": square(3, -2, 2, 1.5)}
    ground = from_geojson(write(tmp_path / "z.geojson", shapes, by))
    assert {zone: row["neighbours"] for zone, row in ground.items()} == {
        "a": ["b"],
        "b": ["a", "c"],
        "c": ["b"],
        "d": [],
    }
    assert [row["area_km2"] for row in ground.values()] == [pytest.approx(x, rel=1e-3) for x in (1, 1, 1, 3)]
    assert ground["d"]["at"] == [pytest.approx(-1.25 * KM, abs=1e-5), pytest.approx(4 * KM, abs=1e-5)]


@pytest.mark.parametrize(
    ("gap", "shift", "adjacent"),
    [
        (0.0, 0.0, True), (0.1, 0.0, True), (0.119, 0.0, True), (0.13, 0.0, False), (-0.02, 0.0, True),
        (0.0, 0.9, True), (0.0, 0.98, True), (0.0, 0.995, False), (0.0, 1.0, False), (0.08, 0.9, True),
        (0.04, 1.04, False), (0.08, 1.08, False), (0.09, 1.09, False),
    ],
)  # fmt: skip
def test_a_street_between_is_no_border_but_a_field_or_a_corner_is(
    tmp_path: Path, gap: float, shift: float, adjacent: bool
):
    """Squares of 1 km beside each other: a gap, and how far the second is shifted along the edge [km]."""
    ground = from_geojson(write(tmp_path / "z.geojson", {"a": square(0, 0), "b": square(1 + gap, shift)}))
    assert (ground["a"]["neighbours"], ground["b"]["neighbours"]) == ((["b"], ["a"]) if adjacent else ([], []))


def test_small_zones_have_neighbours(tmp_path: Path):
    shapes = {"a": square(0, 0, 0.06, 0.06), "b": square(0.06, 0, 0.06, 0.06), "c": square(0, 0.06, 1, 1)}
    ground = from_geojson(write(tmp_path / "z.geojson", shapes))
    assert ground["a"]["neighbours"] == ["b", "c"]


def test_area_shrinks_with_latitude(tmp_path: Path):
    at_60 = [[x, y + 60] for x, y in square(0, 0)]
    ground = from_geojson(write(tmp_path / "z.geojson", {"a": at_60}))
    assert ground["a"]["area_km2"] == pytest.approx(0.5, rel=1e-3)  # cos 60° = 1/2


def test_parts_and_points(tmp_path: Path):
    parts = {"type": "MultiPolygon", "coordinates": [[square(0, 0)], [square(5, 0)]]}
    point = {"type": "Point", "coordinates": [0.5 * KM, 0.5 * KM]}
    ground = from_geojson(write(tmp_path / "z.geojson", {"a": parts, "b": square(6, 0), "p": point}))
    assert ground["a"]["area_km2"] == pytest.approx(2, rel=1e-3)
    assert ground["a"]["neighbours"] == ["b"]
    assert set(ground["p"]) == {"at"}


BAD = {
    "no JSON": "{",
    "no collection": '{"type": "Feature"}',
    "a list": "[]",
    "no features": '{"type": "FeatureCollection", "features": []}',
    "no id": '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, "properties": null}]}',
    "a number": '{"type": "FeatureCollection", "features": [3]}',
    "no outline": '{"type": "FeatureCollection", "features": [{"id": "a", "geometry": null}]}',
    "no geometry": '{"type": "FeatureCollection", "features": [{"id": "a", "geometry": {"type": "Blob"}}]}',
    "metres": '{"type": "FeatureCollection", "features": [{"id": "a", "geometry": {"type": "Polygon", "coordinates": '
    "[[[335000, 4000000], [336000, 4000000], [336000, 4001000], [335000, 4000000]]]}}]}",
    "deep": "[" * 100_000,
    "twice": '{"features": [{"id": "a", "geometry": null}, {"id": "a", "geometry": null}]}',
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_one_clear_error(tmp_path: Path, name: str):
    path = tmp_path / "z.geojson"
    path.write_text(BAD[name])
    with pytest.raises(ScenarioError) as error:
        from_geojson(path)
    assert len(error.value.problems) == 1 and str(path) in str(error.value) and "\n" not in str(error.value)


def test_missing_file_and_directory(tmp_path: Path):
    for path in (tmp_path / "none.geojson", tmp_path):
        with pytest.raises(ScenarioError, match="geography can't be read"):
            from_geojson(path)


def test_without_shapely_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "shapely", None)
    with pytest.raises(ScenarioError, match=r"pip install 'corridor\[geo\]'"):
        from_geojson(write(tmp_path / "z.geojson", {"a": square(0, 0)}))


@pytest.fixture
def bare(tmp_path: Path, teaching: str) -> Path:
    """The teaching scenario with a geography, and without what the geography can fill."""
    data = yaml.safe_load(teaching)
    data["geography"] = "zones.geojson"
    for zone in data["zones"]:
        del zone["at"], zone["area_km2"], zone["neighbours"]
    path = tmp_path / "scenario.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False))
    return path


COLUMN = ["causeway", "north-gate", "market", "riverside", "old-town", "mill-hill"]


def test_scenario_is_filled(bare: Path):
    shapes = {zone: square(0, i) for i, zone in enumerate(COLUMN)} | {"elsewhere": square(1, 0)}
    write(bare.parent / "zones.geojson", shapes)
    zones = load(bare).zones
    assert [zone.neighbours for zone in zones][:2] == [["north-gate"], ["causeway", "market"]], "elsewhere is left out"
    assert zones[3].area_km2 == pytest.approx(1, rel=1e-3)
    assert zones[3].at == pytest.approx((3.5 * KM, 0.5 * KM), abs=1e-5)


def test_what_the_file_says_stands(bare: Path):
    write(bare.parent / "zones.geojson", {zone: square(0, i) for i, zone in enumerate(COLUMN)})
    bare.write_text(bare.read_text().replace("- id: market\n", "- id: market\n  area_km2: 0.7\n"))
    assert [zone.area_km2 for zone in load(bare).zones if zone.id == "market"] == [0.7]


def test_geography_without_the_zones(bare: Path):
    write(bare.parent / "zones.geojson", {zone: square(0, i) for i, zone in enumerate([*COLUMN[:4], "old-twon"])})
    with pytest.raises(ScenarioError, match=r"no feature for the zones old-town, mill-hill; .*did you mean 'old-twon'"):
        load(bare)


def test_point_leaves_its_area_to_the_file(bare: Path):
    shapes: dict[str, Any] = {zone: square(0, i) for i, zone in enumerate(COLUMN)}
    write(bare.parent / "zones.geojson", shapes | {"mill-hill": {"type": "Point", "coordinates": [0, 0]}})
    with pytest.raises(ScenarioError) as error:
        load(bare)
    assert [line.split(": ")[1] for line in error.value.problems] == [
        "zones.mill-hill.area_km2",
        "zones.mill-hill.neighbours",
    ]


def test_geography_is_not_read_if_nothing_is_wanting(bare: Path, teaching: str):
    bare.write_text(teaching + "geography: none.geojson\n", encoding="utf-8")
    assert load(bare).geography == "none.geojson"


def test_areas_and_adjacency_of_a_published_map(shared: Path):
    """The areas in zones.csv come from the outlines before they were simplified to 8 m, which moves small ones more."""
    folder = shared / "data" / "aleppo-2016"
    ground = from_geojson(folder / "zones.geojson")
    with (folder / "zones.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "polygon"]
    assert len(rows) == 126  # README.md: 126 polygon zones
    areas = {row["zone_id"]: float(row["area_km2"]) for row in rows}
    for zone, area in areas.items():
        assert ground[zone]["area_km2"] == pytest.approx(area, rel=0.02 if area > 0.25 else 0.03, abs=0.001)
    assert sum(ground[zone]["area_km2"] for zone in areas) == pytest.approx(sum(areas.values()), rel=0.001)
    ours = {(zone, other) for zone in areas for other in ground[zone]["neighbours"]}
    theirs = {(row["zone_id"], other) for row in rows for other in row["adjacent"].split() if other in areas}
    assert len(ours & theirs) / len(ours | theirs) > 0.9
    assert all((other, zone) in ours for zone, other in ours)
