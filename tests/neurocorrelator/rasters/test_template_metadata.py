"""GSD, heading and position that a camera wrote: real photographs with XMP put into copies."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import PIL.Image
import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL.ExifTags import IFD, Base
from PIL.PngImagePlugin import PngInfo

import neurocorrelator as nc
from neurocorrelator import Template

PHOTOGRAPH = nc.resource_path("demo/DJI_0032.jpg")  # 1000 x 562 of the 4000 x 2250 that were taken
# the flight's log and a registration to the orthophoto, of the data set's ground_truth.csv
RELATIVE_ALTITUDE, GIMBAL_YAW, GIMBAL_PITCH = "+40.10", "+42.00", "-89.90"
TRUE_GSD, GRID_HEADING = 0.06742492310634508, 37.87564021008254
LON, LAT = -91.99382930555556, 46.842458444444446

DJI = "http://www.dji.com/drone-dji/1.0/"
PARROT = "http://www.parrot.com/drone-parrot/1.0/"
PIX4D = "http://pix4d.com/camera/1.0"


def packet(namespace: str, prefix: str, **properties: object) -> bytes:
    said = " ".join(f'{prefix}:{name}="{value}"' for name, value in properties.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}" {said}/>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def dji(**properties: object) -> bytes:
    return packet(DJI, "drone-dji", **properties)


NADIR = dji(
    AbsoluteAltitude="+198.31",
    RelativeAltitude=RELATIVE_ALTITUDE,
    GimbalRollDegree="+0.00",
    GimbalYawDegree=GIMBAL_YAW,
    GimbalPitchDegree=GIMBAL_PITCH,
    FlightYawDegree="+40.10",
)


def copy(folder: Path, xmp: bytes, *, name: str = "снимок.jpg", size=None, **exif: object) -> Path:
    """A copy of the photograph with XMP and, if wanted, other EXIF; None takes a tag away."""
    with PIL.Image.open(PHOTOGRAPH) as opened:
        tags = opened.getexif()
        camera = tags.get_ifd(IFD.Exif)
        for key, value in exif.items():
            place = tags if key in {"Orientation", "Software"} else camera
            if value is None:
                place.pop(Base[key], None)
            else:
                place[Base[key]] = value
        pixels = opened if size is None else opened.resize(size)
        return save(folder / name, pixels, tags, xmp)


def save(file: Path, pixels: PIL.Image.Image, exif: PIL.Image.Exif, xmp: bytes) -> Path:
    if file.suffix == ".png":
        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        pixels.save(file, exif=exif, pnginfo=text)
    elif file.suffix == ".tif":
        exif[700] = xmp
        pixels.save(file, exif=exif)
    else:
        pixels.save(file, exif=exif.tobytes(), xmp=xmp)
    return file


def test_gsd_heading_and_position_of_a_drone_photograph(tmp_path: Path) -> None:
    template = Template.open(copy(tmp_path, NADIR))
    # 20 mm on a film of 43.267 mm diagonal; the 16:9 picture is cut of a 4:3 sensor of its width
    focal_px = 20 / 43.2666 * math.hypot(1000, 750)
    assert template.gsd_m == pytest.approx(40.10 / focal_px, rel=1e-4)
    assert template.gsd_m == pytest.approx(0.06940, abs=1e-5)
    assert template.gsd_m == pytest.approx(TRUE_GSD, rel=0.05)  # height is above the take-off
    assert template.heading_deg == pytest.approx(42.0)
    convergence = pyproj.Proj("EPSG:32615").get_factors(LON, LAT).meridian_convergence
    assert template.heading_deg == pytest.approx(GRID_HEADING + convergence, abs=5)
    assert template.position == pytest.approx((LON, LAT), abs=1e-9)
    known = template.known_from
    assert (known.gsd, known.heading, known.position) == ("EXIF", "EXIF", "EXIF")
    assert template.notes == ()


def test_what_is_told_wins_and_evaluations_see_nothing(tmp_path: Path) -> None:
    file = copy(tmp_path, NADIR)
    told = Template.open(file, gsd_m=0.5, heading_deg=7)
    assert (told.gsd_m, told.heading_deg) == (0.5, 7)
    assert (told.known_from.gsd, told.known_from.heading) == ("told", "told")
    half = Template.open(file, gsd_m=0.5)
    assert (half.known_from.gsd, half.known_from.heading) == ("told", "EXIF")
    blind = Template.open(file, metadata=False)
    assert (blind.gsd_m, blind.heading_deg, blind.position) == (None, None, None)
    assert blind.notes == ()


def test_without_a_relative_altitude_there_is_no_gsd() -> None:
    template = Template.open(PHOTOGRAPH)  # its EXIF has GPSAltitude 198.6 m and the focal length
    assert (template.gsd_m, template.heading_deg) == (None, None)
    assert template.position == pytest.approx((LON, LAT), abs=1e-9)
    assert template.known_from.gsd is None


@pytest.mark.parametrize("size", [(4000, 2250), (2000, 1125), (500, 281)])
def test_a_picture_that_was_resized_has_another_gsd(size: tuple[int, int], tmp_path: Path) -> None:
    template = Template.open(copy(tmp_path, NADIR, size=size))
    assert template.gsd_m == pytest.approx(0.0694 * 1000 / size[0], rel=1e-3)


@pytest.mark.parametrize(
    ("unit", "resolution", "gsd"),
    [
        # 1.5425 um pixels of a 6.17 mm wide sensor and 3.61 mm: 40.1 m * 0.00617 / 3.61 / 1000
        (3, 10 / 0.0015425, 0.068536),
        (2, 25.4 / 0.0015425, 0.068536),
        (4, 1 / 0.0015425, 0.068536),
        (2, 72.0, 0.0694),  # of the screen: does not fit the other tag, which is believed
        (3, 0.0, 0.0694),
    ],
)
def test_the_focal_plane_gives_the_pixel_pitch(
    unit: int, resolution: float, gsd: float, tmp_path: Path
) -> None:
    plane = {"FocalPlaneXResolution": resolution, "FocalPlaneResolutionUnit": unit}
    template = Template.open(copy(tmp_path, NADIR, **plane))
    assert template.gsd_m == pytest.approx(gsd, rel=1e-3)
    if gsd != 0.0694:
        alone = copy(tmp_path, NADIR, FocalLengthIn35mmFilm=None, **plane)
        assert Template.open(alone).gsd_m == pytest.approx(gsd, rel=1e-3)


@pytest.mark.parametrize(
    ("exif", "size", "reason"),
    [
        ({"FocalLengthIn35mmFilm": None}, None, "no focal length"),
        ({"FocalLengthIn35mmFilm": 0}, None, "no focal length"),
        ({"DigitalZoomRatio": 2.0}, None, "digital zoom of 2"),
        ({}, (562, 562), "562x562 pixels but was taken with 4000x2250, so it was cut"),
        ({"ExifImageWidth": None}, (1000, 200), "no focal length"),  # no camera makes a 5:1
    ],
)
def test_why_there_is_no_gsd_is_noted(exif, size, reason: str, tmp_path: Path) -> None:
    template = Template.open(copy(tmp_path, NADIR, size=size, **exif))
    assert template.gsd_m is None
    (note,) = template.notes
    assert note.startswith("no GSD from EXIF: ")
    assert reason in note
    assert template.heading_deg == pytest.approx(42)
    assert Template.open(template.path, gsd_m=1).notes == ()  # nobody asks EXIF then


@pytest.mark.parametrize(("pitch", "claimed"), [(-90, True), (-61, True), (-59, False), (0, False)])
def test_an_oblique_picture_has_no_gsd_but_a_heading(
    pitch: float, claimed: bool, tmp_path: Path
) -> None:
    xmp = dji(RelativeAltitude=40.1, GimbalYawDegree=42, GimbalPitchDegree=pitch)
    template = Template.open(copy(tmp_path, xmp))
    assert template.heading_deg == pytest.approx(42)
    if claimed:
        slant = 1 / math.cos(math.radians(90 + pitch))
        assert template.gsd_m == pytest.approx(0.0694 * slant, rel=1e-3)
    else:
        assert template.gsd_m is None
        assert "oblique" in template.notes[0]


def test_without_a_pitch_the_camera_is_taken_to_look_down_and_this_is_said(tmp_path: Path) -> None:
    xmp = dji(RelativeAltitude=RELATIVE_ALTITUDE, GimbalYawDegree=GIMBAL_YAW)
    template = Template.open(copy(tmp_path, xmp))
    assert template.gsd_m == pytest.approx(0.0694, rel=1e-3)
    assert template.heading_deg == pytest.approx(42)
    assert "straight down" in template.notes[0]


@pytest.mark.parametrize("altitude", ["-3.2", "0", "+0.40", "nan", "high", "", "1e999"])
def test_an_altitude_that_cannot_be_is_not_used(altitude: str, tmp_path: Path) -> None:
    template = Template.open(copy(tmp_path, dji(RelativeAltitude=altitude)))
    assert template.gsd_m is None


@pytest.mark.parametrize(
    ("yaw", "roll", "heading"),
    [(-132.0, 0.0, 228.0), (10, 180, 190), (10, -180, 190), (359.5, 0.1, 359.6), (-0.0, 0, 0)],
)
def test_the_roll_of_the_gimbal_turns_the_heading(yaw, roll, heading, tmp_path: Path) -> None:
    xmp = dji(GimbalYawDegree=yaw, GimbalRollDegree=roll, GimbalPitchDegree=-89.9)
    assert Template.open(copy(tmp_path, xmp)).heading_deg == pytest.approx(heading)


def test_zeros_of_a_camera_without_a_gimbal_say_nothing(tmp_path: Path) -> None:
    zeros = dict.fromkeys(("GimbalYawDegree", "GimbalPitchDegree", "GimbalRollDegree"), "+0.00")
    template = Template.open(copy(tmp_path, dji(RelativeAltitude=40.1, **zeros)))
    assert template.heading_deg is None
    assert template.gsd_m == pytest.approx(0.0694, rel=1e-3)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_heading_turns_with_the_pixels(orientation: int, tmp_path: Path) -> None:
    """A mark at the stored picture's upper edge stays where it was on the ground."""
    stored = np.full((60, 80, 3), 90, np.uint8)
    stored[:6, 36:44] = 255
    exif = PIL.Image.Exif()
    exif[Base.Orientation] = orientation
    pixels = PIL.Image.fromarray(stored)
    template = Template.open(save(tmp_path / "a.png", pixels, exif, dji(GimbalYawDegree=30)))
    rows, cols = np.nonzero(template.rgb[:, :, 0] > 200)
    right = cols.mean() + 0.5 - template.width / 2
    up = template.height / 2 - rows.mean() - 0.5
    assert template.heading_deg is not None
    bearing = template.heading_deg + math.degrees(math.atan2(right, up))
    assert bearing % 360 == pytest.approx(30, abs=1e-6)


