<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CalloutCard</name>
    <message>
        <location filename="../../ui/screens/routes/callout_card.py" line="50"/>
        <source>planned {time}</source>
        <translation>计划 {time} 到店</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/screens/routes/callout_card.py" line="55"/>
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/callout_card.py" line="59"/>
        <source>Receivable</source>
        <translation>应收余额</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/callout_card.py" line="60"/>
        <source>Overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/callout_card.py" line="61"/>
        <source>Year&apos;s target</source>
        <translation>年度达成</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/callout_card.py" line="69"/>
        <source>Record visit</source>
        <translation>记录拜访</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/callout_card.py" line="72"/>
        <source>Customer</source>
        <translation>客户卡</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/callout_card.py" line="76"/>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
</context>
<context>
    <name>CustomerCallout</name>
    <message>
        <location filename="../../ui/screens/routes/customer_callout.py" line="35"/>
        <source>Last visit: {when}</source>
        <translation>最近拜访：{when}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/customer_callout.py" line="35"/>
        <source>Never visited</source>
        <translation>从未拜访</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/customer_callout.py" line="41"/>
        <source>Add to the day</source>
        <translation>加入当天</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/customer_callout.py" line="44"/>
        <source>Customer</source>
        <translation>客户卡</translation>
    </message>
</context>
<context>
    <name>DayChanges</name>
    <message>
        <location filename="../../ui/screens/routes/changes.py" line="32"/>
        <source>{name} is now stop {n}</source>
        <translation>已把「{name}」移到第 {n} 站</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/changes.py" line="59"/>
        <source>Added to the route of {day}</source>
        <translation>已加入 {day} 的路线</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/changes.py" line="74"/>
        <source>Visit to {name} recorded</source>
        <translation>已记录对「{name}」的拜访</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/changes.py" line="87"/>
        <source>{name} skipped</source>
        <translation>已跳过「{name}」</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/changes.py" line="92"/>
        <source>{name} taken off the route</source>
        <translation>已把「{name}」移出当天路线</translation>
    </message>
</context>
<context>
    <name>DayPane</name>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="162"/>
        <source>Route</source>
        <translation>路线</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="163"/>
        <source>Previous week</source>
        <translation>上一周</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="164"/>
        <source>Next week</source>
        <translation>下一周</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="165"/>
        <source>Optimise order</source>
        <translation>优化顺序</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="166"/>
        <source>Add a stop</source>
        <translation>添加站点</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="167"/>
        <source>Plan weekly routes</source>
        <translation>排周线</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="169"/>
        <source>Customer, address or initials</source>
        <translation>客户名、地址或拼音首字母</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="172"/>
        <source>Stops of the day</source>
        <translation>当天站点</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="179"/>
        <source>Whose route</source>
        <translation>谁的路线</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="205"/>
        <source>No stops are planned for this day.</source>
        <translation>这一天还没有安排站点。</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="215"/>
        <source>Visits</source>
        <translation>拜访</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="215"/>
        <source>{0} of {1}</source>
        <translation>{0} / {1} 站</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="216"/>
        <source>Distance</source>
        <translation>里程</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="217"/>
        <source>Done by</source>
        <translation>预计结束</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="222"/>
        <source>Distance: great circle from stop to stop x {factor}. Done by: {minutes} min a km, {parking} min to park, {dwell} min a visit (your average of six weeks).</source>
        <translation>里程：各站之间的直线距离 × {factor}（绕行系数）。预计结束：每公里 {minutes} 分钟，停车 {parking} 分钟，每站停留 {dwell} 分钟（近六周平均）。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/screens/routes/day_pane.py" line="239"/>
        <source>%n customer(s) on the way, not seen for two weeks</source>
        <translation>
            <numerusform>沿途还有 %n 家超过 2 周未拜访</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="243"/>
        <source>Adds {km} and {minutes} in all</source>
        <translation>顺访共多走 {km}、{minutes}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="250"/>
        <source>never visited</source>
        <translation>从未拜访</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="251"/>
        <source>{km} more</source>
        <translation>多走 {km}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="259"/>
        <source>Nobody found</source>
        <translation>没有找到客户</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="313"/>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_pane.py" line="313"/>
        <source>Hide</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>There must be two stops ahead to put into an order</source>
        <translation>前方至少要有两站，才能优化顺序</translation>
    </message>
</context>
<context>
    <name>DayPaper</name>
    <message>
        <location filename="../../ui/screens/routes/day_paper.py" line="20"/>
        <source>Route of {name}, {day}</source>
        <translation>{name} 的路线 · {day}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_paper.py" line="21"/>
        <source>{n} stops · {km} · done by {time}</source>
        <translation>{n} 站 · {km} · 预计 {time} 结束</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_paper.py" line="25"/>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_paper.py" line="26"/>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_paper.py" line="27"/>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_paper.py" line="28"/>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_paper.py" line="29"/>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/day_paper.py" line="30"/>
        <source>Way</source>
        <translation>路程</translation>
    </message>
