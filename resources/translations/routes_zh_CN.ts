<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>CalloutCard</name>
        <message>
            <source>planned {time}</source>
            <translation>计划 {time} 到店</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n 天</numerusform>
            </translation>
        </message>
        <message>
            <source>Receivable</source>
            <translation>应收余额</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>已逾期</translation>
        </message>
        <message>
            <source>Year's target</source>
            <translation>年度达成</translation>
        </message>
        <message>
            <source>Record visit</source>
            <translation>记录拜访</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>客户卡</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>跳过</translation>
        </message>
    </context>
    <context>
        <name>CustomerCallout</name>
        <message>
            <source>Last visit: {when}</source>
            <translation>最近拜访：{when}</translation>
        </message>
        <message>
            <source>Never visited</source>
            <translation>从未拜访</translation>
        </message>
        <message>
            <source>Add to the day</source>
            <translation>加入当天</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>客户卡</translation>
        </message>
    </context>
    <context>
        <name>DayChanges</name>
        <message>
            <source>The way is already as short as we can make it</source>
            <translation>当前顺序已经是能找到的最短路线</translation>
        </message>
        <message>
            <source>Order shortened by {km}</source>
            <translation>已优化顺序，少走 {km}</translation>
        </message>
        <message>
            <source>{name} is now stop {n}</source>
            <translation>已把「{name}」移到第 {n} 站</translation>
        </message>
        <message>
            <source>Added to the route of {day}</source>
            <translation>已加入 {day} 的路线</translation>
        </message>
        <message>
            <source>Visit to {name} recorded</source>
            <translation>已记录对「{name}」的拜访</translation>
        </message>
        <message>
            <source>{name} skipped</source>
            <translation>已跳过「{name}」</translation>
        </message>
        <message>
            <source>{name} taken off the route</source>
            <translation>已把「{name}」移出当天路线</translation>
        </message>
    </context>
    <context>
        <name>DayPane</name>
        <message>
            <source>Route</source>
            <translation>路线</translation>
        </message>
        <message>
            <source>Week before</source>
            <translation>上一周</translation>
        </message>
        <message>
            <source>Next week</source>
            <translation>下一周</translation>
        </message>
        <message>
            <source>Shorten the way</source>
            <translation>优化顺序</translation>
        </message>
        <message>
            <source>Add a stop</source>
            <translation>添加站点</translation>
        </message>
        <message>
            <source>Customer, address or initials</source>
            <translation>客户名、地址或拼音首字母</translation>
        </message>
        <message>
            <source>Stops of the day</source>
            <translation>当天站点</translation>
        </message>
        <message>
            <source>Whose route</source>
            <translation>谁的路线</translation>
        </message>
        <message>
            <source>No stops are planned for this day.</source>
            <translation>这一天还没有安排站点。</translation>
        </message>
        <message>
            <source>Visits</source>
            <translation>拜访</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} / {1} 站</translation>
        </message>
        <message>
            <source>Distance</source>
            <translation>里程</translation>
        </message>
        <message>
            <source>Done by</source>
            <translation>预计结束</translation>
        </message>
        <message>
            <source>Distance: great circle from stop to stop x {factor}. Done by: {minutes} min a km, {parking} min to park, {dwell} min a visit (your average of six weeks).</source>
            <translation>里程：各站之间的直线距离 × {factor}（绕行系数）。预计结束：每公里 {minutes} 分钟，停车 {parking} 分钟，每站停留 {dwell} 分钟（近六周平均）。</translation>
        </message>
        <message numerus="yes">
            <source>%n customer(s) on the way, not seen for two weeks</source>
            <translation>
                <numerusform>沿途还有 %n 家超过 2 周未拜访</numerusform>
            </translation>
        </message>
        <message>
            <source>All together {km} and {minutes} more</source>
            <translation>顺访共多走 {km}、{minutes}</translation>
        </message>
        <message>
            <source>never visited</source>
            <translation>从未拜访</translation>
        </message>
        <message>
            <source>{km} more</source>
            <translation>多走 {km}</translation>
        </message>
        <message>
            <source>Nobody found</source>
            <translation>没有找到客户</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>查看</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>收起</translation>
        </message>
    </context>
    <context>
        <name>MapCanvas</name>
        <message>
            <source>Map of the day</source>
            <translation>当天路线地图</translation>
        </message>
        <message>
            <source>Arrow keys move, plus and minus zoom, 0 shows everything, Page Down goes on</source>
            <translation>方向键平移，加减键缩放，0 显示全部，Page Down 到下一站</translation>
        </message>
        <message>
            <source>Zoom in (+)</source>
            <translation>放大（+）</translation>
        </message>
        <message>
            <source>Zoom out (-)</source>
            <translation>缩小（-）</translation>
        </message>
        <message>
            <source>Show the whole day (0)</source>
            <translation>显示全天路线（0）</translation>
        </message>
        <message>
            <source>Offline map · {name} {edition} · {size} MB</source>
            <translation>离线地图 · {name} {edition} · {size} MB</translation>
        </message>
        <message>
            <source>{place}: schematic, not a surveyed map</source>
            <translation>{place}示意图 · 非测绘地图</translation>
        </message>
        <message>
            <source>Water and roads are sketched by hand. Install a map pack for a real map.</source>
            <translation>水系与道路为手绘示意，位置仅供参考。安装离线地图包后显示正式地图。</translation>
        </message>
        <message>
            <source>No map pack installed</source>
            <translation>未安装离线地图包</translation>
        </message>
        <message>
            <source>{0} m</source>
            <translation>{0} 米</translation>
        </message>
        <message>
            <source>{0} km</source>
            <translation>{0} 公里</translation>
        </message>
    </context>
    <context>
        <name>Routes</name>
        <message>
            <source>{n} d overdue</source>
            <translation>逾期 {n} 天</translation>
        </message>
        <message>
            <source>visited, {n} min</source>
            <translation>已拜访 {n} 分钟</translation>
        </message>
        <message>
            <source>visited</source>
            <translation>已拜访</translation>
        </message>
        <message>
            <source>skipped: {reason}</source>
            <translation>已跳过：{reason}</translation>
        </message>
        <message>
            <source>no place on the map</source>
            <translation>没有位置</translation>
        </message>
        <message>
            <source>{km} km</source>
            <translation>{km} 公里</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n} 分</translation>
        </message>
        <message>
            <source>Done {n}</source>
            <translation>已完成 {n}</translation>
        </message>
        <message>
            <source>Next {n}</source>
            <translation>下一站 {n}</translation>
        </message>
        <message>
            <source>Ahead {n}</source>
            <translation>待拜访 {n}</translation>
        </message>
        <message>
            <source>Skipped {n}</source>
            <translation>已跳过 {n}</translation>
        </message>
        <message>
            <source>On the way {n}</source>
            <translation>顺路可访 {n}</translation>
        </message>
        <message>
            <source>Nearby {n}</source>
            <translation>附近客户 {n}</translation>
        </message>
    </context>
    <context>
        <name>RoutesScreen</name>
        <message>
            <source>Shorten the way</source>
            <translation>优化顺序</translation>
        </message>
        <message>
            <source>Add a stop</source>
            <translation>添加站点</translation>
        </message>
        <message>
            <source>Record visit</source>
            <translation>记录拜访</translation>
        </message>
        <message>
            <source>Skip the stop</source>
            <translation>跳过此站</translation>
        </message>
        <message>
            <source>Take the stop off</source>
            <translation>移出站点</translation>
        </message>
        <message>
            <source>Stop earlier</source>
            <translation>站点上移</translation>
        </message>
        <message>
            <source>Stop later</source>
            <translation>站点下移</translation>
        </message>
        <message>
            <source>Today's route</source>
            <translation>今天的路线</translation>
        </message>
        <message>
            <source>Week before</source>
            <translation>上一周</translation>
        </message>
        <message>
            <source>Next week</source>
            <translation>下一周</translation>
        </message>
        <message>
            <source>Choose a map pack</source>
            <translation>选择离线地图包</translation>
        </message>
        <message>
            <source>Route</source>
            <translation>路线</translation>
        </message>
        <message>
            <source>Map packs</source>
            <translation>离线地图包</translation>
        </message>
        <message>
            <source>Map pack installed: {name}</source>
            <translation>已安装离线地图：{name}</translation>
        </message>
    </context>
    <context>
        <name>SkipForm</name>
        <message>
            <source>Skip: {name}</source>
            <translation>跳过：{name}</translation>
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation>关闭（Esc）</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>跳过</translation>
        </message>
        <message>
            <source>Closed today</source>
            <translation>今天未营业</translation>
        </message>
        <message>
            <source>Buyer away</source>
            <translation>采购不在</translation>
        </message>
        <message>
            <source>No time</source>
            <translation>时间不够</translation>
        </message>
        <message>
            <source>Why is this stop left out? (needed)</source>
            <translation>为什么跳过？（必填）</translation>
        </message>
    </context>
    <context>
        <name>VisitForm</name>
        <message>
            <source>Visit: {name}</source>
            <translation>拜访：{name}</translation>
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation>关闭（Esc）</translation>
        </message>
        <message>
            <source>Kept here first, sent later</source>
            <translation>先存本机，联网后上传</translation>
        </message>
        <message>
            <source>Record visit</source>
            <translation>记录拜访</translation>
        </message>
        <message>
            <source>What came of it? (needed)</source>
            <translation>拜访结果（必填）</translation>
        </message>
        <message>
            <source>Next step</source>
            <translation>下一步</translation>
        </message>
    </context>
    <context>
        <name>WeekStrip</name>
        <message numerus="yes">
            <source>%n stop(s)</source>
            <translation>
                <numerusform>%n 站</numerusform>
            </translation>
        </message>
        <message>
            <source>free</source>
            <translation>未排</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>New order of the day's stops</source>
            <translation>调整当天站点顺序</translation>
        </message>
    </context>
</TS>
