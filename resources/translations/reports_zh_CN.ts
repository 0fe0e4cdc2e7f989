<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Entries</name>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="27"/>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="28"/>
        <source>Sealed</source>
        <translation>已封存</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="29"/>
        <source>Signed</source>
        <translation>已核签</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="30"/>
        <source>Returned</source>
        <translation>已退回</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="31"/>
        <source>Missing</source>
        <translation>未交</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="120"/>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="97"/>
        <source>To write</source>
        <translation>待写</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="32"/>
        <source>Acknowledged</source>
        <translation>已知悉</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="33"/>
        <source>Handled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="34"/>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="66"/>
        <source>{count} older…</source>
        <translation>更早的 {count} 份……</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="79"/>
        <source>{count} open</source>
        <translation>{count} 待写</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="81"/>
        <source>{count} waiting</source>
        <translation>{count} 待签</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="137"/>
        <source>missing: visits, but no report</source>
        <translation>欠交：有拜访，没有报告</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="139"/>
        <source>drafted from the visits, not yet written</source>
        <translation>已按拜访起草，待补充</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="141"/>
        <source>returned: {comment}</source>
        <translation>退回：{comment}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="146"/>
        <source>sealed {when}</source>
        <translation>{when} 封存</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="149"/>
        <source>begun for {day}</source>
        <translation>{day}起草</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="155"/>
        <source>visits {done} of {planned}</source>
        <translation>拜访 {done} / {planned}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="168"/>
        <location filename="../../ui/screens/reports/entries.py" line="182"/>
        <location filename="../../ui/screens/reports/entries.py" line="196"/>
        <source>To sign</source>
        <translation>待核签</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="169"/>
        <source>Roll call</source>
        <translation>点名</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="170"/>
        <source>Other forms</source>
        <translation>团队其他报表</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="209"/>
        <source>To handle</source>
        <translation>待处理</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="210"/>
        <source>To close</source>
        <translation>待关闭</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/entries.py" line="211"/>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
</context>
<context>
    <name>Filling</name>
    <message>
        <location filename="../../ui/screens/reports/filling.py" line="51"/>
        <source>Team {count}</source>
        <translation>团队待签 {count}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/filling.py" line="52"/>
        <source>Mine {count}</source>
        <translation>我的待写 {count}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/filling.py" line="55"/>
        <source>{count} to sign</source>
        <translation>{count} 份待签</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/filling.py" line="58"/>
        <source>{count} due</source>
        <translation>{count} 份待写</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/filling.py" line="58"/>
        <source>none due</source>
        <translation>没有欠交</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/filling.py" line="62"/>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/filling.py" line="62"/>
        <source>Open {count}</source>
        <translation>待写 {count}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/filling.py" line="63"/>
        <source>Waiting {count}</source>
        <translation>待签 {count}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/filling.py" line="63"/>
        <source>Done</source>
        <translation>已结</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/filling.py" line="78"/>
        <source>{sealed} of {all} sealed</source>
        <translation>已交 {sealed}/{all}</translation>
    </message>
