"""Sentences of the library about settings: what a file of them or a device cannot be, and why."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

SETTING_SENTENCES: tuple[object, ...] = (
    # settings
    QT_TRANSLATE_NOOP("Reasons", "is a folder; name a YAML file"),
    QT_TRANSLATE_NOOP("Reasons", "is not UTF-8; save it as UTF-8"),
    QT_TRANSLATE_NOOP("Reasons", "is not YAML ({reason})"),
    QT_TRANSLATE_NOOP("Reasons", "must hold lines of the form 'key: value'"),
    QT_TRANSLATE_NOOP("Reasons", "unknown key {key}; "),
    QT_TRANSLATE_NOOP("Reasons", "did you mean {key}?"),
    QT_TRANSLATE_NOOP(
        "Reasons", "no such file of weights; the shipped ones are 'imagenet' or 'aerial'"
    ),
    QT_TRANSLATE_NOOP("Reasons", "is not a safetensors file or a state dict, or is damaged"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "is not VGG19 as torchvision names it ({name} is missing or of another shape); give VGG19"
        " weights or 'imagenet'",
    ),
    QT_TRANSLATE_NOOP("Reasons", "holds values that are not finite"),
    QT_TRANSLATE_NOOP("Reasons", "device 'mps': not on this machine; use auto or cpu"),
    QT_TRANSLATE_NOOP(
        "Reasons", "device {name}: {reason}; use auto or cpu, or ask `neurocorrelator doctor` why"
    ),
    QT_TRANSLATE_NOOP("Reasons", "no CUDA device found"),
    QT_TRANSLATE_NOOP("Reasons", "this torch computes on the processor only"),
    QT_TRANSLATE_NOOP(
        "Reasons", "device {name}: there is only {others}; use one of these, auto or cpu"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "device {name}: {reason}; use cpu, or ask `neurocorrelator doctor` why"
    ),
    QT_TRANSLATE_NOOP("Reasons", "device {name} is not {names}"),
    QT_TRANSLATE_NOOP("Reasons", "auto, cpu, cuda, cuda:N or mps"),
    QT_TRANSLATE_NOOP("Reasons", "; there are {keys}"),
    QT_TRANSLATE_NOOP("Reasons", "must be a multiple of 4: tiles start on the grid of cells"),
    QT_TRANSLATE_NOOP("Reasons", "must be 0.5 or a whole number"),
    QT_TRANSLATE_NOOP("Reasons", "must be odd: the blur is centred"),
    QT_TRANSLATE_NOOP("Reasons", "at least one layer needs a weight above 0"),
    QT_TRANSLATE_NOOP("Reasons", "scales must be above 0"),
    QT_TRANSLATE_NOOP("Reasons", "rotations A:B:STEP need A <= B and STEP > 0"),
    QT_TRANSLATE_NOOP("Reasons", "scales A:B:N need 0 < A <= B and a whole number N of at least 1"),
    QT_TRANSLATE_NOOP("Reasons", "rotations are none, auto, a number or A:B:STEP in degrees, not"),
    QT_TRANSLATE_NOOP("Reasons", "scales are none, auto, a number or A:B:N, not"),
    QT_TRANSLATE_NOOP("Reasons", "{count} steps are too many; {limit} at most"),
    QT_TRANSLATE_NOOP("Reasons", "a list of values needs at least one"),
    # what the settings are, as a refusal explains them
    QT_TRANSLATE_NOOP(
        "Reasons",
        "aligned: cross-correlation of patches; bag: the paper's; cosine: the mean cosine alone, a"
        " baseline",
    ),
    QT_TRANSLATE_NOOP("Reasons", "temperature of SoftRank; empty: 10 for aligned, 25 for bag"),
    QT_TRANSLATE_NOOP(
        "Reasons", "energy of VGG19's layers 2 and 16 in a cell; (1, 1) is the paper's"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "channels by mean and deviation over the scene, or over scene and template together as in"
        " the paper, which costs a pass for every variant",
    ),
    QT_TRANSLATE_NOOP("Reasons", "side of the mean filter G over the pair-quality map; odd"),
    QT_TRANSLATE_NOOP(
        "Reasons", "share of the template's cells that must lie on valid scene cells"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "degrees clockwise, added to the known heading; auto: a full circle where the heading is"
        " unknown, or where nothing sure is found at it; none: at the heading only",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "factors on the scale that the GSDs give, absolute where a GSD is unknown; auto: 0.25-2"
        " where it is unknown, 0.5-2 where nothing sure is found at it; none: 1",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "search every rotation and scale, and all of a large scene, at the full working resolution",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "candidates of a template that are compared with the scene cell by cell and ranked by how"
        " sure they are; 0: ranked by the score, without a confidence",
    ),
    QT_TRANSLATE_NOOP("Reasons", "matches listed a template"),
    QT_TRANSLATE_NOOP("Reasons", "matches below this score are dropped"),
    QT_TRANSLATE_NOOP(
        "Reasons", "least distance of two matches, in units of the template's shorter side"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "scene pixels per working pixel: 0.5 (enlarged), or a whole number; empty: by the"
        " template's size",
    ),
    QT_TRANSLATE_NOOP("Reasons", "side of a tile in working pixels, without its halo"),
    QT_TRANSLATE_NOOP(
        "Reasons", "MiB that scene features, template cells and score maps may each take"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "GiB on disk that features of scenes may take, for the next search of the same scene on the"
        " CPU; 0: none are kept",
    ),
    QT_TRANSLATE_NOOP("Reasons", "'imagenet', 'aerial' or a file of weights"),
    QT_TRANSLATE_NOOP("Reasons", "auto, cpu, cuda, cuda:1 or mps"),
)

PYDANTIC_SENTENCES: tuple[object, ...] = (  # as the library words them
    QT_TRANSLATE_NOOP("Reasons", "must be greater than or equal to {limit}"),
    QT_TRANSLATE_NOOP("Reasons", "must be less than or equal to {limit}"),
    QT_TRANSLATE_NOOP("Reasons", "must be greater than {limit}"),
    QT_TRANSLATE_NOOP("Reasons", "must be a valid number, unable to parse string as a number"),
    QT_TRANSLATE_NOOP("Reasons", "must be a valid number"),
    QT_TRANSLATE_NOOP("Reasons", "must be a valid integer, unable to parse string as an integer"),
    QT_TRANSLATE_NOOP("Reasons", "must be a valid integer, got a number with a fractional part"),
    QT_TRANSLATE_NOOP("Reasons", "must be a valid integer"),
    QT_TRANSLATE_NOOP("Reasons", "must be a valid boolean, unable to interpret input"),
    QT_TRANSLATE_NOOP("Reasons", "must be a valid boolean"),
    QT_TRANSLATE_NOOP("Reasons", "must be a finite number"),
    QT_TRANSLATE_NOOP("Reasons", "must be a valid string"),
)
