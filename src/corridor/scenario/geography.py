"""Outlines of zones (GeoJSON) give centroids, areas and who is next to whom.

Distances are equirectangular: degrees scaled to km at the layer's middle latitude, good to about 0.1 % over a city.
Two zones are adjacent if the gap between them is under ``GAP_KM`` and they face each other along an edge: outlines that
were drawn or simplified apart leave slivers, and a shared corner alone is no front.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from corridor.errors import ScenarioError, nearest

GAP_KM = 0.12
EDGE_KM = 0.01
"""Shortest edge along which neighbours face each other."""
KM_PER_DEGREE = 111.195
"""Mean length of a degree of latitude on a sphere of radius 6371.0 km."""
MAX_BYTES = 100_000_000
FILLED = ("at", "area_km2", "neighbours")


class Ground(TypedDict):
    """What an outline says about a zone. A point has a centroid only."""

    at: list[float]
    area_km2: NotRequired[float]
    neighbours: NotRequired[list[str]]


def filled(data: dict[str, Any], folder: Path) -> dict[str, Any]:
    """A scenario's data with centroid, area and neighbours of its zones filled from the geography it names.

    What the file says itself stands. Neighbours outside the scenario are left out. The geography is read only if a
    zone lacks something.

    Args:
        data: the content of a scenario file, not yet checked.
        folder: the folder that the geography's path starts from.

    Raises:
        ScenarioError: the geography can't be read, or lacks a zone that needs it.
    """
    name, zones = data.get("geography"), data.get("zones")
    if not isinstance(name, str) or not isinstance(zones, list):
        return data
    rows = [zone for zone in zones if isinstance(zone, dict) and isinstance(zone.get("id"), str)]
    wanting = [zone["id"] for zone in rows if any(key not in zone for key in FILLED)]
    if not wanting:
        return data
    ground = from_geojson(folder / name)
    if missing := [zone for zone in wanting if zone not in ground]:
        raise ScenarioError(
            f"{folder / name}: has no feature for the zones {', '.join(missing)}; a feature's zone is its "
            f"properties.zone_id, or its id{nearest(missing[0], ground)}"
        )
    return {**data, "zones": [_with_ground(zone, ground, {row["id"] for row in rows}) for zone in zones]}


def _with_ground(zone: Any, ground: dict[str, Ground], known: set[str]) -> Any:
    if not isinstance(zone, dict) or zone.get("id") not in ground:
        return zone
    found: dict[str, Any] = {**ground[zone["id"]]}
    if "neighbours" in found:
        found["neighbours"] = [other for other in found["neighbours"] if other in known]
    return {**found, **zone}


def from_geojson(path: Path) -> dict[str, Ground]:
    """Centroid (latitude, longitude), area [km²] and neighbours of each feature of a GeoJSON file.

    Args:
        path: a FeatureCollection in longitude and latitude (WGS 84). A feature's zone is ``properties.zone_id``, or
            ``id``. Polygons and multipolygons have an area and neighbours; points only a place.

    Raises:
        ScenarioError: the file can't be read or is no such collection, or shapely is not installed.
    """
    shapely = _shapely()
    shapes = {zone: _shape(shapely, path, zone, geometry) for zone, geometry in _features(path).items()}
    if not shapes:
        raise ScenarioError(f"{path}: has no features")
    west, south, east, north = shapely.total_bounds(list(shapes.values()))
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ScenarioError(f"{path}: got coordinates up to {east}, {north}; expected longitude, latitude in degrees")
    middle = (south + north) / 2
    scale = [KM_PER_DEGREE * math.cos(math.radians(middle)), KM_PER_DEGREE]
    flat = {zone: shapely.transform(shape, lambda degrees: degrees * scale) for zone, shape in shapes.items()}
    beside = neighbours_from({zone: shape for zone, shape in flat.items() if shape.area > 0})
    ground: dict[str, Ground] = {}
    for zone, shape in shapes.items():
        ground[zone] = {"at": [round(shape.centroid.y, 5), round(shape.centroid.x, 5)]}
        if zone in beside:
            ground[zone]["area_km2"] = round(flat[zone].area, 4)
            ground[zone]["neighbours"] = beside[zone]
    return ground


def neighbours_from(shapes: dict[str, Any]) -> dict[str, list[str]]:
    """Who is next to whom, mutual by construction.

    Args:
        shapes: shapely polygons in km.

    Returns:
        For each zone its neighbours in the order of ``shapes``.
    """
    shapely = _shapely()
    names, outlines = list(shapes), list(shapes.values())
    near = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=GAP_KM)
    beside: dict[str, list[str]] = {name: [] for name in names}
    for i, j in sorted(zip(*near.tolist(), strict=True)):
        if i < j and _face(outlines[i], outlines[j]):
            beside[names[i]].append(names[j])
            beside[names[j]].append(names[i])
    return {name: sorted(others, key=names.index) for name, others in beside.items()}


def _face(one: Any, other: Any) -> bool:
    """Whether two outlines run beside each other for about ``EDGE_KM``, and don't just meet at a corner.

    Of two squares that meet corner to corner with a gap d between, the two sides of the corner lie within ``GAP_KM`` of
    the other square for sqrt(GAP² - d²/2) - d/√2 each. More than that is a shared edge. Small zones may lie within the
    gap whole.
    """
    small, large = sorted((one, other), key=lambda shape: shape.area)
    along, gap = small.boundary.intersection(large.buffer(GAP_KM)).length, small.distance(large)
    corner = 2 * (math.sqrt(GAP_KM**2 - gap**2 / 2) - gap / math.sqrt(2))
    return along > min(corner + EDGE_KM, 0.4 * small.length)


def _features(path: Path) -> dict[str, Any]:
    """The geometry of each zone."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ScenarioError(f"{path}: larger than {MAX_BYTES / 1e6:.0f} MB")
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ScenarioError(f"{path}: geography can't be read ({error.strerror})") from None
    except (ValueError, RecursionError) as error:
        raise ScenarioError(f"{path}: not valid GeoJSON ({str(error)[:80]})") from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise ScenarioError(f"{path}: not a GeoJSON FeatureCollection")
    found: dict[str, Any] = {}
    for i, feature in enumerate(features):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        zone = (properties or {}).get("zone_id", feature.get("id")) if isinstance(feature, dict) else None
        if not isinstance(zone, str):
            raise ScenarioError(f"{path}: feature {i + 1} has no properties.zone_id and no id that is a text")
        if zone in found:
            raise ScenarioError(f"{path}: two features are of zone {zone!r}; merge them into a MultiPolygon")
        found[zone] = feature.get("geometry")
    return found


def _shape(shapely: Any, path: Path, zone: str, geometry: Any) -> Any:
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except Exception as error:  # shapely raises its own kinds for each fault of a geometry
        raise ScenarioError(f"{path}: the outline of zone {zone!r} can't be read ({error})") from None
    if shape is None or shape.is_empty or not math.isfinite(shape.area):
        raise ScenarioError(f"{path}: zone {zone!r} has no outline")
    return shape if shape.is_valid else shapely.make_valid(shape)


def _shapely() -> Any:
    try:
        import shapely
    except ImportError:
        raise ScenarioError("a geography file needs shapely: pip install 'corridor[geo]'") from None
    return shapely
