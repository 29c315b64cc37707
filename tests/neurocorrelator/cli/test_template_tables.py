"""`--templates TABLE.csv` from the file to the matches, and pictures that know their own ground."""

from __future__ import annotations

import json

import PIL.Image

import neurocorrelator as nc
from tests.neurocorrelator.plain import PLAIN_FLAGS


def test_each_picture_has_its_own_least_score(cli, small_scene) -> None:
    for name in ("север.png", "юг.png", "край.png"):
        small_scene.cut(120, 80, 96, name)
    table = small_scene.folder / "список.csv"
    rows = "Template;Min score;weather\r\nсевер.png;-1e6;ясно\r\nюг.png;1000,5;\r\nкрай.png;;\r\n"
    table.write_bytes((rows + "нет.png;;\r\n").encode("cp1251"))  # as a Russian Excel saves it
    settings = [*PLAIN_FLAGS, "--top", 1, "--json"]
    out = small_scene.folder / "ответ"
    done = cli(
        "match", small_scene.path, "--templates", table, "--out", out, "--min-score", 900, *settings
    )
    assert done.code == 1  # one of the pictures is not there; the others are done
    assert [f["template"] for f in done.json["failures"]] == ["нет.png"]
    assert done.json["templates"] == ["север.png", "юг.png", "край.png"]
    # the table's limit wins over the flag, which counts where the table says nothing
    assert [m["template"] for m in done.json["matches"]] == ["север.png"]
    run = json.loads((out / "run.json").read_text("utf-8"))
    limits = {template["name"]: template["min_score"] for template in run["templates"]}
    assert limits == {"север.png": -1e6, "юг.png": 1000.5, "край.png": None}


def test_a_drone_photograph_needs_no_flags(cli, small_scene) -> None:
    photograph = small_scene.folder / "дрон.jpg"
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        ' xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/" drone-dji:RelativeAltitude="+40.10"'
        ' drone-dji:GimbalYawDegree="+42.00" drone-dji:GimbalPitchDegree="-89.90"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    with PIL.Image.open(nc.resource_path("demo/DJI_0032.jpg")) as opened:
        opened.save(photograph, exif=opened.info["exif"], xmp=xmp.encode())
    scene = nc.resource_path("demo/brighton_ortho_utm15n.tif")
    out = small_scene.folder / "ответ"
    done = cli("match", scene, photograph, "--out", out, "--scales", "none", "--top", 1, "--json")
    assert done.code == 0, done.err
    (match,) = done.json["matches"]
    # centre of the photograph by the data set's registration, EPSG:32615
    assert abs(match["x"] - 576719.24) < 6
    assert abs(match["y"] - 5188150.83) < 6
    # one rotation only, that of the gimbal, less 0.73 degrees of meridian convergence
    assert abs(match["rotation_deg"] - (42.00 - 0.73)) < 5
