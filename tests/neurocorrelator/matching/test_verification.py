"""Verification on real pixels: right places are confirmed and refined, wrong ones are not."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import PIL.Image
import pytest
import torch
from numpy.typing import NDArray

import neurocorrelator as nc
from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.matching.placement import Pose
from neurocorrelator.matching.robust_fit import jacobian
from neurocorrelator.matching.verification import Place, Verified, Verifier
from neurocorrelator.rasters.working_grid import WorkingGrid

FloatArray = NDArray[np.float64]
WIDTH, HEIGHT = 170, 150  # of the templates
CENTRE = (210.0, 165.0)  # of the right place in the scene
ELSEWHERE = (100.0, 210.0)
TRUTH_DEG, TRUTH_SCALE = 35.0, 0.8


@pytest.fixture(scope="module")
def scene() -> NDArray[np.uint8]:
    with nc.Raster.open(nc.resource_path("demo/brighton_ortho_utm15n.tif")) as ortho:
        return ortho.read(nc.Window(500, 240, 400, 320)).rgb


@pytest.fixture(scope="module")
def verifier(
    scene: NDArray[np.uint8], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Verifier]:
    path = tmp_path_factory.mktemp("verification") / "scene.png"
    PIL.Image.fromarray(scene).save(path)
    network = VggCells(load_weights("imagenet"), torch.device("cpu"), (0.0, 1.0))
    with nc.Raster.open(path) as raster:
        features = SceneFeatures(WorkingGrid(raster, 1), network)
        features.prepare()
        yield Verifier(features, network)


def _similarity(angle_deg: float, scale: float) -> FloatArray:
    """Template pixels to scene pixels: turned clockwise and scaled, centre on `CENTRE`."""
    sin, cos = (scale * f(np.radians(angle_deg)) for f in (np.sin, np.cos))
    linear = np.array([[cos, -sin], [sin, cos]])
    matrix = np.eye(3)
    matrix[:2, :2] = linear
    matrix[:2, 2] = CENTRE - linear @ (WIDTH / 2, HEIGHT / 2)
    return matrix


def _picture(scene: NDArray[np.uint8], to_scene: FloatArray, name: str = "t") -> nc.Template:
    """What a camera sees that maps the scene so."""
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    centred = np.linalg.inv(half) @ to_scene @ half  # OpenCV has pixel centres at whole numbers
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    rgb = cv2.warpPerspective(scene, centred, (WIDTH, HEIGHT), flags=flags)
    return nc.Template(name, np.asarray(rgb, np.uint8), np.ones((HEIGHT, WIDTH), np.bool_))


def _place(to_scene: FloatArray, centre: tuple[float, float]) -> Place:
    (a, b), (d, e) = to_scene[:2, :2].tolist()
    return Place(*centre, Pose(((a, b), (d, e))))


def _corners(to_scene: FloatArray) -> FloatArray:
    corners = np.array([[0, 0, 1], [WIDTH, 0, 1], [WIDTH, HEIGHT, 1], [0, HEIGHT, 1]]) @ to_scene.T
    return np.asarray(corners[:, :2] / corners[:, 2:])


def _pose(seen: Verified) -> Pose:
    (a, b), (d, e) = jacobian(seen.to_scene, np.array([WIDTH / 2, HEIGHT / 2])).tolist()
    return Pose(((a, b), (d, e)))


@pytest.fixture(scope="module")
def right(scene: NDArray[np.uint8], verifier: Verifier) -> Verified:
    """The right place at the right pose."""
    truth = _similarity(TRUTH_DEG, TRUTH_SCALE)
    return verifier.verify(_picture(scene, truth, "right"), _place(truth, CENTRE))


def test_the_right_place_explains_most_of_the_picture(right: Verified) -> None:
    assert right.inliers > 0.8 * right.cells
    assert right.share > 0.9
    assert right.coverage == 1
    assert right.centre == pytest.approx(CENTRE, abs=0.5)
    assert (
        np.abs(_corners(right.to_scene) - _corners(_similarity(TRUTH_DEG, TRUTH_SCALE))).max() < 1
    )


@pytest.mark.parametrize(("turned_deg", "scaled"), [(10, 1.1), (-10, 1.1), (10, 0.9), (-10, 0.9)])
def test_a_pose_that_is_off_is_refined(
    scene: NDArray[np.uint8], verifier: Verifier, turned_deg: float, scaled: float
) -> None:
    template = _picture(scene, _similarity(TRUTH_DEG, TRUTH_SCALE))
    guess = _similarity(TRUTH_DEG + turned_deg, scaled * TRUTH_SCALE)
    place = _place(guess, (CENTRE[0] + 3, CENTRE[1] - 3))
    first = verifier.verify(template, place)
    refined = verifier.refine(template, place, first)
    verifier.forget()
    assert refined.inliers >= first.inliers > 0
    pose = _pose(refined)
    assert pose.rotation_deg == pytest.approx(TRUTH_DEG, abs=1)
    assert pose.scale == pytest.approx(TRUTH_SCALE, rel=0.02)
    assert refined.centre == pytest.approx(CENTRE, abs=1)
    assert refined.inliers > 0.7 * refined.cells


def test_a_wrong_place_has_few_inliers(
    scene: NDArray[np.uint8], verifier: Verifier, right: Verified
) -> None:
    truth = _similarity(TRUTH_DEG, TRUTH_SCALE)
    template = _picture(scene, truth)
    place = _place(truth, ELSEWHERE)
    wrong = verifier.verify(template, place)
    wrong = verifier.refine(template, place, wrong)
    verifier.forget()
    assert wrong.inliers < right.inliers / 4
    assert wrong.share < right.share / 2
    assert wrong.soft < right.soft
    assert wrong.rigid < right.rigid / 2


def test_a_mirrored_picture_has_few_inliers_at_its_own_place(
    scene: NDArray[np.uint8], verifier: Verifier, right: Verified
) -> None:
    truth = _similarity(TRUTH_DEG, TRUTH_SCALE)
    picture = _picture(scene, truth)
    mirrored = nc.Template("mirrored", picture.rgb[:, ::-1].copy(), picture.mask)
    place = _place(truth, CENTRE)
    seen = verifier.refine(mirrored, place, verifier.verify(mirrored, place))
    verifier.forget()
    assert seen.inliers < right.inliers / 4
    assert np.linalg.det(seen.to_scene[:2, :2]) > 0  # never told as a mirror


def test_an_oblique_picture_gets_a_true_quadrilateral(
    scene: NDArray[np.uint8], verifier: Verifier
) -> None:
    """The camera looks ahead: what is farther away is smaller, and covers more ground."""
    seen_from = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)
    on_ground = np.array([[118, 88], [302, 88], [280, 236], [140, 236]], np.float32)
    truth = np.asarray(cv2.getPerspectiveTransform(seen_from, on_ground), float)
    template = _picture(scene, truth)
    middle = np.array([WIDTH / 2, HEIGHT / 2])
    col, row, w = truth @ (*middle, 1.0)
    scale = float(np.sqrt(np.linalg.det(jacobian(truth, middle))))
    place = Place(col / w, row / w, Pose(((scale, 0.0), (0.0, scale))))
    seen = verifier.refine(template, place, verifier.verify(template, place))
    verifier.forget()
    assert seen.model == "homography"
    assert np.hypot(*(_corners(seen.to_scene) - on_ground).T).max() < 4
    assert seen.centre == pytest.approx((col / w, row / w), abs=1)


def test_beside_the_border_only_what_is_covered_counts(
    scene: NDArray[np.uint8], verifier: Verifier
) -> None:
    template = _picture(scene, np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1.0]]))
    half = nc.Template("half", np.roll(template.rgb, WIDTH // 2, axis=1), template.mask)
    place = Place(0.0, HEIGHT / 2, Pose(((1.0, 0.0), (0.0, 1.0))))
    seen = verifier.verify(half, place)
    verifier.forget()
    assert 0.4 < seen.coverage < 0.6
    assert seen.centre == pytest.approx((0, HEIGHT / 2), abs=2)
    assert seen.inliers > 0.3 * seen.cells


def test_a_picture_drawn_larger_than_it_is_tells_no_more_than_its_pixels(
    scene: NDArray[np.uint8], verifier: Verifier
) -> None:
    whole = _picture(scene, _similarity(0, 1.0), "whole")
    rgb = cv2.resize(whole.rgb, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    half = nc.Template("half", np.asarray(rgb, np.uint8), np.ones(rgb.shape[:2], np.bool_))
    large = verifier.verify(half, Place(*CENTRE, Pose(((2.0, 0.0), (0.0, 2.0)))))
    same = verifier.verify(whole, Place(*CENTRE, Pose(((1.0, 0.0), (0.0, 1.0)))))
    assert same.evidence == same.inliers
    assert large.evidence == pytest.approx(large.inliers / 4)
    assert large.evidence < 0.4 * same.evidence


def test_patches_of_a_match_are_found_where_its_footprint_puts_them(
    scene: NDArray[np.uint8], tmp_path
) -> None:
    to_scene = _similarity(TRUTH_DEG, TRUTH_SCALE)
    template = _picture(scene, to_scene)
    path, left, top = tmp_path / "scene.png", 100, 60
    PIL.Image.fromarray(scene[top:270, left:320]).save(path)
    to_scene[:2, 2] -= left, top
    corners = _corners(to_scene)
    with nc.Raster.open(path) as raster:
        finder = nc.InlierFinder(raster, nc.MatchConfig(device="cpu"))
        right, beside = (
            finder.find(template, _match_at(corners + shift)) for shift in ((0.0, 0.0), (40.0, -45))
        )
        with pytest.raises(nc.TemplateError, match="mirrored"):
            finder.find(template, _match_at(corners[::-1]))
    there = right.template @ to_scene[:2, :2].T + to_scene[:2, 2]
    away = np.hypot(*(there - right.scene).T)[right.inliers]
    assert right.inliers.mean() > 0.9
    assert float(np.median(away)) < 1.0
    assert beside.inliers.mean() < 0.2


def _match_at(corners: FloatArray) -> nc.Match:
    a, b, c, d = ((float(col), float(row)) for col, row in corners)
    return nc.Match(1, "t", 1.0, 1.0, None, None, 0.0, 1.0, (a, b, c, d), CENTRE)
