<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ConflictView</name>
    <message>
        <source>“{field}” was changed by two people; before it was {value}</source>
        <translation>「{field}」被两个人改过，之前是 {value}</translation>
    </message>
    <message>
        <source>Your choice goes to headquarters with the next synchronisation</source>
        <translation>您的选择会随下次同步到达总部</translation>
    </message>
    <message>
        <source>This laptop</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>另存的值</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Another value</source>
        <translation>其他值</translation>
    </message>
    <message>
        <source>Save result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>The value not taken stays in the history</source>
        <translation>未选的值保留在历史中</translation>
    </message>
    <message>
        <source>Open the customer</source>
        <translation>查看客户</translation>
    </message>
    <message>
        <source>becomes: {value}</source>
        <translation>将变为：{value}</translation>
    </message>
    <message>
        <source>“{field}” of {title} is decided</source>
        <translation>已确定「{title}」的{field}</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Nothing here needs you</source>
        <translation>这里没有需要处理的事项</translation>
    </message>
    <message>
        <source>Correct it here</source>
        <translation>在这里修改</translation>
    </message>
    <message>
        <source>What it changes</source>
        <translation>更改内容</translation>
    </message>
    <message>
        <source>Sent automatically when online; nothing to do</source>
        <translation>联网后自动上传，无需操作</translation>
    </message>
    <message>
        <source>before: {value}</source>
        <translation>原为 {value}</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>修改后重发</translation>
    </message>
    <message>
        <source>Discard, keep a copy</source>
        <translation>放弃（保留副本）</translation>
    </message>
    <message>
        <source>Send all again</source>
        <translation>全部重发</translation>
    </message>
    <message>
        <source>Open the customer</source>
        <translation>查看客户</translation>
    </message>
    <message>
        <source>“{title}” will be sent again</source>
        <translation>「{title}」将重新上传</translation>
    </message>
    <message>
        <source>“{title}” given up; a copy is kept</source>
        <translation>已放弃「{title}」，副本保留在本机</translation>
    </message>
    <message>
        <source>Open the request</source>
        <translation>打开申请</translation>
    </message>
</context>
<context>
    <name>DevicePane</name>
    <message>
        <source>Photos and files</source>
        <translation>照片与附件</translation>
    </message>
    <message>
        <source>Files to send</source>
        <translation>附件待上传</translation>
    </message>
    <message>
        <source>Files to download</source>
        <translation>附件待下载</translation>
    </message>
    <message>
        <source>Files: {done} of {total}</source>
        <translation>附件：{done} / {total}</translation>
    </message>
    <message>
        <source>Synchronise now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>导出日志</translation>
    </message>
    <message>
        <source>Headquarters</source>
        <translation>总部</translation>
    </message>
    <message>
        <source>Without headquarters</source>
        <translation>总部不通时</translation>
    </message>
    <message>
        <source>On this laptop</source>
        <translation>本机存储</translation>
    </message>
    <message>
        <source>My devices</source>
        <translation>我的设备</translation>
    </message>
    <message>
        <source>Headquarters last received</source>
        <translation>最近一次总部收到</translation>
    </message>
    <message>
        <source>never</source>
        <translation>尚未同步</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Signed in as</source>
        <translation>登录用户</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>本机数据</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>known after the first synchronisation</source>
        <translation>首次同步后显示</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>没有</translation>
    </message>
    <message numerus="yes">
        <source>%n changes, oldest {age}</source>
        <translation>
            <numerusform>%n 项，最早：{age}</numerusform>
        </translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Exchanging with headquarters</source>
        <translation>正在与总部同步</translation>
    </message>
    <message>
        <source>In sync with headquarters</source>
        <translation>已与总部同步</translation>
    </message>
    <message>
        <source>Handed to the branch hub; headquarters has not received it yet</source>
        <translation>已转交分部服务器，总部尚未收到</translation>
    </message>
    <message>
        <source>Offline; you can go on working</source>
        <translation>离线，可继续工作</translation>
    </message>
    <message>
        <source>Signed out; sign in to send what waits</source>
        <translation>已退出登录，登录后即可上传</translation>
    </message>
    <message>
        <source>The last attempt failed; nothing is lost</source>
        <translation>上次同步未成功，数据都在本机</translation>
    </message>
    <message>
        <source>Kept on this laptop</source>
        <translation>已存于本机</translation>
    </message>
    <message>
        <source>sent {pushed} · received {pulled} · {seconds} s</source>
        <translation>发出 {pushed} · 收到 {pulled} · {seconds} 秒</translation>
    </message>
    <message>
        <source>The log could not be written</source>
        <translation>日志未能写入</translation>
    </message>
    <message>
        <source>Log exported</source>
        <translation>已导出日志</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>waiting for network</source>
        <translation>等待联网</translation>
    </message>
    <message>
        <source>sent, awaiting answer</source>
        <translation>已发出，等待回执</translation>
    </message>
    <message>
        <source>passed on, no answer yet</source>
        <translation>已转交，总部尚未回执</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>无法识别</translation>
    </message>
    <message>
        <source>two versions</source>
        <translation>两个版本</translation>
    </message>
    <message>
        <source>edited after it was deleted</source>
        <translation>删除之后又被修改</translation>
    </message>
    <message>
        <source>edited after it was handed over</source>
        <translation>转交之后又被修改</translation>
    </message>
    <message>
        <source>perhaps the same customer twice</source>
        <translation>可能是重复的客户</translation>
    </message>
    <message>
        <source>to decide</source>
        <translation>待您决定</translation>
    </message>
