"""The trades a food rep calls on: how such shops are named, how big they are, what they buy."""

from dataclasses import dataclass

STREET, BRANCH, AREA, FIRM = "street", "branch", "area", "firm"  # how the name is composed


@dataclass(frozen=True, slots=True)
class Trade:
    """One kind of customer.

    `names` are brands (street, branch) or endings (area, firm). `size` is a range in `measure`;
    `classes` the shares of A, B and C; `talk` picks the sentences that fit: shop, trade or food.
    """

    key: str
    share: float
    shape: str
    names: tuple[str, ...]
    industry: str
    measure: str
    size: tuple[int, int, int]
    classes: tuple[float, float, float]
    talk: str
    wares: str


TRADES: tuple[Trade, ...] = (
    Trade("super", 0.13, STREET,
          ("联佳超市", "好邻里生鲜", "惠民连锁超市", "鲜汇生活超市", "天天惠超市", "禾丰生鲜",
           "百味佳超市", "四季鲜超市"),
          "商超", "单店 {size} ㎡", (600, 4800, 100), (0.24, 0.50, 0.26), "shop",
          "粮油、礼盒、坚果"),
    Trade("mall", 0.02, STREET, ("万家福购物中心", "银河购物广场", "世纪联购中心"),
          "商超", "单店 {size} ㎡", (4000, 9800, 200), (0.80, 0.20, 0.00), "shop", "全品类"),
    Trade("corner", 0.22, STREET,
          ("金百合便利", "小满便利", "晨光里便利", "邻家小站便利", "拾光便利", "阿福便利"),
          "便利店", "单店 {size} ㎡", (45, 160, 5), (0.02, 0.28, 0.70), "shop", "坚果、冲调"),
    Trade("pharmacy", 0.12, STREET,
          ("仁济大药房", "百草堂医药连锁", "康源大药房", "德济堂药房", "济世良方大药房"),
          "药房", "单店 {size} ㎡", (90, 420, 10), (0.16, 0.44, 0.40), "shop", "滋补、冲调"),
    Trade("mother", 0.03, STREET, ("贝乐母婴", "宝贝港湾母婴", "小鹿妈妈母婴"),
          "母婴", "单店 {size} ㎡", (80, 320, 10), (0.05, 0.40, 0.55), "shop", "杂粮、冲调"),
    Trade("fruit", 0.05, STREET, ("果然鲜水果", "绿野水果", "果满园水果"),
          "水果店", "单店 {size} ㎡", (40, 180, 10), (0.02, 0.25, 0.73), "shop", "坚果、礼盒"),
    Trade("grocer", 0.15, AREA,
          ("副食品商行", "粮油批发部", "食品批发部", "干货行", "食品经营部", "粮油店"),
          "批发", "仓库 {size} ㎡", (60, 900, 20), (0.05, 0.40, 0.55), "trade", "粮油、米面"),
    Trade("dealer", 0.11, FIRM,
          ("商贸有限公司", "贸易有限公司", "食品有限公司", "供应链管理有限公司", "实业有限公司"),
          "经销", "配送网点 {size} 家", (20, 260, 2), (0.38, 0.47, 0.15), "trade", "全品类"),
    Trade("canteen", 0.06, FIRM, ("餐饮管理有限公司", "餐饮服务有限公司", "团膳管理有限公司"),
          "餐饮", "日均 {size} 人次", (120, 2600, 20), (0.14, 0.50, 0.36), "food", "米面、粮油"),
    Trade("restaurant", 0.06, AREA, ("土菜馆", "农家菜馆", "面馆", "酒家", "私房菜馆"),
          "餐饮", "座位 {size} 个", (24, 260, 4), (0.02, 0.30, 0.68), "food", "米面、调味"),
    Trade("wine", 0.05, AREA, ("酒业", "名烟名酒", "酒行", "烟酒商行"),
          "烟酒", "单店 {size} ㎡", (40, 260, 10), (0.12, 0.44, 0.44), "shop", "礼盒、滋补"),
)  # fmt: skip
BY_KEY = {trade.key: trade for trade in TRADES}
