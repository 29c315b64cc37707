"""From the CRS of a scene to another one, with what PROJ says of the way's accuracy."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import AreaOfInterest, TransformerGroup

from neurocorrelator.errors import ConfigurationError, RasterError
from neurocorrelator.geo.georeference import FloatArray, Georeference

_SAMPLES = 9  # a side of the scene, to know where on the Earth it lies
_BACK_PX = 1.0  # a place that does not come back to its own pixel lies outside of the CRS


def parse_crs(text: str) -> CRS:
    """A CRS by EPSG code (`28407`), authority (`EPSG:28407`, `ESRI:54009`), PROJ text or WKT.

    Raises:
        ConfigurationError: no such CRS, or one that has no place on the Earth's surface.
    """
    words = text.strip()
    try:
        crs = CRS.from_user_input(int(words) if words.isdecimal() else words)
    except (CRSError, OverflowError) as error:
        raise ConfigurationError(
            f"no CRS {_short(words)!r}; name an EPSG code such as EPSG:28407, a PROJ text or WKT"
        ) from error
    plane = crs.sub_crs_list[0] if crs.is_compound and crs.sub_crs_list else crs
    if not (plane.is_projected or plane.is_geographic):
        raise ConfigurationError(
            f"{_short(words)}: {crs.name} has no x and y on a map; name a projected or geographic"
            " CRS such as EPSG:28407"
        )
    return plane


def name_of_crs(crs: CRS) -> str:
    """`EPSG:28407 (Pulkovo 1942 / Gauss-Kruger zone 7)`, or what a CRS without a code is called."""
    short = label_of_crs(crs)
    return short if crs.name in (short, "unknown") else f"{short} ({crs.name})"


def label_of_crs(crs: CRS) -> str:
    """`EPSG:28407`; the title of a CRS without a code, its text where it has no title either."""
    label = Georeference(crs=crs).crs_name
    return str(crs.srs) if label == "unknown" else label


@dataclass(frozen=True, eq=False)
class CrsChange:
    """One way from the pixels of a scene to another CRS: the best that PROJ has there.

    Attributes:
        georeference: the scene's.
        crs: the other CRS.
        operation: PROJ's name of the way.
        accuracy_m: what PROJ says of it, metres; None where it does not know. 0 for a way that
            changes the projection only.
        notes: what a user should know: a missing grid, an unknown shift, a scene elsewhere.
    """

    georeference: Georeference
    crs: CRS
    operation: str
    accuracy_m: float | None
    notes: tuple[str, ...]
    _transformer: Transformer

    @classmethod
    def plan(cls, georeference: Georeference, size: tuple[int, int], crs: CRS) -> CrsChange:
        """Choose the way for a scene.

        Args:
            georeference: the scene's.
            size: its width and height in pixels.
            crs: the CRS to go to.

        Raises:
            ConfigurationError: the scene has no CRS, or there is no way.
        """
        own = georeference.crs
        name = name_of_crs(crs)
        if own is None:
            raise ConfigurationError(
                f"the scene has no CRS, so no coordinates in {name} are known;"
                " give it one (gdal_edit -a_srs)"
            )
        place = _place_on_earth(georeference, size)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # of missing grids: said below
                group = TransformerGroup(own, crs, always_xy=True, area_of_interest=place)
        except ProjError as error:
            raise ConfigurationError(f"no way is known from {own.name} to {name}") from error
        if not group.transformers:
            raise ConfigurationError(f"no way is known from {own.name} to {name}")
        best = group.transformers[0]
        accuracy = float(best.accuracy) if best.accuracy >= 0 else None
        notes = [*_missing_grids(group, accuracy), *_elsewhere(crs, name, place)]
        if accuracy is None:
            notes.append(
                f"the accuracy of the way to {name} is not known; it may be off by 100 m and more"
            )
        return cls(georeference, crs, best.description, accuracy, tuple(notes), best)

    def xy(self, col: ArrayLike, row: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Pixel coordinates to (x, y) of the CRS, the order east, north.

        NaN where the CRS cannot express the place.
        """
        cols, rows = np.asarray(col, np.float64), np.asarray(row, np.float64)
        x, y = (
            np.asarray(v) for v in self._transformer.transform(*self.georeference.xy(cols, rows))
        )
        back = self._transformer.transform(x, y, direction="INVERSE")
        back_x, back_y = np.asarray(back[0]), np.asarray(back[1])
        with np.errstate(invalid="ignore"):
            known = self._same_pixel(cols, rows, back_x, back_y)
        return np.where(known, x, np.nan), np.where(known, y, np.nan)

    def colrow(
        self, x: ArrayLike, y: ArrayLike, near: tuple[float, float]
    ) -> tuple[FloatArray, FloatArray]:
        """Coordinates (x, y) of the CRS, the order east, north, to pixels: the inverse of `xy`.

        Args:
            x: easting or longitude.
            y: northing or latitude.
            near: a pixel position around which the places lie; in a scene of degrees the same
                place comes again a full turn away.

        Returns:
            NaN where the scene's CRS cannot express the place.
        """
        own_x, own_y = (
            np.asarray(v, np.float64)
            for v in self._transformer.transform(x, y, direction="INVERSE")
        )
        known = np.isfinite(own_x) & np.isfinite(own_y)
        own_x, own_y = np.where(known, own_x, np.nan), np.where(known, own_y, np.nan)
        own = self.georeference.crs
        if own is not None and own.is_geographic:
            there = self.georeference.xy(*near)[0]
            turn = 2 * np.pi / own.axis_info[0].unit_conversion_factor
            own_x = own_x + turn * np.round((there - own_x) / turn)
        return self.georeference.colrow(own_x, own_y)

    def _same_pixel(
        self, cols: FloatArray, rows: FloatArray, x: FloatArray, y: FloatArray
    ) -> np.ndarray:
        own = self.georeference.crs
        if own is not None and own.is_geographic:  # PROJ brings longitudes back to -180..180
            there = self.georeference.xy(cols, rows)[0]
            turn = 2 * np.pi / own.axis_info[0].unit_conversion_factor
            x = x + turn * np.round((there - x) / turn)
        back_cols, back_rows = self.georeference.colrow(x, y)
        return np.asarray(np.hypot(back_cols - cols, back_rows - rows) < _BACK_PX)


