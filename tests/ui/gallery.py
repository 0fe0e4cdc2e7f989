"""Every widget in both themes, as pictures: `python tests/ui/gallery.py FOLDER`."""

import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme as themes
from ui.widgets import cells, containers, figures, labels, notices, stories
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import (
    Avatar,
    Chip,
    CountBadge,
    FilterChip,
    KeyCap,
    SegmentedPills,
    StatusPill,
)
from ui.widgets.fields import FieldRow
from ui.widgets.inputs import Choice, SearchField, TextArea
from ui.widgets.list import RowList
from ui.widgets.table import Column, Table
from ui.widgets.tabs import Tab, Tabs


@dataclass(frozen=True, slots=True)
class Shop:
    key: int
    name: str
    district: str
    grade: str
    state: str
    seen: str
    owed: str
    late: str
    share: float
    mark: str


STATES = {"复购": "ok", "跟进中": "accent", "已成交": "teal", "潜在": "gray", "流失预警": "bad"}
GRADES = {"A": "accent", "B": "teal", "C": "gray"}
NAMES = [
    "联佳超市文三路店",
    "仁济大药房凤起路店",
    "好邻里生鲜城西总仓",
    "钱江新城锦绣酒业",
    "恒昌商贸",
]


def shop(key: int) -> Shop:
    return Shop(
        key, NAMES[key % 5], ["西湖区", "上城区", "余杭区"][key % 3], "ABC"[key % 3],
        list(STATES)[key % 5], f"{key} 天前", f"{key * 1237 + 86250:,}",
        "逾期 61 天" if key % 7 == 2 else "", (key * 37 % 115) / 100,
        "unsent" if key < 2 else "conflict" if key == 4 else "",
    )  # fmt: skip


def table(parent: QWidget | None = None) -> Table[Shop]:
    columns = [
        Column[Shop]("name", "客户名称", cells.name_cell(lambda r: r.name, lambda r: r.district,
               lambda r: r.mark), lambda r: r.name, 240, 1),
        Column[Shop]("grade", "等级", cells.chip_cell(lambda r: (r.grade, GRADES[r.grade])),
               lambda r: r.grade, 50, sort="grade"),
        Column[Shop]("state", "状态", cells.chip_cell(lambda r: (r.state, STATES[r.state])),
               lambda r: r.state, 86),
        Column[Shop]("seen", "最近拜访", cells.text_cell(lambda r: r.seen, "text2"),
               lambda r: r.seen, 96, sort="seen"),
        Column[Shop]("owed", "应收余额", cells.amount_cell(lambda r: r.owed, lambda r: r.late),
               lambda r: r.owed, 150, sort="owed", right=True),
        Column[Shop]("share", "年度达成", cells.progress_cell(lambda r: r.share),
               lambda r: f"{r.share:.0%}", 124),
    ]  # fmt: skip
    made = Table(columns, lambda keys: {key: shop(key) for key in keys}, parent=parent)
    made.set_sort("seen", True)
    return made


def left() -> QWidget:
    pane = containers.Pane(lines="r")
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 16, 0, 0)
    column.setSpacing(0)
    head = labels.PaneTitle("客户", "我负责的 1,284 家")
    head.setContentsMargins(20, 0, 20, 0)
    head.add(Button("导入", "ghost", icon="upload"))
    head.add(Button("导出", "ghost", icon="download"))
    head.add(Button("新建客户", "primary", icon="plus", key="N"))
    tabs = Tabs(margin=20)
    tabs.set_tabs([Tab("a", "全部", 1284), Tab("b", "本周未拜访", 137), Tab("c", "账期逾期", 46)])
    chips = QHBoxLayout()
    chips.setContentsMargins(20, 10, 20, 10)
    for chip in (FilterChip("城市", "杭州"), FilterChip("等级", "A、B、C"), KeyCap("F")):
        chips.addWidget(chip)
    chips.addWidget(Button("添加筛选", "link", icon="plus"))
    pills = SegmentedPills()
    pills.set_items([("a", "全部 46"), ("b", "特价 14"), ("c", "费用 17")])
    chips.addWidget(pills, 1)
    rows = table()
    keys = containers.KeyLine()
    keys.set_note("第 11 家，共 1,284 家")
    keys.set_keys([("J K", "上下移动"), ("Enter", "打开"), ("E", "编辑")])
    for widget in (head, tabs):
        column.addWidget(widget)
    column.addLayout(chips)
    column.addWidget(rows, 1)
    column.addWidget(keys)
    rows.show_keys(range(100_000))
    rows.select_number(4)
    toast = notices.Toast(pane, lambda: None)
    toast.say("已把「万家福购物中心石祥店」加入周二路线", action="撤销", key="Ctrl Z")
    return pane


