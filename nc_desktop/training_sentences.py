"""What the library says of places and of training; see `reasons`."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TRAINING_SENTENCES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP(
        "Reasons",
        "fewer than two places have two readable pictures; check the data with"
        " `neurocorrelator dataset check`",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "places need two rasters at least, each with a view's name of its own"
    ),
    QT_TRANSLATE_NOOP("Reasons", "is not empty; name a new folder"),
    QT_TRANSLATE_NOOP("Reasons", "lies beside the common ground of the rasters; move the area"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "no place of {size} px at {gsd} m fits into the area, one needs {needed} m of ground;"
        " draw it larger, or choose a smaller size",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "no place of {size} px at {gsd} m fits into the area, one needs {needed} m of ground"
        " and {gap} m up to the area to test on; draw it larger or elsewhere, or choose a"
        " smaller size",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "no place to train on is left beside the area to test on; draw that one smaller, or"
        " choose a smaller gap",
    ),
    QT_TRANSLATE_NOOP("Reasons", "was drawn on a raster without a CRS; draw on another"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "has no CRS, so its place on the ground is not known; give it one (a Shapefile wants"
        " its .prj file)",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "no place of {size} px at {gsd} m fits into the common ground; choose a smaller"
        " size or a smaller gap",
    ),
    QT_TRANSLATE_NOOP("Reasons", "{count} places are too many; choose less overlap"),
    QT_TRANSLATE_NOOP("Reasons", "the rasters have no ground in common; check their CRS"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "no place to train on has two views without much nodata; allow more nodata, or"
        " choose other ground",
    ),
    QT_TRANSLATE_NOOP("Reasons", "has no CRS; places are cut from georeferenced rasters"),
    QT_TRANSLATE_NOOP("Reasons", "the areas to train and to test on overlap; move one of them"),
    QT_TRANSLATE_NOOP("Reasons", "has no training side; pictures belong into train/VIEW/PLACE"),
    QT_TRANSLATE_NOOP("Reasons", "has no view {views}; there are {known}"),
    QT_TRANSLATE_NOOP("Reasons", "has one view only ({view}); the same places are needed in two"),
    QT_TRANSLATE_NOOP(
        "Reasons", "{count} of {all} places have two views; training needs two such places at least"
    ),
    QT_TRANSLATE_NOOP("Reasons", "no such folder; name one that holds train/VIEW/PLACE"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "holds no places; pictures belong into train/VIEW/PLACE and"
        " test/query_VIEW/PLACE, test/gallery_VIEW/PLACE",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "cannot be read as a table with the column file ({error}); mend or remove it"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "{count} places are too few to train on two and measure on another"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "global_weight and dense_weight cannot both be 0: nothing to learn"
    ),
    QT_TRANSLATE_NOOP("Reasons", "layers=head needs global_weight above 0"),
    QT_TRANSLATE_NOOP("Reasons", "crop: the first share must not be above the second"),
    QT_TRANSLATE_NOOP("Reasons", "views: one view has no pairs; name two, or none for all"),
    QT_TRANSLATE_NOOP(
        "Reasons", "the loss was not a number {count} times in a row; try a lower learning_rate"
    ),
    QT_TRANSLATE_NOOP("Reasons", "no checkpoint to go on from; leave out --resume"),
    QT_TRANSLATE_NOOP("Reasons", "is a checkpoint of another program; leave out --resume"),
    QT_TRANSLATE_NOOP(
        "Reasons", "is damaged or no checkpoint of training; leave out --resume to begin anew"
    ),
    QT_TRANSLATE_NOOP("Reasons", "interrupted; nothing was trained"),
    QT_TRANSLATE_NOOP("Reasons", "has {epochs} epochs already; ask for more (epochs=N)"),
    QT_TRANSLATE_NOOP(
        "Reasons", "was trained on other data: {parts}; leave out --resume to begin anew"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "was begun from other weights than {weights}; name those, or leave out --resume"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "was trained with other settings ({other}); use the same, or leave out --resume"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "loggers: mlflow is not installed; install neurocorrelator[mlflow], or leave it out",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "two places at once are too many for the memory; choose a smaller size_px"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "the training process cannot be started; install the program again"
    ),
    QT_TRANSLATE_NOOP("Reasons", "the training process did not begin; is the disk full?"),
    QT_TRANSLATE_NOOP("Reasons", "process {number} cannot be ended; end it by hand"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be removed ({reason}); remove it by hand"),
    QT_TRANSLATE_NOOP("Reasons", "is being trained; stop the run first"),
    QT_TRANSLATE_NOOP("Reasons", "the measuring ended with exit code {code}"),
    QT_TRANSLATE_NOOP("Reasons", "these weights are in the list already; nothing was copied"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "quick: some minutes on two cores, shows a gain; normal; thorough: hours, or a GPU",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "folder of places in the layout of University-1652: train/VIEW/PLACE/pictures"
    ),
    QT_TRANSLATE_NOOP("Reasons", "seed of all that is drawn at random"),
    QT_TRANSLATE_NOOP(
        "Reasons", "weights to start from: 'imagenet', 'aerial' or a file of weights"
    ),
    QT_TRANSLATE_NOOP("Reasons", "auto, cpu, cuda or mps"),
    QT_TRANSLATE_NOOP(
        "Reasons", "views to train on, such as satellite and drone; empty: all there are"
    ),
    QT_TRANSLATE_NOOP("Reasons", "the view that the others are sought in, for recall"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "share of the training places that are held out to measure each epoch and choose the best",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "table of pictures of known places (as of `evaluate localisation`) to measure the"
        " matcher on each epoch; empty: held-out places are sought in a mosaic of each"
        " other",
    ),
    QT_TRANSLATE_NOOP("Reasons", "templates that the matcher seeks each epoch; 0: none"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "weight of the global objective: pooled embeddings of a place lie together (retrieval)",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "weight of the dense objective: cells of the same ground lie together (matching)"
    ),
    QT_TRANSLATE_NOOP("Reasons", "loss of the embeddings"),
    QT_TRANSLATE_NOOP("Reasons", "which triplets or pairs of a batch count"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "of the triplet loss: how much nearer the same place shall be, in cosine distance",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "of the loss ntxent: lower lets the nearest wrong place count more"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "softrank: minus the logarithm of the pair quality that the matcher ranks by;"
        " triplet: hardest cell elsewhere against the true one",
    ),
    QT_TRANSLATE_NOOP("Reasons", "temperature of SoftRank in the dense objective"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "in the dense objective, weight of whole templates against displaced ones beside cells",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "what is trained: the last layer that the matcher reads (conv3_4), its block (conv3), all"
        " layers, or a head for retrieval alone, which changes nothing in the matcher",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "how much of the trained weights the result takes, the rest from the starting"
        " ones: less forgets less of other data",
    ),
    QT_TRANSLATE_NOOP("Reasons", "pull of the weights towards the starting ones (L2-SP)"),
    QT_TRANSLATE_NOOP("Reasons", "side of a picture as it is trained and retrieved"),
    QT_TRANSLATE_NOOP(
        "Reasons", "share of a picture's side that a training picture shows, from and to"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "how far pictures of known ground are turned against each other in the dense objective",
    ),
    QT_TRANSLATE_NOOP("Reasons", "strength of random changes of brightness, contrast and colour"),
    QT_TRANSLATE_NOOP("Reasons", "at most so many epochs"),
    QT_TRANSLATE_NOOP("Reasons", "batches an epoch; 0: every place once"),
    QT_TRANSLATE_NOOP("Reasons", "places of a batch (P)"),
    QT_TRANSLATE_NOOP("Reasons", "pictures of each place in a batch (K), of different views"),
    QT_TRANSLATE_NOOP("Reasons", "learning rate of AdamW"),
    QT_TRANSLATE_NOOP("Reasons", "of AdamW"),
    QT_TRANSLATE_NOOP(
        "Reasons", "share of the steps in which the learning rate rises; then it falls as a cosine"
    ),
    QT_TRANSLATE_NOOP("Reasons", "the gradient's length is cut to this"),
    QT_TRANSLATE_NOOP("Reasons", "auto: mixed where there is a GPU"),
    QT_TRANSLATE_NOOP(
        "Reasons", "epochs without a better measure after which training stops; 0: never"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "what chooses the best epoch: recall of the held-out places, hits of the matcher"
        " on the fixed set, or the dense loss of the held-out places; auto: those of the"
        " objectives",
    ),
    QT_TRANSLATE_NOOP("Reasons", "processes that prepare pictures; 0: none"),
    QT_TRANSLATE_NOOP("Reasons", "GPUs, or processes on the processor"),
    QT_TRANSLATE_NOOP("Reasons", "besides metrics.csv and events.jsonl: tensorboard, mlflow"),
)
