<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>PrintPreview</name>
    <message>
        <source>The page before (Page Up)</source>
        <translation>上一页（Page Up）</translation>
    </message>
    <message>
        <source>The next page (Page Down)</source>
        <translation>下一页（Page Down）</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>缩小（-）</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>放大（+）</translation>
    </message>
    <message>
        <source>The whole page (0)</source>
        <translation>整页（0）</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>Saved here first</source>
        <translation>先存本机，联网后上传</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Nav</name>
    <message>
        <source>Routebook</source>
        <translation>路书</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Unfold the navigation</source>
        <translation>展开导航栏</translation>
    </message>
    <message>
        <source>Fold the navigation</source>
        <translation>收起导航栏</translation>
    </message>
</context>
<context>
    <name>NoticesPopover</name>
    <message>
        <source>Waiting for you</source>
        <translation>等您处理</translation>
    </message>
    <message>
        <source>Nothing is waiting.</source>
        <translation>没有待处理的事。</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”</source>
        <translation>没有找到「{text}」</translation>
    </message>
    <message>
        <source>Type a customer, an order, a report or what to do</source>
        <translation>输入客户、订单、报告，或要做的事</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
</context>
<context>
    <name>PassphrasePage</name>
    <message>
        <source>Routebook</source>
        <translation>路书</translation>
    </message>
    <message>
        <source>Open the book</source>
        <translation>打开路书</translation>
    </message>
    <message>
        <source>What is kept here is encrypted with your passphrase.</source>
        <translation>本机数据用您的口令加密。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>SettingsPopover</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>紧凑</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行高</translation>
    </message>
    <message>
        <source>Roomy</source>
        <translation>宽松</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Nothing left to undo</source>
        <translation>没有可以撤销的操作</translation>
    </message>
    <message>
        <source>Undoing the import …</source>
        <translation>正在撤销导入……</translation>
    </message>
    <message>
        <source>Undone: {title}</source>
        <translation>已撤销：{title}</translation>
    </message>
        <message numerus="yes">
            <source>%n step(s) undone, the last: {title}</source>
            <translation>
                <numerusform>已撤销 %n 步，最后一步：{title}</numerusform>
            </translation>
        </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Routebook</source>
        <translation>路书</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Once, with a connection. After that the book works offline.</source>
        <translation>首次登录需要联网，之后没有网络也能工作。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>A passphrase for this device (there is no keyring here)</source>
        <translation>本机口令（这台电脑没有系统钥匙串）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Work on without signing in</source>
        <translation>先不登录，继续工作</translation>
    </message>
    <message>
        <source>Signing in …</source>
        <translation>正在登录……</translation>
    </message>
    <message>
        <source>Downloading your customers and work: {done} of {total}</source>
        <translation>正在下载您的客户与工作：{done} / {total}</translation>
    </message>
    <message>
        <source>Downloading your customers and work …</source>
        <translation>正在下载您的客户与工作……</translation>
    </message>
    <message>
        <source>Your own choice; asked for at every start</source>
        <translation>自己设定，每次打开路书时输入</translation>
    </message>
</context>
<context>
    <name>SyncStatus</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>On this device</source>
        <translation>存于本机</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>Synchronising</source>
        <translation>同步中</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>请重新登录</translation>
    </message>
    <message>
        <source>Sync failed</source>
        <translation>未能同步</translation>
    </message>
    <message>
        <source>With the branch</source>
        <translation>已交分部</translation>
    </message>
    <message>
        <source>With the branch, not yet at headquarters</source>
        <translation>已交分部，总部未收到</translation>
    </message>
    <message>
        <source>Offline, work goes on</source>
        <translation>离线，可继续工作</translation>
    </message>
    <message numerus="yes">
        <source>%n changes are kept here</source>
        <translation><numerusform>%Ln 项更改已存本机</numerusform></translation>
    </message>
    <message>
        <source>Everything is sent</source>
        <translation>更改已全部上传</translation>
    </message>
    <message>
        <source>Never synced yet</source>
        <translation>尚未同步过</translation>
    </message>
    <message>
        <source>Last sync {when}</source>
        <translation>上次同步 {when}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message numerus="yes">
        <source>%n changes were refused</source>
        <translation><numerusform>%n 项更改被退回</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n fields have two versions</source>
        <translation><numerusform>%n 个字段有两个版本</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n requests wait for your decision</source>
        <translation><numerusform>%n 条审批等您处理</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n reports wait for your signature</source>
        <translation><numerusform>%n 份报告等您签字</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n reports are due</source>
        <translation><numerusform>%n 份报告待提交</numerusform></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Search customers and reports, or type a command</source>
        <translation>搜索客户、报告、审批，或输入命令</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>待办提醒</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Print: this page has nothing to print</source>
        <translation>打印：本页没有可打印的内容</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Synchronise now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Switch light and dark</source>
        <translation>切换浅色与深色</translation>
    </message>
    <message>
        <source>Switch to English</source>
        <translation>切换到英文（English）</translation>
    </message>
    <message>
        <source>Switch to Chinese</source>
        <translation>切换到中文</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Fold or unfold the navigation</source>
        <translation>收起或展开导航栏</translation>
    </message>
    <message>
        <source>Open {workspace}</source>
        <translation>打开{workspace}</translation>
    </message>
    <message>
        <source>Routebook</source>
        <translation>路书</translation>
    </message>
        <message>
            <source>What can be undone</source>
            <translation>可以撤销的操作</translation>
        </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
