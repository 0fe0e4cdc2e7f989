<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ConflictView</name>
    <message>
        <location filename="../../ui/screens/sync/conflict_view.py" line="81"/>
        <source>“{field}” was changed by two people; before it was {value}</source>
        <translation>「{field}」被两个人改过，之前是 {value}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/conflict_view.py" line="88"/>
        <source>Your choice goes to headquarters with the next synchronisation</source>
        <translation>您的选择会随下次同步到达总部</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/conflict_view.py" line="98"/>
        <source>This laptop</source>
        <translation>本机</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/conflict_view.py" line="98"/>
        <source>Set aside</source>
        <translation>另存的值</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/conflict_view.py" line="102"/>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/conflict_view.py" line="104"/>
        <location filename="../../ui/screens/sync/conflict_view.py" line="108"/>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/conflict_view.py" line="107"/>
        <source>Another value</source>
        <translation>其他值</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/conflict_view.py" line="135"/>
        <source>Save result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/conflict_view.py" line="90"/>
        <source>The value not taken stays in the history</source>
        <translation>未选的值保留在历史中</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/conflict_view.py" line="140"/>
        <source>Open the customer</source>
        <translation>查看客户</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/conflict_view.py" line="156"/>
        <source>becomes: {value}</source>
        <translation>将变为：{value}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/conflict_view.py" line="174"/>
        <source>“{field}” of {title} is decided</source>
        <translation>已确定「{title}」的{field}</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <location filename="../../ui/screens/sync/detail_pane.py" line="71"/>
        <source>Nothing here needs you</source>
        <translation>这里没有需要处理的事项</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/detail_pane.py" line="91"/>
        <source>Correct it here</source>
        <translation>在这里修改</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/detail_pane.py" line="91"/>
        <source>What it changes</source>
        <translation>更改内容</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/detail_pane.py" line="100"/>
        <source>Sent automatically when online; nothing to do</source>
        <translation>联网后自动上传，无需操作</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/detail_pane.py" line="123"/>
        <source>before: {value}</source>
        <translation>原为 {value}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/detail_pane.py" line="143"/>
        <source>Send again</source>
        <translation>修改后重发</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/detail_pane.py" line="146"/>
        <source>Discard, keep a copy</source>
        <translation>放弃（保留副本）</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/detail_pane.py" line="148"/>
        <source>Send all again</source>
        <translation>全部重发</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/detail_pane.py" line="159"/>
        <source>Open the customer</source>
        <translation>查看客户</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/detail_pane.py" line="181"/>
        <source>“{title}” will be sent again</source>
        <translation>「{title}」将重新上传</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/detail_pane.py" line="190"/>
        <source>“{title}” given up; a copy is kept</source>
        <translation>已放弃「{title}」，副本保留在本机</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/detail_pane.py" line="154"/>
        <source>Open the request</source>
        <translation>打开申请</translation>
    </message>
</context>
<context>
    <name>DevicePane</name>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="123"/>
        <source>Photos and files</source>
        <translation>照片与附件</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="125"/>
        <source>Files to send</source>
        <translation>附件待上传</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="127"/>
        <source>Files to download</source>
        <translation>附件待下载</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="140"/>
        <source>Files: {done} of {total}</source>
        <translation>附件：{done} / {total}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="36"/>
        <source>Synchronise now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="39"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="52"/>
        <location filename="../../ui/screens/sync/device_pane.py" line="188"/>
        <source>Export the log</source>
        <translation>导出日志</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="72"/>
        <source>Headquarters</source>
        <translation>总部</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="73"/>
        <source>Without headquarters</source>
        <translation>总部不通时</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="74"/>
        <source>On this laptop</source>
        <translation>本机存储</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="75"/>
        <source>My devices</source>
        <translation>我的设备</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="101"/>
        <source>Headquarters last received</source>
        <translation>最近一次总部收到</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="102"/>
        <source>never</source>
        <translation>尚未同步</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="104"/>
        <source>To send</source>
        <translation>待上传</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="105"/>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="106"/>
        <source>Signed in as</source>
        <translation>登录用户</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="111"/>
        <source>Store</source>
        <translation>本机数据</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="114"/>
        <source>Everything else</source>
        <translation>其他</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="118"/>
        <source>known after the first synchronisation</source>
        <translation>首次同步后显示</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="119"/>
        <source>This device</source>
        <translation>本机</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="147"/>
        <source>nothing</source>
        <translation>没有</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/screens/sync/device_pane.py" line="149"/>
        <source>%n changes, oldest {age}</source>
        <translation>
            <numerusform>%n 项，最早：{age}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="153"/>
        <source>blocked</source>
        <translation>已停用</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="155"/>
        <source>this device</source>
        <translation>本机</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="161"/>
        <source>Exchanging with headquarters</source>
        <translation>正在与总部同步</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="162"/>
        <source>In sync with headquarters</source>
        <translation>已与总部同步</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="163"/>
        <source>Handed to the branch hub; headquarters has not received it yet</source>
        <translation>已转交分部服务器，总部尚未收到</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="164"/>
        <source>Offline; you can go on working</source>
        <translation>离线，可继续工作</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="165"/>
        <source>Signed out; sign in to send what waits</source>
        <translation>已退出登录，登录后即可上传</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="166"/>
        <source>The last attempt failed; nothing is lost</source>
        <translation>上次同步未成功，数据都在本机</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="167"/>
        <source>Kept on this laptop</source>
        <translation>已存于本机</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="171"/>
        <source>sent {pushed} · received {pulled} · {seconds} s</source>
        <translation>发出 {pushed} · 收到 {pulled} · {seconds} 秒</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="200"/>
        <source>The log could not be written</source>
        <translation>日志未能写入</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="202"/>
        <source>Log exported</source>
        <translation>已导出日志</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/device_pane.py" line="126"/>
        <source>Files at the branch hub</source>
        <translation>附件在分部服务器</translation>
    </message>
