<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>BehindPane</name>
  <message>
        <source>Nothing in this period yet</source>
        <translation>本期还没有记录</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>共 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>first {n} rows</source>
        <translation>前 {n} 条</translation>
    </message>
    <message>
        <source>never visited</source>
        <translation>从未拜访</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>计划中</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>已封存</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>已签阅</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>payment</source>
        <translation>回款</translation>
    </message>
    <message>
        <source>visited</source>
        <translation>已拜访</translation>
    </message>
    <message>
        <source>not visited</source>
        <translation>未拜访</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>{day}: planned {planned}, done {done}, skipped {skipped}</source>
        <translation>{day}：计划 {planned} 次，完成 {done} 次，跳过 {skipped} 次</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Visits against plan</source>
        <translation>拜访：计划与完成</translation>
    </message>
    <message>
        <source>visits</source>
        <translation>次</translation>
    </message>
    <message>
        <source>Stops of the plan by day or week; done are those with a recorded visit.</source>
        <translation>按天或按周统计计划站点；完成指已记录拜访的站点。</translation>
    </message>
    <message>
        <source>Nothing was planned in this period.</source>
        <translation>这段时间没有拜访计划。</translation>
    </message>
    <message>
        <source>Week of {day}: {done} of {planned} visits, {on_time} of {due} reports</source>
        <translation>{day} 当周：拜访 {done} / {planned} 次，日报按时 {on_time} / {due} 份</translation>
    </message>
    <message>
        <source>Visits done</source>
        <translation>拜访完成率</translation>
    </message>
    <message>
        <source>Reports on time</source>
        <translation>日报按时率</translation>
    </message>
    <message>
        <source>Six weeks</source>
        <translation>近六周</translation>
    </message>
    <message>
        <source>by week</source>
        <translation>按周</translation>
    </message>
    <message>
        <location filename="../../ui/screens/performance/board.py" line="146"/>
        <source>this week</source>
        <translation>本周至今</translation>
    </message>
    <message>
        <source>Done visits in planned ones up to today; reports sealed on their own day.</source>
        <translation>完成率：截至今天，已完成拜访 ÷ 计划拜访。按时率：当天封存的日报 ÷ 应交日报。</translation>
    </message>
    <message>
        <source>No plan in six weeks.</source>
        <translation>近六周没有拜访计划。</translation>
    </message>
    <message>
        <source>{name}: {done} of {planned} visits</source>
        <translation>{name}：完成 {done} / {planned} 次拜访</translation>
    </message>
    <message>
        <source>Visits by rep</source>
        <translation>业务员拜访排名</translation>
    </message>
    <message>
        <source>done / planned</source>
        <translation>完成 / 计划</translation>
    </message>
    <message>
        <source>Done visits up to today; the tick is what was planned.</source>
        <translation>截至今天完成的拜访；竖线为计划数。</translation>
    </message>
    <message>
        <source>Planned (the tick)</source>
        <translation>计划（竖线）</translation>
    </message>
    <message>
        <source>Nobody had a plan.</source>
        <translation>没有人安排计划。</translation>
    </message>
    <message>
        <source>{day}: ordered {ordered}, collected {collected}</source>
        <translation>{day}：订单 {ordered}，回款 {collected}</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>回款</translation>
    </message>
    <message>
        <source>Orders and payments</source>
        <translation>订单与回款</translation>
    </message>
    <message>
        <source>10,000 yuan</source>
        <translation>万元</translation>
    </message>
    <message>
        <source>Sums over the visits of the day or week, as recorded in them.</source>
        <translation>按天或按周汇总拜访中记录的订单额与回款额。</translation>
    </message>
    <message>
        <source>No orders and no payments in this period.</source>
        <translation>这段时间没有订单和回款。</translation>
    </message>
    <message>
        <source>Not due</source>
        <translation>未到期</translation>
    </message>
    <message>
        <source>1–30 days</source>
        <translation>1–30 天</translation>
    </message>
    <message>
        <source>31–60 days</source>
        <translation>31–60 天</translation>
    </message>
    <message>
        <source>Over 60 days</source>
        <translation>60 天以上</translation>
    </message>
    <message>
        <source>Receivables by age</source>
        <translation>应收账龄</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>as of the last sync</source>
        <translation>截至上次同步</translation>
    </message>
    <message>
        <source>What customers owe by days overdue, as the books said last.</source>
        <translation>按逾期天数汇总客户欠款，以最近一次同步的账面为准。</translation>
    </message>
    <message>
        <source>Nobody owes anything.</source>
        <translation>没有应收款。</translation>
    </message>
    <message>
        <source>{grade}: {visited} of {customers} customers visited</source>
        <translation>{grade}：已拜访 {visited} / {customers} 家</translation>
    </message>
    <message>
        <source>no class</source>
        <translation>未分级</translation>
    </message>
    <message>
        <source>Coverage by class</source>
        <translation>分级覆盖</translation>
    </message>
    <message>
        <source>visited / customers</source>
        <translation>已访 / 客户数</translation>
    </message>
    <message>
        <source>Customers with at least one visit in the period; the tick is all of them.</source>
        <translation>期间内至少拜访一次的客户；竖线为全部客户。</translation>
    </message>
    <message>
        <source>All customers (the tick)</source>
        <translation>全部客户（竖线）</translation>
    </message>
    <message>
        <source>No customers.</source>
        <translation>没有客户。</translation>
    </message>
    <message>
        <source>Visited</source>
        <translation>已拜访</translation>
    </message>
    <message>
        <source>With an order</source>
        <translation>有订单</translation>
    </message>
    <message>
        <source>With a payment</source>
        <translation>有回款</translation>
    </message>
    <message>
        <source>From plan to money</source>
        <translation>从计划到回款</translation>
    </message>
    <message>
        <source>customers</source>
        <translation>家</translation>
    </message>
    <message>
        <source>Different customers at each step; between them, the share of the step above.</source>
        <translation>每一步的客户数（不重复）；右侧为相对上一步的比例。</translation>
    </message>
