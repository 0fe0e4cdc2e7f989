<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Board</name>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Nothing is waiting for you.</source>
        <translation>没有待办事项。</translation>
    </message>
    <message>
        <source>Overdue money, promises, reports and requests appear here by themselves.</source>
        <translation>逾期货款、约定的拜访、待写报告和审批会自动出现在这里。</translation>
    </message>
    <message>
        <source>move</source>
        <translation>上下</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>do</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>{count} to do</source>
        <translation>{count} 项</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
</context>
<context>
    <name>Pulse</name>
    <message>
        <source>{percent} of its working days</source>
        <translation>工作日已过 {percent}</translation>
    </message>
    <message>
        <source>Pace of the month</source>
        <translation>本月进度</translation>
    </message>
    <message>
        <source>The tick marks where the month should be today.</source>
        <translation>竖线是按工作日今天应到的位置。</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>拜访</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订货</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>回款</translation>
    </message>
    <message>
        <source>no target yet</source>
            <translation>尚无目标</translation>
        </message>
        <message>
            <source>on pace</source>
        <translation>进度正常</translation>
    </message>
    <message>
        <source>{gap} behind</source>
        <translation>落后 {gap}</translation>
    </message>
    <message>
        <source>To watch</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Nothing unusual.</source>
        <translation>没有异常。</translation>
    </message>
    <message>
        <source>Over 60 days late: {count}</source>
        <translation>{count} 家逾期超过 60 天</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Conflicts: {count}</source>
        <translation>{count} 处冲突</translation>
    </message>
    <message>
        <source>both values are kept</source>
        <translation>两个版本都已保留</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>去选择</translation>
    </message>
    <message>
        <source>Not seen for too long: {count}</source>
        <translation>{count} 家客户久未拜访</translation>
    </message>
    <message>
        <source>longer than their class allows</source>
        <translation>超过该等级应有的拜访间隔</translation>
    </message>
    <message>
        <source>This laptop</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>上次同步</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未同步</translation>
    </message>
    <message>
        <source>{count} unsent</source>
        <translation>{count} 项更改</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Sync and devices</source>
        <translation>同步与设备</translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Go to the next stop</source>
        <translation>前往下一站</translation>
    </message>
    <message>
        <source>Go to the things to do</source>
        <translation>转到待办</translation>
    </message>
    <message>
        <source>Go to the stops</source>
        <translation>转到行程</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Stops of the day</source>
        <translation>今天的行程</translation>
    </message>
    <message>
        <source>move</source>
        <translation>上下</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>things to do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>team: {done} of {planned} visits</source>
        <translation>团队拜访 {done} / {planned}</translation>
    </message>
    <message>
        <source>Decide requests</source>
        <translation>处理审批</translation>
    </message>
    <message>
        <source>{done} of {planned} stops</source>
        <translation>已访 {done} / {planned}</translation>
    </message>
    <message>
        <source>Next stop</source>
        <translation>下一站</translation>
    </message>
    <message>
        <source>No stop is planned for today.</source>
        <translation>今天还没有安排拜访。</translation>
    </message>
    <message>
        <source>Plan the day</source>
        <translation>安排今天</translation>
    </message>
    <message>
        <source>Routes suggest whom to see; visits appear here as they are made.</source>
        <translation>路线会建议该拜访谁；完成的拜访会出现在这里。</translation>
    </message>
    <message>
        <source>Moved to today: {title}</source>
        <translation>已改到今天：{title}</translation>
    </message>
    <message>
        <source>Planned for today: {title}</source>
        <translation>已排入今天：{title}</translation>
    </message>
</context>
<context>
    <name>Stops</name>
    <message>
        <source>begun, not sealed</source>
        <translation>已起草，尚未封存</translation>
    </message>
    <message>
        <source>drafts itself from the visits</source>
        <translation>根据拜访自动起草</translation>
    </message>
    <message>
        <source>Seal the daily report</source>
        <translation>封存日报</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>no result written</source>
        <translation>未填写结果</translation>
    </message>
    <message>
        <source>{sum} overdue</source>
        <translation>逾期 {sum}</translation>
    </message>
    <message>
        <source>last visit {time}</source>
        <translation>最近拜访 {time}</translation>
    </message>
    <message>
        <source>no visit yet</source>
        <translation>尚无拜访</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Overdue requests: {count}</source>
        <translation>{count} 条审批已超时</translation>
    </message>
    <message>
        <source>Requests waiting for your decision: {count}</source>
        <translation>{count} 条审批待处理</translation>
    </message>
    <message>
        <source>most urgent: {who} · {title}</source>
        <translation>最急：{who} · {title}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Reports waiting for your signature: {count}</source>
        <translation>{count} 份报告待核签</translation>
    </message>
    <message>
        <source>{report} was returned</source>
        <translation>{report}被退回</translation>
    </message>
    <message>
        <source>Write the {report}</source>
        <translation>写{report}</translation>
    </message>
    <message>
        <source>Collect from {name}</source>
        <translation>催收 {name}</translation>
    </message>
    <message>
        <source>{days} overdue</source>
        <translation>已逾期 {days}</translation>
    </message>
    <message>
        <source>class {klass}, not seen for {days}</source>
        <translation>{klass} 级，{days}未拜访</translation>
    </message>
    <message>
        <source>See {name} again</source>
        <translation>回访 {name}</translation>
    </message>
    <message>
        <source>promised for {when}, not planned</source>
        <translation>约在{when}，尚未安排</translation>
    </message>
    <message>
        <source>planned {when}, no reason given</source>
        <translation>原计划{when}，未写原因</translation>
    </message>
    <message>
        <source>Conflicts: {count}</source>
        <translation>{count} 处被两人同时修改</translation>
    </message>
    <message>
        <source>both values are kept until you choose</source>
        <translation>两个版本都保留到您选择为止</translation>
    </message>
    <message>
        <source>Changes refused: {count}</source>
        <translation>{count} 项更改未被接受</translation>
    </message>
    <message>
        <source>kept on this device, each with its reason</source>
        <translation>仍在本机，各有原因</translation>
    </message>
    <message>
        <source>Approved: {title}</source>
        <translation>已同意：{title}</translation>
    </message>
    <message>
        <source>Endorsed: {title}</source>
        <translation>已背书：{title}</translation>
    </message>
    <message>
        <source>Rejected: {title}</source>
        <translation>已驳回：{title}</translation>
    </message>
    <message>
        <source>Returned: {title}</source>
        <translation>已退回：{title}</translation>
    </message>
    <message>
        <source>Passed on: {title}</source>
        <translation>已转交：{title}</translation>
    </message>
    <message>
        <source>{name} signed your {report}</source>
        <translation>{name}核签了您的{report}</translation>
    </message>
    <message>
        <source>{name} returned your {report}</source>
        <translation>{name}退回了您的{report}</translation>
    </message>
    <message>
        <source>Plan today</source>
        <translation>排入今天</translation>
    </message>
    <message>
        <source>Replan today</source>
        <translation>改到今天</translation>
    </message>
    <message>
        <source>Promised: visit {name}</source>
        <translation>按约拜访 {name}</translation>
    </message>
    <message>
        <source>{name}: not visited</source>
        <translation>{name} 未拜访</translation>
    </message>
</context>
</TS>