</context>
<context>
    <name>HubChoice</name>
    <message>
        <location filename="../../ui/screens/sync/hub_choice.py" line="24"/>
        <source>None</source>
        <translation>不用</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/hub_choice.py" line="25"/>
        <source>Find on the LAN</source>
        <translation>局域网内自动找</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/hub_choice.py" line="26"/>
        <source>By address</source>
        <translation>填地址</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/hub_choice.py" line="29"/>
        <location filename="../../ui/screens/sync/hub_choice.py" line="39"/>
        <source>Branch hub</source>
        <translation>分部服务器</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/hub_choice.py" line="33"/>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/hub_choice.py" line="66"/>
        <source>While headquarters does not answer, changes wait on this laptop.</source>
        <translation>总部不通时，更改先留在本机。</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/hub_choice.py" line="68"/>
        <source>While headquarters does not answer, the hub found on the LAN is used.</source>
        <translation>总部不通时，用局域网里找到的那台。</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/hub_choice.py" line="70"/>
        <source>While headquarters does not answer, this hub is used.</source>
        <translation>总部不通时，用这一台。</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="202"/>
        <source>waiting for network</source>
        <translation>等待联网</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="204"/>
        <source>passed on, no answer yet</source>
        <translation>已转交，总部尚未回执</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="205"/>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="206"/>
        <source>not understood</source>
        <translation>无法识别</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="207"/>
        <source>two versions</source>
        <translation>两个版本</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="194"/>
        <source>edited after it was deleted</source>
        <translation>删除之后又被修改</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="195"/>
        <source>edited after it was handed over</source>
        <translation>转交之后又被修改</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="196"/>
        <source>perhaps the same customer twice</source>
        <translation>可能是重复的客户</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="208"/>
        <source>two decisions</source>
        <translation>两个决定</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="209"/>
        <location filename="../../ui/screens/sync/queue_pane.py" line="210"/>
        <location filename="../../ui/screens/sync/queue_pane.py" line="211"/>
        <source>to decide</source>
        <translation>待您决定</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="203"/>
        <source>awaiting an answer</source>
        <translation>已发出，等待回执</translation>
    </message>
</context>
<context>
    <name>QueuePane</name>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="48"/>
        <source>Sync and devices</source>
        <translation>同步与设备</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="53"/>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="163"/>
        <source>move</source>
        <translation>上下移动</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="163"/>
        <source>next</source>
        <translation>下一项</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="88"/>
        <source>To send</source>
        <translation>待上传</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="89"/>
        <source>Refused</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="90"/>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="155"/>
        <source>Everything you did has reached headquarters</source>
        <translation>所有更改都已到达总部</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="156"/>
        <source>Headquarters has taken everything you sent</source>
        <translation>没有被退回的更改</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="157"/>
        <source>No conflicts to decide</source>
        <translation>没有需要选择的冲突</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="172"/>
        <source>oldest {age}</source>
        <translation>最早：{age}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="165"/>
        <source>choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/queue_pane.py" line="165"/>
        <source>save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>StickCard</name>
    <message>
        <location filename="../../ui/screens/sync/stick_card.py" line="63"/>
        <source>No network? Carry your changes to headquarters on a USB stick.</source>
        <translation>没有网络时，可用 U 盘把改动带给总部，再把回执带回来。</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/stick_card.py" line="44"/>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/stick_card.py" line="46"/>
        <source>Import</source>
        <translation>读入</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/stick_card.py" line="83"/>
        <source>Export changes for headquarters</source>
        <translation>导出给总部的同步包</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/stick_card.py" line="88"/>
        <source>Import headquarters&apos; answer</source>
        <translation>读入总部的同步包</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/stick_card.py" line="87"/>
        <source>Synchronisation bundles (*.syncb)</source>
        <translation>同步包 (*.syncb)</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/screens/sync/stick_card.py" line="111"/>
        <source>%n changes are on the stick</source>
        <translation>
            <numerusform>%n 项改动已写入 U 盘</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/screens/sync/stick_card.py" line="117"/>
        <source>%n changes were answered</source>
        <translation>
            <numerusform>%n 项改动已得到回执</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/stick_card.py" line="118"/>
        <source>{number} records came in</source>
        <translation>收到 {number} 条记录</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/stick_card.py" line="66"/>
        <source>Headquarters was restored from a backup. Export once more, carry the stick there and bring the answer back: what it lost comes from this laptop. Nothing is lost.</source>
        <translation>总部的数据从备份恢复过。请再导出一次，把 U 盘带给总部，再把回执带回来读入：总部丢失的由本机补上，一项不丢。</translation>
    </message>