</context>
<context>
    <name>QueuePane</name>
    <message>
        <source>Sync and devices</source>
        <translation>同步与设备</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>move</source>
        <translation>上下移动</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一项</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Everything you did has reached headquarters</source>
        <translation>所有更改都已到达总部</translation>
    </message>
    <message>
        <source>Headquarters has taken everything you sent</source>
        <translation>没有被退回的更改</translation>
    </message>
    <message>
        <source>No conflicts to decide</source>
        <translation>没有需要选择的冲突</translation>
    </message>
    <message>
        <source>oldest {age}</source>
        <translation>最早：{age}</translation>
    </message>
</context>
<context>
    <name>StickCard</name>
    <message>
        <source>No network? Carry your changes to headquarters on a USB stick.</source>
        <translation>没有网络时，可用 U 盘把改动带给总部，再把回执带回来。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>读入</translation>
    </message>
    <message>
        <source>address or auto</source>
        <translation>无（填地址或 auto）</translation>
    </message>
    <message>
        <source>Branch hub</source>
        <translation>分部服务器</translation>
    </message>
    <message>
        <source>Export changes for headquarters</source>
        <translation>导出给总部的同步包</translation>
    </message>
    <message>
        <source>Import headquarters&apos; answer</source>
        <translation>读入总部的同步包</translation>
    </message>
    <message>
        <source>Synchronisation bundles (*.syncb)</source>
        <translation>同步包 (*.syncb)</translation>
    </message>
    <message numerus="yes">
        <source>%n changes are on the stick</source>
        <translation>
            <numerusform>%n 项改动已写入 U 盘</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes were answered</source>
        <translation>
            <numerusform>%n 项改动已得到回执</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} records came in</source>
        <translation>收到 {number} 条记录</translation>
    </message>
</context>
<context>
    <name>SyncScreen</name>
    <message>
        <source>Send the refused change again</source>
        <translation>重发被退回的更改</translation>
    </message>
    <message>
        <source>Give the refused change up</source>
        <translation>放弃被退回的更改</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>导出日志</translation>
    </message>
    <message numerus="yes">
        <source>%n will be sent again</source>
        <translation>
            <numerusform>%n 项将重新上传</numerusform>
        </translation>
    </message>
        <message>
            <source>Of two versions take the one of this device</source>
            <translation>两个版本：采用本机的</translation>
        </message>
        <message>
            <source>Of two versions take the one of the server</source>
            <translation>两个版本：采用服务器的</translation>
        </message>
        <message>
            <source>In place of two versions type another value</source>
            <translation>两个版本：填另一个值</translation>
        </message>
</context>
<context>
    <name>WholeView</name>
    <message>
        <source>Your choice goes to headquarters with the next synchronisation</source>
        <translation>您的选择会随下次同步到达总部</translation>
    </message>
    <message>
        <source>{author} worked on it at {when}, without knowing that {stood} had deleted it</source>
        <translation>{author} 在 {when} 做了修改，当时还不知道 {stood} 已将它删除</translation>
    </message>
    <message>
        <source>{author} edited it at {when}, when it had already gone to somebody else: a proposal for whoever looks after it now</source>
        <translation>{author} 在 {when} 修改时，它已转给别人；这些改动作为建议，由现在的负责人决定</translation>
    </message>
    <message>
        <source>It looks like the same customer as “{other}”</source>
        <translation>它与「{other}」像是同一个客户</translation>
    </message>
    <message>
        <source>a card of another rep</source>
        <translation>其他业务员的客户</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>It stays deleted</source>
        <translation>保持删除</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>采纳</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>不采纳</translation>
    </message>
    <message>
        <source>They are one: merge</source>
        <translation>是同一个，合并</translation>
    </message>
    <message>
        <source>They are two</source>
        <translation>不是重复</translation>
    </message>
    <message>
        <source>Field by field, on the card; what hangs on the other comes along</source>
        <translation>到客户卡上逐项选择；另一张卡上的拜访、计划等一并归入</translation>
    </message>
    <message>
        <source>Nothing is changed, and it is not asked again</source>
        <translation>不改动任何内容，以后不再提示</translation>
    </message>
    <message>
        <source>What was written stays in the history</source>
        <translation>写下的内容保留在历史中</translation>
    </message>
    <message>
        <source>as it was; what was recorded with it is there too</source>
        <translation>恢复原样，随它记录的内容也在</translation>
    </message>
    <message>
        <source>Open the customer</source>
        <translation>打开客户</translation>
    </message>
</context>
</TS>
