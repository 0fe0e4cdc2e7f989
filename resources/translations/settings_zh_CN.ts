<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutSheet</name>
    <message>
        <source>Routebook</source>
        <translation>路书</translation>
    </message>
    <message>
        <source>The book a field rep carries: customers, routes and reports.</source>
        <translation>业务员随身的一本书：客户、路线和报告。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Signed in as</source>
        <translation>登录用户</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>System</source>
        <translation>操作系统</translation>
    </message>
    <message>
        <source>This program</source>
        <translation>本程序</translation>
    </message>
    <message>
        <source>Built with</source>
        <translation>所用组件</translation>
    </message>
    <message>
        <source>unchanged, with their licences</source>
        <translation>未经改动，许可如下</translation>
    </message>
    <message>
        <source>Copied; paste it into your message to support</source>
        <translation>已复制，可粘贴到发给支持人员的消息里</translation>
    </message>
</context>
<context>
    <name>ActionBar</name>
    <message>
        <source>Beyond your limit of {limit}: endorse it to your superior ({key})</source>
        <translation>超出您的权限 {limit}：请背书上报（{key}）</translation>
    </message>
</context>
<context>
    <name>DayPane</name>
    <message>
        <source>Plan weekly routes</source>
        <translation>排周线</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Previous</source>
        <translation>上一条</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一条</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>Restore the default key: {action}</source>
        <translation>恢复默认按键：{action}</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>没有按键</translation>
    </message>
    <message>
        <source>Press the new key; Backspace takes the key away, Esc leaves it.</source>
        <translation>请按新按键；Backspace 去掉按键，Esc 保持原样。</translation>
    </message>
    <message>
        <source>press a key …</source>
        <translation>请按键……</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>No starred customers yet; the star is in the card ({key})</source>
        <translation>还没有收藏的客户；星标在资料卡里（{key}）</translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Do what the button beside the task says</source>
        <translation>执行待办旁边的按钮</translation>
    </message>
</context>
<context>
    <name>SettingsPopover</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Ready to leave</source>
        <translation>出发准备</translation>
    </message>
    <message>
        <source>About Routebook</source>
        <translation>关于路书</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Choose an action and press its new key. It applies at once, for this profile.</source>
        <translation>选一个操作，按下新按键即可，立即生效，只对当前用户。</translation>
    </message>
    <message>
        <source>Search an action or a key</source>
        <translation>搜索操作或按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Restore all defaults</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>No action fits “{text}”</source>
        <translation>没有与「{text}」相符的操作</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>{key} moves about and confirms everywhere; choose another key.</source>
        <translation>{key} 用于移动和确认，请换一个按键。</translation>
    </message>
    <message>
        <source>{key} is the key of “{action}”. Press it again to take it from there.</source>
        <translation>{key} 已用于「{action}」。再按一次就改归这里。</translation>
    </message>
    <message>
        <source>{key} taken; “{action}” has no key now.</source>
        <translation>已改用 {key}；「{action}」现在没有按键。</translation>
    </message>
    <message>
        <source>The key is {key} now.</source>
        <translation>按键已改为 {key}。</translation>
    </message>
    <message>
        <source>The action has no key now; the palette still finds it.</source>
        <translation>这个操作现在没有按键，仍可在命令面板里找到。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>All keys are as they were at first.</source>
        <translation>所有按键已恢复默认。</translation>
    </message>
        <message>
            <source>Keys that move and confirm cannot be changed; they are listed last.</source>
            <translation>移动和确认用的键固定不变，列在最后。</translation>
        </message>
        <message>
            <source>Always the same</source>
            <translation>固定的键</translation>
        </message>
        <message>
            <source>Every list, every field, input methods and screen readers rely on these; changed in one place they would be wrong in all others.</source>
            <translation>所有列表、输入框、输入法和读屏软件都靠这些键，改了一处，别处就会出错，所以不能改。</translation>
        </message>
        <message>
            <source>Up and down in a list</source>
            <translation>在列表里上下移动</translation>
        </message>
        <message>
            <source>Open, save, confirm</source>
            <translation>打开、保存、确认</translation>
        </message>
        <message>
            <source>Back, leave as it was</source>
            <translation>返回、保持原样</translation>
        </message>
        <message>
            <source>To the next place</source>
            <translation>到下一处</translation>
        </message>
        <message>
            <source>Tick or untick the row</source>
            <translation>勾选或取消勾选这一行</translation>
        </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>About Routebook</source>
        <translation>关于路书</translation>
    </message>
</context>
    <context>
        <name>Compare</name>
        <message>
            <source>{key}  Another value</source>
            <translation>{key}  改成别的值</translation>
        </message>
    </context>
<context>
    <name>SignOutSheet</name>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Synchronise first</source>
        <translation>先同步</translation>
    </message>
    <message>
        <source>Save to a file and sign out</source>
        <translation>存成文件并退出</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>Everything you did has reached headquarters</source>
        <translation>所有更改都已到达总部</translation>
    </message>
    <message>
        <source>Save unsent work</source>
        <translation>保存未上传的内容</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) or files have not reached headquarters</source>
        <translation>
            <numerusform>%n 项更改或附件还没有到达总部</numerusform>
        </translation>
    </message>
    <message>
        <source>Customers, orders and files are erased from this laptop. Headquarters keeps them, and they come back with the next sign-in. Your window settings are kept.</source>
        <translation>本机上的客户、订单和附件将被清除；总部仍保留，下次登录后会重新下载。窗口设置不变。</translation>
    </message>
    <message>
        <source>If you sign out now, they are lost with this laptop's copy.</source>
        <translation>此时退出，这些内容会随本机数据一起丢失。</translation>
    </message>
</context>
</TS>
