"""A template: the picture to look for."""

from __future__ import annotations

import glob
import os
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import PIL.ExifTags
import PIL.Image
import PIL.ImageOps

from neurocorrelator.errors import RasterError, TemplateError
from neurocorrelator.rasters.gps_position import gps_position
from neurocorrelator.rasters.image import MaskArray, RgbArray
from neurocorrelator.rasters.known_from import KnownFrom
from neurocorrelator.rasters.raster import Raster

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})
RASTER_SUFFIXES = frozenset({".tif", ".tiff", ".jp2", ".vrt"})
MAX_PIXELS = 178_000_000  # Pillow refuses more; above it a picture is a scene, not a template


@dataclass(frozen=True, eq=False)
class Template:
    """A picture to look for, upright (EXIF orientation applied).

    Attributes:
        name: what tables and maps call it; unique within a run.
        rgb: [H, W, 3] uint8.
        mask: [H, W], False where the picture shows nothing to look for (alpha, nodata, drawn mask).
        path: the file it came from, if any.
        gsd_m: ground sample distance in metres per pixel, if known.
        heading_deg: true-north bearing of the picture's up direction, if known.
        min_score: matches below this score are dropped; None for no limit.
        position: (longitude, latitude), WGS 84 degrees, of the camera or of the picture's centre,
            if known. It is shown beside the matches; the search does not use it.
        known_from: where GSD, heading and position come from.
        notes: guesses made while opening, and why something is not known; one line each.
    """

    name: str
    rgb: RgbArray
    mask: MaskArray
    path: Path | None = None
    gsd_m: float | None = None
    heading_deg: float | None = None
    min_score: float | None = None
    position: tuple[float, float] | None = None
    known_from: KnownFrom = field(default_factory=KnownFrom)
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.rgb.ndim != 3 or self.rgb.shape[2] != 3 or self.rgb.dtype != np.uint8:
            raise TemplateError(f"{self.name}: pixels must be uint8 of shape [H, W, 3]")
        if self.mask.shape != self.rgb.shape[:2] or self.mask.dtype != np.bool_:
            raise TemplateError(f"{self.name}: the mask must be boolean and of the picture's size")
        if self.gsd_m is not None and not (np.isfinite(self.gsd_m) and self.gsd_m > 0):
            raise TemplateError(f"{self.name}: the GSD must be a positive number of metres")
        if self.heading_deg is not None and not np.isfinite(self.heading_deg):
            raise TemplateError(f"{self.name}: the heading must be a number of degrees")
        if not self.mask.any():
            raise TemplateError(f"{self.name}: is masked all over; there is nothing to look for")
        seen = self.rgb[self.mask]
        if (seen == seen[0]).all():
            raise TemplateError(f"{self.name}: is of one colour; there is nothing to look for")
        object.__setattr__(self, "known_from", self._sources())

    def _sources(self) -> KnownFrom:
        """Where values come from: a value that nothing is said of was told."""
        known = self.known_from
        return KnownFrom(
            None if self.gsd_m is None else known.gsd or "told",
            None if self.heading_deg is None else known.heading or "told",
            None if self.position is None else known.position or "told",
        )

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.rgb.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.rgb.shape[0])

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        name: str | None = None,
        gsd_m: float | None = None,
        heading_deg: float | None = None,
        mask: str | os.PathLike[str] | None = None,
        min_score: float | None = None,
        metadata: bool = True,
    ) -> Template:
        """Read a picture: EXIF orientation is applied, alpha and nodata become the mask.

        Args:
            path: PNG, JPEG, WebP, BMP, or a raster that GDAL reads.
            name: what to call it; the file's name if None.
            gsd_m: ground sample distance, metres per pixel.
            heading_deg: true-north bearing of the picture's up direction, degrees.
            mask: a picture of the same size; black pixels are not looked for.
            min_score: matches below it are dropped.
            metadata: read GSD, heading and position from the file where they are not told. Off,
                the template knows nothing but what is told, as evaluations want it.

        Raises:
            TemplateError: missing, empty, not a picture, of one colour, or masked all over.
        """
        file = Path(path)
        rgb, valid = _read_picture(file)
        if mask is not None:
            drawn, drawn_valid = _read_picture(Path(mask))
            if drawn.shape != rgb.shape:
                raise TemplateError(
                    f"{mask}: the mask must be of the picture's size"
                    f" ({rgb.shape[1]}x{rgb.shape[0]})"
                )
            valid = valid & drawn_valid & (drawn.max(axis=2) > 127)
        position = _position(file) if metadata else None
        return cls(
            name or file.name,
            rgb,
            valid,
            file,
            gsd_m,
            heading_deg,
            min_score,
            position,
            KnownFrom(position="EXIF"),
        )