</context>
<context>
    <name>Workspaces</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>路线</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>业绩</translation>
    </message>
    <message>
        <source>Sync and devices</source>
        <translation>同步与设备</translation>
    </message>
</context>
    <context>
        <name>StepLine</name>
        <message>
            <source>not sent yet</source>
            <translation>尚未上传</translation>
        </message>
        <message>
            <source>sent: its opposite is done</source>
            <translation>已上传，会反向补一笔</translation>
        </message>
        <message>
            <source>sent: it stays</source>
            <translation>已上传，不能撤销</translation>
        </message>
    </context>
    <context>
        <name>UndoSheet</name>
        <message>
            <source>What can be undone</source>
            <translation>可以撤销的操作</translation>
        </message>
        <message>
            <source>The last action first. Choosing a line undoes it and everything above it.</source>
            <translation>最近的在最前。点一行，撤销它和它上面的所有操作。</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Undo the last one</source>
            <translation>撤销最近一步</translation>
        </message>
        <message>
            <source>Nothing has been changed in this session yet</source>
            <translation>这次打开后还没有做过更改</translation>
        </message>
        <message numerus="yes">
            <source>%n step(s) will be undone</source>
            <translation>
                <numerusform>将撤销 %n 步</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>Labels of a customer</source>
            <translation>客户标签</translation>
        </message>
        <message>
            <source>Merged cards separated</source>
            <translation>拆开合并的客户</translation>
        </message>
        <message>
            <source>Credit entry</source>
            <translation>额度记账</translation>
        </message>
        <message>
            <source>Credit given ahead</source>
            <translation>预授额度</translation>
        </message>
        <message>
            <source>Credit taken back</source>
            <translation>收回预授额度</translation>
        </message>
        <message>
            <source>New order</source>
            <translation>新建订单</translation>
        </message>
        <message>
            <source>Order changed</source>
            <translation>修改订单</translation>
        </message>
        <message>
            <source>Order cancelled</source>
            <translation>取消订单</translation>
        </message>
        <message>
            <source>Order restored</source>
            <translation>恢复订单</translation>
        </message>
        <message>
            <source>New field for everybody</source>
            <translation>发布字段</translation>
        </message>
        <message>
            <source>Published field changed</source>
            <translation>修改发布的字段</translation>
        </message>
        <message>
            <source>New private field</source>
            <translation>新增自用字段</translation>
        </message>
        <message>
            <source>Private field removed</source>
            <translation>去掉自用字段</translation>
        </message>
        <message>
            <source>Form review</source>
            <translation>批示表单</translation>
        </message>
        <message>
            <source>Form discarded</source>
            <translation>作废表单</translation>
        </message>
        <message>
            <source>Request changed</source>
            <translation>修改申请</translation>
        </message>
        <message>
            <source>Stand-in named</source>
            <translation>指定代理人</translation>
        </message>
        <message>
            <source>Stand-in ended</source>
            <translation>结束代理</translation>
        </message>
        <message>
            <source>Attachment removed</source>
            <translation>移除附件</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
    </context>
    <context>
        <name>Header</name>
        <message>
            <source>Titles of the columns</source>
            <translation>列标题</translation>
        </message>
    </context>
<context>
    <name>DamagedPage</name>
    <message>
        <source>Routebook</source>
        <translation>路书</translation>
    </message>
    <message>
        <source>The book cannot be read</source>
        <translation>本机的数据读不出来了</translation>
    </message>
    <message>
        <source>What was not sent yet is taken out as far as it can be read, and the damaged file is set aside. Then sign in: headquarters sends everything else again.</source>
        <translation>还没发送的内容，能读出来的都会取出；损坏的文件另存，不会删除。然后重新登录，其余内容会从总部重新下载。</translation>
    </message>
    <message>
        <source>Save what can be saved</source>
        <translation>取出能读的内容</translation>
    </message>
</context>
</TS>
