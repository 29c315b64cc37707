"""Leads through the steps, at the user's pace."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from nc_desktop.tour.callout import Callout, TargetFrame, rect_in
from nc_desktop.tour.steps import Step, TourSteps

_FOLLOW_MS = 100  # panels are moved, detached and closed while the tour points at them


class Tour(QObject):
    """Shows one step after the other; the work goes on beside it, and can go its own way."""

    ended = Signal()
    """It was left, or is over."""

    def __init__(self, window: QMainWindow, steps: TourSteps) -> None:
        super().__init__(window)
        self._window, self._steps = window, steps
        self._at = -1
        self._awaited = False  # what the step waits for had not happened when it came
        self.callout = Callout(window)
        self.frame = TargetFrame(window)
        self._follower = QTimer(self)
        self._follower.setInterval(_FOLLOW_MS)
        self._follower.timeout.connect(self._follow)
        self.callout.left.connect(self.leave)
        self.callout.back_wanted.connect(lambda: self._go(self._at - 1))
        self.callout.next_wanted.connect(self._on_next)
        self.callout.do_wanted.connect(self._on_do)
        self.callout.reveal_wanted.connect(self._reveal)
        self.callout.installEventFilter(self)
        for change in steps.changes:
            change.connect(self._on_change)

    @property
    def step(self) -> Step | None:
        """Where it is; none while it does not run."""
        steps = self._steps.steps
        return steps[self._at] if 0 <= self._at < len(steps) else None

    @Slot()
    def start(self) -> None:
        """Begin with the first step, also while it runs."""
        self._follower.start()
        self._go(0)

    @Slot()
    def leave(self) -> None:
        """End it; what was opened stays open."""
        if self.step is None:
            return
        self._at = -1
        self._follower.stop()
        self.callout.hide()
        self.frame.hide()
        self.frame.setParent(self._window)  # a floating panel may be destroyed
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Word the step anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self.step is not None:
            QTimer.singleShot(0, self, self._show)
        return super().eventFilter(watched, event)

    def _go(self, number: int) -> None:
        if number >= len(self._steps.steps):
            self.leave()
            return
        self._at = max(number, 0)
        step = self._steps.steps[self._at]
        self._awaited = step.done is not None and not step.done()
        if self._at > 0:
            self._reveal()
        self._show()

    @Slot()
    def _on_next(self) -> None:
        self._go(self._at + 1)

    @Slot()
    def _on_do(self) -> None:
        if self.step is not None and self.step.do is not None:
            self.step.do()
            self._show()

    @Slot()
    def _on_change(self, *_: object) -> None:
        """Go on by itself when what the step waited for has happened, and back if it is undone."""
        step = self.step
        if step is None:
            return
        for number, earlier in enumerate(self._steps.steps[: self._at]):
            if earlier.done is not None and not earlier.done():  # it was closed or removed again
                self._go(number)
                return
        if self._awaited and step.done is not None and step.done():
            self._go(self._at + 1)
        else:
            self._show()

    @Slot()
    def _show(self) -> None:
        step = self.step
        if step is None:
            return
        callout, steps = self.callout, self._steps
        done = step.done is None or step.done()
        callout.title.setText(steps.title(step))
        count = self.tr("{number} of {total}")
        callout.count.setText(count.format(number=self._at + 1, total=len(steps.steps)))
        callout.text.setText(steps.text(step))
        busy = step.busy()
        callout.note.setText(steps.waiting(step) if busy else "")
        callout.note.setVisible(busy)
        callout.do.setText(steps.doing(step))
        callout.do.setToolTip(self.tr("Let the tour do this step, on the real window"))
        callout.do.setVisible(step.do is not None and not done)
        callout.do.setEnabled(not busy)
        callout.back.setVisible(self._at > 0)
        last = self._at == len(steps.steps) - 1
        callout.next.setText(self.tr("Done") if last else self.tr("Next"))
        callout.next.setToolTip(
            self.tr("End the tour") if last else self.tr("Go on to the next step of the tour")
        )
        callout.next.setVisible(done)
        callout.leave.setVisible(not last)
        callout.show()
        self._follow()

    def _target(self) -> QWidget | None:
        step = self.step
        shown = [
            each
            for each in (step.targets() if step is not None else ())
            if each is not None and each.isVisible() and _is_inside(each)
        ]
        return shown[0] if shown else None

    @Slot()
    def _follow(self) -> None:
        """Stay beside what is pointed at, wherever it is now."""
        target = self._target()
        self.callout.reveal.setVisible(target is None and self._dock() is not None)
        if target is None:
            self.frame.hide()
            self.callout.place(None)
            return
        self.frame.surround(target)
        same_window = target.window() is self._window
        self.callout.place(rect_in(target, self._window) if same_window else None)

    def _dock(self) -> QDockWidget | None:
        """The panel in which the step's target is."""
        step = self.step
        widget = next((w for w in (step.targets() if step is not None else ()) if w), None)
        while widget is not None and not isinstance(widget, QDockWidget):
            widget = widget.parentWidget()
        return widget

    @Slot()
    def _reveal(self) -> None:
        """Open the panel of the step, in front of those that share its place."""
        dock = self._dock()
        if dock is not None:
            dock.show()
            dock.raise_()


def _is_inside(widget: QWidget) -> bool:
    """Whether a widget is in its window: Qt puts a panel that is behind another one beside it."""
    window = widget.window()
    return rect_in(widget, window).intersects(window.rect())