</context>
<context>
    <name>MapCanvas</name>
    <message>
        <location filename="../../ui/widgets/map/canvas.py" line="84"/>
        <source>Map of the day</source>
        <translation>当天路线地图</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/map/canvas.py" line="86"/>
        <source>Arrow keys move, plus and minus zoom, 0 shows everything, Page Down goes on</source>
        <translation>方向键平移，加减键缩放，0 显示全部，Page Down 到下一站</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/map/canvas.py" line="89"/>
        <source>Zoom in (+)</source>
        <translation>放大（+）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/map/canvas.py" line="90"/>
        <source>Zoom out (-)</source>
        <translation>缩小（-）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/map/canvas.py" line="91"/>
        <source>Show the whole day (0)</source>
        <translation>显示全天路线（0）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/map/canvas.py" line="167"/>
        <source>Offline map · {name} {edition} · {datum} · {size} MB</source>
        <translation>离线地图 · {name} {edition} · {datum} · {size} MB</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/map/canvas.py" line="177"/>
        <source>{place}: schematic, not a surveyed map</source>
        <translation>{place}示意图 · 非测绘地图</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/map/canvas.py" line="179"/>
        <source>Water and roads are sketched by hand. Install a map pack for a real map.</source>
        <translation>水系与道路为手绘示意，位置仅供参考。安装离线地图包后显示正式地图。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/map/canvas.py" line="183"/>
        <source>No map pack installed</source>
        <translation>未安装离线地图包</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/map/canvas.py" line="239"/>
        <source>{0} m</source>
        <translation>{0} 米</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/map/canvas.py" line="241"/>
        <source>{0} km</source>
        <translation>{0} 公里</translation>
    </message>
</context>
<context>
    <name>OrderBar</name>
    <message>
        <location filename="../../ui/screens/routes/order_bar.py" line="46"/>
        <source>Use this order</source>
        <translation>采用这个顺序</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/order_bar.py" line="47"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/order_bar.py" line="47"/>
        <source>Keep as it was</source>
        <translation>保持原样</translation>
    </message>
</context>
<context>
    <name>Ordering</name>
    <message>
        <location filename="../../ui/screens/routes/ordering.py" line="61"/>
        <source>Looking for a shorter order…</source>
        <translation>正在找更短的顺序……</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/ordering.py" line="83"/>
        <source>This is already the shortest order found</source>
        <translation>当前顺序已经是能找到的最短路线</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/screens/routes/ordering.py" line="92"/>
        <source>{km} less, %n stop(s) move</source>
        <translation>
            <numerusform>少走 {km}，%n 站换位置</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/screens/routes/ordering.py" line="94"/>
        <source>%n more stop(s) open when you come, {km} more</source>
        <translation>
            <numerusform>多 %n 站能在营业时间到店，多走 {km}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/ordering.py" line="95"/>
        <source>Closed when you get there: {names}</source>
        <translation>到店时已关门：{names}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/ordering.py" line="110"/>
        <source>{old} → {new}, on the way {then} → {now}, done by {late} → {early}</source>
        <translation>里程 {old} → {new} · 路上 {then} → {now} · 结束 {late} → {early}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/ordering.py" line="125"/>
        <source>New order taken</source>
        <translation>已采用新顺序</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/ordering.py" line="140"/>
        <source>Days start at {name}</source>
        <translation>以后从 {name} 出发</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/ordering.py" line="143"/>
        <source>Days end at {name}</source>
        <translation>以后在 {name} 收工</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/ordering.py" line="155"/>
        <source>Days start at their first stop and end at their last</source>
        <translation>以后不固定起点和终点</translation>
    </message>
</context>
<context>
    <name>Routes</name>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="45"/>
        <source>{n} d overdue</source>
        <translation>逾期 {n} 天</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="52"/>
        <source>was stop {n} · {way}</source>
        <translation>原第 {n} 站 · {way}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="64"/>
        <source>visited, {n} min</source>
        <translation>已拜访 {n} 分钟</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="65"/>
        <source>visited</source>
        <translation>已拜访</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="67"/>
        <source>skipped: {reason}</source>
        <translation>已跳过：{reason}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="69"/>
        <source>no place on the map</source>
        <translation>没有位置</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="80"/>
        <source>{time} next day</source>
            <translation>次日 {time}</translation>
        </message>
        <message>
            <source>{km} km</source>
        <translation>{km} 公里</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="84"/>
        <source>{n} min</source>
        <translation>{n} 分</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="119"/>
        <source>Done {n}</source>
        <translation>已完成 {n}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="120"/>
        <source>Next {n}</source>
        <translation>下一站 {n}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="121"/>
        <source>Ahead {n}</source>
        <translation>待拜访 {n}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="122"/>
        <source>Skipped {n}</source>
        <translation>已跳过 {n}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="123"/>
        <source>On the way {n}</source>
        <translation>顺路可访 {n}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/rows.py" line="124"/>
        <source>Nearby {n}</source>
        <translation>附近客户 {n}</translation>
    </message>
