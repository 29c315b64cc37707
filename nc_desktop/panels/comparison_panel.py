"""The panel that compares the picture with the scene at the match that is selected."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QHideEvent,
    QPolygonF,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.comparison_mode import COMPARISON_MODES, ComparisonMode
from nc_desktop.decision_texts import DecisionTexts
from nc_desktop.icons import themed_icon
from nc_desktop.map.decision_marks import decision_pixmap
from nc_desktop.model.layers import SceneLayer
from nc_desktop.panels.comparison_canvas import ComparisonCanvas
from nc_desktop.panels.comparison_images import ComparedImages, images_of
from nc_desktop.panels.elided_label import ElidedLabel
from nc_desktop.reasons import in_users_language
from nc_desktop.session.comparing import Compared, Comparing
from nc_desktop.settings import Settings
from nc_desktop.translated_widget import TranslatedWidget

_ICONS = {"side": "side-by-side", "swipe": "swipe", "flicker": "flicker", "blend": "blend"}
_SLOWEST, _QUICKEST = 0.3, 8.0  # changes a second


class ComparisonPanel(TranslatedWidget):
    """Buttons above, the pictures in the middle, what is to be said of them below."""

    def __init__(
        self, comparing: Comparing, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._comparing, self._settings = comparing, settings
        self._decisions = DecisionTexts(self)
        self._shown: Compared | None = None
        self._layer: SceneLayer | None = None
        self._made_of: tuple[object, ...] = ()
        self._images: list[ComparedImages] = []
        self.canvas = ComparisonCanvas()
        self.modes = QActionGroup(self)
        self.mode_actions: dict[ComparisonMode, QAction] = {}
        self.fit, self.lines = QToolButton(), QToolButton()
        self.opacity, self.rate = QSlider(Qt.Orientation.Horizontal), QDoubleSpinBox()
        self._opacity_title = QLabel()
        self.mark, self.title = QLabel(), ElidedLabel()
        self.hint, self.note = QLabel(), ElidedLabel()
        self._judging = QHBoxLayout()
        self._stack = QStackedWidget()
        self._build()
        self.modes.triggered.connect(self._choose_mode)
        self.fit.clicked.connect(self.canvas.fit)
        self.lines.toggled.connect(comparing.set_lines)
        self.opacity.valueChanged.connect(lambda value: self.canvas.set_opacity(value / 100))
        self.rate.valueChanged.connect(lambda rate: self.canvas.set_interval(round(1000 / rate)))
        self.canvas.looked_at.connect(comparing.look_at)
        comparing.changed.connect(self._show)
        self._set_mode(settings.comparison_mode)
        self.retranslate()
        self.retheme()

    def sizeHint(self) -> QSize:
        """Large enough to see something."""
        return QSize(680, 400)

    def add_judging(self, actions: list[QAction]) -> None:
        """Offer to judge here what is compared."""
        for action in actions:
            button = QToolButton()
            button.setAutoRaise(True)
            button.setDefaultAction(action)
            button.setIconSize(QSize(20, 20))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._judging.addWidget(button)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._comparing.set_wanted(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._comparing.set_wanted(False)

    def retranslate(self) -> None:
        """Set every text again."""
        texts: tuple[tuple[ComparisonMode, str, str], ...] = (
            ("side", self.tr("Side by side"), self.tr("Both move and zoom together")),
            ("swipe", self.tr("Swipe"), self.tr("Drag the line: the picture lies left of it")),
            ("flicker", self.tr("Flicker"), self.tr("Picture and scene take turns")),
            ("blend", self.tr("Blend"), self.tr("The picture shines through")),
        )
        for mode, text, tip in texts:
            action = self.mode_actions[mode]
            action.setText(text)
            action.setToolTip(f"{text}: {tip}")
        self.fit.setToolTip(self.tr("Show all of the match (Home)"))
        self.fit.setAccessibleName(self.tr("Show all of the match"))
        tip = self.tr("Lines between the parts of the picture and of the scene that agree")
        self.lines.setToolTip(tip)
        self.lines.setAccessibleName(tip)
        self._opacity_title.setText(self.tr("Opacity"))
        self.opacity.setToolTip(self.tr("Lower it to see the scene through the picture"))
        self.opacity.setAccessibleName(self.tr("Opacity of the picture"))
        self.rate.setSuffix(self.tr(" /s"))
        self.rate.setToolTip(self.tr("How often the pictures take turns in a second"))
        self.rate.setAccessibleName(self.rate.toolTip())
        self.canvas.setToolTip("")
        self.canvas.setAccessibleName(self.tr("Picture and scene"))
        self._show()

    def retheme(self) -> None:
        """Tint the icons."""
        palette = self.palette()
        for mode, action in self.mode_actions.items():
            action.setIcon(themed_icon(_ICONS[mode], palette))
        self.fit.setIcon(themed_icon("full-extent", palette))
        self.lines.setIcon(themed_icon("inliers", palette))

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(2)
        for mode in COMPARISON_MODES:
            action = QAction(self.modes)
            action.setCheckable(True)
            action.setData(mode)
            self.mode_actions[mode] = action
            button = QToolButton()
            button.setDefaultAction(action)
            bar.addWidget(self._flat(button))
        self.lines.setCheckable(True)
        self.rate.setRange(_SLOWEST, _QUICKEST)
        self.rate.setSingleStep(0.5)
        self.rate.setDecimals(1)
        self.rate.setValue(2.0)
        self.opacity.setRange(0, 100)
        self.opacity.setValue(50)
        self.opacity.setFixedWidth(110)
        bar.addStrut(self.rate.sizeHint().height())  # the pictures do not jump when it is shown
        bar.addSpacing(6)
        bar.addWidget(self._flat(self.fit))
        bar.addWidget(self._flat(self.lines))
        bar.addSpacing(6)
        bar.addWidget(self._opacity_title)
        bar.addWidget(self.opacity)
        bar.addWidget(self.rate)
        bar.addStretch(1)
        self._judging.setSpacing(2)
        bar.addLayout(self._judging)
        name = QHBoxLayout()
        name.addWidget(self.mark)
        name.addWidget(self.title, 1)
        self.mark.setFixedSize(16, 16)
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setForegroundRole(self.hint.palette().ColorRole.PlaceholderText)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self._stack.addWidget(self.hint)
        self._stack.addWidget(self.canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addLayout(bar)
        layout.addLayout(name)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.note)

    def _flat(self, button: QToolButton) -> QToolButton:
        button.setAutoRaise(True)
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the pictures
        return button

    @Slot(QAction)
    def _choose_mode(self, action: QAction) -> None:
        self._settings.comparison_mode = action.data()
        self._set_mode(action.data())

    def _set_mode(self, mode: ComparisonMode) -> None:
        self.mode_actions[mode].setChecked(True)
        self.canvas.set_mode(mode)
        for widget in (self.opacity, self._opacity_title):
            widget.setVisible(mode == "blend")
        self.rate.setVisible(mode == "flicker")

    @Slot()
    def _show(self) -> None:
        comparing, compared = self._comparing, self._comparing.compared
        self._follow_look()
        self._show_title(compared)
        if compared is None:
            self._shown = None
            self.canvas.set_images(())
            self._say(self.tr("Select a match to compare its picture with the scene."))
            return
        if not compared.is_same(self._shown):
            left, top, right, bottom = compared.limits
            outline = QPolygonF([QPointF(*corner) for corner in compared.match.footprint])
            self.canvas.set_place(QRectF(left, top, right - left, bottom - top), outline)
        self._shown = compared
        scene = compared.findings.scene.raster.name
        self.canvas.set_titles(compared.match.template, scene)
        if comparing.pictures is None:
            problem = in_users_language(comparing.problem)
            self._say(problem or self.tr("The pictures are being read…"))
            self.canvas.set_images(())
            return
        self._stack.setCurrentWidget(self.canvas)
        self._show_images()
        self._show_pairs()
        self.note.setText(self._note())

    def _show_title(self, compared: Compared | None) -> None:
        if compared is None:
            self.title.setText("")
            self.mark.clear()
            return
        match = compared.match
        parts = [f"{match.template} · {match.rank}", self._decisions.of(match.decision)]
        if match.comment:
            parts.append(match.comment)
        self.title.setText(" · ".join(parts))
        self.mark.setPixmap(decision_pixmap(match.decision, 16, self.devicePixelRatioF()))

    @Slot()
    def _show_images(self) -> None:
        comparing, layer = self._comparing, self._comparing.layer
        if layer is None:
            return
        contrast, gamma = layer.contrast, layer.style.gamma
        read = [each for each in (comparing.pictures, comparing.detail) if each is not None]
        made_of = (read, contrast, gamma)
        if made_of != self._made_of:
            self._made_of = made_of
            self._images = [images_of(each, contrast, gamma) for each in read]
        self.canvas.set_images(self._images)

    def _show_pairs(self) -> None:
        pairs = self._comparing.pairs if self.lines.isChecked() else None
        if pairs is None:
            self.canvas.set_pairs(())
            return
        kept = pairs.inliers
        ends = zip(pairs.placed[kept].tolist(), pairs.scene[kept].tolist(), strict=True)
        self.canvas.set_pairs([(QPointF(*placed), QPointF(*found)) for placed, found in ends])

    def _note(self) -> str:
        comparing = self._comparing
        pictures, pairs = comparing.pictures, comparing.pairs
        said = []
        if self.lines.isChecked():
            if comparing.lines_problem:
                reason = in_users_language(comparing.lines_problem)
                said.append(self.tr("No inliers: {reason}").format(reason=reason))
            elif pairs is not None:
                text = self.tr("{inliers} of {patches} parts of the picture lie where they must")
                count, every = int(pairs.inliers.sum()), len(pairs.inliers)
                said.append(text.format(inliers=count, patches=every))
            elif comparing.finding:
                percent = round(100 * comparing.lines_fraction)
                said.append(self.tr("Inliers are being found… {percent} %").format(percent=percent))
        if pictures is not None and pictures.lacks_file:
            said.append(self.tr("The picture's file is gone; what was read of it is shown"))
        if pictures is not None and pictures.scene is not None and pictures.scene.damaged:
            said.append(self.tr("A part of the scene here cannot be read"))
        if comparing.problem:
            said.append(in_users_language(comparing.problem))
        return " · ".join(said) or self.tr("Hold Space to see the other picture")

    def _say(self, text: str) -> None:
        self.hint.setText(text)
        self._stack.setCurrentWidget(self.hint)
        self.note.setText("")

    def _follow_look(self) -> None:
        """The scene looks as on the map, and goes on doing so."""
        layer = self._comparing.layer
        if layer is self._layer:
            return
        if self._layer is not None:
            self._layer.changed.disconnect(self._show_images)
        self._layer = layer
        if layer is not None:
            layer.changed.connect(self._show_images)