</context>
<context>
    <name>Margin</name>
    <message>
        <location filename="../../ui/screens/reports/margin.py" line="142"/>
        <source>Signatures</source>
        <translation>签核</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/margin.py" line="162"/>
        <source>and {count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/margin.py" line="173"/>
        <source>Superior&apos;s comment</source>
        <translation>主管批示</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/margin.py" line="178"/>
        <source>Last report</source>
        <translation>上一期</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/margin.py" line="190"/>
        <source>Copy {field} into this report</source>
        <translation>把「{field}」复制到本期</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="38"/>
        <source>Every visit has a result</source>
        <translation>每次拜访都有结果</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="45"/>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="47"/>
        <source>{what}: {count}</source>
        <translation>{what}：{count} 项</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="54"/>
        <source>Visit without a result</source>
        <translation>拜访没有填写结果</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="55"/>
        <source>Visit without a next step</source>
        <translation>拜访没有下一步</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="56"/>
        <source>Missed without a reason</source>
        <translation>计划未访，未写原因</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="57"/>
        <source>No visit recorded</source>
        <translation>没有拜访记录</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="73"/>
        <source>{count} to look at</source>
        <translation>{count} 项待看</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="74"/>
        <source>Before sealing</source>
        <translation>封存前检查</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="74"/>
        <source>To look at</source>
        <translation>需留意</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="95"/>
        <source>to seal</source>
        <translation>待封存</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="96"/>
        <source>Superior</source>
        <translation>上级</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="105"/>
        <source>Acknowledge</source>
        <translation>知悉</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="106"/>
        <source>Handle</source>
        <translation>处理</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="107"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="117"/>
        <source>returned</source>
        <translation>已退回</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/marginalia.py" line="119"/>
        <source>to sign</source>
        <translation>待核签</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <location filename="../../ui/screens/reports/commands.py" line="44"/>
        <source>New: {form}</source>
        <translation>新建：{form}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/commands.py" line="66"/>
        <source>New form</source>
        <translation>新建报表</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/commands.py" line="67"/>
        <source>Seal the report</source>
        <translation>封存报表</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/commands.py" line="69"/>
        <source>Sign the report</source>
        <translation>核签报表</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/commands.py" line="71"/>
        <source>Return the report</source>
        <translation>退回报表</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/commands.py" line="73"/>
        <source>Write a comment</source>
        <translation>写批示</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/commands.py" line="76"/>
        <source>Write today&apos;s report</source>
        <translation>写今天的日报</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/commands.py" line="78"/>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/commands.py" line="81"/>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/commands.py" line="84"/>
        <source>Next report</source>
        <translation>下一份</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/commands.py" line="86"/>
        <source>Previous report</source>
        <translation>上一份</translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message>
        <location filename="../../ui/screens/reports/review.py" line="74"/>
        <source>Sign</source>
        <translation>核签</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/review.py" line="65"/>
        <source>Return</source>
        <translation>退回</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/review.py" line="66"/>
        <source>Read, well done</source>
        <translation>已阅，继续保持</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/review.py" line="66"/>
        <source>Add the reason for missed visits</source>
        <translation>请补充未访原因</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/review.py" line="75"/>
        <source>Acknowledge</source>
        <translation>知悉</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/review.py" line="76"/>
        <source>Handled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/review.py" line="77"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/review.py" line="83"/>
        <source>Comment (required); Enter: {verb}</source>
        <translation>批示（必填），回车{verb}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/review.py" line="84"/>
        <source>Comment (optional); Enter: {verb}</source>
        <translation>批示（可不填），回车{verb}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/review.py" line="99"/>
        <source>Write a comment first, then press Enter</source>
        <translation>请先写批示，再按 Enter</translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <location filename="../../ui/screens/reports/screen.py" line="289"/>
        <source>{name} has not sealed a report for {day}.</source>
        <translation>{name}还没有封存 {day}的报告。</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/screen.py" line="292"/>
        <source>Nothing waits for your signature.</source>
        <translation>没有等您签核的报表。</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/screen.py" line="294"/>
        <source>Nothing here yet.</source>
        <translation>这里还没有报表。</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/screen.py" line="294"/>
        <source>New form</source>
        <translation>新建报表</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/screen.py" line="366"/>
        <source>Begun: {form}</source>
        <translation>已新建：{form}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/screen.py" line="378"/>
        <source>Discarded the draft</source>
        <translation>已丢弃草稿</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/screen.py" line="407"/>
        <source>writing…</source>
        <translation>正在输入……</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/screen.py" line="423"/>
        <source>Saved on this device {time}</source>
        <translation>已存本机 {time}</translation>
    </message>
</context>
<context>
    <name>SheetPane</name>
    <message>
        <location filename="../../ui/screens/reports/sheet.py" line="130"/>
        <source>sealed {when}</source>
        <translation>{when} 封存</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/sheet.py" line="69"/>
        <source>Seal</source>
        <translation>封存</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/sheet.py" line="70"/>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/sheet.py" line="71"/>
        <source>Discard this draft</source>
        <translation>丢弃这份草稿</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/sheet.py" line="72"/>
        <source>Sections</source>
        <translation>章节</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <location filename="../../ui/screens/reports/shelf.py" line="126"/>
        <location filename="../../ui/screens/reports/shelf.py" line="129"/>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/shelf.py" line="127"/>
        <source>The period before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/shelf.py" line="128"/>
        <source>The period after</source>
        <translation>后一天</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/shelf.py" line="130"/>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/shelf.py" line="131"/>
        <source>No form in this view</source>
        <translation>这个视图里没有报表</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/shelf.py" line="132"/>
        <source>move</source>
        <translation>上下</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/shelf.py" line="132"/>
        <source>write</source>
        <translation>填写</translation>
    </message>
</context>
<context>
    <name>Signing</name>
    <message>
        <location filename="../../ui/screens/reports/signing.py" line="44"/>
        <source>Sealed: {report}</source>
        <translation>已封存：{report}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/signing.py" line="46"/>
        <source>Sealed, it goes to your superior: {report}</source>
        <translation>已封存，将送上级签核：{report}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/signing.py" line="57"/>
        <source>Signed the report of {name}</source>
        <translation>已核签{name}的报表</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/signing.py" line="58"/>
        <source>Returned the report of {name}</source>
        <translation>已退回{name}的报表</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/signing.py" line="59"/>
        <source>Acknowledged what {name} reported</source>
        <translation>已知悉{name}上报的情况</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/signing.py" line="60"/>
        <source>Handled what {name} reported</source>
        <translation>已处理{name}上报的情况</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/signing.py" line="61"/>
        <source>Closed what {name} reported</source>
        <translation>已关闭{name}上报的情况</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <location filename="../../ui/screens/reports/sources.py" line="32"/>
        <source>order {sum}</source>
        <translation>订货 {sum}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/sources.py" line="35"/>
        <source>paid {sum}</source>
        <translation>收款 {sum}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/sources.py" line="91"/>
        <source>{title}: from {count} records</source>
        <translation>{title}：来自 {count} 条记录</translation>
    </message>
</context>
<context>
    <name>TakingOut</name>
    <message>
        <location filename="../../ui/screens/reports/exporting.py" line="43"/>
        <source>Written by</source>
        <translation>填写人</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/exporting.py" line="44"/>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/exporting.py" line="45"/>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/exporting.py" line="48"/>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/exporting.py" line="66"/>
        <source>Author</source>
        <translation>填写人签字</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/exporting.py" line="69"/>
        <source>Superior</source>
        <translation>上级</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/exporting.py" line="90"/>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/exporting.py" line="92"/>
        <source>Pages (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <location filename="../../ui/screens/reports/exporting.py" line="106"/>
        <source>Saved {name}</source>
        <translation>已写入 {name}</translation>
    </message>
</context>
</TS>
