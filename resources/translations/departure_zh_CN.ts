<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Departure</name>
    <message>
        <source>Last sync</source>
        <translation>上次同步</translation>
    </message>
    <message>
        <source>Customers and cards</source>
        <translation>客户与资料卡</translation>
    </message>
    <message>
        <source>Routes of the coming week</source>
        <translation>未来一周的路线</translation>
    </message>
    <message>
        <source>Price list</source>
        <translation>价目表</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Photos and files of the week's customers</source>
        <translation>本周客户的照片和文件</translation>
    </message>
    <message>
        <source>Unsent work</source>
        <translation>未上传的工作</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>可用空间</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>登录有效期</translation>
    </message>
    <message>
        <source>Synchronise</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Plan that day</source>
        <translation>安排那一天</translation>
    </message>
    <message>
        <source>Choose a map pack</source>
        <translation>选择地图包</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation>去看看</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>重新登录</translation>
    </message>
    <message>
        <source>never yet; the first download is still to come</source>
        <translation>还没有同步过，首次下载尚未完成</translation>
    </message>
    <message>
        <source>{when}; prices, limits and receivables are as of then</source>
        <translation>{when}；价格、权限和应收以此时为准</translation>
    </message>
    <message>
        <source>{when}; colleagues may have changed things since</source>
        <translation>{when}；此后同事可能有改动</translation>
    </message>
    <message>
        <source>none is here yet</source>
        <translation>本机还没有客户</translation>
    </message>
    <message>
        <source>{customers} customers, {contacts} contacts</source>
        <translation>客户 {customers} 家、联系人 {contacts} 位</translation>
    </message>
    <message>
        <source>{counted}; parts still to download: {parts}</source>
        <translation>{counted}；还有 {parts} 个片区没有下载完</translation>
    </message>
    <message>
        <source>{counted}, all here; {nowhere} without a place on the map</source>
        <translation>{counted}，全部在本机；{nowhere} 家没有地图位置</translation>
    </message>
    <message>
        <source>{counted}, all here</source>
        <translation>{counted}，全部在本机</translation>
    </message>
    <message>
        <source>{stops} stops on {days} days</source>
        <translation>{days} 天共 {stops} 站</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{planned}; nothing planned for {days}</source>
        <translation>{planned}；{days}还没有安排</translation>
    </message>
    <message>
        <source>no prices are here</source>
        <translation>本机没有价格</translation>
    </message>
    <message>
        <source>{count} products with their prices</source>
        <translation>{count} 个产品，价格齐全</translation>
    </message>
    <message>
        <source>{count} forms</source>
        <translation>{count} 种表单</translation>
    </message>
    <message>
        <source>{title} v{version} from {day}</source>
        <translation>{title} v{version}（{day}起）</translation>
    </message>
    <message>
        <source>{counted}; already here: {coming}</source>
        <translation>{counted}；新版已预装：{coming}</translation>
    </message>
    <message>
        <source>“{name}” cannot be read</source>
        <translation>「{name}」无法读取</translation>
    </message>
    <message>
        <source>no map pack; stops show without streets</source>
        <translation>没有地图包，路线只显示站点、不显示街道</translation>
    </message>
    <message>
        <source>these customers have none</source>
        <translation>这些客户没有照片或文件</translation>
    </message>
    <message>
        <source>all {here} are here</source>
        <translation>{here} 个全部在本机</translation>
    </message>
    <message>
        <source>{here} are here, {away} are not ({size})</source>
        <translation>{here} 个在本机，{away} 个还没有下载（{size}）</translation>
    </message>
    <message>
        <source>changes refused: {count}; they are kept here</source>
        <translation>{count} 项更改未被接受，内容都留在本机</translation>
    </message>
    <message>
        <source>changes waiting: {count}, the oldest for {age}; none is lost</source>
        <translation>{count} 项更改待上传，最早的已等 {age}；一项不丢</translation>
    </message>
    <message>
        <source>everything is sent</source>
        <translation>全部已上传</translation>
    </message>
    <message>
        <source>only {free}; empty the trash or move large files away</source>
        <translation>只剩 {free}；请清空回收站或移走大文件</translation>
    </message>
    <message>
        <source>not compared with headquarters yet</source>
        <translation>还没有与总部核对过</translation>
    </message>
    <message>
        <source>agrees with headquarters ({seconds} s off)</source>
        <translation>与总部一致（相差 {seconds} 秒）</translation>
    </message>
    <message>
        <source>{minutes} min off; set it, then synchronise</source>
        <translation>相差 {minutes} 分钟；请校准后再同步</translation>
    </message>
    <message>
        <source>not signed in; what is here can be used all the same</source>
        <translation>没有登录；本机已有的内容仍可使用</translation>
    </message>
    <message>
        <source>{days} days left; each synchronisation renews it</source>
        <translation>还有 {days} 天；每次同步自动续期</translation>
    </message>
        <message>
            <source>{planned} · {count} fixed routes of the week</source>
            <translation>{planned} · 固定周线 {count} 条</translation>
        </message>
        <message>
            <source>{name}: {beyond} of {places} customers of the week beyond it</source>
            <translation>{name}：本周 {places} 家客户中有 {beyond} 家不在图内</translation>
        </message>
    <message>
        <source>What you are granted</source>
        <translation>授权范围</translation>
    </message>
    <message>
        <source>territories: {territories}, posts: {posts}, as granted {when}; all here</source>
        <translation>片区 {territories} 个、岗位 {posts} 个，与总部 {when} 的授权一致，全部在本机</translation>
    </message>
    <message>
        <source>headquarters grants something else since {when}</source>
        <translation>总部的授权已有变动（{when}），请同步</translation>
    </message>
    <message>
        <source>not downloaded yet</source>
        <translation>还没有下载</translation>
    </message>
    <message>
        <source>not here yet: {names} (granted {when})</source>
        <translation>还缺：{names}（{when} 授权）</translation>
    </message>
    <message>
        <source>nothing is planned yet</source>
        <translation>还没有安排任何站点</translation>
    </message>
