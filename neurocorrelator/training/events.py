"""What a run tells as it goes: one JSON object a line, to a file and to whoever launched it.

Every object has `v` (the version of this contract), `event` and `time` (seconds since 1970).

    start         config, places, held_out, pictures, views, data_hash, device, steps, epochs,
                  resumed_epoch, versions
    skipped       file, reason: a picture that cannot be read
    baseline      metrics, score, seconds: of the starting weights
    step          epoch, step, steps, loss, loss_global, loss_dense, active, found, learning_rate,
                  pictures_per_s, memory_mib, seconds_left; at most two a second
    epoch_end     epoch, metrics, score, best, best_epoch, without_gain, seconds
    heatmap       epoch, file: the matcher's map of one held-out template; epoch 0 is before
    checkpoint    epoch, file, best
    not_finite    epoch, step, count: a batch whose gradient was no number; it is left out
    batch_halved  places_per_batch, reason
    paused        epoch: a file `pause` came into the folder of the run
    continued     epoch: it went
    end           reason (epochs, early_stop, stopped, interrupted), epochs, best_epoch, before,
                  after, weights, skipped
    estimate      device, memory_bytes, free_bytes, seconds_per_epoch, epochs, steps, pictures,
                  memory, time, outlook (each good, tight or poor): of `train --dry-run` alone
    error         text

`metrics` are by name: `r@1`, `r@5`, `r@10`, `r@1%`, `ap` of the held-out places, the same with
`back_` for the other direction, `held_out_loss_dense`, `hit` of the matcher; means over the epoch
of `loss`, `loss_global`, `loss_dense`, `active` (share of triplets that still teach) and `found`
(share of templates that win at their true displacement).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from neurocorrelator.results.output_errors import output_error
from neurocorrelator.results.strict_json import dumps

VERSION = 1
FILE = "events.jsonl"

EventListener = Callable[[str], None]
"""Called with each line, without its end."""


class EventLog:
    """Appends events to the file of a run and hands each line on."""

    def __init__(self, folder: Path | None, listener: EventListener | None = None) -> None:
        """Of the folder of a run; nothing is written where it is None."""
        self._file = None if folder is None else folder / FILE
        self._listener = listener

    def tell(self, event: str, **values: Any) -> None:
        """Write an event.

        Raises:
            OutputError: the file cannot be written.
        """
        record = {"v": VERSION, "event": event, "time": round(time.time(), 3), **values}
        line = dumps(record, ascii_only=True)
        if self._listener is not None:
            self._listener(line)
        if self._file is None:
            return
        try:
            with self._file.open("a", encoding="ascii", newline="\n") as stream:
                stream.write(line + "\n")
        except OSError as error:
            raise output_error(self._file, error) from error
