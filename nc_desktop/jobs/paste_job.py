"""Pictures that come without a file, and pictures for the eye."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QImage

import neurocorrelator as nc
from nc_desktop.jobs.job import Report

_MOST_PIXELS = 178_000_000  # as for a file: what is larger is a scene, not a template
_VIEWED_PX = 4096  # a side; more is reduced for the eye


@dataclass(frozen=True, eq=False)
class PasteJob:
    """Make a template of a picture from the clipboard or from a drag."""

    image: QImage
    name: str

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.Template:
        """Take the pixels; what is transparent is masked.

        Raises:
            neurocorrelator.TemplateError: it is empty, too large, or of one colour.
        """
        width, height = self.image.width(), self.image.height()
        if self.image.isNull():
            raise nc.TemplateError(f"{self.name}: the picture is empty or damaged")
        if width * height > _MOST_PIXELS:
            raise nc.TemplateError(
                f"{self.name}: a picture of {width} x {height} pixels is too large to look for;"
                " copy the part to look for"
            )
        rgba = self.image.convertToFormat(QImage.Format.Format_RGBA8888)
        rows = np.frombuffer(rgba.constBits(), np.uint8).reshape(height, rgba.bytesPerLine())
        pixels = rows[:, : 4 * width].reshape(height, width, 4)
        rgb = np.ascontiguousarray(pixels[:, :, :3])
        return nc.Template(self.name, rgb, pixels[:, :, 3] > 127)


@dataclass(frozen=True, eq=False)
class ViewedPicture:
    """A template's picture for the eye.

    Attributes:
        key: of the entry.
        image: transparent where the template is masked.
        reduced: template pixels per pixel of the image.
    """

    key: int
    image: QImage
    reduced: int


@dataclass(frozen=True, eq=False)
class ViewJob:
    """Prepare a template's picture to be shown: a large one takes a moment."""

    key: int
    template: nc.Template

    def run(self, report: Report, cancel: nc.CancelToken) -> ViewedPicture:
        """Every n-th pixel of a large one."""
        template = self.template
        step = -(-max(template.width, template.height) // _VIEWED_PX)
        image = picture_of(template, step)
        return ViewedPicture(self.key, image, step)


def picture_of(template: nc.Template, step: int) -> QImage:
    """Every `step`-th pixel, transparent where the template is masked; for any thread."""
    rgb, mask = template.rgb[::step, ::step], template.mask[::step, ::step]
    alpha = mask.astype(np.uint8) * np.uint8(255)
    rgba = np.ascontiguousarray(np.dstack([rgb, alpha]))
    image = QImage(
        rgba.data, rgba.shape[1], rgba.shape[0], rgba.strides[0], QImage.Format.Format_RGBA8888
    )
    return image.copy()  # the array goes, its pixels stay
