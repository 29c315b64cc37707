"""Sentences of the library: why files, places and templates are refused, or are special."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

LIBRARY_SENTENCES: tuple[object, ...] = (  # so is what QT_TRANSLATE_NOOP gives, to its types
    # files
    QT_TRANSLATE_NOOP(
        "Reasons",
        "has reduced copies inside already ({sizes}), and none beside it would be looked at;"
        " gdaladdo adds more to the file itself",
    ),
    QT_TRANSLATE_NOOP("Reasons", "the process that made reduced copies ended with code {code}"),
    QT_TRANSLATE_NOOP("Reasons", "no process could be started to make reduced copies ({reason})"),
    QT_TRANSLATE_NOOP("Reasons", "was not installed with the program; install it again"),
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
    QT_TRANSLATE_NOOP("Reasons", "{count} bands were asked for; name 1 or 3 ({names})"),
    QT_TRANSLATE_NOOP("Reasons", "has no band {band}; {known}, the first is 1"),
    QT_TRANSLATE_NOOP("Reasons", "it has {count} bands"),
    QT_TRANSLATE_NOOP("Reasons", "it has one band"),
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
    QT_TRANSLATE_NOOP(
        "Reasons",
        "the scene has no CRS, so no coordinates in {name} are known; give it one (gdal_edit"
        " -a_srs)",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "the raster has no CRS: longitude, latitude and metres are not known"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "the scene has no CRS, and {format} needs longitude and latitude; write CSV, or give the"
        " scene a CRS (gdal_edit -a_srs)",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "the accuracy of the way to {name} is not known; it may be off by 100 m and more"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "a better way of {metres} m ({way}) needs {grids}, which PROJ does not have here"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "a better way ({way}) needs {grids}, which PROJ does not have here"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "the scene does not lie wholly where {name} is meant for: {west}..{east} E,"
        " {south}..{north} N",
    ),
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
    QT_TRANSLATE_NOOP("Reasons", "it has two latitudes"),
    QT_TRANSLATE_NOOP("Reasons", "it has two longitudes"),
    QT_TRANSLATE_NOOP("Reasons", "{text} is no part of a degree"),
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
    QT_TRANSLATE_NOOP(
        "Reasons",
        'the format gpkg needs the extra gis (pip install "neurocorrelator[gis]"); csv, geojson'
        " and kml are written without it",
    ),
    QT_TRANSLATE_NOOP("Reasons", "a picture of the map ends with .png, .jpg or .tif"),
    QT_TRANSLATE_NOOP("Reasons", "JPEG knows no transparent parts; choose .png or .tif"),
    QT_TRANSLATE_NOOP("Reasons", "the path is not Unicode"),
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
    QT_TRANSLATE_NOOP("Reasons", "is the picture itself; choose another folder"),
    QT_TRANSLATE_NOOP("Reasons", "match {rank} cannot be georeferenced: {reason}"),
    QT_TRANSLATE_NOOP("Reasons", "the picture cannot lie there: {reason}"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "a corner of the picture would lie beyond the horizon: spread the points, or choose a"
        " simpler transform",
    ),
    QT_TRANSLATE_NOOP("Reasons", "too few control points for this transform: add some"),
    QT_TRANSLATE_NOOP(
        "Reasons", "the picture would lie turned over: look which point belongs to which"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "control points lie at one place or on one line: spread them over the picture"
    ),
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
    QT_TRANSLATE_NOOP(
        "Reasons",
        "nowhere sure in a large scene, of which only likely places were searched finely: {names};"
        " name an area, or search exactly, which takes longer",
    ),
    QT_TRANSLATE_NOOP("Reasons", "1 damaged block was"),
    QT_TRANSLATE_NOOP("Reasons", "{count} damaged blocks were"),
    QT_TRANSLATE_NOOP("Reasons", "not searched; get the file again"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "not enough memory; search a smaller area, or at a coarser resolution (reduce), or close"
        " other programs",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "not enough memory; searched in smaller tiles, which takes longer",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "not enough memory for smaller tiles either; searched on the processor",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "temporary files cannot be written ({reason}); free some space, set TMPDIR, or try fewer"
        " rotations and scales",
    ),
    QT_TRANSLATE_NOOP("Reasons", "{name} is not a matrix of 256 x 256 finite numbers"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "features are not kept for the next search ({reason}); free some space, or set"
        " NEUROCORRELATOR_CACHE",
    ),
    # what a picture tells of itself
    QT_TRANSLATE_NOOP("Reasons", "EXIF tells no focal length that can be used"),
    QT_TRANSLATE_NOOP("Reasons", "XMP of {size} bytes is not read"),
    QT_TRANSLATE_NOOP("Reasons", "XMP with a document type is not read"),
    QT_TRANSLATE_NOOP("Reasons", "XMP cannot be read ({reason})"),
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

FOREIGN_SENTENCES: tuple[object, ...] = (  # what GDAL, Pillow and the system say most often
    QT_TRANSLATE_NOOP("Reasons", "'{name}' not recognized as being in a supported file format."),
    QT_TRANSLATE_NOOP("Reasons", "TIFFReadDirectory:Failed to read directory at offset {place}"),
    QT_TRANSLATE_NOOP("Reasons", "cannot identify image file {name}"),
    QT_TRANSLATE_NOOP("Reasons", "libjpeg: JPEG datastream contains no image"),
    QT_TRANSLATE_NOOP("Reasons", "Truncated File Read"),
    QT_TRANSLATE_NOOP("Reasons", "No such file or directory"),
    QT_TRANSLATE_NOOP("Reasons", "Permission denied"),
    QT_TRANSLATE_NOOP("Reasons", "No space left on device"),
    QT_TRANSLATE_NOOP("Reasons", "Read-only file system"),
    QT_TRANSLATE_NOOP("Reasons", "Input/output error"),
    QT_TRANSLATE_NOOP("Reasons", "File name too long"),
    QT_TRANSLATE_NOOP("Reasons", "Is a directory"),
    QT_TRANSLATE_NOOP("Reasons", "Not a directory"),
)
