"""What a person says of matches, in every format, and nowhere unless it is asked for."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from xml.etree import ElementTree

import pyogrio

import neurocorrelator as nc

COMMENT = "=это она; да, «берег»"


def test_every_format_has_decision_and_comment(write_scene, make_result, tmp_path) -> None:
    plain = make_result(write_scene())
    first, second = plain.matches
    said = replace(first, decision="rejected", comment=COMMENT)
    silent = replace(plain, matches=(said, second))
    assert list(silent.table.columns) == list(plain.table.columns)
    result = replace(silent, judged=True)

    with nc.write_csv(result, tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["decision"], row["comment"]) for row in rows] == [("rejected", COMMENT), ("", "")]
    sheet = nc.write_csv(result, tmp_path / "b.csv", dialect=nc.CsvDialect()).read_text("utf-8-sig")
    assert f"'{COMMENT}" in sheet  # no spreadsheet computes it

    written = json.loads(nc.write_geojson(result, tmp_path / "a.geojson").read_text("utf-8"))
    properties = [feature["properties"] for feature in written["features"]]
    assert (properties[0]["decision"], properties[0]["comment"]) == ("rejected", COMMENT)
    assert (properties[1]["decision"], properties[1]["comment"]) == (None, None)

    meta, _, _, values = pyogrio.raw.read(
        nc.write_geopackage(result, tmp_path / "a.gpkg"), layer="footprints"
    )
    read = dict(zip(meta["fields"], values, strict=True))
    assert (read["decision"].tolist(), read["comment"].tolist()) == (
        ["rejected", None],
        [COMMENT, None],
    )
    root = ElementTree.parse(nc.write_kml(result, tmp_path / "a.kml")).getroot()  # noqa: S314
    said_in_kml = [
        (data.get("name"), data[0].text)
        for data in root.iter("{http://www.opengis.net/kml/2.2}Data")
        if data.get("name") in ("decision", "comment")
    ]
    assert said_in_kml == [("decision", "rejected"), ("comment", COMMENT)]
