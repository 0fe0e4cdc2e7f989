"""Nine customers everybody at the demo knows: the round 周婷 drives today, stop by stop."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Regular:
    """A customer with given figures, and why she calls today.

    `ageing` is (not due, 1-30, 31-60, over 60 days) in yuan; `progress` the year's sales as a
    share of the target when all of the year's time has passed at an even pace.
    """

    name: str
    trade: str
    address: str
    district: str
    at: tuple[float, float]
    size: int
    grade: str
    terms: int
    limit: int
    ageing: tuple[int, int, int, int]
    overdue_days: int
    target: int
    progress: float
    planned: int  # minutes after midnight
    purpose: str
    expected: str


REGULARS = (
    Regular("仁济大药房凤起路店", "pharmacy", "上城区凤起路 231 号", "上城区", (30.2606, 120.1655),
            360, "A", 45, 200_000, (128_400, 0, 0, 0), 0, 960_000, 1.03,
            540, "collect", "季度对账"),
    Regular("联佳超市文三路店", "super", "西湖区文三路 408 号", "西湖区", (30.2793, 120.1285),
            1800, "A", 30, 200_000, (86_250, 0, 0, 0), 0, 820_000, 1.21,
            610, "service", "{campaign}堆头确认"),
    Regular("好邻里生鲜城西总仓", "super", "余杭区文一西路 588 号", "余杭区", (30.2835, 120.0700),
            4200, "A", 30, 400_000, (231_600, 68_400, 42_800, 0), 32, 2_400_000, 0.69,
            665, "collect", "催收逾期货款"),
    Regular("西溪湖畔餐饮管理有限公司", "canteen", "西湖区文二西路 738 号", "西湖区",
            (30.2762, 120.0628), 680, "B", 15, 50_000, (18_600, 0, 0, 0), 0, 240_000, 0.50,
            810, "develop", "新品试吃"),
    Regular("百草堂医药连锁古荡店", "pharmacy", "西湖区天目山路 226 号", "西湖区",
            (30.2702, 120.1150), 220, "B", 30, 80_000, (52_300, 0, 0, 0), 0, 300_000, 0.82,
            860, "service", "陈列检查"),
    Regular("拱宸桥同仁百货", "super", "拱墅区台州路 28 号", "拱墅区", (30.3195, 120.1368),
            900, "B", 0, 0, (0, 0, 0, 0), 0, 180_000, 0.91,
            910, "order", "补货下单"),
    Regular("万家福购物中心石祥店", "mall", "拱墅区石祥路 138 号", "拱墅区", (30.3346, 120.1620),
            4200, "A", 30, 300_000, (117_300, 31_200, 22_800, 44_600), 61, 2_000_000, 0.99,
            960, "collect", "催收逾期货款"),
    Regular("九堡东方便利配送中心", "corner", "上城区九环路 35 号", "上城区", (30.3072, 120.2640),
            1600, "B", 30, 120_000, (21_900, 18_500, 22_600, 34_400), 95, 360_000, 0.33,
            1020, "service", "流失挽回"),
    Regular("钱江新城锦绣酒业", "wine", "上城区富春路 290 号", "上城区", (30.2480, 120.2112),
            260, "A", 45, 250_000, (156_700, 0, 0, 0), 0, 900_000, 1.09,
            1080, "other", "年框续签"),
)  # fmt: skip

# What came of the first two stops this morning: outcome, next step, money collected.
MORNING = {
    "仁济大药房凤起路店": (
        "季度对账完成，财务签字确认；返利抵扣后实收 42,600 元，余款月底前到账。",
        "返利单据交回公司归档，月底跟进余款。",
        42_600,
    ),
    "联佳超市文三路店": (
        "店长同意拿出入口 6 ㎡ 做{campaign}主题堆头，要求 8.6 折进 120 件，可换 14 天独家陈列。",
        "今天提交特价申请，周四前确认物料和到货时间。",
        0,
    ),
}
