"""`neurocorrelator dataset`: look at places before training on them, and make them of rasters."""

from __future__ import annotations

import math
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from neurocorrelator.cli import console
from neurocorrelator.cli.job import cancelling_signals
from neurocorrelator.cli.options import JsonOption
from neurocorrelator.places.check import check_places
from neurocorrelator.places.ground_area import GroundArea
from neurocorrelator.places.make import make_places
from neurocorrelator.places.plan import PlacesPlan, Side
from neurocorrelator.places.sheet import put_sheet
from neurocorrelator.progress import CancelToken
from neurocorrelator.results.atomic_files import atomic_file
from neurocorrelator.training_config import make_train_config

_MOST_LISTED = 10


class TestSide(StrEnum):
    """Which side of the common ground is for testing."""

    __test__ = False

    EAST = "east"
    WEST = "west"
    NORTH = "north"
    SOUTH = "south"
    NONE = "none"


_SIDES: dict[TestSide, Side | None] = {
    TestSide.EAST: "east",
    TestSide.WEST: "west",
    TestSide.NORTH: "north",
    TestSide.SOUTH: "south",
    TestSide.NONE: None,
}


def check(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of places: train/VIEW/PLACE/pictures.")
    ],
    *,
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--sheet",
            metavar="FILE.png",
            help="Write sampled triplets (place, same place, other place) as training sees them.",
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="Settings of training, for the sheet."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a folder of places: views, unreadable files, lone places, leaks between the sides.

    The exit code is 1 where it cannot be trained on.
    """
    with console.errors_as_exit_codes():
        cancel = CancelToken()
        with cancelling_signals(cancel):
            report = check_places(folder, check=cancel.raise_if_cancelled)
            if sheet is not None and report.fit:
                settings = make_train_config(config, (f"data={folder}",))
                with atomic_file(sheet) as place:
                    put_sheet(settings, place)
        if as_json:
            console.say_json(report.as_record())
        else:
            console.say("\n".join(report.lines(_MOST_LISTED)))
        if not report.fit:
            raise typer.Exit(console.EXIT_ERROR)


def make(
    rasters: Annotated[
        list[str],
        typer.Argument(
            metavar="[VIEW=]RASTER...",
            help="Georeferenced rasters of the same ground; the first is the view that is sought"
            " in, its pictures are north-up. The file's name is the view where none is told.",
        ),
    ],
    *,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new or empty folder.")],
    size: Annotated[
        int, typer.Option("--size", metavar="PX", min=32, max=2048, help="Side of a picture.")
    ] = 192,
    gsd: Annotated[
        float | None,
        typer.Option("--gsd", metavar="M", help="Metres a pixel; default: the first raster's."),
    ] = None,
    overlap: Annotated[
        float,
        typer.Option(
            "--overlap", metavar="SHARE", min=0, max=0.9, help="Of a place with its neighbour."
        ),
    ] = 0.0,
    rotation: Annotated[
        float,
        typer.Option(
            "--rotation", metavar="DEG", min=0, max=180, help="The other views are turned by up to."
        ),
    ] = 180.0,
    zoom: Annotated[
        float,
        typer.Option(
            "--zoom", metavar="FACTOR", min=1, max=4, help="The other views are zoomed by up to."
        ),
    ] = 1.15,
    nodata: Annotated[
        float,
        typer.Option("--nodata", metavar="SHARE", min=0, max=1, help="Largest share of a picture."),
    ] = 0.02,
    test_side: Annotated[
        TestSide, typer.Option("--test-side", help="Which ground is kept for testing.")
    ] = TestSide.EAST,
    test_share: Annotated[
        float,
        typer.Option("--test-share", metavar="SHARE", min=0.01, max=0.99, help="How much of it."),
    ] = 0.4,
    gap: Annotated[
        float,
        typer.Option(
            "--gap",
            metavar="M",
            min=0,
            help="Ground between both sides that no picture shows; some pixels at least.",
        ),
    ] = 0.0,
    test_area: Annotated[
        Path | None,
        typer.Option(
            "--test-area",
            metavar="FILE",
            help="Test in the polygons of a vector file, train beside them: GeoJSON, or with the"
            " extra gis GeoPackage, Shapefile and others; replaces --test-side.",
        ),
    ] = None,
    train_area: Annotated[
        Path | None,
        typer.Option(
            "--train-area",
            metavar="FILE",
            help="Likewise, ground to train on; without a test area nothing is kept for testing.",
        ),
    ] = None,
    test_extent: Annotated[
        tuple[float, float, float, float] | None,
        typer.Option(
            "--test-extent",
            metavar="XMIN YMIN XMAX YMAX",
            help="A box instead of --test-area, in the CRS of the first raster.",
        ),
    ] = None,
    train_extent: Annotated[
        tuple[float, float, float, float] | None,
        typer.Option(
            "--train-extent", metavar="XMIN YMIN XMAX YMAX", help="Likewise, of --train-area."
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, help="Seed of turns and zooms.")
    ] = 0,
    as_json: JsonOption = False,
) -> None:
    """Make places with views of rasters of the same ground: dates, sensors, orthophotos."""
    if gsd is not None and not (math.isfinite(gsd) and gsd > 0):
        raise typer.BadParameter("must be a number above 0", param_hint="--gsd")
    for name, file, extent in (
        ("train", train_area, train_extent),
        ("test", test_area, test_extent),
    ):
        if file is not None and extent is not None:
            raise typer.BadParameter(
                f"and --{name}-area exclude each other", param_hint=f"--{name}-extent"
            )
    plan = PlacesPlan(
        size_px=size,
        gsd_m=gsd,
        overlap=overlap,
        rotation_deg=rotation,
        zoom=zoom,
        nodata=nodata,
        test_side=_SIDES[test_side],
        test_share=test_share,
        gap_m=gap,
        seed=seed,
    )
    with console.errors_as_exit_codes():
        plan = replace(
            plan,
            train_area=_area(train_area, train_extent),
            test_area=_area(test_area, test_extent),
        )
        cancel = CancelToken()
        with cancelling_signals(cancel):
            made = make_places(
                [_named(text) for text in rasters], out, plan, check=cancel.raise_if_cancelled
            )
        record = {
            "out": str(made.root),
            "places": made.places,
            "pictures": made.pictures,
            "left_out": made.left_out,
        }
        if as_json:
            console.say_json(record)
            return
        console.say(
            f"{made.root}: {made.places['train']} places to train on, {made.places['test']} to test"
            f" on, {sum(made.pictures.values())} pictures; {made.left_out} left out for nodata"
        )


def _area(file: Path | None, extent: tuple[float, float, float, float] | None) -> GroundArea | None:
    """What was told of the ground of a side.

    Raises:
        AreaError: the file cannot be read, or the extent is none.
    """
    if file is not None:
        return GroundArea.from_vector_file(file)
    return None if extent is None else GroundArea.from_extent(*extent)


def _named(text: str) -> tuple[str, Path]:
    """VIEW=RASTER; a path that is there may hold the sign itself."""
    view, sign, path = text.partition("=")
    if sign and view and not Path(text).exists():
        if any(letter in view for letter in "/\\"):
            raise typer.BadParameter(f"{view!r} is no name of a view", param_hint="RASTER")
        return view, Path(path)
    return Path(text).stem, Path(text)
