"""Peaks of a score map."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from neurocorrelator.progress import Check, unchecked

FloatMap = NDArray[np.float32]


def find_peaks(
    values: FloatMap, top: int, separation: float, check: Check = unchecked
) -> list[tuple[int, int]]:
    """The highest local maxima, best first, no two nearer than `separation`.

    Args:
        values: [rows, cols], NaN where no candidate may be.
        top: how many at most.
        separation: least distance in cells.
        check: called on the way; may raise to stop.

    Returns:
        Rows and columns.
    """
    filled = np.where(np.isfinite(values), values, -np.inf).astype(np.float32)
    check()
    highest = cv2.dilate(filled, np.ones((3, 3), np.uint8), borderValue=-np.inf)
    rows, cols = np.nonzero((filled >= highest) & np.isfinite(values))
    check()
    order = np.argsort(-filled[rows, cols], kind="stable")
    rows, cols = rows[order], cols[order]
    peaks: list[tuple[int, int]] = []
    alive = np.ones(rows.size, dtype=np.bool_)
    while len(peaks) < top:
        check()
        index = int(np.argmax(alive)) if alive.any() else -1
        if index < 0:
            break
        row, col = int(rows[index]), int(cols[index])
        peaks.append((row, col))
        alive &= (rows - row) ** 2 + (cols - col) ** 2 >= separation**2
        alive[index] = False
    return peaks


def refine_peak(values: FloatMap, row: float, col: float, around: int = 1) -> tuple[float, float]:
    """Sub-position place of the maximum near a place: best neighbour, then a parabola per axis.

    Args:
        values: [rows, cols], NaN where no candidate may be.
        row: where to start, in positions.
        col: likewise.
        around: positions to each side that the maximum may lie off the start.

    Returns:
        Row and column; the start itself where there is nothing around it.
    """
    top, left = max(0, round(row) - around), max(0, round(col) - around)
    near = values[top : round(row) + around + 1, left : round(col) + around + 1]
    if not np.isfinite(near).any():
        return row, col
    best = np.unravel_index(np.nanargmax(near), near.shape)
    r, c = int(best[0]) + top, int(best[1]) + left
    return r + _vertex(values[:, c], r), c + _vertex(values[r], c)


def _vertex(line: FloatMap, at: int) -> float:
    """Offset of the vertex of the parabola through a maximum and its neighbours, -0.5 to 0.5."""
    if at == 0 or at == line.size - 1:
        return 0.0
    before, here, behind = (float(v) for v in line[at - 1 : at + 2])
    curvature = before - 2 * here + behind
    if not np.isfinite(curvature) or curvature >= 0 or here < max(before, behind):
        return 0.0
    return float(np.clip((before - behind) / (2 * curvature), -0.5, 0.5))