def approvals() -> QWidget:
    def paint(painter, box, row):  # type: ignore[no-untyped-def]
        from ui.widgets import marks

        marks.face(painter, 16, 14, 36, row.name[:3])
        width = marks.text(painter, box.adjusted(62, 8, -90, -34), row.name[:3], "body", "text",
                           weight=500)  # fmt: skip
        marks.chip(painter, 62 + width + 8, 20, "特价", "accent")
        marks.text(painter, box.adjusted(62, 32, -90, -8), row.name, "body", "text")
        right = box.adjusted(0, 8, -16, -34)
        marks.text(painter, right, row.seen, "cap", "text3", marks.RIGHT)

    made = RowList[Shop](paint, lambda r: r.name, lambda keys: {key: shop(key) for key in keys})
    made.show_keys(range(60))
    return made


def card() -> QWidget:
    page = containers.ScrollPage()
    column = page.column
    title = labels.PaneTitle("万家福购物中心石祥店")
    title.add(IconButton("star-filled", "收藏", ink="warn"))
    title.add(IconButton("dots", "更多"))
    column.addWidget(title)
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(Chip("A 级", "accent"))
    row.addWidget(Chip("复购", "ok"))
    row.addWidget(Chip("逾期 61 天", "bad", "alert-circle"))
    row.addWidget(Chip("授信", "violet"))
    row.addWidget(StatusPill("离线", "warn", "cloud-off"))
    row.addWidget(Avatar("周婷"))
    row.addWidget(CountBadge(46, "accent"))
    row.addStretch(1)
    column.addLayout(row)
    verbs = QHBoxLayout()
    verbs.addWidget(Button("记录拜访", "primary", icon="clipboard-check", key="V"))
    verbs.addWidget(Button("加入路线", icon="route", key="R"))
    verbs.addStretch(1)
    column.addLayout(verbs)
    column.addWidget(
        notices.Banner("「账期」有两个版本，等你选择", "本机 30 天 · 服务器 45 天", "比较")
    )
    column.addWidget(figures.FigureStrip([
        figures.Figure("本年销售", "¥176.0 万", "目标 200.0 万"),
        figures.Figure("年度达成", "88%", "进度 89%，慢 1%", note_ink="warn"),
        figures.Figure("应收余额", "¥215,900", "信用额度 30 万"),
        figures.Figure("逾期金额", "¥98,600", "最长 61 天", "bad", "bad"),
    ]))  # fmt: skip
    fields = QVBoxLayout()
    fields.setSpacing(0)
    terms = FieldRow("账期", "30 天")
    terms.set_chip("2 个版本")
    fields.addWidget(FieldRow("地址", "拱墅区石祥路 138 号"))
    fields.addWidget(terms)
    visit = FieldRow("下次拜访", "11 月 24 日 周二 上午")
    fields.addWidget(visit)
    column.addLayout(fields)
    visit.edit()
    _fill_lower(column)
    return page


def _fill_lower(column: QVBoxLayout) -> None:
    ageing = figures.AgeingBar()
    ageing.set_parts([
        figures.Part("未到期", "117,300", 117), figures.Part("1–30 天", "31,200", 31, "warnFill"),
        figures.Part("31–60 天", "22,800", 23, "orangeFill"),
        figures.Part("60 天以上", "44,600", 45, "badFill"),
    ])  # fmt: skip
    column.addWidget(labels.SectionHeader("应收账龄", "合计 ¥215,900"))
    column.addWidget(ageing)
    column.addWidget(stories.FlowSteps([
        stories.Step("王海燕", "提交 · 10:22", "done"), stories.Step("张立群", "等待处理", "now"),
        stories.Step("唐静", "财务复核 · 之后"), stories.Step("系统", "生成价格单 · 自动"),
    ]))  # fmt: skip
    column.addWidget(stories.Timeline([
        stories.Event("11 月 13 日 拜访 · 周婷", "端架缺货 2 个品项，已补单", tint="ok"),
        stories.Event("11 月 10 日 订单 DD-20391", "有机杂粮礼盒 120 件", "file-text", "accent"),
    ]))  # fmt: skip
    column.addWidget(SearchField("搜索客户、订单、报告，或输入命令", key="Ctrl K"))
    column.addWidget(Choice([(1, "开发"), (2, "收款")]))
    column.addWidget(TextArea("写一句意见（可选），驳回时必填", lines=2))
    bullet = figures.BulletBar()
    bullet.set(0.62, 0.7)
    column.addWidget(bullet)
    column.addWidget(figures.ProgressBar(0.4))
    column.addWidget(notices.EmptyState("今天没有安排拜访", "添加站点", icon="calendar"))
    column.addStretch(1)


def main(folder: Path) -> None:
    app = QApplication([])
    theme = themes.install("light")
    window = containers.Pane()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(left(), 10)
    row.addWidget(approvals(), 4)
    row.addWidget(card(), 5)
    window.resize(1760, 1250)
    window.show()
    for mode in ("light", "dark"):
        theme.set_mode(mode)  # type: ignore[arg-type]
        app.processEvents()
        window.grab().save(str(folder / f"gallery_{mode}.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
