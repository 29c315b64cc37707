"""GSD, heading and position of a photograph from its EXIF and XMP.

GSD needs the height above the ground. EXIF knows the altitude above the sea only, so GSD comes from
XMP's relative altitude or not at all. DJI's is above the place of take-off: where the ground is not
as high as there, the GSD is wrong by the same share.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import PIL.Image
from PIL.ExifTags import GPS, IFD, Base

from neurocorrelator.rasters.focal_length import FocalLengthError, exif_number, focal_length_px
from neurocorrelator.rasters.gps_position import gps_position
from neurocorrelator.rasters.ground_facts import GroundFacts, compass_deg
from neurocorrelator.rasters.picture_file import quietly_opened
from neurocorrelator.rasters.xmp import Properties, XmpError, xmp_properties

_DJI = "http://www.dji.com/drone-dji/1.0"  # Autel uses it, too, with the prefix `drone`
_PARROT = "http://www.parrot.com/drone-parrot/1.0"
_PIX4D = "http://pix4d.com/camera/1.0"  # senseFly, Sentera, MicaSense, Parrot: prefix `Camera`

_STEEPEST_OBLIQUE_DEG = 60.0  # below the horizon; flatter views have no single GSD
_LOWEST_M = 1.0

# Clockwise turn that EXIF's orientation asks for; mirrored ones (2, 4, 5, 7) have no entry.
_TURN_DEG = {1: 0.0, 6: 90.0, 3: 180.0, 8: 270.0}


@dataclass(frozen=True, slots=True)
class _Attitude:
    """How the camera was held; angles in degrees, None where they are not told.

    Attributes:
        height_m: above the ground or the place of take-off.
        yaw: true-north bearing of the camera. DJI documents it so for the gimbal's attitude; with
            a bad compass or no satellites it is off, so a heading is a prior, not a fact.
        pitch: -90 looks straight down, 0 at the horizon.
        roll: clockwise as the camera sees it.
    """

    height_m: float | None = None
    yaw: float | None = None
    pitch: float | None = None
    roll: float | None = None


def photo_facts(file: Path, *, orientation: int = 1) -> GroundFacts:
    """What the camera wrote beside the pixels; nothing, with a note, where it cannot be read.

    Args:
        file: JPEG, PNG, WebP or TIFF; any other has nothing to tell.
        orientation: EXIF's, where it was applied to the pixels after reading; 1 where none was.
    """
    try:
        with quietly_opened(file) as opened:
            exif = opened.getexif()
            tags = {**exif, **exif.get_ifd(IFD.Exif)}
            gps = exif.get_ifd(IFD.GPSInfo)
            packet = opened.info.get("xmp") or opened.info.get("XML:com.adobe.xmp")
            width, height = opened.size
    except PIL.UnidentifiedImageError:  # GDAL reads more formats than Pillow
        return GroundFacts()
    except Exception as error:  # noqa: BLE001 - damaged EXIF raises errors of every kind in Pillow
        return GroundFacts(note=f"EXIF cannot be read ({_reason(error)})")
    properties, note = _properties(packet)
    attitude = _attitude(properties)
    gsd_m, gsd_note = _gsd(attitude, tags, width, height)
    heading_deg, heading_note = _heading(attitude, tags, gps, orientation)
    return GroundFacts(
        gsd_m,
        heading_deg,
        gps_position(gps),
        gsd_note=gsd_note,
        heading_note=heading_note,
        note=note,
    )


def _properties(packet: object) -> tuple[Properties, str]:
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "replace")
    if not isinstance(packet, bytes):
        return {}, ""
    try:
        return xmp_properties(packet), ""
    except XmpError as error:
        return {}, _reason(error)


def _attitude(properties: Properties) -> _Attitude:
    def number(namespace: str, name: str) -> float | None:
        above, _, below = properties.get((namespace, name), "").partition("/")  # Parrot: 4010/100
        value, divisor = exif_number(above), exif_number(below or 1)
        return None if value is None or not divisor else value / divisor

    dji = _Attitude(
        number(_DJI, "RelativeAltitude"),
        number(_DJI, "GimbalYawDegree"),
        number(_DJI, "GimbalPitchDegree"),
        number(_DJI, "GimbalRollDegree"),
    )
    if dji.yaw == dji.pitch == dji.roll == 0.0:  # cameras without a gimbal fill in zeros
        return _Attitude(dji.height_m)
    if dji != _Attitude():
        return dji
    height_m = number(_PIX4D, "AboveGroundAltitude")
    parrot = _Attitude(
        height_m,
        number(_PARROT, "CameraYawDegree"),
        number(_PARROT, "CameraPitchDegree"),
        number(_PARROT, "CameraRollDegree"),
    )
    if parrot.pitch is not None:
        return parrot
    # Pix4D's angles are 0 for a camera that looks down.
    pitch = number(_PIX4D, "Pitch")
    return _Attitude(
        height_m,
        number(_PIX4D, "Yaw"),
        None if pitch is None else pitch - 90.0,
        number(_PIX4D, "Roll"),
    )


def _gsd(
    attitude: _Attitude, tags: Mapping[int, Any], width: int, height: int
) -> tuple[float | None, str]:
    """Metres per pixel in the picture's centre, and what to say of it."""
    if attitude.height_m is None:
        return None, ""
    if attitude.height_m < _LOWEST_M:
        return None, f"no GSD from EXIF: the relative altitude is {attitude.height_m:g} m"
    pitch, note = attitude.pitch, ""
    if pitch is None:
        pitch, note = -90.0, "GSD from EXIF: the camera is taken to look straight down"
    down = -math.sin(math.radians(pitch))
    if down < math.sin(math.radians(_STEEPEST_OBLIQUE_DEG)) - 1e-9:
        return None, f"no GSD from EXIF: the picture is oblique (camera pitch {pitch:g} degrees)"
    try:
        focal_px = focal_length_px(tags, width, height)
    except FocalLengthError as error:
        return None, f"no GSD from EXIF: {error}"
    return attitude.height_m / down / focal_px, note  # along the axis it is that far to the ground


def _heading(
    attitude: _Attitude, tags: Mapping[int, Any], gps: Mapping[int, Any], orientation: int
) -> tuple[float | None, str]:
    """True-north bearing of the picture's up direction after turning, and what to say of it."""
    if attitude.yaw is not None:
        turn = _TURN_DEG.get(orientation)
        if turn is None:
            return None, "no heading from EXIF: its orientation mirrors the picture"
        if "Windows Photo Viewer" in str(tags.get(Base.Software, "")):
            # It saves a picture only to turn it, and keeps the gimbal's yaw as it was. A wrong
            # heading is worse than none: the right place is then not among those searched.
            return None, "no heading from EXIF: Windows Photo Viewer has turned the picture"
        # The up direction of a camera that looks down points where its yaw does; a roll turns it
        # clockwise as seen from above (180: flipped). Turning the pixels clockwise brings another
        # edge to the top, one that pointed as much further to the left.
        return compass_deg(attitude.yaw + (attitude.roll or 0.0) - turn), ""
    direction = exif_number(gps.get(GPS.GPSImgDirection))
    if direction is None or not 0.0 <= direction <= 360.0:
        return None, ""
    reference = str(gps.get(GPS.GPSImgDirectionRef, "")).strip("\x00 ").upper()
    if reference != "T":
        return None, "no heading from EXIF: the direction is magnetic, not true"
    # Where the camera looks, which is the up direction of the upright picture however it was held.
    return compass_deg(direction), ""


def _reason(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
