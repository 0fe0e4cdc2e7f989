<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Entries</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>已封存</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已核签</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>未交</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>To write</source>
        <translation>待写</translation>
    </message>
    <message>
        <source>owed: visits, no report</source>
        <translation>欠交：有拜访，没有报告</translation>
    </message>
    <message>
        <source>drafted from the visits, not yet written</source>
        <translation>已按拜访起草，待补充</translation>
    </message>
    <message>
        <source>returned: {comment}</source>
        <translation>退回：{comment}</translation>
    </message>
    <message>
        <source>sealed {when}</source>
        <translation>{when} 封存</translation>
    </message>
    <message>
        <source>visits {done} of {planned}</source>
        <translation>拜访 {done} / {planned}</translation>
    </message>
    <message>
        <source>To sign</source>
        <translation>待核签</translation>
    </message>
</context>
<context>
    <name>Margin</name>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>Superior's comment</source>
        <translation>主管批示</translation>
    </message>
    <message>
        <source>Last report</source>
        <translation>上一期</translation>
    </message>
    <message>
        <source>Copy {field} into this report</source>
        <translation>把「{field}」复制到本期</translation>
    </message>
    <message>
        <source>Every visit has its outcome</source>
        <translation>每次拜访都有结果</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{what}: {count}</source>
        <translation>{what}：{count} 项</translation>
    </message>
    <message>
        <source>Visit without an outcome</source>
        <translation>拜访没有填写结果</translation>
    </message>
    <message>
        <source>Visit without a next step</source>
        <translation>拜访没有下一步</translation>
    </message>
    <message>
        <source>Planned, not visited, no reason</source>
        <translation>计划未访，未写原因</translation>
    </message>
    <message>
        <source>No visit recorded</source>
        <translation>没有拜访记录</translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message>
        <source>Sign</source>
        <translation>核签</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Read, well done</source>
        <translation>已阅，继续保持</translation>
    </message>
    <message>
        <source>Add the reason for missed visits</source>
        <translation>请补充未访原因</translation>
    </message>
    <message>
        <source>A comment (needed), Enter signs</source>
        <translation>写一句批示（必填），Enter 核签</translation>
    </message>
    <message>
        <source>Write a comment first, then press Enter</source>
        <translation>请先写批示，再按 Enter</translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Seal the report</source>
        <translation>封存报告</translation>
    </message>
    <message>
        <source>Sign the report</source>
        <translation>核签报告</translation>
    </message>
    <message>
        <source>Return the report</source>
        <translation>退回报告</translation>
    </message>
    <message>
        <source>Write a comment</source>
        <translation>写意见</translation>
    </message>
    <message>
        <source>Write today's report</source>
        <translation>写今天的报告</translation>
    </message>
    <message>
        <source>Next report</source>
        <translation>下一份报告</translation>
    </message>
    <message>
        <source>Report before</source>
        <translation>上一份报告</translation>
    </message>
    <message>
        <source>Daily</source>
        <translation>日报</translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation>周报</translation>
    </message>
    <message>
        <source>Monthly</source>
        <translation>月报</translation>
    </message>
    <message>
        <source>Team {count}</source>
        <translation>团队 {count}</translation>
    </message>
    <message>
        <source>{count} to sign</source>
        <translation>待核签 {count} 份</translation>
    </message>
    <message>
        <source>{count} due</source>
        <translation>待写 {count} 份</translation>
    </message>
    <message>
        <source>nothing owed</source>
        <translation>没有欠交</translation>
    </message>
    <message>
        <source>{day} · {sealed} of {all} sealed</source>
        <translation>{day} · 已交 {sealed} / {all}</translation>
    </message>
    <message>
        <source>{name} has not sealed a report for {day}.</source>
        <translation>{name}还没有封存 {day}的报告。</translation>
    </message>
    <message>
        <source>No report here yet.</source>
        <translation>这里还没有报告。</translation>
    </message>
    <message>
        <source>sealed {when}</source>
        <translation>{when} 封存</translation>
    </message>
    <message>
        <source>{count} to look at</source>
        <translation>{count} 项待看</translation>
    </message>
    <message>
        <source>Before sealing</source>
        <translation>封存前检查</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>writing…</source>
        <translation>正在输入…</translation>
    </message>
    <message>
        <source>Saved on this device {time}</source>
        <translation>已存本机 {time}</translation>
    </message>
    <message>
        <source>Sealed {report}, it goes to your superior</source>
        <translation>已封存{report}，将送主管核签</translation>
    </message>
    <message>
        <source>Signed the report of {name}</source>
        <translation>已核签 {name} 的报告</translation>
    </message>
    <message>
        <source>Returned the report of {name}</source>
        <translation>已退回 {name} 的报告</translation>
    </message>
</context>
<context>
    <name>SheetPane</name>
    <message>
        <source>Seal</source>
        <translation>封存</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>章节</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>The period before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>The period after</source>
        <translation>后一天</translation>
    </message>
    <message>
        <source>move</source>
        <translation>上下</translation>
    </message>
    <message>
        <source>write</source>
        <translation>填写</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>order {sum}</source>
        <translation>订货 {sum}</translation>
    </message>
    <message>
        <source>paid {sum}</source>
        <translation>收款 {sum}</translation>
    </message>
    <message>
        <source>{title}: summed from {count} visits</source>
        <translation>{title}：来自 {count} 次拜访</translation>
    </message>
</context>
</TS>
