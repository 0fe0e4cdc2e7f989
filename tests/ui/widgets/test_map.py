"""The map: movement that comes back to the pixel, marks that can be hit, labels that make room."""

import random
import sqlite3
import time
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from desktop.domain.road import StopState
from desktop.queries.map_pack import open_pack
from resources import files
from ui.widgets.map import MapCanvas, MapDot, MapStop, read_scenery, route
from ui.widgets.map.callout import callout_place
from ui.widgets.map.camera import Camera
from ui.widgets.map.furniture import scale_room, scale_step
from ui.widgets.map.ink import Ink
from ui.widgets.map.mercator import project, unproject
from ui.widgets.map.sheet import uncovered
from ui.widgets.map.tiles import tiles_in

ROUTE = [
    ("s1", "仁济大药房凤起路店", 120.168, 30.262, StopState.DONE),
    ("s2", "好邻里生鲜城西总仓", 120.075, 30.288, StopState.CURRENT),
    ("s3", "九堡东方便利配送中心", 120.27, 30.31, StopState.PENDING),
]
STOPS = [MapStop(id, at, name, x, y, state) for at, (id, name, x, y, state) in enumerate(ROUTE, 1)]
FRAMES = 120


@pytest.fixture
def canvas(qtbot, dressed):
    made = MapCanvas()
    qtbot.addWidget(made)
    made.resize(848, 852)
    made.show_scenery(read_scenery(files("maps") / "hangzhou.json"))
    made.show()
    made.show_stops(STOPS, fit=True)
    return made


def centre(canvas, stop):
    return canvas.camera.screen(stop.place)


@given(st.floats(-179, 179), st.floats(-80, 80))
def test_a_place_projected_and_back_is_the_same_place(longitude, latitude):
    there = unproject(*project(longitude, latitude))
    assert there == pytest.approx((longitude, latitude), abs=1e-9)


def test_the_equator_and_the_date_line_lie_where_the_tiles_say():
    assert project(0, 0) == pytest.approx((128, 128))
    assert project(180, 85.051129) == pytest.approx((256, 0), abs=1e-4)


@given(
    st.floats(-3, 3),
    st.floats(0, 800),
    st.floats(0, 600),
)
def test_zooming_keeps_the_place_under_the_pointer(steps, x, y):
    camera = Camera.over(120.17, 30.26, 11.5).sized(800, 600)
    pointer = QPointF(x, y)
    held = camera.world(pointer)
    moved = camera.zoomed(steps, pointer).screen(held)
    assert (moved.x(), moved.y()) == pytest.approx((x, y), abs=1e-5)


def test_a_thousand_drags_there_and_back_end_on_the_same_pixel():
    camera = start = Camera.over(120.17, 30.26, 16.3).sized(800, 600)
    for step in range(1000):
        camera = camera.panned(3.7 if step % 2 else -3.7, 1.3 if step % 2 else -1.3)
    drift = camera.screen((start.x, start.y)) - QPointF(400, 300)
    assert drift.manhattanLength() < 1e-6


def test_the_whole_day_is_in_view_after_it_is_shown(canvas):
    assert all(QRectF(canvas.rect()).contains(centre(canvas, stop)) for stop in STOPS)


def test_a_click_on_a_marker_names_its_stop_and_a_drag_does_not(canvas, qtbot):
    spot = centre(canvas, STOPS[2]).toPoint()
    with qtbot.waitSignal(canvas.stop_chosen) as chosen:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot)
    assert chosen.args == ["s3"]
    with qtbot.assertNotEmitted(canvas.stop_chosen):
        qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=spot)
        qtbot.mouseMove(canvas, spot + QPoint(40, 0))
        qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=spot + QPoint(40, 0))


def test_page_down_goes_from_stop_to_stop(canvas, qtbot):
    heard = []
    canvas.stop_chosen.connect(lambda id: (heard.append(id), canvas.select(id)))
    for _ in range(4):
        qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    assert heard == ["s1", "s2", "s3", "s3"]


def test_what_is_copied_while_panning_is_what_would_be_drawn(canvas):
    for step in range(60):
        canvas.pan(29 if step < 40 else -13, 17 if step % 3 else -11)
        canvas.grab()
    copied = canvas.grab().toImage()
    canvas._sheet.spoil()
    fresh = canvas.grab().toImage()
    assert differing(copied, fresh) < 0.002


def test_a_stop_that_is_chosen_or_moved_is_painted_over_the_ground_that_was_drawn(canvas):
    before = canvas.grab().toImage()
    ground = canvas._sheet._drawn
    canvas.select("s3")
    chosen = canvas.grab().toImage()
    canvas.show_stops(STOPS[1:], fit=False)
    fewer = canvas.grab().toImage()
    assert canvas._sheet._drawn is ground
    assert differing(before, chosen) > 0
    assert differing(chosen, fewer) > 0


