"""What is read for a comparison, as pictures that a widget can draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPixmap

import neurocorrelator as nc
from nc_desktop.jobs.comparison_job import ComparedPictures, Limits, ScenePicture, TemplatePicture
from nc_desktop.map.colouring import BandColours, packed_image
from nc_desktop.map.tile_source import TileValues


@dataclass(frozen=True, eq=False)
class Placed:
    """A picture and the pixels of the scene that it covers."""

    pixmap: QPixmap
    rect: QRectF


@dataclass(frozen=True, eq=False)
class ComparedImages:
    """Scene and template over the same ground; None where one has nothing there."""

    scene: Placed | None
    template: Placed | None
    scale: float


def images_of(
    pictures: ComparedPictures, stretch: nc.Stretch | None, gamma: float
) -> ComparedImages:
    """Colour what was read, the scene as the map does.

    Args:
        pictures: what was read.
        stretch: values of the scene that are black and white; None for 8 bits as they are.
        gamma: of the scene.
    """
    scene, template = pictures.scene, pictures.template
    return ComparedImages(
        None if scene is None else _scene(scene, BandColours(stretch, gamma)),
        None if template is None else _template(template),
        pictures.scale,
    )


def _scene(picture: ScenePicture, colours: BandColours) -> Placed:
    mask = None if picture.mask.all() else np.ascontiguousarray(picture.mask)
    image = colours.image(TileValues(np.ascontiguousarray(picture.values), mask))
    return Placed(QPixmap.fromImage(image), _rect(picture.limits))


def _template(picture: TemplatePicture) -> Placed:
    image = packed_image(np.ascontiguousarray(picture.rgb.transpose(2, 0, 1)), picture.mask)
    return Placed(QPixmap.fromImage(image), _rect(picture.limits))


def _rect(limits: Limits) -> QRectF:
    left, top, right, bottom = limits
    return QRectF(left, top, right - left, bottom - top)
