from __future__ import annotations

import numpy as np
import PIL.Image
import pytest

import neurocorrelator as nc
from neurocorrelator.evaluation.boxes import Box
from neurocorrelator.evaluation.pairs import VideoSet, read_pairs

CARS = (85, 40, 60, 40)


@pytest.mark.parametrize("separator", [",", "\t", ", ", " ", ";"])
def test_a_pair_in_the_order_of_the_names(separator, pair_folder) -> None:
    pair_folder.add(7, "jogging-1", (10.5, 20.25, 30, 40), separator=separator)
    (pair_folder.path / "readme.txt").write_text("not of a pair")
    (pair_folder.path / "pair0007_notes").mkdir()
    (pair,), broken = read_pairs(pair_folder.path)
    assert broken == []
    assert (pair.name, pair.video) == ("pair0007", "jogging-1")
    assert pair.template_picture.name == "pair0007_frm1_jogging-1_0032.png"
    assert pair.scene_picture.name == "pair0007_frm2_jogging-1_0052.png"
    assert pair.template_box == Box(10.5, 20.25, 30, 40)
    assert pair.truth == Box(-9.5, 8.25, 30, 40)


@pytest.mark.parametrize(
    ("stem", "video"),
    [
        ("pair0001_frm1_bolt_0032", "bolt"),
        ("pair0001_frm1_jogging-1_0032", "jogging-1"),
        ("pair0001_frm12_car_Scale_0001", "car_Scale"),
        ("pair0001_frm1_bolt", "bolt"),
        ("pair0001_a", "pair0001"),
    ],
)
def test_the_video_is_the_middle_of_the_name(stem, video, tmp_path) -> None:
    for name in (f"{stem}.jpg", "pair0001_z.JPG"):
        PIL.Image.new("RGB", (8, 8)).save(tmp_path / name)
    for name in ("pair0001_1.txt", "pair0001_2.TXT"):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf1,2,3,4\r\n")
    (pair,), _ = read_pairs(tmp_path)
    assert pair.video == video


def test_the_cut_is_of_whole_pixels_and_knows_where_the_box_was(pair_folder) -> None:
    pair_folder.add(1, "ochre", (85.4, 40.5, 60.2, 40.3))
    (pair,), _ = read_pairs(pair_folder.path)
    cut = pair.read_template()
    with PIL.Image.open(pair.template_picture) as frame:
        pixels = np.asarray(frame)
    # 85.4 and 145.6 are nearest to 85 and 146; 40.5 and 80.8 to 41 and 81
    assert np.array_equal(cut.template.rgb, pixels[41:81, 85:146])
    middle = 85 + 61 / 2, 41 + 40 / 2
    assert np.add(middle, cut.offset) == pytest.approx((85.4 + 60.2 / 2, 40.5 + 40.3 / 2))


def test_a_box_that_overhangs_is_clipped_and_keeps_its_middle(pair_folder) -> None:
    pair_folder.add(1, "ochre", (170, -10, 50, 40))
    (pair,), _ = read_pairs(pair_folder.path)
    cut = pair.read_template()
    assert cut.template.rgb.shape == (30, 30, 3)  # of the frame of 200 x 160
    assert np.add((185, 15), cut.offset) == pytest.approx((195, 10))


def test_a_box_beside_the_frame(pair_folder) -> None:
    pair_folder.add(1, "ochre", (200, 0, 50, 40))
    (pair,), _ = read_pairs(pair_folder.path)
    with pytest.raises(nc.TemplateError, match=r"pair0001_frm1_ochre_0032\.png.*outside"):
        pair.read_template()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"1,2,3", "must hold x,y,w,h, not '1,2,3'"),
        (b"1,2,3,4\n5,6,7,8", "must hold x,y,w,h"),
        (b"", "must hold x,y,w,h"),
        (b"a,b,c,d", "must hold x,y,w,h"),
        (b"1,2,0,4", "width and height must be above 0"),
        (b"1,nan,3,4", "all four finite"),
        (b"\xff\xfe1\x002", "is not text"),
    ],
)
def test_a_text_that_is_no_box(text, message, pair_folder) -> None:
    pair_folder.add(1, "ochre", CARS)
    pair_folder.add(2, "ochre", CARS)
    wrong = pair_folder.path / "pair0001_frm1_ochre_0052.txt"
    wrong.write_bytes(text)
    pairs, (broken,) = read_pairs(pair_folder.path)
    assert [pair.name for pair in pairs] == ["pair0002"]
    assert broken.name == "pair0001"
    assert str(wrong) in str(broken.error)
    assert message in str(broken.error)


@pytest.mark.parametrize("suffix", ["0052.txt", "0052.png"])
def test_a_pair_with_a_piece_missing(suffix, pair_folder) -> None:
    pair_folder.add(1, "ochre", CARS)
    (gone,) = [f for f in pair_folder.path.iterdir() if f.name.endswith(suffix)]
    gone.unlink()
    pairs, (broken,) = read_pairs(pair_folder.path)
    assert pairs == []
    counts = (2, 1) if suffix.endswith("txt") else (1, 2)
    assert f"pair0001: has {counts[0]} pictures and {counts[1]} texts" in str(broken.error)


def test_no_pairs(tmp_path) -> None:
    with pytest.raises(nc.TableError, match="holds no pair; a pair is two pictures and two texts"):
        read_pairs(tmp_path)
    with pytest.raises(nc.TableError, match="no such folder"):
        read_pairs(tmp_path / "нет")
    file = tmp_path / "a.csv"
    file.touch()
    with pytest.raises(nc.TableError, match="is a file"):
        read_pairs(file)


def test_sets_of_videos_are_fixed_by_the_names(pair_folder) -> None:
    """The 105 pairs and others: every second video; what is broken moves nothing."""
    for number, video in enumerate(["Tiger", "bolt", "bolt", "Coke", "jogging-1", "boy"], start=1):
        pair_folder.rasters[video] = pair_folder.rasters["ochre"]
        pair_folder.add(number, video, CARS)
    in_order = ["Coke", "Tiger", "bolt", "boy", "jogging-1"]  # as Python sorts
    for which, wanted in (("tune", in_order[::2]), ("held-out", in_order[1::2]), ("all", in_order)):
        pairs, broken = read_pairs(pair_folder.path, VideoSet(which))
        assert sorted({pair.video for pair in pairs}) == wanted
        assert broken == []
    (pair_folder.path / "pair0001_frm1_Tiger_0052.txt").unlink()
    (pair_folder.path / "pair0004_frm1_Coke_0032.png").unlink()
    pairs, broken = read_pairs(pair_folder.path, VideoSet.HELD_OUT)
    assert ({pair.video for pair in pairs}, [pair.video for pair in broken]) == ({"boy"}, ["Tiger"])


def test_one_video_has_none_to_hold_out(pair_folder) -> None:
    pair_folder.add(1, "ochre", CARS)
    assert len(read_pairs(pair_folder.path, VideoSet.TUNE)[0]) == 1
    with pytest.raises(nc.TableError, match="--videos all"):
        read_pairs(pair_folder.path, VideoSet.HELD_OUT)
