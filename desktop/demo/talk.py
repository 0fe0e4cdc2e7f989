"""What reps write down after a visit: sentences by purpose, with blanks for the goods and figures.

A line is `audience|gives|outcome|next step`. Audience: shop, trade, food or * for all. Gives:
o an order, c money collected, p a complaint, r news of a rival, v the customer's opinion.
Blanks: ware wu other ou rival who n m days amount small price date day campaign (scenes.py).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that may happen on a visit."""

    purpose: str
    audience: str
    gives: str
    outcome: str
    next_step: str


LINES = {
    "develop": """
*||首次见到{who}，介绍了{ware}和{other}，对方愿意先看样品。|{day}带两份样品和报价单再来一次。
shop||{who}嫌我们品牌知名度不够，看了{other}的动销数据后松口，答应试卖一个月。|{day}送首批 {n} {wu}，配一张价格立牌。
shop||货架已满，{who}说下月有两个单品要下架，可以把位置给{ware}。|{date}前确认下架时间，提前占位。
trade||老板手上已有两个杂粮牌子，对{ware}的毛利感兴趣，对账期要求较高。|回公司核算 {days} 天账期的可行性，{day}答复。
trade|o|谈成首单：{ware} {n} {wu}先进仓试销，约定月底看周转。|{date}回访动销，顺带补齐资质复印件。
food||厨师长试了{ware}，出品口感可以，成本比现用的高 {m}%。|请研发给一份大包装报价，{day}带过去。
food|o|后厨试用通过，{ware}先按每周 {n} {wu}供货，月结。|签供货协议，确认送货时段。
*||{who}出差，见到副手，留下目录和名片，了解到年底前会调整供应商。|{day}电话约{who}，争取当面谈。
shop|r|现做{rival}独家，协议到{date}，{who}暗示条件合适可以换。|整理一份换品方案，含进场支持和首批账期。
*||第三次上门，{who}终于报了真实销量，{ware}这一类每月大约 {n} {wu}。|按这个量做一份全年方案，{day}发给{who}。
""",  # noqa: E501
    "research": """
shop|r|走了一遍货架：{rival}同规格卖 {price} 元，比我们低 {m} 元，占了三个面。|把价差报给市场部，{day}前要到应对办法。
shop|r|{rival}新上了小包装，放在收银台旁，店员说一天能走 {m} 盒。|拍照留底，建议公司评估同类小规格。
trade|r|批发档口反映{rival}在压货，二批价比上月低了 {m} 个点。|盯两周，看是否影响{ware}的补货节奏。
*|v|{who}说最近买杂粮的年轻人多了，希望出独立小包装。|写进本周市场反馈，附上{who}的原话。
shop||盘点了整个粮油区：我司 {m} 个品项在架，缺{ware}和{other}。|下次带缺货单来谈补齐。
food||了解了用油用米量：每周米 {n} 袋、油 {m} 桶，主要看价格稳定性。|做一份季度锁价方案，{day}前发出。
*||附近新开一家社区店，分流明显，{who}估计客流少了一成。|留意新店招商信息，{day}去摸一下底。
trade|r|了解到{rival}换了本地经销商，老渠道手里还有库存在低价出。|提醒下线客户别跟价，库存消化大概要三周。
""",  # noqa: E501
    "collect": """
*|c|与财务对完账，当场转账 {amount} 元，剩余部分{date}前付清。|{date}跟进余款到账。
*|c|带着对账单过去，{who}签字确认，{amount} 元今天已到账。|无欠款，恢复正常发货。
*||对账差一张退货单，金额 {small} 元，财务要求先冲红再付款。|请内勤补开红字单，{day}送达。
*||{who}表示资金紧张，承诺{date}先付一半，拒绝书面确认。|{day}再来，请经理一起到场谈。
shop||总部统一付款，门店只能催流程，单据已到区域财务。|联系区域财务确认排款日期。
trade|c|老板现场结清上月货款 {amount} 元，要求这批货多给两天账期。|账期按原合同执行，向经理报备。
trade||老板避而不见，老板娘说等下游回款，逾期情况没有改善。|暂停赊销，{day}约老板在公司见面。
food|c|月结款 {amount} 元已走完审批，会计给看了付款截图。|{day}查收到账并回寄收据。
*||发票信息有误，客户退回重开，货款因此顺延。|今天把正确抬头发给财务，{day}寄出新票。
shop|c|季度对账完成，返利抵扣后实收 {amount} 元。|返利单据交回公司归档。
*|v|{who}愿意付款，但要求先处理上批{ware}的破损。|把破损照片报给客服，处理完{day}再来收款。
""",
    "service": """
shop||端架缺货 2 个品项，已补单；{who}要求{campaign}做堆头支持。|申请堆头物料，{day}前给{who}答复。
shop||整理了排面，{ware}从底层换到第二层，补了 {m} 张价签。|两周后看这个位置的动销变化。
shop||检查效期，{other}有 {m} {ou}还剩两个月，已做买赠标识。|{date}前再看一次，卖不完申请调货。
shop||给两位新店员讲了{ware}的卖点和食用方法，现场试吃反应不错。|留下一页话术，月底看销量。
shop|v|{who}反映{ware}的外箱偏薄，码高了会塌。|反馈给包装组，{day}给回复。
shop|r|{rival}正在旁边做买二赠一，今天上午卖得比我们快。|向市场部要一档对应活动，{day}前确认。
trade||帮仓库按批次重新码货，{ware}先进先出，腾出半个托盘。|下周看补货量。
trade||陪老板跑了两家下线，{other}铺进 {m} 个点。|{day}去看铺货后的陈列。
trade|v|老板认可配送速度，希望{ware}能拼箱发货，减少压仓。|问物流能否拼箱，{day}答复。
food||看了后厨用量，{ware}每天大约 {m} {wu}，库存够用一周。|{day}前提醒下单。
food|v|厨师长说{ware}这批出品稳定，想再要一个更大的包装。|把需求报给产品部。
*||例行回访，{who}没有新问题，{ware}库存约 {days} 天。|下周同一时间再来。
*||送去{campaign}活动海报和价格表，{who}确认参加，备货 {n} {wu}{ware}。|{date}前把货送到。
shop||万事顺利：陈列合格，价签齐全，竞品没有新动作。|按正常频次拜访。
*||{who}刚接手，把合作条款、账期和对接人重新说了一遍。|{day}把合同复印件发一份给{who}。
shop||门店装修到{date}，我们的货暂存后仓，已登记数量。|开业前一天来恢复陈列。
""",
    "complaint": """
shop|p|顾客投诉{ware}包装破损，现场看了 {m} {wu}，同一批次，已全部下架。|换货并把批号报给质检，{day}给门店书面回复。
*|p|上批{other}到货少了 {m} {ou}，签收单上有备注。|请物流核对装车记录，{day}前补发。
trade|p|下线反映{ware}外箱受潮，怀疑是运输淋雨。|取样寄回公司，先按 {m} {wu}换货处理。
food|p|厨房反映压榨菜籽油这批油烟偏大，要求换批次。|{day}送新批次过去，旧货带回检测。
shop|p|价签与系统价不一致，顾客在收银台吵了一架。|协助{who}更正价签，写一份情况说明。
*|p|司机态度不好，与收货员发生争执，{who}要求换人。|与物流主管沟通，{day}回复处理结果。
shop||上次破损问题已换货完毕，{who}表示满意，恢复上架。|一个月内重点关注同批次。
trade||少发的 {m} 件已补到，老板在确认单上签了字。|归档，结束这张投诉单。
""",  # noqa: E501
    "order": """
shop|o|盘点库存后补货{ware} {n} {wu}、{other} {m} {ou}等，合计 {amount} 元。|{day}到货后来理排面。
shop|o|{who}现场下单 {amount} 元，{ware}要求新日期。|跟仓库确认批次，{day}送达。
shop|o|周末活动走量好，追加{ware} {n} {wu}及其他品项，共 {amount} 元。|活动结束后复盘，谈长期堆头。
trade|o|老板一次提货 {amount} 元，{ware}占大头，自提。|仓库{day}备好货，通知来车。
trade|o|本月第二单，{ware} {n} {wu}、{other} {m} {ou}等，共 {amount} 元，按原价执行。|月底对返利。
trade||原本要下单，老板看到{rival}报价后想再等等，差 {m} 个点。|申请一次性支持，{day}前答复老板。
food|o|按周计划下单 {amount} 元，{ware}和{other}为主。|{day}早上六点前送到后厨。
food|o|{who}月底集中备货，一次定了 {amount} 元。|分两车送，先送米面。
shop||库存还够 {days} 天，本次不补货，提醒{who}{campaign}前要备量。|{date}前再来定数。
*|o|{who}按上月节奏补货，{ware}为主，合计 {amount} 元。|确认送货时间，提前半小时电话。
shop|o|新品{other}首批动销过半，追加 {n} {ou}，连同其他品项共 {amount} 元。|给店员做一次复训。
""",
    "other": """
*||谈明年年框，{who}希望返利再加 {m} 个点，初步达成保量条件。|整理年框草案，{day}报经理。
*||节前走访，送了台历和新品目录，聊了聊来年计划。|节后第一周约定具体数字。
shop||参加门店早会，宣布{campaign}陈列评比规则。|活动第一天来拍照验收。
trade||协助老板在系统里核对历史订单，找回两张漏记的单据。|把差异表发给内勤。
*||{who}临时外出，在店里等了二十分钟，与收货员核对了库存。|{day}上午再来，提前电话。
food||陪市场部同事拍了后厨应用的照片，{who}同意对外使用。|选三张发给市场部。
""",
}
SKIPS = (
    "{who}临时外出，改约{day}", "门店盘点，不接待来访", "客户要求改到{day}",
    "堵车赶不到，顺延到{day}", "客户装修停业，{date}后再约", "临时处理投诉，时间不够",
    "客户在外地进货，本周不在",
)  # fmt: skip
EXPECTED = {
    "develop": ("送样试吃", "谈首批进场", "介绍新品目录", "了解供应商调整时间"),
    "research": ("看竞品价签", "盘货架缺品", "了解二批价"),
    "collect": ("对账并收回到期款", "催收逾期货款", "季度对账"),
    "service": ("陈列检查", "理货补签", "效期检查", "活动物料确认", "店员培训"),
    "complaint": ("处理投诉，确认换货", "送检测结果"),
    "order": ("补货下单", "定{campaign}备货量", "追加订单"),
    "other": ("年框沟通", "节前走访", "参加门店早会"),
}
MOVEMENTS = (
    "{who}下月调去总部，接手的人还没定。", "门店计划春节后重新装修。",
    "老板在谈第二家店的铺面。", "仓库要搬到城北，配送路线会变。",
    "总部在试点统一采购，门店权限可能收回。", "换了新系统，订单要扫码确认。",
    "周边写字楼退租，中午客流下降。", "准备上线社区团购，想要独立规格。",
    "合伙人退出，账款由老板本人负责。", "新招了两名理货员，陈列可以做得更细。",
)  # fmt: skip


def lines() -> tuple[Line, ...]:
    """All sentences, parsed."""
    return tuple(
        Line(purpose, *raw.split("|"))
        for purpose, block in LINES.items()
        for raw in block.strip().splitlines()
    )