def test_a_mirrored_picture_has_no_heading(tmp_path: Path) -> None:
    template = Template.open(copy(tmp_path, NADIR, Orientation=2))
    assert template.heading_deg is None
    assert "mirrors" in template.notes[0]
    assert template.gsd_m == pytest.approx(0.0694, rel=1e-3)


def test_a_picture_that_windows_turned_has_no_heading(tmp_path: Path) -> None:
    """The six photographs of the flight that hold this tag are the six turned by 180 degrees."""
    yaw = dji(RelativeAltitude="+40.00", GimbalYawDegree="-132.00", GimbalPitchDegree="-89.90")
    xmp_copy = tmp_path / "a.jpg"
    with PIL.Image.open(nc.resource_path("demo/DJI_0025.jpg")) as opened:
        assert "Windows Photo Viewer" in opened.getexif()[Base.Software]
        opened.save(xmp_copy, exif=opened.info["exif"], xmp=yaw)
    template = Template.open(xmp_copy)
    assert template.heading_deg is None
    assert "Windows Photo Viewer" in template.notes[0]
    assert template.gsd_m == pytest.approx(0.06432, rel=0.08)  # of the registration


@pytest.mark.parametrize(
    ("reference", "direction", "heading"),
    [("T", 123.25, 123.25), ("T", 360.0, 0.0), ("M", 123.25, None), ("T", 400.0, None)],
)
def test_the_direction_of_exif_is_the_fall_back(
    reference: str, direction: float, heading: float | None, tmp_path: Path
) -> None:
    with PIL.Image.open(PHOTOGRAPH) as opened:
        tags = opened.getexif()
        gps = tags.get_ifd(IFD.GPSInfo)
        gps[16], gps[17] = reference, direction
        opened.save(tmp_path / "a.jpg", exif=tags.tobytes())
        opened.save(tmp_path / "b.jpg", exif=tags.tobytes(), xmp=NADIR)
    assert Template.open(tmp_path / "a.jpg").heading_deg == heading
    assert Template.open(tmp_path / "b.jpg").heading_deg == pytest.approx(42)


