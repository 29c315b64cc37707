"""The report as a reader has it: read back by the standard library's parser."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

import PIL.Image
import pyproj
import pytest
from PySide6.QtWidgets import QApplication

import neurocorrelator as nc
from nc_desktop.languages import LanguageSwitch
from nc_desktop.report.document import report_document
from nc_desktop.report.request import ReportRequest
from nc_desktop.report.words import NO_BREAK, ReportWords
from nc_desktop.report_texts import ReportTexts
from tests.nc_desktop.made_results import made_match, made_result

EVIL = "<img src=x onerror=alert(1)>&amp;.png"
ABSENT = "Нет такого.png"
COMMENT = 'видна </p><script>alert(2)</script> крыша & "труба"'
TITLE = 'Отчёт"></title><script>alert(3)</script>'
VOID = {"meta", "img", "link", "br", "hr", "input", "image"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements below this one."""
        found = []
        for child in self.children:
            wanted = all(
                value in child.attributes.get(n, "").split() for n, value in attributes.items()
            )
            if child.tag == tag and wanted:
                found.append(child)
            found += child.all(tag, **attributes)
        return found

    @property
    def said(self) -> str:
        """All text in it, in order of the elements."""
        return " ".join([self.text, *(child.said for child in self.children)]).strip()


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = Element("", {})
        self._open = [self.root]
        self.feed(html)
        self.close()
        assert self._open == [self.root], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {n: value or "" for n, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self._open[-1].text += data


@pytest.fixture(scope="module")
def result(scene_file: Path, picture_file: Path) -> Iterator[nc.MatchResult]:
    """Three matches of a picture with an evil name; another one is not in the scene."""
    picture = nc.Template.open(picture_file, gsd_m=0.08, heading_deg=12.5)
    templates = replace(picture, name=EVIL), replace(picture, name=ABSENT)
    first = made_match(EVIL, 1, 4.2, (120, 120), rotation_deg=30, confidence=0.97, inliers=77)
    second = made_match(EVIL, 2, 2.5, (300, 120), confidence=0.004)
    third = made_match(EVIL, 3, 1.5, (200, 300), size=(80, 60))
    a, b, c, d = third.footprint
    matches = (
        replace(first, decision="accepted", comment=COMMENT),
        replace(second, decision="rejected"),
        replace(third, footprint=(a, c, b, d)),
    )
    answers = {
        EVIL: nc.Answer("found", 0.97, 77, 0.97, 3),
        ABSENT: nc.Answer("absent", None, None, 0.0),
    }
    with nc.Raster.open(scene_file) as scene:
        made = replace(made_result(scene, templates, matches), answers=answers)
        yield replace(made, run={"weights": {"name": "vgg19", "sha256": "ab" * 32}})


@pytest.fixture
def words(qapp: QApplication, result: nc.MatchResult) -> Iterator[dict[str, ReportWords]]:
    languages = LanguageSwitch(qapp)
    gathered = {}
    for code in ("ru", "en"):
        languages.use(code)
        gathered[code] = ReportTexts().of(result, "accepted")
    yield gathered
    languages.use("en")


def rows(element: Element) -> dict[str, str]:
    """Titles and values of the tables in an element."""
    return {
        row.children[0].said: row.children[1].said
        for row in element.all("tr")
        if row.children[0].attributes.get("scope") == "row"
    }


def test_a_report_of_two_scenes_has_a_chapter_each_and_numbers_on(
    result: nc.MatchResult, words: dict[str, ReportWords]
) -> None:
    second = ReportRequest(result.subset((1,)), "", "", "", words["en"], heatmaps=False)
    asked = ReportRequest(result, "T", "", "now", words["en"], heatmaps=False, further=(second,))
    page = Reader(report_document(asked)).root
    chapters = [each.said for each in page.all("h1", **{"class": "chapter"})]
    assert chapters == [f"Scene {number}: {result.scene.name}" for number in (1, 2)]
    told = [each.attributes["id"] for each in page.all("section", **{"class": "match"})]
    assert told == ["match-1", "match-2", "match-3", "match-4"]
    assert len(page.all("figure", **{"class": "map"})) == 2
    links = {each.attributes["href"] for each in page.all("a")}
    assert {"#scene-1", "#scene-2", "#match-4"} <= links


@pytest.mark.parametrize("code", ["en", "ru"])
def test_a_report_tells_what_the_model_has_and_needs_nothing_else(
    code: str, result: nc.MatchResult, words: dict[str, ReportWords]
) -> None:
    asked = ReportRequest(
        result, TITLE, "Ю. <b>Ш</b>", "28.11.2026", words[code], {}, frozenset({0})
    )
    html = report_document(asked)
    page = Reader(html).root
    assert page.all("html")[0].attributes["lang"] == code
    assert page.all("h1")[0].said == page.all("title")[0].said == TITLE
    assert not page.all("script")
    assert not page.all("b")  # of the author's name
    elements = page.all("html") + [
        e for tag in ("a", "img", "image", "link") for e in page.all(tag)
    ]
    for element in elements:
        assert not [name for name in element.attributes if name.startswith("on")]
        for name in ("src", "href"):
            assert element.attributes.get(name, "#").startswith(("data:image/", "#"))
    assert "://" not in html
    assert "url(" not in html

    point = "," if code == "ru" else "."
    first, second, third = page.all("section", **{"class": "match"})
    assert first.all("h3")[0].said == EVIL
    said = rows(first)
    own = words[code]
    assert said[own["confidence"]] == f"97{NO_BREAK}%"
    assert said[own["inliers"]] == "77"
    assert said[own["rank"]] == own["rank_of"].format(rank=1, all=3)
    assert said[own["rotation"]] == f"30{point}0°"
    match, scene = result.matches[0], result.scene
    x, y = scene.georeference.transform * match.centre
    easting, northing = (f"{value:.2f}".replace(".", point) for value in (x, y))
    assert said["EPSG:32615"] == own["x_y"].format(x=easting, y=northing)
    lon, lat = pyproj.Transformer.from_crs(32615, 4326, always_xy=True).transform(x, y)
    apart = "; " if code == "ru" else ", "
    position = f"{lat:.6f}".replace(".", point) + apart + f"{lon:.6f}".replace(".", point)
    assert said[own["wgs84"]] == position
    assert said[own["dms"]].split("°")[0] == str(int(lat))
    assert [e.text for e in first.all("p", **{"class": "comment"})] == [COMMENT]
    assert own["meaning"].format(number="97") in first.said
    assert own["corrected"] in first.said
    assert own["corrected"] not in second.said
    decisions = [section.all("span")[-1].said for section in (first, second, third)]
    assert decisions == [own[f"decision_{d}"] for d in ("accepted", "rejected", "none")]
    assert own["meaning_low"] in second.said
    assert own["meaning_none"] in third.said
    assert own["no_under"] in third.said
    for section, count in ((first, 2), (second, 2), (third, 1)):
        pictures = section.all("img")
        assert len(pictures) == count
        for picture in pictures:  # template and scene in the same frame
            width, height = opened(picture).size
            assert width / height == pytest.approx(112 / 96, rel=0.01)

    (table,) = page.all("table", **{"class": "list"})
    listed = {row.children[1].said: row for row in table.all("tr")[1:]}
    assert [a.attributes["href"] for a in listed[EVIL].all("a")] == [
        f"#match-{n}" for n in (1, 2, 3)
    ]
    absent = {"en": "not in this scene", "ru": "нет на этой сцене"}[code]
    assert listed[ABSENT].children[5].said == absent
    assert listed[ABSENT].children[6].said == own["no_match"]
    numbers = [t.said for t in page.all("text")]
    assert {"1", "2", "3"} < set(numbers)
    assert any(own["m"] in text.split(NO_BREAK) for text in numbers)  # of the scale bar
    told = rows(page)
    assert told["SHA-256"] == hashlib.sha256(scene.path.read_bytes()).hexdigest()
    assert told[own["weights_hash"]] == "ab" * 32
    assert told[own["file"]] == "Бухта.tif"
    assert len(page.all("figure")) == 1 + 2 + 2 * 3  # map, heatmaps, pairs
    lead = page.all("p", **{"class": "lead"})[0].said
    assert (
        lead
        == {
            "en": "2 templates were looked for: 1 found, 1 not in this scene."
            " The report has the 3 matches that were accepted.",
            "ru": "Искали 2 шаблона: найден 1, нет на этой сцене 1."
            " В отчёте 3 принятых совпадения.",
        }[code]
    )


def opened(picture: Element) -> PIL.Image.Image:
    """The picture in a `data:` address."""
    data = picture.attributes["src"].partition(";base64,")[2]
    return PIL.Image.open(io.BytesIO(base64.b64decode(data, validate=True)))


def test_a_report_without_matches_says_so(
    result: nc.MatchResult, words: dict[str, ReportWords]
) -> None:
    asked = ReportRequest(result.subset(()), "Nothing", "", "now", words["en"], heatmaps=False)
    page = Reader(report_document(asked)).root
    assert not page.all("section")
    assert page.all("p", **{"class": "empty"})[0].said == "No match is in this report."
    assert len(page.all("image")) == 1  # the scene, but no heatmap
    assert page.all("p", **{"class": "byline"})[0].said == "now"


def test_a_report_that_is_cancelled_ends_within_a_picture(
    result: nc.MatchResult, words: dict[str, ReportWords]
) -> None:
    cancel, told = nc.CancelToken(), []

    def progress(step: nc.Progress) -> None:
        told.append(step.fraction)
        if step.fraction > 0.3:
            cancel.cancel()

    asked = ReportRequest(result, "T", "", "now", words["en"])
    with pytest.raises(nc.CancelledError):
        report_document(asked, progress, cancel)
    assert told == sorted(told)
    assert told[-1] < 0.5


def test_numbers_are_written_as_the_language_has_them(words: dict[str, ReportWords]) -> None:
    ru, en = words["ru"], words["en"]
    assert ru.number(-3.25, 1) == "\u22123,2"
    assert en.number(-0.04, 1) == "0.0"
    assert [en.percent(p) for p in (0.0, 0.004, 0.5, 0.994, 1.0)] == [
        f"{text}{NO_BREAK}%" for text in ("0", "<1", "50", ">99", "100")
    ]
    assert ru.dms(-93.5, -44.25) == f"44°15′00,00″{NO_BREAK}ю. ш., 93°30′00,00″{NO_BREAK}з. д."
    assert en.latlon(-93.5, 44.25) == "44.250000, -93.500000"
    assert (en.degrees(359.97), ru.degrees(12.34)) == ("0.0°", "12,3°")
    assert (ru.length(1234.5), en.length(99.94)) == (f"1,23{NO_BREAK}км", f"99.9{NO_BREAK}m")
    assert [en.round_length(v) for v in (0.5, 20.0, 5000.0)] == [
        f"{n}{NO_BREAK}{u}" for n, u in (("50", "cm"), ("20", "m"), ("5", "km"))
    ]
