"""Opening hours as people write them."""

import pytest

from desktop.routing.hours import WHOLE_DAY, windows

NINE_TO_SIX = (540, 1080)


@pytest.mark.parametrize(
    ("text", "weekday", "wanted"),
    [
        ("9:00-18:00", 3, (NINE_TO_SIX,)),
        ("08:30-12:00, 13:30-18:00", 1, ((510, 720), (810, 1080))),
        ("周一至周五 9:00-18:00；周六 9:00-12:00", 5, (NINE_TO_SIX,)),
        ("周一至周五 9:00-18:00；周六 9:00-12:00", 6, ((540, 720),)),
        ("周一至周五 9:00-18:00；周六 9:00-12:00", 7, ()),
        ("9:00–18:00，周日休息", 7, ()),
        ("9:00–18:00，周日休息", 2, (NINE_TO_SIX,)),
        ("9:00-18:00，周六 10:00-12:00", 6, ((600, 720),)),
        ("周一不营业", 1, ()),
        ("周一不营业", 2, (WHOLE_DAY,)),
        ("工作日 9:00–11:30", 4, ((540, 690),)),
        ("工作日 9:00–11:30", 6, ()),
        ("周一、周三 9点-18点", 3, (NINE_TO_SIX,)),
        ("周一、周三 9点-18点", 2, ()),
        ("Mo-Fr 8-17", 5, ((480, 1020),)),
        ("Mo-Fr 8-17", 6, ()),
        ("周五至周一 9:00-18:00", 7, (NINE_TO_SIX,)),
        ("周五至周一 9:00-18:00", 3, ()),
        ("周末 9:00-18:00", 6, (NINE_TO_SIX,)),
        ("24小时", 7, (WHOLE_DAY,)),
        ("18:00-02:00", 1, ((1080, 1440),)),
    ],
)
def test_hours_are_read_for_each_weekday(text, weekday, wanted):
    assert windows(text, weekday) == wanted


@pytest.mark.parametrize("text", ["", "需提前一天预约", "找老板娘", "电话 0571-8888", "13/25"])
def test_what_is_not_understood_keeps_nobody_out(text):
    assert windows(text, 3) == (WHOLE_DAY,)
