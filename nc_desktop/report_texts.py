"""The words of a report in the language of the program."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, QObject

import neurocorrelator as nc
from nc_desktop.answer_texts import AnswerTexts
from nc_desktop.model.match_scope import MatchScope
from nc_desktop.reasons import in_users_language
from nc_desktop.report.words import ReportWords


class ReportTexts(QObject):
    """Gathers them on the Qt thread, for a job that knows nothing of Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers = AnswerTexts(self)

    def now(self) -> str:
        """Date and time of this minute, as the language has them."""
        locale, now = QLocale(), QDateTime.currentDateTime()
        date = locale.toString(now.date(), QLocale.FormatType.LongFormat)
        return f"{date}, {locale.toString(now.time(), 'HH:mm')}"

    def title(self, *results: nc.MatchResult) -> str:
        """A title that is proposed for a report of one scene, or of several."""
        if len(results) > 1:
            return self.tr("Search in %n scene(s)", "", len(results))
        return self.tr("Search in {scene}").format(scene=results[0].scene.name)

    def of(self, result: nc.MatchResult, scope: MatchScope) -> ReportWords:
        """All words of a report.

        Args:
            result: with the matches that the report has and no others.
            scope: which ones they are.
        """
        locale = QLocale()
        answers = {
            (name, first): self._answers.of(answer, 1 if first else 2)
            for name, answer in result.answers.items()
            for first in (True, False)
        }
        return ReportWords(
            language=locale.name().partition("_")[0],
            decimal_point=locale.decimalPoint(),
            texts=self._texts()
            | self._facts()
            | self._units()
            | self._glossary()
            | {"area_text": self._area(result)},
            answers=answers,
            counts={
                "templates": self._templates(result),
                "matches": self._matches(len(result.matches), scope),
            },
            notes=tuple(in_users_language(text) for text in result.warnings),
            failures=tuple(
                (failure.template, in_users_language(str(failure.error)))
                for failure in result.failures
            ),
        )

    def _area(self, result: nc.MatchResult) -> str:
        if result.area is None:
            return self.tr("the whole scene")
        return in_users_language(result.area.description)

    def _templates(self, result: nc.MatchResult) -> str:
        count = len(result.templates) + len(result.failures)
        text = self.tr("%n template(s) were looked for", "", count)
        said = list(result.verdicts.values())
        found, uncertain, absent = (said.count(v) for v in ("found", "uncertain", "absent"))
        parts = []
        if found:
            parts.append(self.tr("%n found", "", found))
        if uncertain:
            parts.append(self.tr("%n uncertain", "", uncertain))
        if absent:
            parts.append(self.tr("%n not in this scene", "", absent))
        if result.failures:
            parts.append(self.tr("%n could not be searched", "", len(result.failures)))
        return f"{text}: {', '.join(parts)}." if parts else f"{text}."

    def _matches(self, count: int, scope: MatchScope) -> str:
        if not count:
            return self.tr("No match is in this report.")
        if scope == "accepted":
            return self.tr("The report has the %n match(es) that were accepted.", "", count)
        if scope == "selected":
            return self.tr("The report has %n match(es) that were selected.", "", count)
        if scope == "shown":
            return self.tr("The report has the %n match(es) that the filter shows.", "", count)
        return self.tr("The report has all %n match(es).", "", count)

    def _texts(self) -> dict[str, str]:
        return {
            "scene": self.tr("Scene"),
            "map": self.tr("Overview"),
            "map_caption": self.tr(
                "The outlines of the matches with their numbers in this report. A thick edge is the"
                " picture's upper edge."
            ),
            "map_empty": self.tr("The scene; no match is in this report."),
            "templates": self.tr("Templates"),
            "template": self.tr("Template"),
            "size_px": self.tr("Size, px"),
            "told_gsd": self.tr("Known GSD"),
            "told_heading": self.tr("Known heading"),
            "answer": self.tr("Answer"),
            "in_report": self.tr("Matches"),
            "no_match": self.tr("none"),
            "answer_unknown": self.tr("not known: no place was verified"),
            "failed": self.tr("not searched: {reason}"),
            "heatmaps": self.tr("Heatmaps"),
            "heatmaps_text": self.tr(
                "How well each place of the scene fits the template's centre: dark is poor, bright"
                " is good, grey cannot be a place of it. A ring marks its first match of this"
                " report. Scores compare within one map only."
            ),
            "matches": self.tr("Matches"),
            "no_matches": self.tr("No match is in this report."),
            "picture": self.tr("Template"),
            "under": self.tr("Scene in the same frame"),
            "no_under": self.tr("The outline is crossed or mirrored, so nothing can be shown."),
            "decision_accepted": self.tr("accepted"),
            "decision_rejected": self.tr("rejected"),
            "decision_none": self.tr("not judged"),
            "by_hand": self.tr("The analyst placed this match by hand: no search found it."),
            "corrected": self.tr(
                "The analyst put the outline right by hand. Confidence, inliers and score are those"
                " of the place as it was found."
            ),
            "damaged": self.tr("A part of the scene here cannot be read."),
            "meaning": self.tr("Of 100 places with such a confidence about {number} are right."),
            "meaning_high": self.tr("Of 100 places with such a confidence more than 99 are right."),
            "meaning_low": self.tr("Of 100 places with such a confidence hardly one is right."),
            "meaning_none": self.tr(
                "The place was not verified, so nobody knows how probable it is."
            ),
            "search": self.tr("Search"),
            "all_settings": self.tr("All settings, by their names in a file of settings:"),
            "reading": self.tr("How to read this report"),
            "made_with": self.tr("Made with Neurocorrelator {version}").format(
                version=nc.__version__
            ),
        }

    def _facts(self) -> dict[str, str]:
        return {
            "file": self.tr("File"),
            "file_size": self.tr("File size"),
            "unreadable": self.tr("the file cannot be read"),
            "size": self.tr("Size"),
            "pixels": self.tr("{width} × {height} px"),
            "bands": self.tr("bands: {count}, {type}"),
            "crs": self.tr("CRS"),
            "no_crs": self.tr("none, positions are pixels"),
            "ground_size": self.tr("On the ground"),
            "centre": self.tr("Centre"),
            "area": self.tr("Searched area"),
            "rotations": self.tr("Rotations"),
            "scales": self.tr("Scales"),
            "verified": self.tr("Verified places"),
            "weights": self.tr("Weights"),
            "weights_hash": self.tr("SHA-256 of the weights"),
            "device": self.tr("Device"),
            "duration": self.tr("Duration"),
            "versions": self.tr("Versions"),
            "confidence": self.tr("Confidence"),
            "inliers": self.tr("Inliers"),
            "score": self.tr("Score"),
            "rank": self.tr("Rank"),
            "rank_of": self.tr("{rank} of {all}"),
            "heading": self.tr("Heading"),
            "rotation": self.tr("Rotation"),
            "scale": self.tr("Scale"),
            "gsd": self.tr("GSD"),
            "distance": self.tr("From the EXIF position"),
            "x_y": self.tr("X {x}, Y {y}"),
            "lon_lat": self.tr("lon {x}, lat {y}"),
            "wgs84": self.tr("WGS 84, lat and lon"),
            "dms": self.tr("Degrees, minutes"),
            "pixel": self.tr("Pixel of the scene"),
            "col_row": self.tr("column {col}, row {row}"),
            "corners": self.tr("Corners, lat and lon"),
            "corners_px": self.tr("Corners, pixels"),
        }

    def _units(self) -> dict[str, str]:
        return {
            "m": self.tr("m"),
            "km": self.tr("km"),
            "cm": self.tr("cm"),
            "px": self.tr("px"),
            "m_px": self.tr("m/px"),
            "s": self.tr("s"),
            "kib": self.tr("KiB"),
            "mib": self.tr("MiB"),
            "gib": self.tr("GiB"),
            "north_arrow": self.tr("N", "on a north arrow"),
            "north": self.tr("N", "north"),
            "south": self.tr("S", "south"),
            "east": self.tr("E", "east"),
            "west": self.tr("W", "west"),
        }

    def _glossary(self) -> dict[str, str]:
        return {
            "about_answer": self.tr(
                "Answer: found – the best place is right with a confidence of 90 % or more; not in"
                " this scene – all places together have less than 10 %; uncertain – between them."
            ),
            "about_confidence": self.tr(
                "Confidence: how probable it is that this place is the right one. It is calibrated"
                " on pictures whose place is known, so it compares between templates and scenes."
            ),
            "about_inliers": self.tr(
                "Inliers: parts of the picture that lie on the ground where they must."
            ),
            "about_score": self.tr(
                "Score: how well the features fit. It compares within one template, scene and"
                " searched area only."
            ),
            "about_rotation": self.tr(
                "Rotation: of the template in the scene, clockwise. Heading: the true bearing of"
                " the picture's upward direction."
            ),
            "about_corners": self.tr(
                "Corners: from the picture's upper left corner on, clockwise."
            ),
            "about_scale": self.tr("Scale: pixels of the scene for one pixel of the template."),
            "about_gsd": self.tr(
                "GSD: ground sample distance, the length on the ground that one pixel covers."
            ),
        }
