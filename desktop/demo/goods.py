"""What the demo company sells: grains, nuts and oils, with what they cost and how fast they go."""

from dataclasses import dataclass
from decimal import Decimal

from desktop.demo.draws import Row, money


@dataclass(frozen=True, slots=True)
class Good:
    """A product; `margin` is what remains of the standard dealer price, `weight` how often sold."""

    id: str
    code: str
    name: str
    unit: str
    category: str
    price: Decimal
    margin: Decimal
    weight: int

    @property
    def dealer(self) -> Decimal:
        """The standard price to a shop: 92 per cent of the list."""
        return (self.price * Decimal("0.92")).quantize(Decimal(1))


def _good(line: str) -> Good:
    id, code, name, unit, category, price, margin, weight = line.split("|")
    return Good(id, code, name, unit, category, Decimal(price), Decimal(margin), int(weight))


GOODS: tuple[Good, ...] = tuple(
    _good(line)
    for line in (
        "p01|GY-1024|有机杂粮礼盒 2.4 kg|盒|礼盒|379.00|0.24|8",
        "p02|GY-1012|有机杂粮礼盒 1.2 kg|盒|礼盒|207.00|0.23|8",
        "p03|GY-2075|每日坚果 750 g|盒|坚果|101.00|0.22|10",
        "p04|GY-2030|每日坚果 30 包装|箱|坚果|139.00|0.25|6",
        "p05|GY-2118|纸皮核桃 1.8 kg|箱|坚果|98.00|0.21|4",
        "p06|GY-2205|临安山核桃仁 250 g|罐|坚果|86.00|0.26|5",
        "p07|GY-3010|五常稻花香米 10 kg|袋|米面|118.00|0.13|10",
        "p08|GY-3005|五常稻花香米 5 kg|袋|米面|62.00|0.14|12",
        "p09|GY-3105|石磨小麦粉 5 kg|袋|米面|39.80|0.12|7",
        "p10|GY-3225|手工挂面 2.5 kg|箱|米面|46.00|0.18|6",
        "p11|GY-3308|红豆薏米 800 g|袋|杂粮|22.80|0.24|8",
        "p12|GY-3312|八宝粥料 1.2 kg|袋|杂粮|26.80|0.23|7",
        "p13|GY-3320|有机小米 2.5 kg|袋|杂粮|49.80|0.22|6",
        "p14|GY-3335|黑芝麻糊 600 g|袋|冲调|29.90|0.28|8",
        "p15|GY-3342|无蔗糖藕粉 480 g|罐|冲调|36.80|0.30|6",
        "p16|GY-3350|即食燕麦片 1.5 kg|袋|冲调|33.80|0.24|9",
        "p17|GY-4005|压榨菜籽油 5 L|桶|粮油|79.90|0.11|9",
        "p18|GY-4018|山茶油 1.8 L|瓶|粮油|168.00|0.22|4",
        "p19|GY-4105|芝麻香油 410 ml|瓶|调味|28.50|0.25|6",
        "p20|GY-4212|零添加酱油 1.2 L|瓶|调味|24.80|0.24|7",
        "p21|GY-5008|枸杞原浆 30 ml×14|盒|滋补|198.00|0.34|4",
        "p22|GY-5016|红枣夹核桃 500 g|袋|滋补|45.00|0.27|7",
        "p23|GY-5023|桂圆干 500 g|袋|滋补|38.00|0.23|5",
        "p24|GY-5102|冻干银耳羹 8 杯装|盒|滋补|79.00|0.31|5",
    )
)
BY_ID = {good.id: good for good in GOODS}
RIVALS = ("禾乡源", "绿满仓", "金穗坊", "沁谷", "老粮铺", "谷满多")  # invented brands


def products() -> list[Row]:
    return [
        {"id": good.id, "code": good.code, "name": good.name, "unit": good.unit}
        | {"category": good.category, "list_price": money(good.price), "status": "active"}
        for good in GOODS
    ]
