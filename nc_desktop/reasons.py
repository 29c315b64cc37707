"""What the library says of files, settings and places, in the user's language.

The library and its command line speak English only. The window says why something failed and what
helps in the language of the rest: the library's sentences are listed here, are found in a text by
their words, and are replaced there. What they name (files, numbers, the words of GDAL in brackets)
stays as it is, and so does a sentence that is not listed.

A test looks for each of them in the library, so that a sentence that is worded anew there is not
forgotten here.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_CONTEXT = "Reasons"
_FIELD = re.compile(r"\{(\w+)\}")

_SENTENCES: tuple[object, ...] = (  # so is what QT_TRANSLATE_NOOP gives, to its types
    # files
    QT_TRANSLATE_NOOP("Reasons", "no such file; check the path"),
    QT_TRANSLATE_NOOP("Reasons", "is a folder; name a raster file in it"),
    QT_TRANSLATE_NOOP("Reasons", "is a folder; name a file"),
    QT_TRANSLATE_NOOP("Reasons", "is empty (0 bytes); get the file again"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "is not a raster that can be read, or is damaged ({reason}); get the file again, or convert"
        " it to GeoTIFF",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "is not a picture that can be read, or is damaged ({reason}); get the file again, or"
        " convert it to PNG",
    ),
    QT_TRANSLATE_NOOP("Reasons", "was changed by another program while it was open; open it again"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be read ({reason})"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "a picture{size} is too large to look for, the limit is {limit} Mpx; cut out the part to"
        " look for, or open it as the scene",
    ),
    QT_TRANSLATE_NOOP("Reasons", " of {size} pixels"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "is a progressive JPEG of {width} x {height} pixels, which can be unpacked as a whole only,"
        " in too much memory; convert it to a tiled GeoTIFF",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "stored in blocks of {width} x {height} pixels: to read any of it takes {size} MiB; convert"
        " it to a tiled GeoTIFF to be quick",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "the file is cut off: what is missing looks grey or black; get the file again"
    ),
    QT_TRANSLATE_NOOP("Reasons", "damaged near column {column}, row {row}"),
    QT_TRANSLATE_NOOP("Reasons", "is damaged, none of it can be read; get the file again"),
    QT_TRANSLATE_NOOP("Reasons", "is damaged ({reason}); get the file again"),
    QT_TRANSLATE_NOOP("Reasons", "get the file again"),
    QT_TRANSLATE_NOOP("Reasons", "the folder holds no picture ({suffixes})"),
    QT_TRANSLATE_NOOP("Reasons", "is an area of interest; open the scene first"),
    # pixels and bands
    QT_TRANSLATE_NOOP("Reasons", "holds nothing but nodata; choose another scene"),
    QT_TRANSLATE_NOOP("Reasons", "is of one colour; there is nothing to search in"),
    QT_TRANSLATE_NOOP("Reasons", "is of one colour; there is nothing to look for"),
    QT_TRANSLATE_NOOP("Reasons", "is masked all over; there is nothing to look for"),
    QT_TRANSLATE_NOOP("Reasons", "holds no pixel of the scene but nodata; cut elsewhere"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "is {width} x {height} pixels, too small to look for; cut out at least {side} x {rows} that"
        " are not nodata",
    ),
    QT_TRANSLATE_NOOP("Reasons", "reduced from {size} x {rows} to {width} x {height} pixels"),
    QT_TRANSLATE_NOOP("Reasons", "parts of the file that are damaged are masked out"),
    QT_TRANSLATE_NOOP("Reasons", "has no band with data"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "holds complex numbers; make a raster of their amplitude, for instance with"
        " `gdal_calc.py --calc=abs(A)`",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "no colour interpretation: bands {red}, {green}, {blue} are shown as RGB"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "bands {red}, {green}, {blue} are shown as RGB, as their names tell"
    ),
    QT_TRANSLATE_NOOP("Reasons", "blue, green, red, near infrared, the order of most satellites"),
    QT_TRANSLATE_NOOP("Reasons", "the order of Landsat 8"),
    QT_TRANSLATE_NOOP("Reasons", "the order of WorldView"),
    QT_TRANSLATE_NOOP("Reasons", "the order of Sentinel-2 without its 60 m bands"),
    QT_TRANSLATE_NOOP("Reasons", "the order of Sentinel-2"),
    QT_TRANSLATE_NOOP("Reasons", "band {band} is taken for near infrared"),
    QT_TRANSLATE_NOOP("Reasons", "two bands: band {band} is shown as grey"),
    QT_TRANSLATE_NOOP("Reasons", "band {band} is nothing but 0 and 255: taken for the opacity"),
    # places
    QT_TRANSLATE_NOOP("Reasons", "no CRS: coordinates are pixels"),
    QT_TRANSLATE_NOOP("Reasons", "a CRS but no transform"),
    QT_TRANSLATE_NOOP("Reasons", "a transform that gives pixels no size"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        ", only rational polynomials (RPC): orthorectify it first, as gdalwarp -rpc does",
    ),
    QT_TRANSLATE_NOOP("Reasons", "coordinates are pixels"),
    QT_TRANSLATE_NOOP("Reasons", "the CRS cannot be understood ({reason})"),
    QT_TRANSLATE_NOOP("Reasons", "the CRS {name} has no place on the Earth"),
    QT_TRANSLATE_NOOP("Reasons", "the CRS {name} has no place on the Earth; name another"),
    QT_TRANSLATE_NOOP("Reasons", "the CRS is {taken} as it was told; the file names {own}"),
    QT_TRANSLATE_NOOP("Reasons", "has no transform, so a CRS alone does not say where it lies"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "it has rational polynomials (RPC): orthorectify it first, as gdalwarp -rpc does",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "put a world file beside it, or georeference it, as QGIS's Georeferencer does",
    ),
    QT_TRANSLATE_NOOP("Reasons", "cannot be placed beside a raster that has no CRS; assign it one"),
    QT_TRANSLATE_NOOP(
        "Reasons", "has no CRS, so its place in {name} is not known; assign one first"
    ),
    QT_TRANSLATE_NOOP("Reasons", "cannot be shown in {name}"),
    QT_TRANSLATE_NOOP("Reasons", "it lies where {name} has no coordinates"),
    QT_TRANSLATE_NOOP("Reasons", "the ground control points are of no use, {reason}"),
    QT_TRANSLATE_NOOP("Reasons", "they have no solution ({reason})"),
    QT_TRANSLATE_NOOP("Reasons", "they contradict each other"),
    QT_TRANSLATE_NOOP("Reasons", "they have no CRS"),
    QT_TRANSLATE_NOOP("Reasons", "their CRS cannot be understood ({reason})"),
    QT_TRANSLATE_NOOP("Reasons", "their CRS {name} has no place on the Earth"),
    QT_TRANSLATE_NOOP("Reasons", "{count} are too few, it takes 3"),
    QT_TRANSLATE_NOOP("Reasons", "they lie on a line"),
    QT_TRANSLATE_NOOP("Reasons", "placed by {points}"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{count} ground control points, missed by {typical} m (RMS), {worst} m at most",
    ),
    QT_TRANSLATE_NOOP("Reasons", ": columns and rows are those of the picture warped to {name}"),
    QT_TRANSLATE_NOOP("Reasons", "a position lies outside of what the CRS can express"),
    QT_TRANSLATE_NOOP(
        "Reasons", "no CRS {words}; name an EPSG code such as EPSG:28407, a PROJ text or WKT"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{name} has no x and y on a map; name a projected or geographic CRS such as EPSG:28407",
    ),
    QT_TRANSLATE_NOOP("Reasons", "no way is known from {name} to {other}"),
    # areas
    QT_TRANSLATE_NOOP("Reasons", "holds no polygon; draw the area as one"),
    QT_TRANSLATE_NOOP("Reasons", "a position in it is not a number; draw the area again"),
    QT_TRANSLATE_NOOP("Reasons", "has no inside; draw at least three corners"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "does not touch the scene: it covers {reach}, the scene 0 0 to {width} {height} (pixels)",
    ),
    QT_TRANSLATE_NOOP("Reasons", "does not touch the scene: it covers {reach}, the scene {scene}"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "has no CRS, so its place in the scene is not known; give it one (a Shapefile wants its"
        " .prj file), or use --extent",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "is in {name}, but the scene has no CRS; give the scene one (gdal_edit -a_srs), or use"
        " --extent in the scene's own units",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "the area leaves what the CRS of the scene can express; draw a smaller one"
    ),
    QT_TRANSLATE_NOOP("Reasons", "the scene lies outside of what the CRS of the area can express"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "no way is known from the CRS {name} of the area to {other}; reproject the area to the CRS"
        " of the scene",
    ),
    QT_TRANSLATE_NOOP("Reasons", "is not GeoJSON, or is damaged"),
    QT_TRANSLATE_NOOP("Reasons", "is not a vector file that can be read, or is damaged"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        'reading {format} needs the extra gis (pip install "neurocorrelator[gis]"); GeoJSON is read'
        " without it",
    ),
    QT_TRANSLATE_NOOP("Reasons", "its layers have different CRSs; keep one of them in a file"),
    QT_TRANSLATE_NOOP("Reasons", "its CRS cannot be understood"),
    # places that are typed
    QT_TRANSLATE_NOOP("Reasons", "no position {words}; type {examples}"),
    QT_TRANSLATE_NOOP("Reasons", " (latitude, longitude), "),
    QT_TRANSLATE_NOOP("Reasons", " or px 100 200"),
    QT_TRANSLATE_NOOP("Reasons", "px 100 200 (column and row): the scene has no CRS"),
    QT_TRANSLATE_NOOP("Reasons", "the numbers are too large"),
    QT_TRANSLATE_NOOP("Reasons", "separated by both ; and a comma"),
    QT_TRANSLATE_NOOP("Reasons", "decimals with both a point and a comma"),
    QT_TRANSLATE_NOOP("Reasons", "needs a CRS"),
    QT_TRANSLATE_NOOP("Reasons", "the scene's CRS {name} has no metres"),
    QT_TRANSLATE_NOOP("Reasons", "there is no latitude {number}"),
    QT_TRANSLATE_NOOP("Reasons", "there is no longitude {number}"),
    QT_TRANSLATE_NOOP("Reasons", ", and latitude comes first"),
    QT_TRANSLATE_NOOP("Reasons", "two numbers belong there, not {count}"),
    QT_TRANSLATE_NOOP("Reasons", "two values belong there, not {count}"),
    QT_TRANSLATE_NOOP("Reasons", "it has one value, not two"),
    QT_TRANSLATE_NOOP("Reasons", "it has more than two values"),
    QT_TRANSLATE_NOOP("Reasons", "it has one letter; separate the values by a semicolon"),
    QT_TRANSLATE_NOOP("Reasons", "only the last of degrees, minutes and seconds has decimals"),
    QT_TRANSLATE_NOOP("Reasons", "a minus and a letter contradict each other"),
    QT_TRANSLATE_NOOP(
        "Reasons", "the position lies outside of what {name} can express; check the numbers"
    ),
    # writing
    QT_TRANSLATE_NOOP("Reasons", "the disk is full; free some space or choose another place"),
    QT_TRANSLATE_NOOP(
        "Reasons", "not allowed to write there; close the file elsewhere or choose another place"
    ),
    QT_TRANSLATE_NOOP("Reasons", "is a file, not a folder; choose another place"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be written ({reason}); choose another place"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be written ({reason}); is the disk full?"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be written whole; is the disk full?"),
    QT_TRANSLATE_NOOP("Reasons", "is not a Unicode path; choose another place"),
    QT_TRANSLATE_NOOP("Reasons", "is too large for JPEG; choose .png or .tif"),
    QT_TRANSLATE_NOOP("Reasons", "is the picture itself; choose another name"),
    QT_TRANSLATE_NOOP("Reasons", "match {rank} cannot be georeferenced: {reason}"),
    QT_TRANSLATE_NOOP("Reasons", "the corners are mirrored"),
    QT_TRANSLATE_NOOP("Reasons", "the corners are no convex quadrilateral"),
    QT_TRANSLATE_NOOP("Reasons", "it lies outside of what {name} can express"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "its GeoTIFF has pixels {times} times as long as the picture's, {width} x {height} of them",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "no .vrt, and control points in the template's own pixels, for {reason}"
    ),
    QT_TRANSLATE_NOOP("Reasons", "it has no file"),
    QT_TRANSLATE_NOOP("Reasons", "its file has others"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "reduced copies must lie beside {name}, so copy it to a folder that can be written",
    ),
    QT_TRANSLATE_NOOP("Reasons", "there is not enough memory"),
    QT_TRANSLATE_NOOP("Reasons", "is there enough memory?"),
    # settings
    QT_TRANSLATE_NOOP("Reasons", "is a folder; name a YAML file"),
    QT_TRANSLATE_NOOP("Reasons", "is not UTF-8; save it as UTF-8"),
    QT_TRANSLATE_NOOP("Reasons", "is not YAML ({reason})"),
    QT_TRANSLATE_NOOP("Reasons", "must hold lines of the form 'key: value'"),
    QT_TRANSLATE_NOOP("Reasons", "unknown key {key}; "),
    QT_TRANSLATE_NOOP("Reasons", "did you mean {key}?"),
    QT_TRANSLATE_NOOP("Reasons", "no such file of weights; use 'imagenet' for the shipped ones"),
    QT_TRANSLATE_NOOP("Reasons", "is not a safetensors file or a state dict, or is damaged"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "is not VGG19 as torchvision names it ({name} is missing or of another shape); give VGG19"
        " weights or 'imagenet'",
    ),
    QT_TRANSLATE_NOOP("Reasons", "holds values that are not finite"),
    QT_TRANSLATE_NOOP(
        "Reasons", "no CUDA device found; use auto or cpu, or ask `neurocorrelator doctor` why"
    ),
    QT_TRANSLATE_NOOP("Reasons", "device 'mps': not on this machine; use auto or cpu"),
    # matching
    QT_TRANSLATE_NOOP("Reasons", "no template can be matched: {reasons}"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "nowhere does {share} of it lie on valid ground of the scene or the area searched; check"
        " the GSD, the scale and the area, or lower min_coverage",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "would be {width}x{height} px in the scene of {columns}x{rows}; check the GSD (metres per"
        " pixel) and the scale",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "would be {width}x{height} px at the scene's resolution; check the GSD and the scale",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "would be {width}x{height} px at the scene's resolution, too small to find; check the GSD"
        " and the scale, or use a finer scene",
    ),
    QT_TRANSLATE_NOOP("Reasons", "{count} variants left out, such as {reason}"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "GSD and heading say nothing in a scene without a CRS: templates are searched as they are,"
        " or at the rotations and scales to try",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "heading unknown, searched at rotation 0 only: {names}; tell the heading, or rotations to"
        " try",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "GSD unknown, searched at one template pixel to a scene pixel: {names}; tell the GSD, or"
        " scales to try",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "only {size} px or less wide in the scene, and so small a template is mostly found in a"
        " wrong place: {names}; check the GSD, or take a scene of a finer resolution",
    ),
    QT_TRANSLATE_NOOP("Reasons", "1 damaged block was"),
    QT_TRANSLATE_NOOP("Reasons", "{count} damaged blocks were"),
    QT_TRANSLATE_NOOP("Reasons", "not searched; get the file again"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "not enough memory; use a smaller tile_px or memory_mib, or --device cpu",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "temporary files cannot be written ({reason}); free some space, set TMPDIR, or try fewer"
        " rotations and scales",
    ),
    # what a picture tells of itself
    QT_TRANSLATE_NOOP("Reasons", "EXIF cannot be read ({reason})"),
    QT_TRANSLATE_NOOP("Reasons", "no GSD from EXIF: the relative altitude is {height} m"),
    QT_TRANSLATE_NOOP(
        "Reasons", "no GSD from EXIF: the picture is oblique (camera pitch {pitch} degrees)"
    ),
    QT_TRANSLATE_NOOP("Reasons", "no GSD from EXIF: {reason}"),
    QT_TRANSLATE_NOOP("Reasons", "no heading from EXIF: its orientation mirrors the picture"),
    QT_TRANSLATE_NOOP(
        "Reasons", "no heading from EXIF: Windows Photo Viewer has turned the picture"
    ),
    QT_TRANSLATE_NOOP("Reasons", "no heading from EXIF: the direction is magnetic, not true"),
    QT_TRANSLATE_NOOP("Reasons", "digital zoom of {zoom} was used"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "it is {width}x{height} pixels but was taken with {columns}x{rows}, so it was cut",
    ),
    QT_TRANSLATE_NOOP("Reasons", "the georeference cannot be used: {reason}"),
    QT_TRANSLATE_NOOP("Reasons", "its pixels have no size"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "GSD and heading are not taken from the georeference: it mirrors the picture",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "the georeference has skewed pixels: the GSD is the root of a pixel's area",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "no GSD from the georeference: its pixels are {ratio} times as long"
    ),
)
REASONS: tuple[str, ...] = tuple(map(str, _SENTENCES))


def in_users_language(text: str) -> str:
    """A text with the library's sentences in the language of the program."""
    for sentence, pattern in _patterns():
        if pattern.search(text):
            said = QCoreApplication.translate(_CONTEXT, sentence)
            text = pattern.sub(partial(_filled, said), text)
    return text


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The longest first: some are a part of others."""
    return tuple((each, _pattern(each)) for each in sorted(REASONS, key=len, reverse=True))


def _pattern(sentence: str) -> re.Pattern[str]:
    """Finds a sentence.

    Of a field at its beginning it takes the last word, and of one at its end nothing: the rest
    stays in the text, in its place.
    """
    parts = _FIELD.split(sentence)
    literals, fields = parts[::2], parts[1::2]
    pattern = re.escape(literals[0])
    for field, literal in zip(fields, literals[1:], strict=True):
        any_text = r"\S+" if not pattern else ".*?"
        pattern += f"(?P<{field}>{any_text}){re.escape(literal)}"
    return re.compile(pattern)


def _filled(said: str, found: re.Match[str]) -> str:
    return _FIELD.sub(lambda field: found.groupdict()[field[1]], said)
