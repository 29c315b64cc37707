"""The user guide: contents at the left, the document at the right, a search through all of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QTextEdit,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.guide.browser import GuideBrowser
from nc_desktop.guide.pages import PAGES, headings_of, is_page, page_file
from nc_desktop.icons import themed_icon
from nc_desktop.languages import LanguageSwitch

_FILE, _ANCHOR = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_SEARCH_MS = 150  # after the last letter
_MOST_MARKS = 500


class GuideDialog(TranslatedDialog):
    """Not modal: it is read beside the work."""

    def __init__(self, languages: LanguageSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = languages
        self._documents: dict[Path, str] = {}  # as plain text, to be searched
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.back, self.forward = QToolButton(), QToolButton()
        self.previous, self.next = QToolButton(), QToolButton()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.found = QLabel()
        self.found.setTextFormat(Qt.TextFormat.RichText)
        self.contents = QTreeWidget()
        self.contents.setHeaderHidden(True)
        self.browser = GuideBrowser()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.contents)
        split.addWidget(self.browser)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(1, 1)
        split.setSizes([240, 740])
        bar = QHBoxLayout()
        for button in (self.back, self.forward):
            button.setAutoRaise(True)
            bar.addWidget(button)
        bar.addSpacing(12)
        bar.addWidget(self.search, 1)
        for button in (self.previous, self.next):
            button.setAutoRaise(True)
            bar.addWidget(button)
        bar.addWidget(self.found)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addLayout(bar)
        layout.addWidget(split, 1)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_SEARCH_MS)
        self._connect()
        self.resize(1000, 760)
        self.retranslate()
        self.retheme()

    def _connect(self) -> None:
        browser = self.browser
        self.back.clicked.connect(browser.backward)
        self.forward.clicked.connect(browser.forward)
        browser.backwardAvailable.connect(self.back.setEnabled)
        browser.forwardAvailable.connect(self.forward.setEnabled)
        browser.prepared.connect(self._on_page)
        self.back.setEnabled(False)
        self.forward.setEnabled(False)
        self.contents.itemClicked.connect(self._on_chosen)
        self.contents.itemActivated.connect(self._on_chosen)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._find_first)
        self.search.returnPressed.connect(self.find_next)
        self.next.clicked.connect(self.find_next)
        self.previous.clicked.connect(self.find_previous)
        self.found.linkActivated.connect(self._on_other_page)
        for key, do in (
            (QKeySequence.StandardKey.Find, self._focus_search),
            (QKeySequence.StandardKey.FindNext, self.find_next),
            (QKeySequence.StandardKey.FindPrevious, self.find_previous),
            (QKeySequence.StandardKey.Back, browser.backward),
            (QKeySequence.StandardKey.Forward, browser.forward),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(do)

    def present(self) -> None:
        """Show it: where it was, or the guide of the window at its beginning."""
        super().present()
        if self.browser.source().isEmpty():
            self.browser.show_page(page_file(PAGES[0], self._languages.current))
            self.browser.setFocus()

    def retranslate(self) -> None:
        """Set every text again, and go to the same document in the other language."""
        self.setWindowTitle(self.tr("User guide"))
        self.back.setToolTip(self.tr("Back to what was read before (Alt+Left)"))
        self.forward.setToolTip(self.tr("Forward again, after going back (Alt+Right)"))
        self.search.setPlaceholderText(self.tr("Search in the guide (Ctrl+F)"))
        self.search.setToolTip(self.tr("All places with these letters are marked; Enter goes on"))
        self.next.setToolTip(self.tr("Go to the next place with these letters (F3)"))
        self.previous.setToolTip(self.tr("Go to the place with these letters before (Shift+F3)"))
        self._documents.clear()
        self._list_contents()
        source = self.browser.source()
        if not source.isEmpty() and is_page(self.browser.page):
            file = page_file(self.browser.page.name.split(".")[0], self._languages.current)
            if file != self.browser.page:
                self.browser.show_page(file)
        self._mark()

    def retheme(self) -> None:
        """Tint the icons, and mark what was found in the colours of the theme."""
        palette = self.palette()
        for button, icon in (
            (self.back, "back"),
            (self.forward, "forward"),
            (self.previous, "previous"),
            (self.next, "next"),
        ):
            button.setIcon(themed_icon(icon, palette))
        self._mark()

    @Slot()
    def find_next(self) -> None:
        """Go to the next place with the letters, after the last to the first."""
        self._find(QTextDocument.FindFlag(0))

    @Slot()
    def find_previous(self) -> None:
        """Go to the place before."""
        self._find(QTextDocument.FindFlag.FindBackward)

    def _list_contents(self) -> None:
        self.contents.clear()
        for name in PAGES:
            file = page_file(name, self._languages.current)
            top: QTreeWidgetItem | None = None
            for heading in headings_of(file.read_text(encoding="utf-8")):
                item = QTreeWidgetItem([heading.text])
                item.setData(0, _FILE, str(file))
                item.setData(0, _ANCHOR, heading.anchor)
                item.setToolTip(0, heading.text)
                if heading.level == 1 or top is None:
                    top = item
                    item.setData(0, _ANCHOR, "")
                    if self._languages.current != "en" and file.name == f"{name}.md":
                        item.setText(0, self.tr("{title} (in English)").format(title=heading.text))
                    self.contents.addTopLevelItem(item)
                elif heading.level == 2:
                    top.addChild(item)
                else:
                    (top.child(top.childCount() - 1) or top).addChild(item)
        first = self.contents.topLevelItem(0)
        if first is not None:
            first.setExpanded(True)
        self._show_place()

    @Slot(QTreeWidgetItem, int)
    def _on_chosen(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        self.browser.show_page(Path(item.data(0, _FILE)), item.data(0, _ANCHOR))

    @Slot()
    def _on_page(self) -> None:
        self._show_place()
        self._mark()

    def _show_place(self) -> None:
        """Select what is shown in the contents."""
        file, anchor = str(self.browser.page), self.browser.anchor
        for number in range(self.contents.topLevelItemCount()):
            top = self.contents.topLevelItem(number)
            if top is None or top.data(0, _FILE) != file:
                continue
            top.setExpanded(True)
            chosen = top
            for item in _below(top):
                if anchor and item.data(0, _ANCHOR) == anchor:
                    chosen = item
            self.contents.setCurrentItem(chosen)

    @Slot()
    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    @Slot()
    def _find_first(self) -> None:
        """From the place that is shown, so that more letters do not jump on."""
        cursor = self.browser.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.browser.setTextCursor(cursor)
        self._find(QTextDocument.FindFlag(0))

    def _find(self, flag: QTextDocument.FindFlag) -> None:
        text = self.search.text()
        if text and not self.browser.find(text, flag):
            end = QTextCursor.MoveOperation
            backward = flag == QTextDocument.FindFlag.FindBackward
            self.browser.moveCursor(end.End if backward else end.Start)
            self.browser.find(text, flag)
        self._mark()

    def _mark(self) -> None:
        """Mark all places, and say how many there are, here and in the other documents."""
        text, document = self.search.text(), self.browser.document()
        marks: list[QTextEdit.ExtraSelection] = []
        at = 0
        current = self.browser.textCursor()
        cursor = document.find(text) if text else QTextCursor()
        while not cursor.isNull() and len(marks) < _MOST_MARKS:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(self.palette().highlight())
            mark.format.setForeground(self.palette().highlightedText())
            marks.append(mark)
            if cursor.selectionStart() == current.selectionStart():
                at = len(marks)
            cursor = document.find(text, cursor)
        self.browser.setExtraSelections(marks)
        for button in (self.previous, self.next):
            button.setEnabled(bool(marks))
        self.found.setText(self._told(text, at, len(marks)))

    def _told(self, text: str, at: int, count: int) -> str:
        if not text:
            return ""
        if count:
            return self.tr("{number} of {total}").format(number=at, total=count)
        elsewhere = [
            f'<a href="{name}">{self._title(name)}</a>'
            for name in PAGES
            if text.casefold() in self._text_of(page_file(name, self._languages.current))
        ]
        if elsewhere:
            return self.tr("Not here, but in: {pages}").format(pages=", ".join(elsewhere))
        return self.tr("Not found")

    def _title(self, name: str) -> str:
        item = self.contents.topLevelItem(PAGES.index(name))
        return item.text(0) if item is not None else name

    def _text_of(self, file: Path) -> str:
        if file not in self._documents:
            document = QTextDocument()
            document.setMarkdown(file.read_text(encoding="utf-8"))
            self._documents[file] = document.toPlainText().casefold()
        return self._documents[file]

    @Slot(str)
    def _on_other_page(self, name: str) -> None:
        self.browser.show_page(page_file(name, self._languages.current))
        self._find_first()


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = []
    for number in range(item.childCount()):
        child = item.child(number)
        found += [child, *_below(child)]
    return found