</context>
<context>
    <name>PerformanceFigures</name>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>Unit: {unit}</source>
        <translation>单位：{unit}</translation>
    </message>
    <message>
        <source>Visits done</source>
        <translation>拜访完成率</translation>
    </message>
    <message>
        <source>Reports on time</source>
        <translation>日报按时率</translation>
    </message>
    <message>
        <source>Customers covered</source>
        <translation>客户覆盖率</translation>
    </message>
    <message>
        <source>First visits</source>
        <translation>首次拜访</translation>
    </message>
    <message>
        <source>Ordered (yuan)</source>
        <translation>订单（元）</translation>
    </message>
    <message>
        <source>Collected (yuan)</source>
        <translation>回款（元）</translation>
    </message>
    <message>
        <source>Planned visits and due reports are counted up to today.</source>
        <translation>计划拜访和应交日报均计至今日。</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>总数</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>回款</translation>
    </message>
    <message>
        <source>Week of</source>
        <translation>周（周一）</translation>
    </message>
    <message>
        <source>Reports due</source>
        <translation>应交日报</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>Rep</source>
        <translation>业务员</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>账龄</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户数</translation>
    </message>
    <message>
        <source>Visited</source>
        <translation>已拜访</translation>
    </message>
    <message>
        <source>no class</source>
        <translation>未分级</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Of the step above</source>
        <translation>占上一步</translation>
    </message>
    <message>
        <source>With an order</source>
        <translation>有订单</translation>
    </message>
    <message>
        <source>With a payment</source>
        <translation>有回款</translation>
    </message>
</context>
<context>
    <name>FiguresOut</name>
    <message>
        <source>Export the figures</source>
        <translation>导出业绩</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx)</source>
        <translation>工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Pages (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>业绩</translation>
    </message>
    <message>
        <source>Exported {name}</source>
        <translation>已导出 {name}</translation>
    </message>
</context>
<context>
    <name>PerformanceScreen</name>
    <message>
        <source>Performance of this week</source>
        <translation>本周业绩</translation>
    </message>
    <message>
        <source>Performance of this month</source>
        <translation>本月业绩</translation>
    </message>
    <message>
        <source>Performance of six weeks</source>
        <translation>近六周业绩</translation>
    </message>
    <message>
        <source>Export the figures to Excel</source>
        <translation>导出业绩为 Excel</translation>
    </message>
    <message>
        <source>Save the figures as PDF</source>
        <translation>业绩另存为 PDF</translation>
    </message>
    <message>
        <source>Print the figures</source>
        <translation>打印业绩</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>业绩</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Six weeks</source>
        <translation>近六周</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Whose figures</source>
        <translation>谁的业绩</translation>
    </message>
    <message>
        <source>Whole team</source>
        <translation>全部成员</translation>
    </message>
    <message>
        <source>Visits done</source>
        <translation>拜访完成率</translation>
    </message>
    <message>
        <source>{0} of {1} visits</source>
        <translation>{0} / {1} 次</translation>
    </message>
    <message>
        <source>Stops of the plan with a recorded visit, in all stops planned up to today.</source>
        <translation>拜访完成率 = 已记录拜访的计划站点 ÷ 截至今天的全部计划站点。</translation>
    </message>
    <message>
        <source>Reports on time</source>
        <translation>日报按时率</translation>
    </message>
    <message>
        <source>{0} of {1} reports</source>
        <translation>{0} / {1} 份</translation>
    </message>
    <message>
        <source>Daily reports sealed on their own day, in those due: one for each day with a plan or a visit; today counts once it is sealed.</source>
        <translation>日报按时率 = 当天封存的日报 ÷ 应交日报。有计划或有拜访的日子应交一份；今天的在封存后才计入。</translation>
    </message>
    <message>
        <source>Customers covered</source>
        <translation>客户覆盖率</translation>
    </message>
    <message>
        <source>{0} of {1}, {2} for the first time</source>
        <translation>{0} / {1} 家，首次拜访 {2} 家</translation>
    </message>
    <message>
        <source>Customers visited in the period, in all that are neither archived nor closed.</source>
        <translation>客户覆盖率 = 期间内拜访过的客户 ÷ 未归档且未关店的全部客户。</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>collected {0}</source>
        <translation>回款 {0}</translation>
    </message>
    <message>
        <source>Sums of the orders and payments recorded in the visits of the period.</source>
        <translation>期间内拜访记录中的订单额与回款额合计。</translation>
    </message>
    <message>
        <source>no class</source>
        <translation>未分级</translation>
    </message>
    <message>
        <source>Planned visits</source>
        <translation>计划拜访</translation>
    </message>
    <message>
        <source>Daily reports</source>
        <translation>日报</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>拜访</translation>
    </message>
    <message>
        <source>Visits with an order</source>
        <translation>有订单的拜访</translation>
    </message>
    <message>
        <source>Visits with a payment</source>
        <translation>有回款的拜访</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
</context>
</TS>