@dataclass(frozen=True, slots=True)
class CrsAccuracy:
    """How well coordinates of a scene are known in another CRS.

    Attributes:
        metres: what PROJ says; 0 for another projection of the same datum, None where it does not
            know (the coordinates may then be off by 100 m and more).
        operation: PROJ's name of the way.
        notes: what a user should know: a missing grid, an unknown shift, a scene elsewhere.
    """

    metres: float | None
    operation: str
    notes: tuple[str, ...]


def crs_accuracy(georeference: Georeference, size: tuple[int, int], crs: CRS) -> CrsAccuracy:
    """How well a scene's coordinates can be said in a CRS, before anything is written in it.

    Args:
        georeference: the scene's.
        size: its width and height in pixels.
        crs: the CRS to go to.

    Raises:
        ConfigurationError: the scene has no CRS, or there is no way.
    """
    change = CrsChange.plan(georeference, size, crs)
    return CrsAccuracy(change.accuracy_m, change.operation, change.notes)


def accuracy_in_words(accuracy_m: float | None) -> str:
    """`accuracy 3 m`, `accuracy not known`, or that nothing is lost."""
    if accuracy_m is None:
        return "accuracy not known"
    return f"accuracy {accuracy_m:g} m" if accuracy_m > 0 else "no loss of accuracy"


def _place_on_earth(georeference: Georeference, size: tuple[int, int]) -> AreaOfInterest | None:
    """Where the scene lies, for PROJ to choose by; None where that has no short answer."""
    across, down = (np.linspace(0, side, _SAMPLES) for side in size)
    cols, rows = np.meshgrid(across, down)
    try:
        lon, lat = georeference.lonlat(cols, rows)
    except RasterError:
        return None
    lon = lon[0, 0] + (lon - lon[0, 0] + 180) % 360 - 180
    if not np.isfinite([lon, lat]).all() or np.ptp(lon) > 180:
        return None
    west, east = (float((v + 180) % 360 - 180) for v in (lon.min(), lon.max()))
    return AreaOfInterest(west, float(lat.min()), east, float(lat.max()))


def _missing_grids(group: TransformerGroup, accuracy: float | None) -> list[str]:
    """One note on the best way that would need files which are not there."""
    if group.best_available or not group.unavailable_operations:
        return []
    better = group.unavailable_operations[0]
    if accuracy is not None and better.accuracy >= accuracy:
        return []
    grids = ", ".join(grid.short_name for grid in better.grids if not grid.available)
    promise = f" of {better.accuracy:g} m" if better.accuracy >= 0 else ""
    return [f"a better way{promise} ({better.name}) needs {grids}, which PROJ does not have here"]


def _elsewhere(crs: CRS, name: str, place: AreaOfInterest | None) -> list[str]:
    """One note where a CRS is not meant for the place of the scene."""
    use = crs.area_of_use
    if use is None or place is None:
        return []
    wide = (use.east - use.west) % 360 or 360
    lons = [
        (lon - use.west) % 360 <= wide for lon in (place.west_lon_degree, place.east_lon_degree)
    ]
    lats = [
        use.south <= lat <= use.north for lat in (place.south_lat_degree, place.north_lat_degree)
    ]
    if all(lons) and all(lats):
        return []
    return [
        f"the scene does not lie wholly where {name} is meant for:"
        f" {use.west:g}..{use.east:g} E, {use.south:g}..{use.north:g} N"
    ]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
