<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AskPanel</name>
    <message>
        <source>Change the request</source>
        <translation>修改申请</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新提交</translation>
    </message>
    <message>
        <source>Sent “{title}” again, as it reads now</source>
        <translation>已按新内容重新提交「{title}」</translation>
    </message>
</context>
<context>
    <name>GivenLine</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>all kinds</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>running</source>
        <translation>生效中</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>over</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>结束委托</translation>
    </message>
        <message>
            <source>up to {amount}</source>
            <translation>最高 {amount}</translation>
        </message>
</context>
<context>
    <name>Inbox</name>
    <message>
        <source>Stand-in while you are away</source>
        <translation>外出时委托代理审批</translation>
    </message>
</context>
<context>
    <name>OwnBar</name>
    <message>
        <source>Change the request</source>
        <translation>修改申请</translation>
    </message>
    <message>
        <source>Submit again</source>
        <translation>重新申请</translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Name a stand-in</source>
        <translation>委托代理审批</translation>
    </message>
</context>
<context>
    <name>StandInPanel</name>
    <message>
        <source>Stand-in</source>
        <translation>代理审批</translation>
    </message>
    <message>
        <source>Who decides in your place while you are away. Every decision names both of you.</source>
        <translation>您不在时由谁代您审批。每项决定都会注明代理人和您。</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>代理人</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>Kinds (none: all of them)</source>
        <translation>审批类型（不选即全部）</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>委托</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>已委托</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Within the limits of both of you, whichever is tighter.</source>
        <translation>在您和代理人两者中较严的权限之内。</translation>
    </message>
    <message>
        <source>Yours: {limits}</source>
        <translation>您的权限：{limits}</translation>
    </message>
    <message>
        <source>{name} stands in for you</source>
        <translation>已委托{name}代您审批</translation>
    </message>
    <message>
        <source>The stand-in is over</source>
        <translation>已结束委托</translation>
    </message>
        <message>
            <source>Up to an amount of</source>
            <translation>单笔金额上限</translation>
        </message>
    <message>
        <source>no limit</source>
        <translation>不另设上限</translation>
    </message>
    <message>
        <source>choose a person</source>
        <translation>选择代理人</translation>
    </message>
    <message>
        <source>Choose who decides in your place</source>
        <translation>请选择由谁代您审批</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Requests you decide as stand-in: {count}</source>
        <translation>代理审批的申请：{count} 项</translation>
    </message>
    <message>
        <source>for {names} · {title}</source>
        <translation>代{names}审批 · {title}</translation>
    </message>
    <message>
        <source>Change the request: {title}</source>
        <translation>修改被退回的申请：{title}</translation>
    </message>
    <message>
        <source>{form} was returned: {title}</source>
        <translation>{form}被退回：{title}</translation>
    </message>
</context>
<context>
    <name>VisitForm</name>
    <message>
        <source>Hinders our sales: report it at once</source>
        <translation>影响我司销售，立即上报</translation>
    </message>
</context>
</TS>