</context>
<context>
    <name>RoutesScreen</name>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="32"/>
        <source>Optimise order</source>
        <translation>优化顺序</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="37"/>
        <source>Keep the stop in its place</source>
        <translation>锁定这一站的位置</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="40"/>
        <source>Add a stop</source>
        <translation>添加站点</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="34"/>
        <source>Plan weekly routes</source>
        <translation>排周线</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="65"/>
        <source>Print the day</source>
        <translation>打印当天路线</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="42"/>
        <source>Add the nearest customer on the way</source>
        <translation>加入最顺路的客户</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="44"/>
        <source>Record visit</source>
        <translation>记录拜访</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="46"/>
        <source>Skip the stop</source>
        <translation>跳过此站</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="48"/>
        <source>Take the stop off the route</source>
        <translation>移出站点</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="50"/>
        <source>Move the stop up</source>
        <translation>站点上移</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="52"/>
        <source>Move the stop down</source>
        <translation>站点下移</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="67"/>
        <source>Today&apos;s route</source>
        <translation>今天的路线</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="69"/>
        <source>Previous week</source>
        <translation>上一周</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="71"/>
        <source>Next week</source>
        <translation>下一周</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="54"/>
        <source>Days start at this stop</source>
        <translation>以后从这一站出发</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="56"/>
        <source>Days end at this stop</source>
        <translation>以后在这一站收工</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="58"/>
        <source>Days start and end anywhere</source>
        <translation>不固定起点和终点</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/keys.py" line="73"/>
        <location filename="../../ui/screens/routes/screen.py" line="141"/>
        <source>Choose a map pack</source>
        <translation>选择离线地图包</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/screen.py" line="93"/>
        <source>Route</source>
        <translation>路线</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/screen.py" line="142"/>
        <source>Map packs</source>
        <translation>离线地图包</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/screen.py" line="151"/>
        <source>Map pack installed: {name}</source>
        <translation>已安装离线地图：{name}</translation>
    </message>
</context>
<context>
    <name>SkipForm</name>
    <message>
        <location filename="../../ui/screens/routes/visit_form.py" line="114"/>
        <source>Skip: {name}</source>
        <translation>跳过：{name}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/visit_form.py" line="115"/>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/visit_form.py" line="116"/>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/visit_form.py" line="117"/>
        <source>Closed today</source>
        <translation>今天未营业</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/visit_form.py" line="117"/>
        <source>Buyer away</source>
        <translation>采购不在</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/visit_form.py" line="117"/>
        <source>No time</source>
        <translation>时间不够</translation>
    </message>
    <message>
        <source>Why is it skipped?</source>
        <translation>为什么跳过这一站？</translation>
    </message>
</context>
<context>
    <name>VisitForm</name>
    <message>
        <location filename="../../ui/screens/routes/visit_form.py" line="69"/>
        <source>Visit: {name}</source>
        <translation>拜访：{name}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/visit_form.py" line="70"/>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/visit_form.py" line="71"/>
        <source>Saved here first, sent when online</source>
        <translation>先存本机，联网后上传</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/visit_form.py" line="72"/>
        <source>Record visit</source>
        <translation>记录拜访</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/visit_form.py" line="75"/>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>WeekPane</name>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="135"/>
        <source>Plan weekly routes</source>
        <translation>排周线</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="136"/>
        <source>four weeks</source>
        <translation>四周一轮</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="137"/>
        <source>Back to the day (Esc)</source>
        <translation>回到当天 (Esc)</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="139"/>
        <source>A every week, B every second, C every fourth, on the same weekday each time.</source>
        <translation>A 级每周、B 级每两周、C 级每四周一次，固定在同一个星期几。</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="141"/>
        <location filename="../../ui/screens/routes/week_pane.py" line="142"/>
        <source>A day at most</source>
        <translation>每天最多</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="144"/>
        <source>{n} hours</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="145"/>
        <location filename="../../ui/screens/routes/week_pane.py" line="173"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="145"/>
        <location filename="../../ui/screens/routes/week_pane.py" line="173"/>
        <source>Plan</source>
        <translation>开始排</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="146"/>
        <source>Use these routes</source>
        <translation>采用这些路线</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="147"/>
        <source>Locked customers stay</source>
        <translation>锁定的不会变动</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="150"/>
        <source>Weekdays</source>
        <translation>星期</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="151"/>
        <source>Customers of the weekday</source>
        <translation>这一天的客户</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="196"/>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="197"/>
        <source>Distance a week</source>
        <translation>每周里程</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_pane.py" line="198"/>
        <source>A day</source>
        <translation>平均每天</translation>
    </message>
