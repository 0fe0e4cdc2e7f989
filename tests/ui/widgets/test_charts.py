"""Charts say what they show: marks in proportion, in words, by keyboard, in grey, on paper."""

import pytest
from PySide6.QtCore import QMarginsF, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from ui.widgets.charts import (
    Bullets,
    Face,
    Funnel,
    Group,
    GroupedBars,
    Key,
    Lines,
    Part,
    Pattern,
    PointInTime,
    Ranked,
    Step,
    Strip,
)
from ui.widgets.charts.fills import fill
from ui.widgets.charts.funnel import share_of
from ui.widgets.charts.lines import room_for_figure
from ui.widgets.charts.scale import figure, top_of_axis

FACE = Face("拜访", "次", "本周", "计划站点")
KEYS = (Key("计划", "line3", Pattern.OUTLINED), Key("完成", "accentFill"))
GROUPS = [Group("mon", "周一", (10.0, 5.0), "周一：5 / 10"), Group("tue", "周二", (8.0, 8.0))]


@pytest.fixture
def bars(qtbot, dressed):
    chart = GroupedBars()
    qtbot.addWidget(chart)
    chart.show_bars(FACE, KEYS, GROUPS, "还没有计划")
    chart.resize(480, 300)
    chart.show()
    chart.grab()
    return chart


@pytest.mark.parametrize(
    ("most", "top"), [(0, 4), (3, 3), (10, 10), (11, 15), (298, 300), (0.4, 0.4)]
)
def test_an_axis_ends_at_a_round_figure_not_below_the_highest_value(most, top):
    found, step = top_of_axis(most)
    assert found >= most
    assert found == pytest.approx(top)
    assert found / step == pytest.approx(round(found / step))


def test_figures_carry_no_needless_zeros():
    assert [figure(1234.0, 1), figure(0.25, 2), figure(100, 0)] == ["1,234", "0.25", "100"]


@pytest.mark.parametrize(
    ("before", "after", "said"), [(200, 150, "75%"), (293, 0, "0%"), (0, 0, "—"), (3, 4, "133%")]
)
def test_a_funnel_says_the_share_of_its_numbers_not_of_its_bars(before, after, said):
    assert share_of(before, after) == said


def test_the_figure_at_the_end_of_a_line_never_stands_on_the_labels_of_the_axis():
    floor = 200.0
    for y in (10.0, 170.0, 190.0, 200.0):
        for below in (True, False):
            room = room_for_figure(QPointF(100, y), floor, below=below)
            assert room.bottom() <= floor
            assert not room.contains(QPointF(100, y))


def test_a_click_on_a_bar_names_its_group(bars, qtbot):
    with qtbot.waitSignal(bars.mark_chosen) as chosen:
        spot = bars.marks[1].box.center().toPoint()
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=spot)
    assert chosen.args == ["tue"]


def test_the_arrow_keys_speak_each_mark_and_enter_chooses_it(bars, qtbot):
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert bars.accessibleDescription() == "周一：5 / 10"
    with qtbot.waitSignal(bars.mark_chosen) as chosen:
        qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert chosen.args == ["mon"]


def test_bars_are_as_high_as_their_values(qtbot, dressed):
    chart = GroupedBars()
    qtbot.addWidget(chart)
    whole, half = Group("a", "a", (10.0,)), Group("b", "b", (5.0,))
    chart.show_bars(FACE, KEYS[:1], [whole, half])
    chart.resize(400, 300)
    chart.grab()
    room_for_words = 16
    high, low = (mark.box.height() - room_for_words for mark in chart.marks)
    assert high == pytest.approx(2 * low)


def test_without_figures_a_chart_says_so_and_has_no_marks(bars):
    bars.show_bars(FACE, KEYS, [], "还没有计划")
    bars.grab()
    assert list(bars.marks) == []


def test_the_name_of_a_chart_holds_title_unit_and_period(bars):
    assert all(word in bars.accessibleName() for word in ("拜访", "次", "本周"))


def test_patterns_differ_in_greyscale_where_colours_do_not(dressed):
    def grey(pattern):
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        with QPainter(image) as painter:
            fill(painter, QRectF(0, 0, 60, 60), "accentFill", pattern)
        shades = image.convertToFormat(QImage.Format.Format_Grayscale8)
        dark = [
            shades.pixelColor(x, y).lightness() < 140 for x in range(10, 50) for y in range(10, 50)
        ]
        return sum(dark) / len(dark)

    shares = {pattern: grey(pattern) for pattern in Pattern}
    assert shares[Pattern.SOLID] == 1
    assert shares[Pattern.OUTLINED] == 0
    assert 0.02 < shares[Pattern.DOTTED] < shares[Pattern.HATCHED] < 0.7


@pytest.mark.parametrize("unfinished", [False, True])
def test_what_is_not_over_yet_ends_in_a_hollow_dot(qtbot, dressed, unfinished):
    lines = Lines()
    qtbot.addWidget(lines)
    lines.resize(400, 240)
    points = [
        PointInTime("w1", "11-09", (80.0,)),
        PointInTime("w2", "11-16", (20.0,), unfinished=unfinished),
    ]
    lines.show_lines(FACE, KEYS[:1], points, suffix="%", top=100)
    picture = lines.grab().toImage()
    ends = [mark.box.center().toPoint() for mark in lines.marks]
    colors = [picture.pixelColor(place) for place in ends]
    assert (colors[0] == colors[1]) is not unfinished


def every_chart():
    lines = Lines()
    lines.show_lines(FACE, KEYS, [PointInTime("w1", "11-09", (80.0, None))], suffix="%", top=100)
    rows = Bullets()
    rows.show_rows(FACE, [Ranked("zhou", "周婷", 5, 9, "5 / 9")], numbered=True)
    funnel = Funnel()
    funnel.show_steps(FACE, [Step("a", "计划", 9), Step("b", "拜访", 0)])
    strip = Strip()
    strip.show_parts(FACE, [Part("d30", KEYS[0], 10.0, "10"), Part("d60", KEYS[1], 0, "0")], "¥10")
    bars = GroupedBars()
    bars.show_bars(FACE, KEYS, GROUPS)
    return [lines, rows, funnel, strip, bars]


def test_every_chart_goes_on_paper_with_as_many_marks_as_on_the_screen(qtbot, dressed, tmp_path):
    file = tmp_path / "charts.pdf"
    writer = QPdfWriter(str(file))
    writer.setPageLayout(
        QPageLayout(QPageSize(QSizeF(200, 150), QPageSize.Unit.Point),
                    QPageLayout.Orientation.Portrait, QMarginsF())
    )  # fmt: skip
    writer.setResolution(72)
    with QPainter(writer) as painter:
        for chart in every_chart():
            qtbot.addWidget(chart)
            chart.resize(480, 280)
            chart.grab()
            on_screen = [mark.id for mark in chart.marks]
            assert on_screen
            on_paper = chart.paint_on(painter, QRectF(0, 0, 480, 280))
            assert [mark.id for mark in on_paper] == on_screen
    assert file.stat().st_size > 1000


def test_marks_lie_inside_their_chart(qtbot, dressed):
    for chart in every_chart():
        qtbot.addWidget(chart)
        chart.resize(360, 240)
        chart.grab()
        inside = QRectF(chart.rect()).adjusted(-1, -1, 1, 1)
        assert all(inside.contains(mark.box) for mark in chart.marks)


def test_a_mark_is_found_under_the_pointer_and_none_beside_it(bars):
    middle = bars.marks[0].box.center()
    assert bars.mark_at(middle) == 0
    assert bars.mark_at(QPointF(QPoint(2, 2))) is None
