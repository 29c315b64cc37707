"""How a confidence is written."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def percent_text(confidence: float, locale: QLocale | None = None) -> str:
    """`97 %`; `<1 %` and `>99 %` where rounding would claim certainty.

    Args:
        confidence: 0 to 1.
        locale: of the number; the program's if None.
    """
    numbers = locale or QLocale()
    if 0.0 < confidence < 0.01:
        return f"<{numbers.toString(1)} %"
    if 0.99 < confidence < 1.0:
        return f">{numbers.toString(99)} %"
    return f"{numbers.toString(round(100 * confidence))} %"
