"""Names of people and firms, put together from parts; nobody real is meant."""

from collections.abc import Iterator
from random import Random


def _pairs(text: str) -> tuple[str, ...]:
    return tuple(text[at : at + 2] for at in range(0, len(text), 2))


SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余"
    "于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱江尹薛闫段雷龙陶"
    "史贺毛郝顾龚邵万覃武钱戴严莫孔向汤楼章俞裘诸"
)
MEN = _pairs(
    "建国志强海涛立新国平伟明俊杰文斌晓峰永康建华德福卫东金宝锦程一鸣云飞志远家豪明辉宏伟春林水根阿根百川成林永明建军子航浩宇天佑少华玉林忠良小东大伟鹏程正明培德兴旺国栋长青"
    "利民文龙剑锋立峰慧明新民荣根雪松"
)
WOMEN = _pairs(
    "秀英丽娟海燕雅琴美芳晓燕静怡慧敏玉兰雪梅佳怡梦琪春兰惠珍红梅素芬月娥桂芳婷婷思雨文静雨欣嘉慧爱珍巧玲小英莉莉燕飞彩虹冬梅国英丹丹晓雯钰琳佩珍杏芬水仙凤仙亚萍丽君珊珊敏华"
    "玲玲淑芬依依巧云秋月露露建芬新妹"
)
FIRST = "恒鑫聚顺华德瑞同宏广永盛嘉和裕隆福万金益源汇振天亿佳吉锦浙越杭中大新远海东立正"
SECOND = "昌源丰达隆润祥兴泰和盛茂通利发诚康信荣安顺瑞驰博宇峰腾晟力美联旺辰业禾邦立航宜"
UNLUCKY = frozenset(  # words of known firms
    _pairs(
        "万和万科万达万通东方东海东航中信中兴中华中泰中联中诚中通华中华夏华宇华安华泰华润华联和和嘉联国泰大发大海大润大通天安天润天通平安广发恒安恒瑞恒立新兴新利新华新安正大正泰"
        "永利永辉海中海信海力海航海通盛大福瑞美联远信远大金源金立金茂顺顺"
    )
)


def person(chance: Random) -> str:
    """A full name of two or three characters."""
    given = chance.choice(MEN if chance.random() < 0.55 else WOMEN)
    if chance.random() < 0.12:
        given = given[-1]
    return chance.choice(SURNAMES) + given


def firm_words(chance: Random) -> Iterator[str]:
    """Every two-character firm word once, in random order; known big names are left out."""
    words = [a + b for a in FIRST for b in SECOND if a != b and a + b not in UNLUCKY]
    yield from chance.sample(words, len(words))
