"""Every edit of the document as a step that can be undone, whichever widget it was made with."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from nc_desktop.model.document import Change, Companions, DocumentState, apply
from nc_desktop.model.footprint_edit import is_nudge
from nc_desktop.model.judgement import NO_JUDGEMENT
from nc_desktop.model.layers import AreaLayer, Layer, MatchesLayer, SceneLayer
from nc_desktop.model.project import Project
from nc_desktop.session.edit_texts import EditTexts

_MOST_STEPS = 200
_ONE_DRAG_S = 1.5  # edits of one value that follow each other so quickly are one step
_OF_DRAGS = frozenset({"opacity", "gamma", "limits", "stretch", "mode", "colour"})


class History(QObject):
    """Watches the model, and makes a step of what differs once an event is dealt with.

    So a panel changes the model as it likes and need not know of undoing. What changes inside
    `Project.unrecorded` is a job's doing: it is kept, but is no step. Lives on the Qt thread.
    """

    changed = Signal()
    """Another step can be undone or redone, or the document differs from the one that was kept."""
    raster_restored = Signal(object)
    """A `SceneLayer` shows an earlier raster again."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(_MOST_STEPS)
        self.texts = EditTexts(self)
        self._watched: set[int] = set()
        self._aside = 0
        self._applying = False
        self._job_changed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.settle)
        self._known = DocumentState.of(project)
        self.stack.indexChanged.connect(self.changed)
        self.stack.cleanChanged.connect(self.changed)
        project.unrecorded_begins.connect(self._on_aside)
        project.unrecorded_ends.connect(self._on_aside_ended)
        for signal in (
            project.templates.reset,
            project.templates.entry_changed,
            project.layers.removed,
            project.layers.moved,
            project.options_changed,
            project.scene_changed,
        ):
            signal.connect(self._note)
        project.layers.inserted.connect(self._on_inserted)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        self.settle()
        return self.stack.canUndo()

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self.stack.canRedo() and not self._timer.isActive()

    @property
    def undo_text(self) -> str:
        """What would be undone; empty for nothing."""
        return self._text(self.stack.index() - 1)

    @property
    def redo_text(self) -> str:
        """What would be done again; empty for nothing."""
        return self._text(self.stack.index())

    @property
    def modified(self) -> bool:
        """Whether the document differs from the one that was kept."""
        self.settle()
        return self._job_changed or not self.stack.isClean()

    def undo(self) -> None:
        """Take the last step back; steps of what is gone for good are passed over."""
        self.settle()
        while self.stack.canUndo():
            void = self._is_void(self.stack.index() - 1)
            self.stack.undo()
            if not void:
                return

    def redo(self) -> None:
        """Do a step again."""
        self.settle()
        while self.stack.canRedo():
            void = self._is_void(self.stack.index())
            self.stack.redo()
            if not void:
                return

    def forget(self) -> None:
        """Another document is open: nothing of it can be undone, and it is as it was kept."""
        self._timer.stop()
        self.stack.clear()
        self._known = DocumentState.of(self._project)
        self._job_changed = False
        self.changed.emit()

    def note_kept(self) -> None:
        """The document is kept as it is now."""
        self.settle()
        self._job_changed = False
        self.stack.setClean()
        self.changed.emit()

    def note_lost(self) -> None:
        """The document was not kept after all, or is another one than the file."""
        self._job_changed = True
        self.changed.emit()

    @Slot()
    def settle(self) -> None:
        """Make a step of what differs, now and not when the event is over."""
        self._timer.stop()
        if self._applying or self._aside:
            return
        state = DocumentState.of(self._project)
        change = Change.between(self._known, state)
        self._known = state
        if change is not None:
            self.stack.push(_Step(change, self))

    def carry_out(self, step: _Step, *, forward: bool) -> None:
        """Undo a step or do it again; only `QUndoStack` asks for it, through the step."""
        self._applying = True
        try:
            step.companions = apply(
                step.change, self._project, forward=forward, companions=step.companions
            )
        finally:
            self._applying = False
        self._known = DocumentState.of(self._project)
        for each in step.change.changed:
            layer = each.layer()
            if isinstance(layer, SceneLayer) and "raster" in each.fields:
                self.raster_restored.emit(layer)

    @Slot()
    def _note(self, *_: object) -> None:
        if not self._applying and not self._aside:
            self._timer.start()

    @Slot(object)
    def _on_inserted(self, layer: Layer) -> None:
        if layer.key not in self._watched:  # one that comes back is watched already
            self._watched.add(layer.key)
            self._watch(layer)
        self._note()

    def _watch(self, layer: Layer) -> None:
        layer.changed.connect(self._note)
        if isinstance(layer, SceneLayer):
            layer.raster_changed.connect(self._note)
        elif isinstance(layer, AreaLayer):
            layer.area_changed.connect(self._note)
        elif isinstance(layer, MatchesLayer):
            layer.findings.judged.connect(self._note)

    @Slot()
    def _on_aside(self) -> None:
        if self._aside == 0:
            self.settle()
        self._aside += 1

    @Slot()
    def _on_aside_ended(self) -> None:
        self._aside -= 1
        if self._aside or self._applying:
            return
        state = DocumentState.of(self._project)
        if Change.between(self._known, state) is not None:
            self._job_changed = True
            self.changed.emit()
        self._known = state

    def _step(self, index: int) -> _Step | None:
        step = self.stack.command(index) if 0 <= index < self.stack.count() else None
        return step if isinstance(step, _Step) else None

    def _is_void(self, index: int) -> bool:
        step = self._step(index)
        return step is not None and step.change.is_void(self._project)

    def _text(self, index: int) -> str:
        step = self._step(index)
        return "" if step is None else self.texts.of(step.change)