@pytest.mark.parametrize(
    "xmp",
    [
        # Autel: DJI's namespace under another prefix
        packet(DJI, "drone", RelativeAltitude="+40.10", GimbalYawDegree=42, GimbalPitchDegree=-90),
        # senseFly, Sentera, MicaSense: pitch 0 looks down
        packet(PIX4D, "Camera", AboveGroundAltitude="40.1", Yaw="+42", Pitch="0.1", Roll="-0.2"),
        packet(PIX4D + "/", "Camera", AboveGroundAltitude="4010/100", Yaw="42", Pitch="0"),
        # properties as elements, as Parrot writes them
        packet(PIX4D, "Camera")
        .replace(b"<rdf:Description", f'<rdf:Description xmlns:drone-parrot="{PARROT}"'.encode())
        .replace(
            b"/></rdf:RDF>",
            b"><Camera:AboveGroundAltitude>40.1</Camera:AboveGroundAltitude>"
            b"<drone-parrot:CameraYawDegree>\n42.0\n</drone-parrot:CameraYawDegree>"
            b"<drone-parrot:CameraPitchDegree>-89.8</drone-parrot:CameraPitchDegree>"
            b"</rdf:Description></rdf:RDF>",
        ),
    ],
)
def test_other_makers(xmp: bytes, tmp_path: Path) -> None:
    template = Template.open(copy(tmp_path, xmp))
    assert template.gsd_m == pytest.approx(0.0694, rel=1e-3)
    assert template.heading_deg == pytest.approx(42, abs=0.3)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif"])
