"""`boxes.qml` and `heatmap.qml`: how QGIS shows the files of the same name when it opens them.

The elements are those that QGIS 3 writes itself ("Save as default style"), without what it fills in
by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np

from neurocorrelator.results import drawing
from neurocorrelator.results.match_result import ScoreMap
from neurocorrelator.results.xml_text import put_xml, xml_bytes, xml_text

_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_VERSION = "3.28.0-Firenze"  # the oldest whose way of writing options this is
_LABEL = 'to_string("rank") || \' · \' || format_number(coalesce("confidence", "score"), 2)'
_OPACITY = 0.6
_STEPS = 16  # colours of the heatmap's ramp
_TYPICAL_LEVEL = 0.3  # place of the median score on the ramp, as in heatmap.png

_Options = Mapping[str, str | int | float]


def put_footprint_style(templates: Sequence[str], place: Path) -> None:
    """Outlines coloured by template as in result.png, no fill, labelled with rank and certainty."""
    put_xml(_footprint_style(templates), place, _DOCTYPE)


def footprint_style(templates: Sequence[str]) -> str:
    """The same as text, for a GeoPackage."""
    return xml_bytes(_footprint_style(templates), _DOCTYPE).decode()


def centre_style(templates: Sequence[str]) -> str:
    """Crosses coloured by template."""
    root = _root("Symbology", labels=False)
    _put_categories(root, templates, "marker", _cross)
    ElementTree.SubElement(root, "layerGeometryType").text = "0"
    return xml_bytes(root, _DOCTYPE).decode()


def put_heatmap_style(score_map: ScoreMap, place: Path) -> None:
    """The first band in the colours of heatmap.png, half transparent; nodata not shown."""
    root = ElementTree.Element(
        "qgis", version=_VERSION, styleCategories="Symbology", hasScaleBasedVisibilityFlag="0"
    )
    values = score_map.values[np.isfinite(score_map.values)]
    low, high, middle = (
        (float(values.min()), float(values.max()), float(np.median(values)))
        if values.size
        else (0.0, 1.0, 0.5)
    )
    pipe = ElementTree.SubElement(root, "pipe")
    renderer = ElementTree.SubElement(
        pipe,
        "rasterrenderer",
        type="singlebandpseudocolor",
        band="1",
        opacity=str(_OPACITY),
        alphaBand="-1",
        nodataColor="",
        classificationMin=repr(low),
        classificationMax=repr(high),
    )
    ElementTree.SubElement(renderer, "rasterTransparency")
    _put_min_max_origin(renderer)
    shader = ElementTree.SubElement(
        ElementTree.SubElement(renderer, "rastershader"),
        "colorrampshader",
        colorRampType="INTERPOLATED",
        classificationMode="1",
        clip="0",
        labelPrecision="4",
        minimumValue=repr(low),
        maximumValue=repr(high),
    )
    _put_ramp(shader, low, high, middle)
    ElementTree.SubElement(pipe, "brightnesscontrast", brightness="0", contrast="0", gamma="1")
    ElementTree.SubElement(
        pipe, "huesaturation", saturation="0", grayscaleMode="0", colorizeOn="0", invertColors="0"
    )
    ElementTree.SubElement(pipe, "rasterresampler", maxOversampling="2")
    ElementTree.SubElement(pipe, "resamplingStage").text = "resamplingFilter"
    ElementTree.SubElement(root, "blendMode").text = "0"
    put_xml(root, place, _DOCTYPE)


def _footprint_style(templates: Sequence[str]) -> ElementTree.Element:
    root = _root("Symbology|Labeling", labels=True)
    _put_categories(root, templates, "fill", _outline)
    _put_labels(root)
    ElementTree.SubElement(root, "layerGeometryType").text = "2"
    return root


def _root(categories: str, *, labels: bool) -> ElementTree.Element:
    return ElementTree.Element(
        "qgis", version=_VERSION, styleCategories=categories, labelsEnabled=str(int(labels))
    )


def _put_categories(
    root: ElementTree.Element,
    templates: Sequence[str],
    kind: str,
    options: Callable[[int], _Options],
) -> None:
    renderer = ElementTree.SubElement(
        root,
        "renderer-v2",
        type="categorizedSymbol",
        attr="template",
        forceraster="0",
        symbollevels="0",
        enableorderby="0",
        referencescale="-1",
    )
    categories = ElementTree.SubElement(renderer, "categories")
    symbols = ElementTree.SubElement(renderer, "symbols")
    for index, template in enumerate(templates):
        name = xml_text(template)
        ElementTree.SubElement(
            categories,
            "category",
            value=name,
            label=name,
            symbol=str(index),
            render="true",
            type="string",
        )
        symbol = ElementTree.SubElement(
            symbols,
            "symbol",
            type=kind,
            name=str(index),
            alpha="1",
            clip_to_extent="1",
            force_rhr="0",
        )
        simple = "SimpleFill" if kind == "fill" else "SimpleMarker"
        drawn = ElementTree.SubElement(
            symbol, "layer", {"class": simple, "pass": "0", "locked": "0", "enabled": "1"}
        )
        _put_options(drawn, options(index))


def _outline(index: int) -> _Options:
    red, green, blue = drawing.template_color(index)
    return {
        "color": f"{red},{green},{blue},0",
        "style": "no",  # the picture below stays visible
        "joinstyle": "miter",
        "outline_color": f"{red},{green},{blue},255",
        "outline_style": "dash" if drawing.template_dash(index) > 0 else "solid",
        "outline_width": "0.66",
        "outline_width_unit": "MM",
    }


def _cross(index: int) -> _Options:
    red, green, blue = drawing.template_color(index)
    return {
        "name": "cross",
        "color": f"{red},{green},{blue},255",
        "outline_color": f"{red},{green},{blue},255",
        "outline_style": "solid",
        "outline_width": "0.5",
        "outline_width_unit": "MM",
        "size": "4",
        "size_unit": "MM",
    }


def _put_options(parent: ElementTree.Element, options: _Options) -> None:
    group = ElementTree.SubElement(parent, "Option", type="Map")
    for name, value in options.items():
        ElementTree.SubElement(group, "Option", name=name, type="QString", value=str(value))


def _put_labels(root: ElementTree.Element) -> None:
    labeling = ElementTree.SubElement(root, "labeling", type="simple")
    settings = ElementTree.SubElement(labeling, "settings", calloutType="simple")
    text = ElementTree.SubElement(
        settings,
        "text-style",
        fieldName=_LABEL,
        isExpression="1",
        fontFamily="Sans Serif",
        fontSize="10",
        fontSizeUnit="Point",
        fontWeight="50",
        textColor="32,32,32,255",
        textOpacity="1",
        blendMode="0",
    )
    ElementTree.SubElement(
        text,
        "text-buffer",
        bufferDraw="1",
        bufferSize="1",
        bufferSizeUnits="MM",
        bufferColor="255,255,255,255",
        bufferOpacity="1",
        bufferNoFill="1",
        bufferJoinStyle="128",
        bufferBlendMode="0",
    )
    ElementTree.SubElement(
        settings,
        "placement",
        placement="0",  # around the centre
        centroidWhole="1",
        centroidInside="0",
        dist="0",
        distUnits="MM",
        polygonPlacementFlags="2",
        priority="5",
    )
    ElementTree.SubElement(
        settings, "rendering", drawLabels="1", displayAll="1", obstacle="0", scaleVisibility="0"
    )


def _put_min_max_origin(renderer: ElementTree.Element) -> None:
    origin = ElementTree.SubElement(renderer, "minMaxOrigin")
    for tag, text in (
        ("limits", "None"),
        ("extent", "WholeRaster"),
        ("statAccuracy", "Estimated"),
        ("cumulativeCutLower", "0.02"),
        ("cumulativeCutUpper", "0.98"),
        ("stdDevFactor", "2"),
    ):
        ElementTree.SubElement(origin, tag).text = text


def _put_ramp(shader: ElementTree.Element, low: float, high: float, middle: float) -> None:
    """Colours so spaced that the typical score is not in the dark below one high peak."""
    levels = np.linspace(0, 1, _STEPS)
    indices = np.rint(levels * 255).astype(np.uint8)[:, None]
    colours = cv2.applyColorMap(indices, cv2.COLORMAP_INFERNO)[:, 0, ::-1].tolist()
    share = (middle - low) / (high - low) if high > low else 0.5
    exponent = float(np.log(_TYPICAL_LEVEL) / np.log(share)) if 0 < share < 1 else 1.0
    shares = levels ** (1 / min(max(exponent, 1 / 3), 1.0))
    ramp = ElementTree.SubElement(shader, "colorramp", type="gradient", name="[source]")
    stops = ":".join(
        f"{share:.6g};{red},{green},{blue},255"
        for share, (red, green, blue) in zip(shares[1:-1], colours[1:-1], strict=True)
    )
    _put_options(
        ramp,
        {
            "color1": "{},{},{},255".format(*colours[0]),
            "color2": "{},{},{},255".format(*colours[-1]),
            "discrete": "0",
            "rampType": "gradient",
            "stops": stops,
        },
    )
    for share, (red, green, blue) in zip(shares, colours, strict=True):
        value = low + float(share) * (high - low)
        ElementTree.SubElement(
            shader,
            "item",
            value=repr(value),
            label=f"{value:.4g}",
            color=f"#{red:02x}{green:02x}{blue:02x}",
            alpha="255",
        )
