"""Shows a document: its pictures fit the window, its links lead to places in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

import neurocorrelator as nc
from nc_desktop.guide.pages import headings_of

_RESIZE_MS = 120
_INDENT_PX = 24  # of lists; a picture may stand in one
_MARKDOWN = QTextDocument.ResourceType.MarkdownResource


class GuideBrowser(QTextBrowser):
    """History, links and pictures of a `QTextBrowser` for Markdown files; nothing is fetched.

    Attributes:
        anchor: of the heading that was asked for last; empty for the beginning.
    """

    prepared = Signal()
    """A document is shown, with its anchors."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.anchor = ""
        self._pictures: dict[Path, QImage] = {}
        self._other_colours = False
        self._width = 0  # for which the pictures were scaled
        self.setOpenLinks(False)
        self.document().setDocumentMargin(14)
        self.document().setIndentWidth(_INDENT_PX)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_RESIZE_MS)
        self._later.timeout.connect(self._fit_pictures)
        self.anchorClicked.connect(self.follow)
        self.sourceChanged.connect(self._prepare)

    @property
    def page(self) -> Path:
        """The file that is shown."""
        return Path(self.source().toLocalFile())

    def show_page(self, file: Path, anchor: str = "") -> None:
        """Show a file, at a heading."""
        url = QUrl.fromLocalFile(str(file))
        if anchor:
            url.setFragment(anchor)
        self.setSource(url, _MARKDOWN)

    @Slot(QUrl)
    def follow(self, link: QUrl) -> None:
        """Go where a link leads: to a file of the documents, or out to the web browser."""
        url = self.source().resolved(link)
        if url.scheme() in ("http", "https", "mailto"):
            QDesktopServices.openUrl(url)
        elif url.isLocalFile():
            self.show_page(_shipped(Path(url.toLocalFile())), url.fragment())

    def loadResource(self, kind: int, url: QUrl | str) -> object:
        """A document with the settings of a file as code, or a picture that fits the window."""
        resolved = self.source().resolved(QUrl(url))
        path = _shipped(Path(resolved.toLocalFile()))
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(path)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return self.tr("{name} does not ship with the program.").format(name=path.name)
        return text if path.suffix == ".md" else f"# {path.name}\n\n```\n{text}\n```\n"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures get another size, once the dragging is over."""
        super().resizeEvent(event)
        if abs(self._picture_width() - self._width) > 1 and not self.source().isEmpty():
            self._later.start()

    def changeEvent(self, event: QEvent) -> None:
        """Links have another colour in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self.source().isEmpty():
            self._other_colours = True
            self._later.start()

    def _picture_width(self) -> int:
        margins = 2 * round(self.document().documentMargin()) + _INDENT_PX
        return max(self.viewport().width() - margins, 100)

    def _picture(self, path: Path) -> QImage:
        if path not in self._pictures:
            self._pictures[path] = QImage(str(path))
        image, self._width = self._pictures[path], self._picture_width()
        ratio = self.devicePixelRatioF()
        width = round(self._width * ratio)
        if image.isNull() or image.width() <= width:
            return image
        smooth = Qt.TransformationMode.SmoothTransformation
        scaled = image.scaledToWidth(width, smooth)
        scaled.setDevicePixelRatio(ratio)
        return scaled

    @Slot()
    def _fit_pictures(self) -> None:
        """Read the document again, at the place where it was."""
        if abs(self._picture_width() - self._width) > 1 or self._other_colours:
            self._other_colours = False
            bar, cursor = self.verticalScrollBar(), self.textCursor()
            share = bar.value() / max(bar.maximum(), 1)
            selected = cursor.selectionStart(), cursor.selectionEnd()
            self.document().clear()  # else it keeps the pictures that it has
            self.reload()
            for place, mode in zip(selected, QTextCursor.MoveMode, strict=True):
                cursor.setPosition(place, mode)
            self.setTextCursor(cursor)
            bar.setValue(round(share * bar.maximum()))

    @Slot(QUrl)
    def _prepare(self, url: QUrl) -> None:
        """Give headings their anchors, code and tables their look; go to the anchor asked for."""
        text = self.loadResource(_MARKDOWN.value, self.source())
        anchors: dict[str, list[str]] = {}
        for heading in headings_of(str(text)):
            anchors.setdefault(heading.text, []).append(heading.anchor)
        block = self.document().begin()
        while block.isValid():
            form = block.blockFormat()
            if form.headingLevel() and anchors.get(block.text().strip()):
                cursor = QTextCursor(block)
                cursor.movePosition(
                    QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor
                )
                letters = cursor.charFormat()
                letters.setAnchor(True)
                letters.setAnchorNames([anchors[block.text().strip()].pop(0)])
                cursor.setCharFormat(letters)
            block = block.next()
        self._decorate()
        self.anchor = url.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
        if self.anchor:  # `source` does not have it yet
            self.scrollToAnchor(self.anchor)
        self.prepared.emit()

    def _decorate(self) -> None:
        """Lines of tables and a ground for code, in colours of the theme."""
        ground = self.palette().color(QPalette.ColorRole.AlternateBase)
        line = self.palette().color(QPalette.ColorRole.Mid)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                table = frame.format()
                table.setBorder(1)
                table.setBorderBrush(line)
                table.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                table.setBorderCollapse(True)
                table.setCellPadding(5)
                table.setTopMargin(6)
                table.setBottomMargin(10)
                frame.setFormat(table)
        block = self.document().begin()
        while block.isValid():
            form = block.blockFormat()
            if form.hasProperty(QTextFormat.Property.BlockCodeFence) or form.hasProperty(
                QTextFormat.Property.BlockCodeLanguage
            ):
                code = QTextBlockFormat()
                code.setBackground(ground)
                code.setNonBreakableLines(False)  # else the page is wider than the window
                QTextCursor(block).mergeBlockFormat(code)
            block = block.next()


def _shipped(path: Path) -> Path:
    """Where a file that documents name beside themselves is in an installed program."""
    if path.parent.name == "configs":
        return nc.config_path(path.name)
    return path
