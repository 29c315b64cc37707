"""`boxes.kml`: footprints for Google Earth and field devices, one folder a template."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from neurocorrelator.errors import RasterError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.results import drawing
from neurocorrelator.results.geojson_file import require_crs
from neurocorrelator.results.lonlat_ring import rfc7946_rings
from neurocorrelator.results.match_result import Match, MatchResult, footprint_lonlat
from neurocorrelator.results.table_file import write_table
from neurocorrelator.results.xml_text import put_xml, xml_text

if TYPE_CHECKING:
    import pandas as pd

_NAMESPACE = "http://www.opengis.net/kml/2.2"


def write_kml(
    result: MatchResult, path: str | os.PathLike[str], matches: Sequence[Match] | None = None
) -> Path:
    """Write the footprints in WGS 84 as KML 2.2, with the table's row as extended data.

    Args:
        result: what a run found.
        path: the file to write; replaced if it exists, whole or not at all.
        matches: those to write, in that order; all of the result's if None.

    Raises:
        OutputError: the scene has no CRS, or the file cannot be written.
    """
    require_crs(result.scene, "KML")
    return write_table(put_kml, result, path, matches)


def put_kml(result: MatchResult, place: Path) -> None:
    """Write the footprints to a place that is already safe, see `atomic_files`."""
    georeference = result.scene.georeference
    put_placemarks(
        place,
        f"matches in {result.scene.path.name}",
        [template.name for template in result.templates],
        result.table,
        [(match, georeference) for match in result.matches],
    )


def put_placemarks(
    place: Path,
    title: str,
    templates: Sequence[str],
    table: pd.DataFrame,
    matches: Sequence[tuple[Match, Georeference]],
) -> None:
    """Write a table's footprints to a place that is already safe, see `atomic_files`.

    Args:
        place: the file.
        title: of the document.
        templates: names, a folder and a colour each.
        table: a row a match.
        matches: each with its scene's georeference.
    """
    root = ElementTree.Element("kml", xmlns=_NAMESPACE)
    document = ElementTree.SubElement(root, "Document")
    _text(document, "name", title)
    for index in range(len(templates)):
        _put_style(document, index)
    rows = list(zip(matches, _known_values(table), strict=True))
    for index, name in enumerate(templates):
        folder = ElementTree.SubElement(document, "Folder")
        _text(folder, "name", name)
        for (match, georeference), values in rows:
            if match.template == name:
                _put_match(folder, match, values, index, georeference)
    put_xml(root, place)


def _put_style(document: ElementTree.Element, index: int) -> None:
    red, green, blue = drawing.template_color(index)
    style = ElementTree.SubElement(document, "Style", id=f"template-{index}")
    line = ElementTree.SubElement(style, "LineStyle")
    _text(line, "color", f"ff{blue:02x}{green:02x}{red:02x}")  # KML counts from the other end
    _text(line, "width", "3")
    _text(ElementTree.SubElement(style, "PolyStyle"), "fill", "0")


def _known_values(table: pd.DataFrame) -> list[dict[str, str]]:
    """The row of each match, without its empty cells."""
    columns = [
        [str(value) if known else None for value, known in zip(column, column.notna(), strict=True)]
        for column in (table[name] for name in table.columns)
    ]
    return [
        {name: text for name, text in zip(table.columns, texts, strict=True) if text is not None}
        for texts in zip(*columns, strict=True)
    ]


def _put_match(
    folder: ElementTree.Element,
    match: Match,
    values: dict[str, str],
    index: int,
    georeference: Georeference,
) -> None:
    mark = ElementTree.SubElement(folder, "Placemark")
    _text(mark, "name", f"{match.rank} {match.template}")
    _text(mark, "description", _describe(match))
    _text(mark, "styleUrl", f"#template-{index}")
    data = ElementTree.SubElement(mark, "ExtendedData")
    for name, value in values.items():
        _text(ElementTree.SubElement(data, "Data", name=name), "value", value)
    _put_geometry(mark, match, georeference)


def _describe(match: Match) -> str:
    known = {
        "score": None if match.score is None else f"{match.score:.3f}",
        "confidence": None if match.confidence is None else f"{match.confidence:.2f}",
        "inliers": None if match.inliers is None else str(match.inliers),
        "rotation": f"{match.rotation_deg:.1f}°",
        "scale": f"{match.scale:.3f}",
    }
    said = [f"{name} {value}" for name, value in known.items() if value is not None]
    if match.origin == "corrected":
        said.append("corrected by hand; score, confidence and inliers are of the place found")
    elif match.origin == "hand":
        said.append("made by hand")
    return ", ".join(said)


def _put_geometry(mark: ElementTree.Element, match: Match, georeference: Georeference) -> None:
    """The footprint; nothing where a corner has no longitude and latitude."""
    try:
        rings = rfc7946_rings(footprint_lonlat(match, georeference))
    except RasterError:
        return
    parent = ElementTree.SubElement(mark, "MultiGeometry") if len(rings) > 1 else mark
    for ring in rings:
        polygon = ElementTree.SubElement(parent, "Polygon")
        _text(polygon, "tessellate", "1")  # the outline follows the ground
        border = ElementTree.SubElement(polygon, "outerBoundaryIs")
        positions = " ".join(f"{lon:.7f},{lat:.7f}" for lon, lat in ring)
        _text(ElementTree.SubElement(border, "LinearRing"), "coordinates", positions)


def _text(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = xml_text(text)
