<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AutoMark</name>
    <message>
        <location filename="../../ui/forms/derived.py" line="409"/>
        <source>filled in automatically</source>
        <translation>自动汇总</translation>
    </message>
</context>
<context>
    <name>Derived</name>
    <message>
        <location filename="../../ui/forms/derived.py" line="75"/>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <location filename="../../ui/forms/derived.py" line="91"/>
        <source>{percent} of the plan</source>
        <translation>按计划 {percent}</translation>
    </message>
    <message>
        <location filename="../../ui/forms/derived.py" line="76"/>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <location filename="../../ui/forms/derived.py" line="92"/>
        <source>no target</source>
        <translation>未设目标</translation>
    </message>
    <message>
        <location filename="../../ui/forms/derived.py" line="95"/>
        <source>target {target} · {percent}</source>
        <translation>目标 {target} · {percent}</translation>
    </message>
    <message>
        <location filename="../../ui/forms/derived.py" line="368"/>
        <source>no result written</source>
        <translation>未填写结果</translation>
    </message>
    <message>
        <location filename="../../ui/forms/derived.py" line="373"/>
        <source>visits {visits} / {planned} · reports {reports}</source>
        <translation>拜访 {visits}/{planned} · 日报 {reports}</translation>
    </message>
    <message>
        <location filename="../../ui/forms/derived.py" line="390"/>
        <source>{sum} overdue, {days} days</source>
        <translation>逾期 {sum}，{days} 天</translation>
    </message>
    <message>
        <location filename="../../ui/forms/derived.py" line="393"/>
        <source>complaint: {text}</source>
        <translation>客诉：{text}</translation>
    </message>
    <message>
        <location filename="../../ui/forms/derived.py" line="395"/>
        <source>promised: {text}</source>
        <translation>已答应：{text}</translation>
    </message>
</context>
<context>
    <name>DerivedRows</name>
    <message>
        <location filename="../../ui/forms/derived.py" line="239"/>
        <source>Show sources</source>
        <translation>查看来源</translation>
    </message>
    <message>
        <location filename="../../ui/forms/derived.py" line="240"/>
        <source>Nothing recorded</source>
        <translation>没有记录</translation>
    </message>
</context>
<context>
    <name>Forms</name>
    <message>
        <location filename="../../ui/forms/page.py" line="64"/>
        <source>This is required.</source>
        <translation>此项必填。</translation>
    </message>
        <message>
        <location filename="../../ui/forms/page.py" line="64"/>
        <source>“{typed}” is not in the list; choose one below.</source>
        <translation>「{typed}」不在列表里，请从下面选一个。</translation>
    </message>
    <message>
        <location filename="../../ui/forms/page.py" line="65"/>
        <source>At least {least} characters.</source>
        <translation>至少 {least} 个字。</translation>
    </message>
    <message>
        <location filename="../../ui/forms/page.py" line="66"/>
        <source>At most {longest} characters.</source>
        <translation>最多 {longest} 个字。</translation>
    </message>
    <message>
        <location filename="../../ui/forms/page.py" line="67"/>
        <source>An amount like 1280 or 1280.50.</source>
        <translation>请填金额，例如 1280 或 1280.50。</translation>
    </message>
    <message>
        <location filename="../../ui/forms/page.py" line="68"/>
        <source>A whole number.</source>
        <translation>请填整数。</translation>
    </message>
    <message>
        <location filename="../../ui/forms/page.py" line="69"/>
        <source>A day like 2026-12-31.</source>
        <translation>请填日期，例如 2026-12-31。</translation>
    </message>
    <message>
        <location filename="../../ui/forms/page.py" line="70"/>
        <source>A time like 08:30.</source>
        <translation>请填写时间，例如 08:30。</translation>
    </message>
    <message>
        <location filename="../../ui/forms/page.py" line="71"/>
        <source>Choose one of these.</source>
        <translation>请选择其中一项。</translation>
    </message>
    <message>
        <location filename="../../ui/forms/page.py" line="72"/>
        <source>Not less than {lowest}.</source>
        <translation>不能小于 {lowest}。</translation>
    </message>
    <message>
        <location filename="../../ui/forms/page.py" line="73"/>
        <source>Not more than {highest}.</source>
        <translation>不能大于 {highest}。</translation>
    </message>
    <message>
        <location filename="../../ui/forms/page.py" line="74"/>
        <source>At least {fewest} lines.</source>
        <translation>至少填 {fewest} 行。</translation>
    </message>
    <message>
        <location filename="../../ui/forms/page.py" line="75"/>
        <source>At most {most} lines.</source>
        <translation>最多填 {most} 行。</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <location filename="../../ui/forms/paper.py" line="175"/>
        <source>{person} · version {version} of the form</source>
        <translation>{person} · 表单第 {version} 版</translation>
    </message>
    <message>
        <location filename="../../ui/forms/paper.py" line="179"/>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} / {pages} 页</translation>
    </message>
    <message>
        <location filename="../../ui/forms/paper.py" line="216"/>
        <source>Signatures</source>
        <translation>签核</translation>
    </message>
</context>
<context>
    <name>Sayings</name>
    <message>
        <location filename="../../ui/forms/words.py" line="71"/>
        <source>{percent} off</source>
        <translation>优惠 {percent}</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="87"/>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="88"/>
        <source>{count} days</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="123"/>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="124"/>
        <location filename="../../ui/forms/words.py" line="177"/>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="125"/>
        <source>tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="168"/>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="171"/>
        <source>{count} min ago</source>
        <translation>{count} 分钟前</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="173"/>
        <source>{count} h ago</source>
        <translation>{count} 小时前</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="179"/>
        <source>{count} d ago</source>
        <translation>{count} 天前</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="191"/>
        <source>{count} d overdue</source>
        <translation>超时 {count} 天</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="193"/>
        <source>{count} h overdue</source>
        <translation>超时 {count} 小时</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="197"/>
        <source>by {day} {time}</source>
        <translation>{day} {time} 前</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="205"/>
        <source>Win a customer</source>
        <translation>开发新客户</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="206"/>
        <source>Market survey</source>
        <translation>市场调研</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="207"/>
        <source>Collect payment</source>
        <translation>收款</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="208"/>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="209"/>
        <source>Handle a complaint</source>
        <translation>客诉处理</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="210"/>
        <source>Take an order</source>
        <translation>订货</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="211"/>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="218"/>
        <source>Daily report</source>
        <translation>日报</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="219"/>
        <source>Weekly report</source>
        <translation>周报</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="220"/>
        <source>Monthly report</source>
        <translation>月报</translation>
    </message>
    <message>
        <location filename="../../ui/forms/words.py" line="230"/>
        <source>Week {number} ({span})</source>
        <translation>第 {number} 周（{span}）</translation>
    </message>
</context>
<context>
    <name>TableEditor</name>
    <message>
        <location filename="../../ui/forms/lines.py" line="44"/>
        <source>Add a line</source>
        <translation>添加一行</translation>
    </message>
</context>
<context>
    <name>TableLine</name>
    <message>
        <location filename="../../ui/forms/lines.py" line="168"/>
        <source>Remove this line</source>
        <translation>删除此行</translation>
    </message>
</context>
</TS>
