"""What people call our fields at the top of their columns, in Chinese and in English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

OWN, EXACT, PART = 20, 10, 4
NOISE = re.compile(r"[\s_\-:：*.·#/\\|、'\"]+")
ASIDE = re.compile(r"[（(\[【][^）)\]】]*[)）\]】]")


@dataclass(frozen=True, slots=True)
class Words:
    """`exact` names the field alone, best first; `part` is enough somewhere in a title."""

    exact: str
    part: str = ""
    never: str = ""


PHONE = Words(
    "联系电话 电话 公司电话 客户电话 电话号码 固定电话 座机 手机 手机号 手机号码 移动电话 联系方式 "
    "phone telephone tel phonenumber mobile mobilephone cellphone contactphone contactphonenumber",
    "电话|手机|phone|mobile|(^|.)tel$",
    "传真|fax",
)
REMARK = Words("备注 备考 说明 remark remarks note notes memo comment comments")
CUSTOMER: Mapping[str, Words] = {
    "name": Words(
        "客户名称 客户名 客户全称 客户 公司名称 单位名称 企业名称 商户名称 商户名 门店名称 "
        "门店 店铺名称 "
        "店名 终端名称 经销商名称 经销商 机构名称 网点名称 小区名称 医院名称 学校名称 "
        "药店名称 酒店名称 "
        "餐厅名称 楼盘名称 项目名称 景點中文名稱 公司 单位 企业 商户 医院 学校 名称 名稱 姓名 名字 "
        "customername customer companyname company accountname account organisation organization "
        "organisationname organizationname storename shopname sitename businessname bankname name "
        "fullname nstation nombre nom",
        "(客户|公司|单位|企业|商户|门店|机构|医院|店|名).{0,4}(名称|名稱|全称)$|name$",
        "产品|商品|品名|拼音|用户|文件|product|program|item|user|file|screen|sheet|contact|"
        "first|last|"
        "联系人|经理|业务员|销售",
    ),
    "phone": PHONE,
    "address": Words(
        "详细地址 客户地址 公司地址 门店地址 经营地址 联系地址 收货地址 送货地址 办公地址 通讯地址 "
        "注册地址 地址 位置 address addr street streetaddress fulladdress adstation",
        "地址|address|street",
        "email|mail|网址|ip",
    ),
    "province": Words("省 省份 省自治区 省市自治区 省市 province state", "省份|province"),
    "city": Words("市 城市 地市 地级市 市州 所在城市 city town", "城市|city"),
    "district": Words(
        "区 区县 县区 区市县 县 区域 所属城区 城区 行政区 区域商圈 商圈 所在区域 地区 "
        "district county area region place neighborhood neighbourhood",
        "城区|区县|商圈",
        "英文",
    ),
    "territory": Words("片区 责任区 销售片区 辖区 业务片区 territory"),
    "class": Words(
        "客户等级 客户级别 客户分级 客户类别 等级 级别 class customerclass grade level",
        "客户(等|级)",
    ),
    "credit_code": Words(
        "统一社会信用代码 社会信用代码 信用代码 统一信用代码 税号 纳税人识别号 creditcode "
        "uscc taxid taxno",
        "信用代码|税号|纳税人识别",
    ),
    "latitude": Words(
        "纬度 緯度 lat latitude y y坐标 y坐標 ycoord ylatitude", "纬度|latitude|^lat|lat$"
    ),
    "longitude": Words(
        "经度 經度 lng lon long longitude x x坐标 x坐標 xcoord xlongitude",
        "经度|longitude|^(lng|lon)|(lng|lon)$",
    ),
    "coordinates": Words(
        "经纬度 坐标 gps gps坐标 位置坐标 coordinates locationcoordinates latlng lnglat"
    ),
    "remark": REMARK,
    "state": Words("客户状态 合作状态 customerstate customerstatus"),
    "industry": Words(
        "行业 所属行业 客户行业 客户类型 行业类型 细分 segment industry customertype"
    ),
    "terms_days": Words("账期 账期天数 信用天数 付款天数 termsdays paymentterms creditdays"),
    "next_visit": Words("下次拜访 下次拜访日期 下次拜访时间 nextvisit nextvisitdate"),
    "contact": Words(
        "联系人 联系人姓名 负责人 店主 老板 法人 法定代表人 contact contactperson "
        "contactname director"
    ),
    "id": Words(
        "客户id 客户编号 客户编码 客户代码 客户号 门店编号 门店编码 终端编码 会员号 "
        "customerid customerno "
        "customercode customernumber accountid storeid uid bankno idstation",
    ),
    "weak_id": Words("编号 编码 代码 id code no fid 景點編號"),
}
CONTACT: Mapping[str, Words] = {
    "name": Words(
        "联系人 联系人姓名 姓名 名字 称呼 contactname contact fullname name 联系人名称",
        "姓名|name$",
        "公司|单位|客户|company|customer|organi|user|file",
    ),
    "customer": Words(
        "客户名称 客户 公司名称 公司 单位名称 单位 企业名称 商户名称 门店名称 所属客户 "
        "customername customer companyname company organisation organization org account",
        "(客户|公司|单位|企业)(名称|全称)",
    ),
    "position": Words(
        "职位 职务 岗位 头衔 职称 title jobtitle position post", "职务|职位|岗位|jobtitle"
    ),
    "mobile": Words(
        "手机 手机号 手机号码 移动电话 mobile mobilephone cellphone cell", "手机|mobile|cell"
    ),
    "phone": PHONE,
    "email": Words("邮箱 电子邮箱 电子邮件 邮件 email emailaddress mail", "邮箱|email"),
    "decision_role": Words("决策角色 角色 采购角色 decisionrole role"),
    "remark": REMARK,
    "id": Words("联系人id 联系人编号 contactid uid"),
}
TYPES: Mapping[str, Mapping[str, Words]] = {"customer": CUSTOMER, "contact": CONTACT}

ORDER_WORDS = re.compile(
    r"订单|单号|产品|商品|数量|销售额|金额|单价|order|product|quantity|qty|sales|amount|invoice"
)
MONEY_WORDS = re.compile(r"^(销售额|金额|合计金额|订单金额|销售金额|利润|sales|amount|profit)$")
DATUM_WORDS = (
    (re.compile(r"wgs|84"), "WGS-84"),
    (re.compile(r"gcj|火星|高德|腾讯|amap|gaode"), "GCJ-02"),
    (re.compile(r"bd|百度|baidu"), "BD-09"),
)


@lru_cache(maxsize=4096)
def plain(title: str) -> str:
    """`客户 名称（必填）:*` is `客户名称`, `Customer_Name` is `customername`."""
    text = unicodedata.normalize("NFKC", title).lower()
    bare = NOISE.sub("", ASIDE.sub("", text))
    return bare or NOISE.sub("", text)


@lru_cache(maxsize=4096)
def datum_in(title: str) -> str:
    """The datum a title speaks of, or nothing."""
    return next((name for words, name in DATUM_WORDS if words.search(plain(title))), "")


def without_datum(title: str) -> str:
    """`经度_wgs84` is `经度`, `bd_lng` is `lng`."""
    bare = re.sub(
        r"wgs[-_ ]?84|wgs|gcj[-_ ]?02|gcj|bd[-_ ]?09(ll|mc)?|bd|baidu|amap|84", "", title.lower()
    )
    return re.sub(r"百度|高德|腾讯|火星|坐标系?(?=经|纬)", "", bare)


@lru_cache(maxsize=8192)
def closeness(type_name: str, field: str, title: str) -> float:
    """How surely a column of this title holds the field; 0 for not at all."""
    if title.strip().lower() == field:  # as our own exports call it
        return OWN
    words = TYPES[type_name][field]
    whole = plain(title)
    candidates = [whole]
    if "/" in title:
        candidates.append(plain(title.rpartition("/")[2]))
    if field in ("latitude", "longitude"):
        candidates.append(plain(without_datum(title)))
    exact = words.exact.split()
    for candidate in candidates:
        if candidate in exact:
            return EXACT + (len(exact) - exact.index(candidate)) / len(exact)
    if words.never and re.search(words.never, whole):
        return 0
    if words.part and any(re.search(words.part, candidate) for candidate in candidates):
        return PART
    return 0


KNOWN_TITLES = frozenset(
    word for fields in TYPES.values() for words in fields.values() for word in words.exact.split()
)


def is_known_title(title: str) -> bool:
    """Whether any type has a field of exactly this name."""
    return len(title) <= 40 and plain(title.rpartition("/")[2] or title) in KNOWN_TITLES
