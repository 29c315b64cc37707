"""`neurocorrelator info`: what a scene is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

import neurocorrelator as nc
from neurocorrelator.cli import console
from neurocorrelator.cli.options import BandsOption, JsonOption, StretchOption

_CORNERS = ("upper left", "upper right", "lower right", "lower left")


@dataclass(frozen=True, slots=True)
class SceneInfo:
    """What is known of a raster; the keys of `info --json`.

    Attributes:
        shown_bands: numbers of the bands that are shown as red, green and blue.
        stretch: pixel values that become black and white, three each; None where values are 8 bits.
        nodata: the value that marks missing pixels; NaN is None in JSON.
        nodata_kind: how missing pixels are marked: none, value, nan, mask or alpha.
        transform: a, b, c, d, e, f of x = a col + b row + c, y = d col + e row + f.
        bounds: least x, least y, greatest x, greatest y in the CRS.
        gsd_m: geodesic metres along one column step and one row step in the middle; None where no
            place on the ground is known.
        corners_lonlat: WGS 84 of the upper left, upper right, lower right and lower left corner.
        notes: guesses made while opening.
    """

    path: Path
    driver: str
    width: int
    height: int
    bands: int
    shown_bands: tuple[int, int, int]
    dtype: str
    stretch: nc.Stretch | None
    nodata: float | None
    nodata_kind: str
    overviews: tuple[int, ...]
    crs: str | None
    crs_title: str | None
    transform: tuple[float, ...]
    bounds: tuple[float, float, float, float]
    gsd_m: tuple[float, float] | None
    corners_lonlat: tuple[tuple[float, float], ...] | None
    notes: tuple[str, ...]


def info(
    scene: Annotated[Path, typer.Argument(metavar="SCENE", help="A raster.")],
    bands: BandsOption = None,
    stretch: StretchOption = "auto",
    as_json: JsonOption = False,
) -> None:
    """Tell size, bands, stretch, nodata, CRS, ground sample distance and extent of a raster."""
    with (
        console.errors_as_exit_codes(),
        nc.Raster.open(scene, bands=bands, stretch=stretch) as raster,
    ):
        known = scene_info(raster)
        if as_json:
            console.say_json(asdict(known))
        else:
            console.say("\n".join(_lines(known)))


def scene_info(raster: nc.Raster) -> SceneInfo:
    """Gather what is known of a raster."""
    georeference, notes = raster.georeference, raster.notes
    cols, rows = [0, raster.width, raster.width, 0], [0, 0, raster.height, raster.height]
    x, y = georeference.xy(cols, rows)
    gsd_m, corners = None, None
    if georeference.is_geographic:
        try:
            lon, lat = georeference.lonlat(cols, rows)
            corners = tuple(zip(lon.tolist(), lat.tolist(), strict=True))
            gsd_m = georeference.gsd_m(raster.width / 2, raster.height / 2)
        except nc.RasterError as error:
            notes = (*notes, str(error))
    return SceneInfo(
        path=raster.path,
        driver=raster.driver,
        width=raster.width,
        height=raster.height,
        bands=raster.band_count,
        shown_bands=raster.bands,
        dtype=raster.dtype,
        stretch=raster.stretch,
        nodata=raster.nodata,
        nodata_kind=raster.nodata_kind,
        overviews=raster.overviews,
        crs=georeference.crs_name or None,
        crs_title=None if georeference.crs is None else str(georeference.crs.name),
        transform=tuple(georeference.transform)[:6],
        bounds=(float(x.min()), float(y.min()), float(x.max()), float(y.max())),
        gsd_m=gsd_m,
        corners_lonlat=corners,
        notes=notes,
    )


def _lines(known: SceneInfo) -> list[str]:
    numbers = list(dict.fromkeys(known.shown_bands))
    shown = f"{'grey' if len(numbers) == 1 else 'RGB'}: {', '.join(map(str, numbers))}"
    facts = [
        ("format", f"{known.driver}, {known.dtype}"),
        ("size", f"{known.width} x {known.height} pixels"),
        ("bands", f"{known.bands}, shown as {shown}"),
        ("stretch", _stretch_text(known.stretch)),
        ("nodata", _nodata_text(known)),
        ("overviews", ", ".join(f"1:{factor}" for factor in known.overviews) or "none"),
    ]
    if known.crs is None:
        facts.append(("CRS", "none"))
    else:
        same = known.crs == known.crs_title
        facts.append(("CRS", known.crs if same else f"{known.crs}, {known.crs_title}"))
        x_min, y_min, x_max, y_max = (f"{value:.10g}" for value in known.bounds)
        facts.append(("extent", f"x {x_min} to {x_max}, y {y_min} to {y_max}"))
    if known.gsd_m is not None:
        across, down = known.gsd_m
        facts.append(("GSD", f"{across:.4g} m along columns, {down:.4g} m along rows"))
    for name, (lon, lat) in zip(_CORNERS, known.corners_lonlat or (), strict=False):
        facts.append((name, f"lon {lon:.6f}, lat {lat:.6f}"))
    facts += [("note", note) for note in known.notes]
    return [str(known.path), *(f"  {name:11} {fact}" for name, fact in facts)]


def _stretch_text(stretch: nc.Stretch | None) -> str:
    if stretch is None:
        return "none, values are colours"
    spans = [f"{low:g} to {high:g}" for low, high in zip(stretch.low, stretch.high, strict=True)]
    return ", ".join(dict.fromkeys(spans))


def _nodata_text(known: SceneInfo) -> str:
    if known.nodata_kind == "value":
        return f"{known.nodata:g}"
    return {"nan": "NaN", "mask": "by a mask", "alpha": "by an alpha band"}.get(
        known.nodata_kind, "none"
    )