</context>
<context>
    <name>SyncScreen</name>
    <message>
        <location filename="../../ui/screens/sync/screen.py" line="62"/>
        <source>Send the refused change again</source>
        <translation>重发被退回的更改</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/screen.py" line="66"/>
        <source>Give the refused change up</source>
        <translation>放弃被退回的更改</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/screen.py" line="67"/>
        <source>Export the log</source>
        <translation>导出日志</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/screens/sync/screen.py" line="165"/>
        <source>%n will be sent again</source>
        <translation>
            <numerusform>%n 项将重新上传</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/screen.py" line="73"/>
        <source>Of two versions take the one of this device</source>
        <translation>两个版本：采用本机的</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/screen.py" line="74"/>
        <source>Of two versions take the one of the server</source>
        <translation>两个版本：采用服务器的</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/screen.py" line="75"/>
        <source>In place of two versions type another value</source>
        <translation>两个版本：填另一个值</translation>
    </message>
</context>
<context>
    <name>TwoDecisions</name>
    <message>
        <location filename="../../ui/screens/sync/two_decisions.py" line="42"/>
        <source>It had been decided before your decision reached headquarters</source>
        <translation>您的决定到达总部之前，申请已有结果</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/two_decisions.py" line="47"/>
        <source>Your decision has no effect; it stays with the request as an opinion</source>
        <translation>您的决定没有生效，作为意见留在申请里</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/two_decisions.py" line="63"/>
        <source>Your decision</source>
        <translation>您的决定</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/two_decisions.py" line="65"/>
        <location filename="../../ui/screens/sync/two_decisions.py" line="71"/>
        <source>Stands</source>
        <translation>生效的决定</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/two_decisions.py" line="66"/>
        <source>The request is no longer open</source>
        <translation>申请已不在审批中</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/two_decisions.py" line="90"/>
        <source>Noted</source>
        <translation>知道了</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/two_decisions.py" line="94"/>
        <source>Open the request</source>
        <translation>打开申请</translation>
    </message>
</context>
<context>
    <name>WholeView</name>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="44"/>
        <source>Your choice goes to headquarters with the next synchronisation</source>
        <translation>您的选择会随下次同步到达总部</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="52"/>
        <source>{author} worked on it at {when}, without knowing that {stood} had deleted it</source>
        <translation>{author} 在 {when} 做了修改，当时还不知道 {stood} 已将它删除</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="55"/>
        <source>{author} edited it at {when}, when it had already gone to somebody else: a proposal for whoever looks after it now</source>
        <translation>{author} 在 {when} 修改时，它已转给别人；这些改动作为建议，由现在的负责人决定</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="58"/>
        <source>It looks like the same customer as “{other}”</source>
        <translation>它与「{other}」像是同一个客户</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="64"/>
        <source>a card of another rep</source>
        <translation>其他业务员的客户</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="69"/>
        <source>Bring it back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="69"/>
        <source>It stays deleted</source>
        <translation>保持删除</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="70"/>
        <source>Take it over</source>
        <translation>采纳</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="70"/>
        <source>Decline</source>
        <translation>不采纳</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="71"/>
        <source>They are one: merge</source>
        <translation>是同一个，合并</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="71"/>
        <source>They are two</source>
        <translation>不是重复</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="93"/>
        <source>Field by field, on the card; what hangs on the other comes along</source>
        <translation>到客户卡上逐项选择；另一张卡上的拜访、计划等一并归入</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="94"/>
        <source>Nothing is changed, and it is not asked again</source>
        <translation>不改动任何内容，以后不再提示</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="97"/>
        <source>What was written stays in the history</source>
        <translation>写下的内容保留在历史中</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="99"/>
        <source>as it was; what was recorded with it is there too</source>
        <translation>恢复原样，随它记录的内容也在</translation>
    </message>
    <message>
        <location filename="../../ui/screens/sync/whole_view.py" line="116"/>
        <source>Open the customer</source>
        <translation>打开客户</translation>
    </message>
</context>
</TS>
