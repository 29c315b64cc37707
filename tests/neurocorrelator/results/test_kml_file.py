"""`boxes.kml`, read back by GDAL and by the XML parser."""

from __future__ import annotations

from xml.etree import ElementTree

import pyogrio
import pytest
import shapely
from affine import Affine

import neurocorrelator as nc

KML = {"k": "http://www.opengis.net/kml/2.2"}
NAMES = ("снимок №1.jpg", "b<&>\x1b\udcff.png")
SAFE = ("снимок №1.jpg", r"b<&>\x1b\udcff.png")


def parsed(path):
    return ElementTree.fromstring(path.read_bytes())  # noqa: S314 (our own)


def test_a_folder_a_template_with_footprints_in_wgs84(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(), names=NAMES)
    path = nc.write_kml(result, tmp_path / "места.kml")
    assert [layer[0] for layer in pyogrio.list_layers(path)] == list(SAFE)
    geojson = nc.write_geojson(result, tmp_path / "a.geojson")
    expected = shapely.from_wkb(pyogrio.raw.read(geojson)[2])
    found = [
        shape
        for layer in SAFE
        for shape in shapely.from_wkb(pyogrio.raw.read(path, layer=layer, force_2d=True)[2])
    ]
    assert shapely.equals_exact(found, expected, 1e-9).all()
    meta, _, _, columns = pyogrio.raw.read(path, layer=SAFE[0])
    assert meta["crs"] == "EPSG:4326"
    fields = dict(zip(meta["fields"], columns, strict=True))
    assert [float(score) for score in fields["score"]] == [10.125, 5.0625]
    assert "confidence" not in fields  # it is empty, and not invented


def test_names_and_descriptions(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene())
    sure = nc.Match(
        **{f: getattr(result.matches[0], f) for f in nc.Match.__slots__}
        | {"confidence": 0.75, "inliers": 41}
    )
    path = nc.write_kml(result, tmp_path / "a.kml", matches=[sure])
    root = parsed(path)
    (mark,) = root.findall(".//k:Placemark", KML)
    assert mark.findtext("k:name", namespaces=KML) == "1 снимок №1.jpg"
    assert mark.findtext("k:description", namespaces=KML) == (
        "score 10.125, confidence 0.75, inliers 41, rotation 30.0°, scale 2.000"
    )
    style = mark.findtext("k:styleUrl", namespaces=KML)
    assert root.find(f".//k:Style[@id='{style[1:]}']", KML) is not None
    ring = mark.findtext(".//k:coordinates", namespaces=KML).split()
    assert ring[0] == ring[-1]


def test_cut_at_the_antimeridian(write_scene, make_result, tmp_path) -> None:
    scene = write_scene(transform=Affine(0.001, 0, 179.9, 0, -0.001, 0.1), crs="EPSG:4326")
    path = nc.write_kml(make_result(scene, centres=((100.0, 80.0),)), tmp_path / "a.kml")
    (shape,) = shapely.from_wkb(pyogrio.raw.read(path, force_2d=True)[2])
    assert len(shape.geoms) == 2
    assert all(piece.bounds[2] - piece.bounds[0] < 0.1 for piece in shape.geoms)


def test_a_scene_without_a_crs(write_scene, make_result, tmp_path) -> None:
    with pytest.raises(nc.OutputError, match="no CRS, and KML needs"):
        nc.write_kml(make_result(write_scene(crs=None)), tmp_path / "a.kml")
    assert not (tmp_path / "a.kml").exists()


def test_nothing_found(write_scene, make_result, tmp_path) -> None:
    path = nc.write_kml(make_result(write_scene()), tmp_path / "a.kml", matches=())
    assert parsed(path).findall(".//k:Folder", KML)