class _Step(QUndoCommand):
    """One edit. It was made before it is pushed, so the first `redo` does nothing."""

    def __init__(self, change: Change, history: History) -> None:
        super().__init__()
        self.change = change
        self.companions: Companions | None = None
        self._history = history
        self._made = True
        self._at = time.monotonic()
        self.nudged = _nudged(change)

    def id(self) -> int:
        """Steps of values that are dragged or typed may become one, and those of arrow keys."""
        return 1 if self.nudged is not None or _subject(self.change) is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a later step in, if it goes on with this one."""
        if not isinstance(other, _Step) or not _goes_on(self, other):
            return False
        both = self.change.followed_by(other.change)
        if both is None:
            self.setObsolete(True)
        else:
            self.change = both
        self._at = other._at
        return True

    def redo(self) -> None:
        """Do it again."""
        if self._made:
            self._made = False
            return
        self._history.carry_out(self, forward=True)

    def undo(self) -> None:
        """Take it back."""
        self._history.carry_out(self, forward=False)


def _subject(change: Change) -> tuple[object, frozenset[str]] | None:
    """What is dragged or typed; None for what is a step of its own each time."""
    if change.parts == {"options"}:
        return "options", frozenset()
    if change.parts == {"changed"} and len(change.changed) == 1:
        own = change.changed[0]
        if own.fields <= _OF_DRAGS:
            return own.key, own.fields
    return None


def _nudged(change: Change) -> tuple[object, int] | None:
    """Whose match an arrow key moved, and which; None for another change."""
    if change.parts != {"changed"} or len(change.changed) != 1:
        return None
    own = change.changed[0]
    before, after = own.before.judgements, own.after.judgements
    if own.fields != {"judgements"} or before is None or after is None:
        return None
    layer = own.layer()
    differ = [i for i in {*before, *after} if before.get(i) != after.get(i)]
    if len(differ) != 1 or not isinstance(layer, MatchesLayer):
        return None
    [index] = differ
    a, b = before.get(index, NO_JUDGEMENT), after.get(index, NO_JUDGEMENT)
    if a != replace(b, footprint=a.footprint):
        return None
    unmoved = layer.findings.unjudged[index].footprint
    nudged = is_nudge(a.footprint or unmoved, b.footprint or unmoved)
    return (own.key, index) if nudged else None


def _goes_on(step: _Step, later: _Step) -> bool:
    if step.nudged is not None or later.nudged is not None:
        return step.nudged == later.nudged and later._at - step._at < _ONE_DRAG_S
    former, now = _subject(step.change), _subject(later.change)
    if former is None or now is None or former[0] != now[0]:
        return False
    if "mode" in former[1] and now[1] == {"stretch"}:
        return True  # the values of a rule were measured
    return former[1] == now[1] and later._at - step._at < _ONE_DRAG_S
