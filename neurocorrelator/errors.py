"""What can go wrong, in words that tell a user what to do about it."""

from __future__ import annotations


class NeurocorrelatorError(Exception):
    """Base of all errors that a user can act on; the message is one line: what and the way out."""


class RasterError(NeurocorrelatorError):
    """A scene cannot be opened or read, or holds nothing to search in."""


class BlankSceneError(RasterError):
    """A scene holds nothing but nodata, or one colour, at the resolution that is worked in."""


class AreaError(NeurocorrelatorError):
    """An area to search in cannot be read, or lies beside the scene."""


class AreaElsewhereError(AreaError):
    """An area lies beside the scene: there is nothing to search in this one."""


class TemplateError(NeurocorrelatorError):
    """A template cannot be opened, or holds nothing to look for."""


class PlacementError(NeurocorrelatorError):
    """A footprint or control points that place no picture: mirrored, on a line, too few."""


class ConfigurationError(NeurocorrelatorError):
    """A setting has a value that cannot work."""


class WeightsError(NeurocorrelatorError):
    """A file of weights is missing, damaged or of another network."""


class DeviceError(NeurocorrelatorError):
    """The device that was asked for does not exist or ran out of memory."""


class ClusterError(NeurocorrelatorError):
    """A cluster cannot be reached, has other versions, cannot read the scene, or is lost."""


class OutputError(NeurocorrelatorError):
    """A result cannot be written."""


class TableError(NeurocorrelatorError):
    """A table of templates or of ground truth cannot be read."""


class PlacesError(NeurocorrelatorError):
    """A folder of places cannot be trained or evaluated on."""


class TrainingError(NeurocorrelatorError):
    """Training cannot go on."""


class CancelledError(NeurocorrelatorError):
    """The caller asked to stop; nothing was written."""
