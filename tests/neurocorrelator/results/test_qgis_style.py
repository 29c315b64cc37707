"""Styles for QGIS: well formed, with every category, and with the heatmap's range.

There is no QGIS here; the elements and attributes are those of files that QGIS 3 writes.
"""

from __future__ import annotations

import itertools
from xml.etree import ElementTree

import numpy as np
import pytest

import neurocorrelator as nc
from neurocorrelator.results.drawing import template_color
from neurocorrelator.results.qgis_style import put_footprint_style, put_heatmap_style

NAMES = [f"снимок <{n}> & \"'.jpg" for n in range(9)] + ["\x07bell.png"]


def options(layer: ElementTree.Element) -> dict[str, str]:
    return {o.attrib["name"]: o.attrib["value"] for o in layer.findall("Option/Option")}


def test_outlines_by_template_without_a_fill(tmp_path) -> None:
    put_footprint_style(NAMES, tmp_path / "boxes.qml")
    text = (tmp_path / "boxes.qml").read_text("utf-8")
    assert text.startswith("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis ")
    root = ElementTree.fromstring(text)  # noqa: S314 (our own)
    renderer = root.find("renderer-v2")
    assert renderer is not None
    assert (renderer.attrib["type"], renderer.attrib["attr"]) == ("categorizedSymbol", "template")
    values = [c.attrib["value"] for c in renderer.findall("categories/category")]
    assert values == [*NAMES[:-1], r"\x07bell.png"]
    symbols = {s.attrib["name"]: s for s in renderer.findall("symbols/symbol")}
    for index, category in enumerate(renderer.findall("categories/category")):
        symbol = symbols[category.attrib["symbol"]]
        assert symbol.attrib["type"] == "fill"
        layer = symbol.find("layer")
        assert layer is not None
        assert layer.attrib["class"] == "SimpleFill"
        drawn = options(layer)
        assert drawn["style"] == "no"
        assert drawn["outline_color"] == "{},{},{},255".format(*template_color(index))
        assert drawn["outline_style"] == ("solid" if index < 7 else "dash")
    label = root.find("labeling/settings/text-style")
    assert label is not None
    assert '"rank"' in label.attrib["fieldName"]
    assert '"score"' in label.attrib["fieldName"]
    assert label.attrib["isExpression"] == root.attrib["labelsEnabled"] == "1"
    assert root.findtext("layerGeometryType") == "2"  # polygons


@pytest.mark.parametrize("low", [-3.5, 1e-6, 2e5])
def test_the_heatmaps_ramp_spans_its_values(low, tmp_path) -> None:
    values = np.linspace(low, low + 10, 100, dtype=np.float32).reshape(10, 10) ** 1
    values[0, :5] = np.nan
    put_heatmap_style(nc.ScoreMap("a", values, nc.Georeference()), tmp_path / "heatmap.qml")
    root = ElementTree.fromstring((tmp_path / "heatmap.qml").read_bytes())  # noqa: S314
    renderer = root.find("pipe/rasterrenderer")
    assert renderer is not None
    assert renderer.attrib["type"] == "singlebandpseudocolor"
    assert 0 < float(renderer.attrib["opacity"]) < 1
    assert renderer.attrib["nodataColor"] == ""  # not drawn
    items = renderer.findall("rastershader/colorrampshader/item")
    at = [float(item.attrib["value"]) for item in items]
    assert all(a < b for a, b in itertools.pairwise(at))
    assert at[0] == float(renderer.attrib["classificationMin"]) == np.nanmin(values)
    assert at[-1] == pytest.approx(float(np.nanmax(values)))
    assert float(renderer.attrib["classificationMax"]) == np.nanmax(values)
    colours = [int(item.attrib["color"][1:], 16) for item in items]
    brightness = [(c >> 16) * 3 + (c >> 8 & 255) * 6 + (c & 255) for c in colours]
    assert all(a < b for a, b in itertools.pairwise(brightness))  # dark to bright


@pytest.mark.parametrize("value", [np.nan, 2.5])
def test_a_heatmap_without_a_range(value, tmp_path) -> None:
    values = np.full((4, 4), value, np.float32)
    put_heatmap_style(nc.ScoreMap("a", values, nc.Georeference()), tmp_path / "heatmap.qml")
    text = (tmp_path / "heatmap.qml").read_text()
    assert "nan" not in text
    root = ElementTree.fromstring(text)  # noqa: S314 (our own)
    assert root.find("pipe/rasterrenderer") is not None