def test_other_customers_around_are_drawn_anew_and_the_marked_one_is_ringed(canvas):
    dots = [MapDot("c1", "联佳超市", 120.16, 30.27), MapDot("c2", "仁济大药房", 120.18, 30.28)]
    canvas.show_dots(dots)
    both = canvas.grab().toImage()
    canvas.show_dots(dots[:1])
    one = canvas.grab().toImage()
    canvas.select_dot("c1", QLabel("联佳超市"))
    ringed = canvas._sheet.dots.marked
    canvas.show_dots(dots[:1])
    assert both != one
    assert (ringed, canvas._sheet.dots.marked) == ("c1", None)


def differing(one: QImage, other: QImage) -> float:
    """The share of sampled pixels that differ visibly."""
    different = total = 0
    for y in range(0, one.height(), 3):
        for x in range(0, one.width(), 3):
            a, b = one.pixelColor(x, y), other.pixelColor(x, y)
            different += abs(a.red() - b.red()) + abs(a.blue() - b.blue()) > 48
            total += 1
    return different / total


@given(
    st.floats(20, 828),
    st.floats(20, 832),
    st.floats(180, 340),
    st.floats(100, 240),
)
def test_a_callout_never_covers_its_marker_and_stays_in_the_window(x, y, wide, high):
    room = QRectF(0, 0, 848, 852)
    marker = QRectF(x - 20, y - 20, 40, 40).intersected(room)
    box = callout_place(QSizeF(wide, high), marker, room, [])
    assert room.contains(box)
    assert not box.intersects(marker)


def test_a_callout_gives_way_sideways_to_what_lies_on_the_map():
    room, pack = QRectF(0, 0, 688, 672), QRectF(8, 630, 200, 34)
    marker = QRectF(300, 420, 40, 40)
    above = [QRectF(160, 100, 360, 300)]
    box = callout_place(QSizeF(290, 180), marker, room, [pack] * 20 + above)
    assert not box.intersects(pack)
    assert not box.intersects(marker)
    assert not box.intersects(above[0])


def test_the_callout_on_the_canvas_follows_its_marker(canvas):
    content = QLabel("好邻里")
    content.setFixedSize(240, 120)
    canvas.select("s2", content)
    card = canvas.callout.card().translated(canvas.callout.geometry().topLeft())
    assert QRectF(canvas.rect()).contains(card)
    assert not card.contains(centre(canvas, STOPS[1]))
    canvas.pan(2000, 0)
    assert not canvas.callout.isVisible()
    canvas.pan(-2000, 0)
    assert canvas.callout.isVisible()


def test_a_callout_leaves_the_scale_of_the_map_in_sight(canvas):
    canvas.resize(688, 420)
    stop = STOPS[2]
    content = QLabel("九堡")
    content.setFixedSize(240, 150)
    canvas.select(stop.id, content)
    at = centre(canvas, stop)
    canvas.pan(at.x() - 560, at.y() - 200)
    card = canvas.callout.card().translated(canvas.callout.geometry().topLeft())
    assert not card.intersects(scale_room(688, 420))


def boxes_of_names(canvas, stops, avoid=()):
    for label in route.place_labels(stops, canvas.camera, Ink(), None, avoid):
        size = label.image.deviceIndependentSize()
        yield QRectF(centre(canvas, label.stop) + label.offset, size)


def test_names_of_stops_are_not_cut_by_the_edge_of_the_map(canvas):
    """Four shops in one street: there is no room between them for the name of each."""
    close = [(120.1057, 30.3026), (120.1058, 30.3012), (120.1081, 30.3049), (120.1065, 30.3010)]
    stops = [
        MapStop(f"n{at}", at, "余杭鑫旺烟酒商行", x, y, StopState.PENDING)
        for at, (x, y) in enumerate([*close, (120.27, 30.20)], 1)
    ]
    canvas.resize(688, 672)
    canvas.show_stops(stops, fit=True)
    assert all(QRectF(canvas.rect()).contains(box) for box in boxes_of_names(canvas, stops))


def test_names_of_stops_give_way_to_names_of_places(canvas):
    below = centre(canvas, STOPS[0]) + QPointF(0, 24)
    place = QRectF(below.x() - 30, below.y() - 10, 60, 20)
    assert any(box.intersects(place) for box in boxes_of_names(canvas, STOPS[:1]))
    assert not any(box.intersects(place) for box in boxes_of_names(canvas, STOPS[:1], [place]))


def test_names_of_stops_do_not_lie_on_markers(canvas):
    ink = Ink()
    for label in route.place_labels(STOPS, canvas.camera, ink, "s2"):
        size = label.image.deviceIndependentSize()
        corner = centre(canvas, label.stop) + label.offset
        box = QRectF(corner, size).adjusted(4, 6, -4, -6)
        assert not any(box.contains(centre(canvas, stop)) for stop in STOPS)