def test_every_format_that_holds_xmp(name: str, tmp_path: Path) -> None:
    template = Template.open(copy(tmp_path, NADIR, name=name))
    assert template.gsd_m == pytest.approx(0.0694, rel=1e-3)
    assert template.heading_deg == pytest.approx(42)
    assert template.position == pytest.approx((LON, LAT), abs=1e-6)


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "40.1"><!ENTITY b "&a;&a;&a;">]>' + NADIR[
    NADIR.index(b"<x:xmpmeta") :
].replace(b'"+40.10"', b'"&b;"')


@pytest.mark.parametrize(
    "xmp",
    [
        NADIR[:-120],
        b"\xff\xfe nonsense",
        b"<" * 5000,
        BOMB,
        BOMB.decode().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"),
    ],
)
def test_xmp_that_is_damaged_or_dangerous_is_noted(xmp: bytes, tmp_path: Path) -> None:
    template = Template.open(copy(tmp_path, xmp))
    assert (template.gsd_m, template.heading_deg) == (None, None)
    assert template.position == pytest.approx((LON, LAT), abs=1e-9)
    (note,) = template.notes
    assert "XMP" in note
    assert "\n" not in note


def test_xmp_of_a_megabyte_is_not_parsed(tmp_path: Path) -> None:
    huge = NADIR + b" " * (1 << 20) + b"<!-- end -->"
    template = Template.open(copy(tmp_path, huge, name="a.png"))
    assert template.gsd_m is None
    assert "is not read" in template.notes[0]


@settings(max_examples=60)
@given(at=st.integers(2, 14_000), junk=st.binary(min_size=1, max_size=24))
@pytest.mark.filterwarnings("ignore::UserWarning")  # of this test's own reading and writing
def test_damaged_exif_never_stops_a_picture(
    at: int, junk: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Bytes of the EXIF and XMP segments overwritten: the pixels are read all the same."""
    folder = tmp_path_factory.mktemp("exif")
    with PIL.Image.open(copy(folder, NADIR)) as opened:
        exif = bytearray(opened.info["exif"])
        at = 6 + at % (len(exif) - 40)  # past "Exif\0\0", so that it is read as EXIF at all
        exif[at : at + len(junk)] = junk
        opened.resize((100, 56)).save(folder / "b.jpg", exif=bytes(exif), xmp=NADIR)
    template = Template.open(folder / "b.jpg")
    assert {template.width, template.height} == {100, 56}
    assert template.gsd_m is None or template.gsd_m > 0
    assert all("\n" not in note for note in template.notes)
