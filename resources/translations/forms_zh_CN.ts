<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AutoMark</name>
    <message>
        <source>summed up by itself</source>
        <translation>自动汇总</translation>
    </message>
</context>
<context>
    <name>Derived</name>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>未设目标</translation>
    </message>
    <message>
        <source>target {target} · {percent}</source>
        <translation>目标 {target} · {percent}</translation>
    </message>
    <message>
        <source>no outcome written</source>
        <translation>未填写结果</translation>
    </message>
</context>
<context>
    <name>DerivedRows</name>
    <message>
        <source>Where from</source>
        <translation>查看来源</translation>
    </message>
    <message>
        <source>Nothing recorded</source>
        <translation>没有记录</translation>
    </message>
</context>
<context>
    <name>Forms</name>
    <message>
        <source>This has to be filled in.</source>
        <translation>此项必填。</translation>
    </message>
    <message>
        <source>At least {least} characters.</source>
        <translation>至少 {least} 个字。</translation>
    </message>
    <message>
        <source>At most {longest} characters.</source>
        <translation>最多 {longest} 个字。</translation>
    </message>
    <message>
        <source>An amount like 1280 or 1280.50.</source>
        <translation>请填金额，例如 1280 或 1280.50。</translation>
    </message>
    <message>
        <source>A whole number.</source>
        <translation>请填整数。</translation>
    </message>
    <message>
        <source>A day like 2026-12-31.</source>
        <translation>请填日期，例如 2026-12-31。</translation>
    </message>
    <message>
        <source>Choose one of these.</source>
        <translation>请选择其中一项。</translation>
    </message>
</context>
<context>
    <name>Sayings</name>
    <message>
        <source>{percent} off</source>
        <translation>优惠 {percent}</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>{count} 分钟前</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>{count} 小时前</translation>
    </message>
    <message>
        <source>{count} d ago</source>
        <translation>{count} 天前</translation>
    </message>
    <message>
        <source>{count} d overdue</source>
        <translation>超时 {count} 天</translation>
    </message>
    <message>
        <source>{count} h overdue</source>
        <translation>超时 {count} 小时</translation>
    </message>
    <message>
        <source>by {day} {time}</source>
        <translation>{day} {time} 前</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>开发新客户</translation>
    </message>
    <message>
        <source>Market research</source>
        <translation>市场调研</translation>
    </message>
    <message>
        <source>Collect money</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>客诉处理</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订货</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Daily report</source>
        <translation>日报</translation>
    </message>
    <message>
        <source>Weekly report</source>
        <translation>周报</translation>
    </message>
    <message>
        <source>Monthly report</source>
        <translation>月报</translation>
    </message>
    <message>
        <source>Week {number} ({span})</source>
        <translation>第 {number} 周（{span}）</translation>
    </message>
</context>
<context>
    <name>TableEditor</name>
    <message>
        <source>Add a line</source>
        <translation>添加一行</translation>
    </message>
</context>
<context>
    <name>TableLine</name>
    <message>
        <source>Remove this line</source>
        <translation>删除此行</translation>
    </message>
</context>
</TS>