def test_five_hundred_dots_are_single_and_five_hundred_and_one_are_counted(canvas):
    def shown(count):
        spread = random.Random(3)
        canvas.show_dots(
            [
                MapDot(
                    str(n), "店", 120.15 + spread.uniform(0, 0.05), 30.27 + spread.uniform(0, 0.03)
                )
                for n in range(count)
            ]
        )
        canvas.grab()
        return canvas._sheet.dots

    assert not shown(500).clustered
    crowded = shown(501)
    assert crowded.clustered
    assert sum(cluster.count for cluster in crowded.clusters(canvas.camera.zoom)) == 501


def test_the_schematic_is_called_one(canvas, translations, qtbot):
    translations.use("zh_CN")
    qtbot.waitUntil(lambda: "示意图" in canvas.pill.accessibleName())


@pytest.mark.parametrize("metres_per_pixel", [0.3, 7, 26, 150])
def test_the_scale_bar_is_a_round_length_no_longer_than_its_room(metres_per_pixel):
    metres, pixels = scale_step(metres_per_pixel)
    assert str(metres).rstrip("0") in ("1", "2", "5")
    assert pixels == pytest.approx(metres / metres_per_pixel)
    assert 30 < pixels <= 90


def test_the_strips_and_what_was_kept_make_the_whole():
    whole = QRectF(0, 0, 100, 80)
    kept = whole.translated(-30, 20)
    strips = uncovered(whole, kept)
    area = sum(strip.width() * strip.height() for strip in strips)
    assert area + 70 * 60 == 100 * 80
    assert not any(strip.intersects(kept) for strip in strips)


@pytest.mark.slow
def test_two_thousand_customers_pan_within_the_budget(canvas):
    spread = random.Random(1)
    canvas.show_dots(
        [
            MapDot(str(n), "店", 120.16 + spread.gauss(0, 0.05), 30.25 + spread.gauss(0, 0.04))
            for n in range(2000)
        ]
    )
    canvas.repaint()
    spent = []
    for frame in range(FRAMES):
        canvas.pan(23 if frame % 60 < 30 else -23, 11 if frame % 40 < 20 else -11)
        start = time.process_time()
        canvas.repaint()
        spent.append(time.process_time() - start)
    # 25 ms on a quiet machine; three times that here, where others run beside us
    assert sorted(spent)[int(FRAMES * 0.95)] < 0.075


@pytest.fixture
def pack(tmp_path, dressed):
    """A map pack that is red all over, in GCJ-02."""
    red = QImage(256, 256, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    red.save(buffer, "PNG")
    blob = bytes(buffer.data())
    file = tmp_path / "hz.mbtiles"
    with closing(sqlite3.connect(file)) as made, made:
        made.execute("CREATE TABLE metadata (name text, value text)")
        made.execute(
            "CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data)"
        )
        said = {"name": "杭州", "date": "2026-10", "datum": "GCJ-02", "approval": "浙S(2026)12号"}
        made.executemany("INSERT INTO metadata VALUES (?, ?)", said.items())
        camera = Camera.over(120.17, 30.28, 10).sized(1600, 1600)
        for zoom, column, row in tiles_in(camera, 10, 10):
            made.execute(
                "INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, column, 2**zoom - 1 - row, blob)
            )
    return open_pack(file)


def test_a_map_pack_lies_under_the_route_and_is_named_with_its_approval(canvas, pack, qtbot):
    def ground():
        color = canvas.grab().toImage().pixelColor(20, 200)
        return color.red(), color.green()

    canvas.show_pack(pack, lambda work, arrived: arrived(work()))
    qtbot.waitUntil(lambda: ground() == (255, 0))
    assert all(word in canvas.pill.accessibleName() for word in ("2026-10", "浙S(2026)12号"))


def test_until_a_tile_has_come_the_land_is_shown_and_it_is_asked_for_once(canvas, pack):
    asked = []
    canvas.show_pack(pack, lambda work, arrived: asked.append(work))
    canvas.grab()
    canvas.select("s1")
    canvas.grab()
    assert len(asked) == 1
    assert canvas.grab().toImage().pixelColor(20, 200).red() < 255


def test_the_buttons_zoom_and_show_the_whole_day_again(canvas, qtbot):
    before = canvas.camera.zoom
    closer, farther, whole = canvas._named
    qtbot.mouseClick(closer, Qt.MouseButton.LeftButton)
    assert canvas.camera.zoom == before + 1
    qtbot.mouseClick(farther, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(farther, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(whole, Qt.MouseButton.LeftButton)
    assert canvas.camera.zoom == before


def test_a_smaller_window_still_shows_the_whole_day_unless_the_map_was_moved(canvas):
    canvas.resize(500, 420)
    assert all(QRectF(canvas.rect()).contains(centre(canvas, stop)) for stop in STOPS)
    canvas.pan(10, 0)
    held = canvas.camera.zoom
    canvas.resize(848, 852)
    assert canvas.camera.zoom == held
