"""Figures in a narrow strip, English in a Chinese typeface, letters that lead to a workspace."""

from ui import fonts, workspaces
from ui.finding import score
from ui.widgets.figures import Figure, FigureStrip
from ui.widgets.labels import Label

CARD = [
    Figure("Sales this year", "¥1.77M", "target 2.00M"),
    Figure("Year's target", "88%", "year 89%, 1% behind"),
    Figure("Receivable", "¥215,900", "limit 300,000"),
    Figure("Overdue", "¥98,600", "longest 61 days"),
]


def test_a_number_is_never_cut_off_where_words_can_give_way(qtbot, dressed):
    strip = FigureStrip(CARD)
    qtbot.addWidget(strip)
    strip.resize(380, 80)
    widths = strip._widths()
    assert sum(widths) <= 380.5
    for figure, width in zip(CARD, widths, strict=True):
        assert width - 17 >= fonts.width(figure.value, "head"), figure


def test_a_number_without_spaces_does_not_push_its_pane_wider(qtbot, dressed):
    label = Label("0571-80001234-" * 12, wrap=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 260


def test_english_has_quotes_no_wider_than_its_letters(qtbot, dressed, translations):
    translations.use("en")
    strip = FigureStrip(CARD)
    qtbot.addWidget(strip)
    assert strip.tr("“Terms” has two versions, waiting for ‘you’") == (
        "\"Terms\" has two versions, waiting for 'you'"
    )
    translations.use("zh_CN")
    assert strip.tr("“Terms”") == "“Terms”"


def test_spj_is_the_approvals(translations):
    found = {space.name: score("spj", "打开", space.also) for space in workspaces.WORKSPACES}
    assert found.pop("approvals")
    assert set(found.values()) == {0}