</context>
<context>
    <name>WeekStrip</name>
    <message numerus="yes">
        <location filename="../../ui/screens/routes/week_strip.py" line="55"/>
        <source>%n stop(s)</source>
        <translation>
            <numerusform>%n 站</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_strip.py" line="55"/>
        <source>free</source>
        <translation>未排</translation>
    </message>
</context>
<context>
    <name>Weeks</name>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="14"/>
        <source>Monday</source>
        <translation>周一</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="15"/>
        <source>Tuesday</source>
        <translation>周二</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="16"/>
        <source>Wednesday</source>
        <translation>周三</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="17"/>
        <source>Thursday</source>
        <translation>周四</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="18"/>
        <source>Friday</source>
        <translation>周五</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="26"/>
        <source>every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="28"/>
        <source>weeks 1 and 3</source>
        <translation>第 1、3 周</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="29"/>
        <source>weeks 2 and 4</source>
        <translation>第 2、4 周</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="30"/>
        <source>week {n}</source>
        <translation>第 {n} 周</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="39"/>
        <source>{n} customers · {km} a week · {hours}</source>
        <translation>{n} 家 · 每周 {km} · {hours}</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="50"/>
        <source>{hours} h</source>
        <translation>{hours} 小时</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="55"/>
        <source>{n} customers do not fit into days of {hours}: {names}. All visits would take about {needed} a day. Allow longer days, visit some less often, or plan fewer.</source>
        <translation>每天 {hours} 排不下，有 {n} 家没有排进：{names}。全部排进约需每天 {needed}。可以延长每天的时间、降低部分客户的频次，或少排几家。</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="71"/>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="75"/>
        <source>Keep the customer on this weekday</source>
        <translation>把客户锁定在这个星期几</translation>
    </message>
    <message>
        <location filename="../../ui/screens/routes/week_words.py" line="79"/>
        <source>Keep the weekday as it is</source>
        <translation>这个星期几保持不变</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/screens/routes/weeks.py" line="216"/>
        <source>%n route(s) begin on Monday</source>
        <translation>
            <numerusform>%n 条路线从下周一开始</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n 家</numerusform>
        </translation>
    </message>
    <message>
        <source>every second week</source>
        <translation>每两周</translation>
    </message>
    <message>
        <source>every fourth week</source>
        <translation>每四周</translation>
    </message>
</context>
<context>
    <name>WeekIntro</name>
    <message>
        <source>Under way</source>
        <translation>正在排</translation>
    </message>
    <message>
        <source>What stays</source>
        <translation>不会变动的</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>接下来</translation>
    </message>
    <message>
        <source>Who is visited</source>
        <translation>排哪些客户</translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n 家客户</numerusform>
        </translation>
    </message>
    <message>
        <source>{visits} visits in four weeks, about {n} a day</source>
        <translation>四周共 {visits} 次拜访，平均每天约 {n} 次</translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s) without a place on the map are left out</source>
        <translation>
            <numerusform>%n 家客户没有坐标，排不进去</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s) of no such class are visited as need be</source>
        <translation>
            <numerusform>另有 %n 家不属于 A、B、C 级，按需拜访</numerusform>
        </translation>
    </message>
    <message>
        <source>As it is now: {days}</source>
        <translation>保持现状：{days}</translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s) keep their weekday</source>
        <translation>
            <numerusform>%n 家客户的星期几已锁定</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fixed route(s) of today go on until you take the new ones</source>
        <translation>
            <numerusform>现有 %n 条固定路线照常，采用新路线后才替换</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for short days, up to 30 seconds</source>
        <translation>正在寻找省路的排法，最多 30 秒</translation>
    </message>
    <message>
        <source>You can go on working elsewhere meanwhile</source>
        <translation>可以先去做别的，不必在此等待</translation>
    </message>
    <message>
        <source>Nothing is locked yet. In the plan you get, lock what should stay and plan again</source>
        <translation>目前没有锁定；排出结果后可以锁定要保留的客户，再排一次</translation>
    </message>
    <message>
        <source>Takes up to 30 seconds, works offline, can be stopped</source>
        <translation>最多 30 秒，不用网络，随时可以停止</translation>
    </message>
    <message>
        <source>You see every weekday on the map before anything changes</source>
        <translation>先在地图上逐日查看，确认前不改动任何路线</translation>
    </message>
    <message>
        <source>Begins on Monday; undo brings the old routes back at once</source>
        <translation>采用后从周一开始，一次撤销即可全部还原</translation>
    </message>
</context>
</TS>