def find_pictures(sources: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """Files named by paths, folders and glob patterns, in order, without repetition.

    Raises:
        TemplateError: a path does not exist, a folder holds no picture, a pattern matches nothing.
    """
    found: dict[Path, None] = {}
    for source in sources:
        path = Path(source)
        if path.is_dir():
            suffixes = PICTURE_SUFFIXES | RASTER_SUFFIXES
            try:
                files = sorted(f for f in path.iterdir() if f.suffix.lower() in suffixes)
            except OSError as error:
                raise TemplateError(f"{path}: cannot be read ({error.strerror})") from error
            files = [f for f in files if f.is_file()]
            if not files:
                raise TemplateError(
                    f"{path}: the folder holds no picture ({', '.join(sorted(suffixes))})"
                )
        elif path.exists():
            files = [path]
        else:
            # Path.glob refuses absolute patterns
            files = sorted(Path(f) for f in glob.glob(str(source), recursive=True))  # noqa: PTH207
            files = [f for f in files if f.is_file()]
            if not files:
                raise TemplateError(f"{source}: no such file, and no file matches it as a pattern")
        found.update(dict.fromkeys(files))
    return list(found)


def with_unique_names(templates: Sequence[Template]) -> list[Template]:
    """The templates, renamed with their folder or a number where two have the same name."""
    taken: set[str] = set()
    named: list[Template] = []
    for template in templates:
        name = template.name
        if name in taken and template.path is not None:
            name = f"{template.path.parent.name}/{template.name}"
        base, number = name, 2
        while name in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name)
        named.append(template if name == template.name else replace(template, name=name))
    return named


def _read_picture(file: Path) -> tuple[RgbArray, MaskArray]:
    if file.suffix.lower() in PICTURE_SUFFIXES:
        picture = _read_with_pillow(file)
        if picture is not None:
            return picture
    try:
        with Raster.open(file) as raster:
            if raster.width * raster.height > MAX_PIXELS:
                raise TemplateError(_too_large(file))
            image = raster.read()
    except RasterError as error:
        raise TemplateError(str(error)) from error
    return image.rgb, image.mask


def _read_with_pillow(file: Path) -> tuple[RgbArray, MaskArray] | None:
    """The picture upright and its mask; None where it has more than 8 bits a colour."""
    if not file.exists():
        raise TemplateError(f"{file}: no such file; check the path")
    try:
        if file.stat().st_size == 0:
            raise TemplateError(f"{file}: is empty (0 bytes); get the file again")
        with warnings.catch_warnings(), PIL.Image.open(file) as opened:
            warnings.simplefilter("ignore", PIL.Image.DecompressionBombWarning)
            if opened.mode.startswith(("I", "F")):
                return None
            if opened.width * opened.height > MAX_PIXELS:
                raise TemplateError(_too_large(file))
            upright = PIL.ImageOps.exif_transpose(opened)
            rgba = np.asarray(upright.convert("RGBA"))
    except PIL.Image.DecompressionBombError as error:
        raise TemplateError(_too_large(file)) from error
    except (OSError, ValueError, SyntaxError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise TemplateError(
            f"{file}: is not a picture that can be read, or is damaged ({reason});"
            " get the file again, or convert it to PNG"
        ) from error
    return np.ascontiguousarray(rgba[:, :, :3]), rgba[:, :, 3] > 127


def _position(file: Path) -> tuple[float, float] | None:
    try:
        with PIL.Image.open(file) as opened:
            return gps_position(opened.getexif().get_ifd(PIL.ExifTags.IFD.GPSInfo))
    except Exception:  # noqa: BLE001 - Pillow raises many kinds of errors for EXIF that is damaged
        return None


def _too_large(file: Path) -> str:
    return f"{file}: is larger than {MAX_PIXELS // 1_000_000} Mpx; open it as a scene instead"