</context>
<context>
    <name>DepartureSheet</name>
    <message>
        <source>Ready to leave</source>
        <translation>出发准备</translation>
    </message>
    <message>
        <source>What is on this laptop before you leave the network.</source>
        <translation>离开网络之前，看看这台电脑上带齐了没有。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Synchronise and check again</source>
        <translation>同步并重新检查</translation>
    </message>
    <message>
        <source>Ready until {day}</source>
        <translation>可以出发：{day}前不联网也能照常工作</translation>
    </message>
    <message>
        <source>Synchronise by then; until then everything works without a network.</source>
        <translation>在那之前同步一次即可，其间一切照常。</translation>
    </message>
    <message numerus="yes">
        <source>%n lines are worth a look.</source>
        <translation><numerusform>有 %n 项值得留意。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Not ready: %n things are missing</source>
        <translation><numerusform>还不宜出发：缺 %n 项</numerusform></translation>
    </message>
    <message>
        <source>What is here works all the same; deal with the red lines before you leave.</source>
        <translation>已有的内容照样能用；出门前请补齐标红的几项。</translation>
    </message>
    <message>
        <source>Synchronising …</source>
        <translation>正在同步……</translation>
    </message>
    <message>
        <source>There is no connection just now; what is here stays here.</source>
        <translation>现在没有网络；已有的内容都在本机。</translation>
    </message>
    <message>
        <source>The last attempt failed; nothing is lost.</source>
        <translation>上次同步没有成功，数据没有丢失。</translation>
    </message>
    <message>
        <source>Signed out; sign in to synchronise.</source>
        <translation>登录已失效，重新登录后才能同步。</translation>
    </message>
    <message>
        <source>Downloading files …</source>
        <translation>正在下载文件……</translation>
    </message>
    <message>
        <source>{rest} {look}</source>
        <translation>{rest}{look}</translation>
    </message>
</context>
<context>
    <name>Pulse</name>
    <message>
        <source>Leaving the network?</source>
        <translation>要去没有网络的地方？</translation>
    </message>
    <message>
        <source>Check that everything you need is on this laptop.</source>
        <translation>先看看需要的内容是否都在这台电脑上。</translation>
    </message>
    <message>
        <source>Ready to leave</source>
        <translation>出发准备</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Ready to leave</source>
        <translation>出发准备</translation>
    </message>
</context>
</TS>
