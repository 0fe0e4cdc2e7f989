<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>BatchBar</name>
        <message>
            <source>Add to route</source>
            <translation>加入路线</translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>归档</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>取消选择</translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>已选 %n 家</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CardPane</name>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>Close the card</source>
            <translation>关闭客户卡</translation>
        </message>
        <message>
            <source>Record visit</source>
            <translation>记录拜访</translation>
        </message>
        <message>
            <source>Add to route</source>
            <translation>加入路线</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>新建审批</translation>
        </message>
        <message>
            <source>No customer selected</source>
            <translation>未选择客户</translation>
        </message>
        <message>
            <source>Select one in the list to see its card here</source>
            <translation>在左边的列表里选一家，这里就是它的卡片</translation>
        </message>
        <message numerus="yes">
            <source>%n days overdue</source>
            <translation>
                <numerusform>逾期 %n 天</numerusform>
            </translation>
        </message>
        <message>
            <source>archived</source>
            <translation>已归档</translation>
        </message>
        <message>
            <source>“{field}” has two versions, waiting for you</source>
            <translation>「{field}」有两个版本，等您选择</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <source>this laptop</source>
            <translation>本机</translation>
        </message>
        <message>
            <source>{here}: {mine} · server: {theirs} ({who})</source>
            <translation>{here} {mine} · 服务器 {theirs}（{who}）</translation>
        </message>
        <message>
            <source>limit {amount}</source>
            <translation>信用额度 {amount}</translation>
        </message>
        <message>
            <source>no limit set</source>
            <translation>未定额度</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无逾期</translation>
        </message>
        <message>
            <source>Sales this year</source>
            <translation>本年销售</translation>
        </message>
        <message>
            <source>target {amount}</source>
            <translation>目标 {amount}</translation>
        </message>
        <message>
            <source>Year's target</source>
            <translation>年度达成</translation>
        </message>
        <message>
            <source>Receivable</source>
            <translation>应收余额</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>逾期金额</translation>
        </message>
        <message>
            <source>no target</source>
            <translation>未定目标</translation>
        </message>
        <message>
            <source>Activity</source>
            <translation>动态</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>附件</translation>
        </message>
        <message>
            <source>Restore from the archive</source>
            <translation>取消归档</translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>归档</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在地图上查看</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>订单</translation>
        </message>
        <message>
            <source>Owed</source>
            <translation>应收</translation>
        </message>
        <message>
            <source>pace {year}, −{n}%</source>
            <translation>进度 {year} 慢 {n}%</translation>
        </message>
        <message>
            <source>pace {year}, +{n}%</source>
            <translation>进度 {year} 快 {n}%</translation>
        </message>
        <message numerus="yes">
            <source>oldest %n days</source>
            <translation>
                <numerusform>最长 %n 天</numerusform>
            </translation>
        </message>
        <message>
            <source>Drop to add it here</source>
            <translation>松开即可添加到这里</translation>
        </message>
        <message>
            <source>People</source>
            <translation>联系人</translation>
        </message>
        <message>
            <source>Card</source>
            <translation>概览</translation>
        </message>
        <message>
            <source>merged into “{name}”</source>
            <translation>已并入「{name}」</translation>
        </message>
        <message>
            <source>Separate the two cards</source>
            <translation>拆开，恢复成两张卡</translation>
        </message>
    </context>
    <context>
        <name>ColumnChooser</name>
        <message>
            <source>Columns</source>
            <translation>显示列</translation>
        </message>
        <message>
            <source>Own fields</source>
            <translation>自定义字段</translation>
        </message>
        <message>
            <source>Add a field</source>
            <translation>添加字段</translation>
        </message>
    </context>
    <context>
        <name>Columns</name>
        <message>
            <source>Customer</source>
            <translation>客户名称</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>等级</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Last visit</source>
            <translation>最近拜访</translation>
        </message>
        <message>
            <source>Receivable</source>
            <translation>应收余额</translation>
        </message>
        <message>
            <source>Year's target</source>
            <translation>年度达成</translation>
        </message>
        <message>
            <source>Next visit</source>
            <translation>下次拜访</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>城区</translation>
        </message>
        <message>
            <source>Industry</source>
            <translation>行业</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>电话</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>负责人</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Year's sales</source>
            <translation>本年销售</translation>
        </message>
        <message>
            <source>Visits</source>
            <translation>拜访次数</translation>
        </message>
        <message>
            <source>Two versions of a field, waiting for your choice</source>
            <translation>有字段存在两个版本，等您选择</translation>
        </message>
        <message>
            <source>Saved on this laptop, not sent yet</source>
            <translation>已存本机，尚未上传</translation>
        </message>
        <message>
            <source>last visit {moment}</source>
            <translation>最近拜访 {moment}</translation>
        </message>
        <message>
            <source>{days} days late</source>
            <translation>逾期 {days} 天</translation>
        </message>
    <message>
        <source>Contact {name}</source>
        <translation>联系人 {name}</translation>
    </message>
    </context>
    <context>
        <name>Compare</name>
        <message>
            <source>“{field}” has two versions</source>
            <translation>「{field}」有两个版本</translation>
        </message>
        <message>
            <source>Use this value</source>
            <translation>用这个值</translation>
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
            <source>Another value</source>
            <translation>其他值</translation>
        </message>
        <message>
            <source>The value not taken stays in the history</source>
            <translation>未选的值保留在历史中</translation>
        </message>
        <message>
            <source>Take this</source>
            <translation>采用</translation>
        </message>
        <message>
            <source>Type the value that shall hold</source>
            <translation>请填写最终采用的值</translation>
        </message>
        <message>
            <source>“{field}” is now {value}</source>
            <translation>「{field}」已改为 {value}</translation>
        </message>
    </context>
    <context>
        <name>ContactsPage</name>
        <message>
            <source>Add a contact</source>
            <translation>添加联系人</translation>
        </message>
        <message>
            <source>Nobody is known here yet</source>
            <translation>还没有联系人</translation>
        </message>
        <message>
            <source>Archive this contact</source>
            <translation>归档此联系人</translation>
        </message>
        <message>
            <source>“{field}” changed</source>
            <translation>已修改「{field}」</translation>
        </message>
        <message>
            <source>“{name}” archived</source>
            <translation>已归档「{name}」</translation>
        </message>
    </context>
    <context>
        <name>CustomersScreen</name>
        <message>
            <source>Star the customer, or take the star away</source>
            <translation>加星标或取消星标</translation>
        </message>
        <message>
            <source>Sort the list by a column</source>
            <translation>按列排序</translation>
        </message>
        <message>
            <source>Add a file to the customer</source>
            <translation>给客户添加附件</translation>
        </message>
        <message>
            <source>New customer</source>
            <translation>新建客户</translation>
        </message>
        <message>
            <source>Record visit</source>
            <translation>记录拜访</translation>
        </message>
        <message>
            <source>Add to route</source>
            <translation>加入路线</translation>
        </message>
        <message>
            <source>Add filter</source>
            <translation>添加筛选</translation>
        </message>
        <message>
            <source>Search within the list</source>
            <translation>在列表中查找</translation>
        </message>
        <message>
            <source>Edit the customer</source>
            <translation>编辑客户</translation>
        </message>
        <message>
            <source>Ask for a special price</source>
            <translation>申请特价</translation>
        </message>
        <message>
            <source>Archive the customer</source>
            <translation>归档客户</translation>
        </message>
        <message>
            <source>Import customers</source>
            <translation>导入客户</translation>
        </message>
        <message>
            <source>Export this list</source>
            <translation>导出当前列表</translation>
        </message>
        <message>
            <source>Print this list</source>
            <translation>打印当前列表</translation>
        </message>
        <message numerus="yes">
            <source>%n added to the route of {day}</source>
            <translation>
                <numerusform>已把 %n 家加入{day}路线</numerusform>
            </translation>
        </message>
        <message>
            <source>“{name}” added to the route of {day}</source>
            <translation>已把「{name}」加入{day}路线</translation>
        </message>
        <message>
            <source>“{name}” is back from the archive</source>
            <translation>已取消归档「{name}」</translation>
        </message>
        <message>
            <source>“{name}” archived</source>
            <translation>已归档「{name}」</translation>
        </message>
        <message numerus="yes">
            <source>%n archived</source>
            <translation>
                <numerusform>已归档 %n 家</numerusform>
            </translation>
        </message>
        <message>
            <source>Group the list</source>
            <translation>给列表分组</translation>
        </message>
        <message>
            <source>New order for the customer</source>
            <translation>给客户新建订单</translation>
        </message>
        <message>
            <source>“{name}” is a card of its own again</source>
            <translation>「{name}」已恢复为单独的一张卡</translation>
        </message>
    </context>
    <context>
        <name>ExportMenu</name>
        <message>
            <source>Export customers</source>
            <translation>导出客户</translation>
        </message>
        <message>
            <source>Workbook (*.xlsx)</source>
            <translation>Excel 工作簿 (*.xlsx)</translation>
        </message>
        <message>
            <source>Comma separated (*.csv)</source>
            <translation>CSV 文件 (*.csv)</translation>
        </message>
        <message>
            <source>Pages (*.pdf)</source>
            <translation>PDF 打印页 (*.pdf)</translation>
        </message>
        <message>
            <source>customers {day}</source>
            <translation>客户 {day}</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Customers</source>
            <translation>客户</translation>
        </message>
        <message numerus="yes">
            <source>%n exported</source>
            <translation>
                <numerusform>已导出 %n 家客户</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FieldChooser</name>
        <message>
            <source>Filter by</source>
            <translation>按什么筛选</translation>
        </message>
        <message>
            <source>Receivable above zero</source>
            <translation>应收余额大于 0</translation>
        </message>
        <message>
            <source>Overdue more than 30 days</source>
            <translation>逾期超过 30 天</translation>
        </message>
        <message>
            <source>Not sent yet</source>
            <translation>尚未上传</translation>
        </message>
        <message>
            <source>Archived</source>
            <translation>已归档</translation>
        </message>
    </context>
    <context>
        <name>FilesPage</name>
        <message>
            <source>Add a file</source>
            <translation>添加附件</translation>
        </message>
        <message>
            <source>or drag it here, or paste</source>
            <translation>或拖到这里、粘贴</translation>
        </message>
        <message>
            <source>Uploaded</source>
            <translation>已上传</translation>
        </message>
        <message>
            <source>Not taken</source>
            <translation>总部未接收</translation>
        </message>
        <message>
            <source>To send</source>
            <translation>待发送</translation>
        </message>
        <message>
            <source>Not yet at headquarters</source>
            <translation>总部还没有</translation>
        </message>
        <message>
            <source>Downloading</source>
            <translation>下载中</translation>
        </message>
        <message>
            <source>Not downloaded</source>
            <translation>未下载</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>下载</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>另存为……</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>There is no file and no picture to paste</source>
            <translation>剪贴板里没有文件或图片</translation>
        </message>
        <message>
            <source>Picture {moment}</source>
            <translation>图片 {moment}</translation>
        </message>
        <message>
            <source>Added {name}</source>
            <translation>已添加 {name}</translation>
        </message>
        <message>
            <source>It will be downloaded once there is a connection</source>
            <translation>联网后自动下载</translation>
        </message>
        <message>
            <source>No program here opens this kind of file</source>
            <translation>本机没有能打开这种文件的程序</translation>
        </message>
        <message>
            <source>Save as</source>
            <translation>另存为</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>已保存</translation>
        </message>
        <message>
            <source>Removed {name}</source>
            <translation>已移除 {name}</translation>
        </message>
        <message>
            <source>No files here yet</source>
            <translation>这里还没有附件</translation>
        </message>
        <message>
            <source>Drag photos and papers here, or paste them.</source>
            <translation>把照片和文件拖到这里，或直接粘贴。</translation>
        </message>
        <message>
            <source>Only who made it may add files to it</source>
            <translation>只有提交人可以添加附件</translation>
        </message>
    <message>
        <source>At the branch hub</source>
        <translation>在分部服务器</translation>
    </message>
    </context>
    <context>
        <name>FilterBar</name>
        <message>
            <source>Search this list</source>
            <translation>名称、电话、拼音</translation>
        </message>
        <message>
            <source>Add filter</source>
            <translation>添加筛选</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>显示列</translation>
        </message>
        <message>
            <source>Grouped by</source>
            <translation>分组</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>分组</translation>
        </message>
    </context>
    <context>
        <name>Filters</name>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>not yet</source>
            <translation>否</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>已上传</translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message>
            <source>visit</source>
            <translation>拜访</translation>
        </message>
        <message>
            <source>not sent yet</source>
            <translation>未上传</translation>
        </message>
        <message>
            <source>ordered {amount}</source>
            <translation>订货 {amount}</translation>
        </message>
        <message>
            <source>file added</source>
            <translation>添加附件</translation>
        </message>
    </context>
    <context>
        <name>HistoryPage</name>
        <message>
            <source>Nothing has happened yet</source>
            <translation>还没有任何动态</translation>
        </message>
    </context>
    <context>
        <name>ImportPanel</name>
        <message>
            <source>Customers</source>
            <translation>客户</translation>
        </message>
        <message>
            <source>Contacts</source>
            <translation>联系人</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Another file</source>
            <translation>换一个文件</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Choose a file; it is looked at first, nothing is written yet</source>
            <translation>选择一个文件，先预览，不会写入任何数据</translation>
        </message>
        <message>
            <source>Choose a file</source>
            <translation>选择文件</translation>
        </message>
        <message>
            <source>xlsx, xls, ods, csv in any encoding, vcf; or drop it here</source>
            <translation>支持 xlsx、xls、ods、任意编码的 csv、vcf，也可拖放到这里</translation>
        </message>
        <message>
            <source>Tables and cards (*.xlsx *.xls *.ods *.csv *.txt *.vcf *.zip)</source>
            <translation>表格与名片 (*.xlsx *.xls *.ods *.csv *.txt *.vcf *.zip)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>所有文件 (*)</translation>
        </message>
        <message>
            <source>Looking at {file}</source>
            <translation>正在预览 {file}</translation>
        </message>
        <message numerus="yes">
            <source>Bring in %n</source>
            <translation>
                <numerusform>导入 %n 条</numerusform>
            </translation>
        </message>
        <message>
            <source>Bringing in</source>
            <translation>正在导入</translation>
        </message>
        <message>
            <source>{created} new, {updated} changed</source>
            <translation>新增 {created} 条，更新 {updated} 条</translation>
        </message>
        <message>
            <source>“{file}” imported: </source>
            <translation>已导入「{file}」：</translation>
        </message>
        <message>
            <source>Import stopped; nothing was written</source>
            <translation>已停止导入，没有写入任何数据</translation>
        </message>
    <message>
        <source>{updated} changed</source>
        <translation>更新 {updated} 条</translation>
    </message>
    <message>
        <source>{created} new</source>
        <translation>新增 {created} 条</translation>
    </message>
    </context>
    <context>
        <name>ImportPreview</name>
        <message>
            <source>Columns</source>
            <translation>列的对应</translation>
        </message>
        <message>
            <source>The first rows</source>
            <translation>前几行</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>行数</translation>
        </message>
        <message>
            <source>New</source>
            <translation>新增</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>更新</translation>
        </message>
        <message>
            <source>The same</source>
            <translation>不变</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>被拒绝</translation>
        </message>
        <message>
            <source>The file does not say its datum; {datum} is assumed</source>
            <translation>文件没有注明坐标系，按 {datum} 处理</translation>
        </message>
        <message numerus="yes">
            <source>%n more are kept under their own titles</source>
            <translation>
                <numerusform>另有 %n 列按原标题保留</numerusform>
            </translation>
        </message>
        <message>
            <source>Other fields</source>
            <translation>其他字段</translation>
        </message>
        <message>
            <source>They stay out; the others come in</source>
            <translation>这些行不导入，其余照常</translation>
        </message>
        <message>
            <source>Refused rows</source>
            <translation>被拒绝的行</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>还有 %n 行</numerusform>
            </translation>
        </message>
        <message>
            <source>row {row}</source>
            <translation>第 {row} 行</translation>
        </message>
        <message>
            <source>Coordinates</source>
            <translation>坐标</translation>
        </message>
    </context>
    <context>
        <name>InlineForm</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>“{field}” is still empty</source>
            <translation>「{field}」还没有填写</translation>
        </message>
    </context>
    <context>
        <name>ListPane</name>
        <message>
            <source>Starred</source>
            <translation>星标</translation>
        </message>
        <message>
            <source>Customers</source>
            <translation>客户</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>New customer</source>
            <translation>新建客户</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Not visited this week</source>
            <translation>本周未拜访</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>账期逾期</translation>
        </message>
        <message>
            <source>Drifting away</source>
            <translation>流失预警</translation>
        </message>
        <message>
            <source>Within 3 km</source>
            <translation>附近 3 公里</translation>
        </message>
        <message>
            <source>{count} in my care</source>
            <translation>我负责的 {count} 家</translation>
        </message>
        <message>
            <source>View “{name}” saved</source>
            <translation>已保存视图「{name}」</translation>
        </message>
        <message>
            <source>No customer matches “{text}”</source>
            <translation>没有客户与「{text}」相符</translation>
        </message>
        <message>
            <source>Clear search and filters</source>
            <translation>清除查找与筛选</translation>
        </message>
        <message>
            <source>No customer passes these filters</source>
            <translation>没有客户符合这些筛选条件</translation>
        </message>
        <message>
            <source>Nobody here: nothing to worry about</source>
            <translation>这里没有客户，可以放心</translation>
        </message>
        <message>
            <source>No customers yet; those given to you come with the next sync</source>
            <translation>还没有客户；分给您的客户会随下次同步到达</translation>
        </message>
        <message>
            <source>Customer {number} of {total} · found in {ms} ms</source>
            <translation>第 {number} 家，共 {total} 家 · 查询 {ms} 毫秒</translation>
        </message>
        <message>
            <source>move</source>
            <translation>上下移动</translation>
        </message>
        <message>
            <source>open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>record visit</source>
            <translation>记录拜访</translation>
        </message>
        <message>
            <source>add filter</source>
            <translation>添加筛选</translation>
        </message>
        <message>
            <source>{total} customers · found in {ms} ms</source>
            <translation>共 {total} 家 · 查询 {ms} 毫秒</translation>
        </message>
    </context>
    <context>
        <name>NewContact</name>
        <message>
            <source>New contact</source>
            <translation>新增联系人</translation>
        </message>
        <message>
            <source>Save contact</source>
            <translation>保存联系人</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>姓名</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>职务</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>电话</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>角色</translation>
        </message>
        <message>
            <source>“{name}” added</source>
            <translation>已新建「{name}」</translation>
        </message>
    </context>
    <context>
        <name>NewCustomer</name>
        <message>
            <source>New customer</source>
            <translation>新建客户</translation>
        </message>
        <message>
            <source>Save customer</source>
            <translation>保存客户</translation>
        </message>
        <message>
            <source>Perhaps already in the book:</source>
            <translation>可能已经在册：</translation>
        </message>
        <message>
            <source>“{name}” added</source>
            <translation>已新建「{name}」</translation>
        </message>
    </context>
    <context>
        <name>OverviewPage</name>
        <message>
            <source>Show on the map</source>
            <translation>在地图上查看</translation>
        </message>
        <message>
            <source>Receivables by age</source>
            <translation>应收账龄</translation>
        </message>
        <message>
            <source>Latest activity</source>
            <translation>最近动态</translation>
        </message>
        <message>
            <source>No visit and no request yet</source>
            <translation>还没有拜访和审批</translation>
        </message>
        <message>
            <source>More about the customer</source>
            <translation>更多资料</translation>
        </message>
        <message>
            <source>2 versions</source>
            <translation>2 个版本</translation>
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
            <source>total {amount}</source>
            <translation>合计 {amount}</translation>
        </message>
        <message numerus="yes">
            <source>All %n</source>
            <translation>
                <numerusform>全部 %n 条</numerusform>
            </translation>
        </message>
        <message>
            <source>“{field}” changed</source>
            <translation>已修改「{field}」</translation>
        </message>
        <message>
            <source>Add a field</source>
            <translation>添加字段</translation>
        </message>
    </context>
    <context>
        <name>Printing</name>
        <message>
            <source>Page {page} of {pages}</source>
            <translation>第 {page} 页，共 {pages} 页</translation>
        </message>
    </context>
    <context>
        <name>RequestForm</name>
        <message>
            <source>Special price for {name}</source>
            <translation>{name} · 特价申请</translation>
        </message>
        <message>
            <source>Send request</source>
            <translation>提交申请</translation>
        </message>
        <message>
            <source>Why it is worth it</source>
            <translation>为什么值得</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>产品</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Price asked</source>
            <translation>申请单价</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>list price {price}</source>
            <translation>标准价 {price}</translation>
        </message>
        <message>
            <source>{share} of the list price, {amount} in all</source>
            <translation>为标准价的 {share}，合计 {amount}</translation>
        </message>
        <message>
            <source>Quantity and price must be numbers above zero</source>
            <translation>数量和单价须为大于 0 的数字</translation>
        </message>
        <message>
            <source>Special price for “{name}” asked for</source>
            <translation>已为「{name}」提交特价申请</translation>
        </message>
    <message>
        <source>Product: name, initials or code</source>
        <translation>产品：名称、拼音首字母或编码</translation>
    </message>
    <message>
        <source>Choose a product: type its name, initials or code</source>
        <translation>请选择产品：输入名称、拼音首字母或编码</translation>
    </message>
    </context>
    <context>
        <name>ViewKeeper</name>
        <message>
            <source>Save this list as a view</source>
            <translation>把当前列表存为视图</translation>
        </message>
        <message>
            <source>Name of the view</source>
            <translation>视图名称</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Delete view “{name}”</source>
            <translation>删除视图「{name}」</translation>
        </message>
        <message>
            <source>Filters, sorting, groups and columns are saved with it.</source>
            <translation>筛选、排序、分组和列会一起保存。</translation>
        </message>
    </context>
    <context>
        <name>VisitForm</name>
        <message>
            <source>Visit to {name}</source>
            <translation>拜访 {name}</translation>
        </message>
        <message>
            <source>Save visit</source>
            <translation>保存拜访</translation>
        </message>
        <message>
            <source>What came of it</source>
            <translation>这次谈成了什么</translation>
        </message>
        <message>
            <source>What is to be done next, by whom</source>
            <translation>接下来谁做什么</translation>
        </message>
        <message>
            <source>Purpose</source>
            <translation>目的</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Next step</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>Saved on this laptop, sent when online</source>
            <translation>先存本机，联网后上传</translation>
        </message>
        <message>
            <source>Next visit</source>
            <translation>下次拜访</translation>
        </message>
        <message>
            <source>Visit to “{name}” recorded</source>
            <translation>已记录对「{name}」的拜访</translation>
        </message>
        <message>
            <source>Ordered ¥</source>
            <translation>订货 ¥</translation>
        </message>
        <message>
            <source>Collected ¥</source>
            <translation>收款 ¥</translation>
        </message>
        <message>
            <source>Photo or file</source>
            <translation>照片或文件</translation>
        </message>
        <message>
            <source>or drag it here</source>
            <translation>或拖到这里</translation>
        </message>
        <message>
            <source>Add a file</source>
            <translation>添加附件</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Made at</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>today {time}</source>
            <translation>今天 {time}</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>昨天</translation>
        </message>
        <message>
            <source>{days} days ago</source>
            <translation>{days} 天前</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>刚刚</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n} 分钟</translation>
        </message>
        <message>
            <source>{n} h</source>
            <translation>{n} 小时</translation>
        </message>
        <message>
            <source>{n} d</source>
            <translation>{n} 天</translation>
        </message>
        <message>
            <source>yesterday {time}</source>
            <translation>昨天 {time}</translation>
        </message>
        <message>
            <source>{day} {month}</source>
            <translation>{month} 月 {day} 日</translation>
        </message>
        <message>
            <source>{day} {month} {year}</source>
            <translation>{year} 年 {month} 月 {day} 日</translation>
        </message>
        <message>
            <source>Class {grade}</source>
            <translation>{grade} 级</translation>
        </message>
        <message>
            <source>Prospect</source>
            <translation>潜在</translation>
        </message>
        <message>
            <source>In talks</source>
            <translation>跟进中</translation>
        </message>
        <message>
            <source>Bought</source>
            <translation>已成交</translation>
        </message>
        <message>
            <source>Regular</source>
            <translation>复购</translation>
        </message>
        <message>
            <source>Drifting</source>
            <translation>流失预警</translation>
        </message>
        <message>
            <source>Dormant</source>
            <translation>休眠</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>已停业</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>合作中</translation>
        </message>
        <message>
            <source>Win a customer</source>
            <translation>开发新客户</translation>
        </message>
        <message>
            <source>Market survey</source>
            <translation>市场调研</translation>
        </message>
        <message>
            <source>Collect payment</source>
            <translation>收款</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>服务</translation>
        </message>
        <message>
            <source>Handle a complaint</source>
            <translation>客诉处理</translation>
        </message>
        <message>
            <source>Take an order</source>
            <translation>订货</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>其他</translation>
        </message>
        <message>
            <source>Decides</source>
            <translation>决策人</translation>
        </message>
        <message>
            <source>Influences</source>
            <translation>影响者</translation>
        </message>
        <message>
            <source>Buys</source>
            <translation>采购</translation>
        </message>
        <message>
            <source>Pays</source>
            <translation>财务</translation>
        </message>
        <message>
            <source>Uses</source>
            <translation>使用者</translation>
        </message>
        <message>
            <source>Special price</source>
            <translation>特价</translation>
        </message>
        <message>
            <source>Discount</source>
            <translation>折扣</translation>
        </message>
        <message>
            <source>Expense</source>
            <translation>费用</translation>
        </message>
        <message>
            <source>Credit</source>
            <translation>信用额度</translation>
        </message>
        <message>
            <source>Gift</source>
            <translation>赠品</translation>
        </message>
        <message>
            <source>Returned goods</source>
            <translation>退货</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>请假</translation>
        </message>
        <message>
            <source>New customer</source>
            <translation>新建客户</translation>
        </message>
        <message>
            <source>Report to sign</source>
            <translation>报告核签</translation>
        </message>
        <message>
            <source>waiting for a decision</source>
            <translation>审批中</translation>
        </message>
        <message>
            <source>approved</source>
            <translation>已批准</translation>
        </message>
        <message>
            <source>rejected</source>
            <translation>已驳回</translation>
        </message>
        <message>
            <source>returned</source>
            <translation>已退回</translation>
        </message>
        <message>
            <source>withdrawn</source>
            <translation>已撤回</translation>
        </message>
        <message>
            <source>Customer edited</source>
            <translation>修改客户</translation>
        </message>
        <message>
            <source>Customer archived</source>
            <translation>归档客户</translation>
        </message>
        <message>
            <source>Customer restored</source>
            <translation>取消归档客户</translation>
        </message>
        <message>
            <source>Customer deleted</source>
            <translation>删除客户</translation>
        </message>
        <message>
            <source>Customer handed over</source>
            <translation>移交客户</translation>
        </message>
        <message>
            <source>New contact</source>
            <translation>新增联系人</translation>
        </message>
        <message>
            <source>Contact edited</source>
            <translation>修改联系人</translation>
        </message>
        <message>
            <source>Contact archived</source>
            <translation>归档联系人</translation>
        </message>
        <message>
            <source>Contact restored</source>
            <translation>取消归档联系人</translation>
        </message>
        <message>
            <source>Contact deleted</source>
            <translation>删除联系人</translation>
        </message>
        <message>
            <source>New site</source>
            <translation>新增门店地址</translation>
        </message>
        <message>
            <source>Site edited</source>
            <translation>修改门店地址</translation>
        </message>
        <message>
            <source>Site deleted</source>
            <translation>删除门店地址</translation>
        </message>
        <message>
            <source>Visit</source>
            <translation>拜访</translation>
        </message>
        <message>
            <source>Visit corrected</source>
            <translation>更正拜访</translation>
        </message>
        <message>
            <source>Stop added to the plan</source>
            <translation>加入拜访计划</translation>
        </message>
        <message>
            <source>Stop of the plan changed</source>
            <translation>调整拜访计划</translation>
        </message>
        <message>
            <source>Stop taken off the plan</source>
            <translation>移出拜访计划</translation>
        </message>
        <message>
            <source>Stops reordered</source>
            <translation>调整当天拜访顺序</translation>
        </message>
        <message>
            <source>Weekly route</source>
            <translation>每周路线</translation>
        </message>
        <message>
            <source>Report draft</source>
            <translation>报告草稿</translation>
        </message>
        <message>
            <source>Sealed report</source>
            <translation>封存报告</translation>
        </message>
        <message>
            <source>Report review</source>
            <translation>报告核签</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>表单</translation>
        </message>
        <message>
            <source>Sealed form</source>
            <translation>封存表单</translation>
        </message>
        <message>
            <source>Request for approval</source>
            <translation>审批申请</translation>
        </message>
        <message>
            <source>Decision</source>
            <translation>审批决定</translation>
        </message>
        <message>
            <source>Request withdrawn</source>
            <translation>撤回申请</translation>
        </message>
        <message>
            <source>Attachment</source>
            <translation>附件</translation>
        </message>
        <message>
            <source>Conflict decided</source>
            <translation>冲突选择</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>等级</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>电话</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>城区</translation>
        </message>
        <message>
            <source>Territory</source>
            <translation>片区</translation>
        </message>
        <message>
            <source>Credit code</source>
            <translation>信用代码</translation>
        </message>
        <message>
            <source>Latitude</source>
            <translation>纬度</translation>
        </message>
        <message>
            <source>Longitude</source>
            <translation>经度</translation>
        </message>
        <message>
            <source>Datum</source>
            <translation>坐标系</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Archived</source>
            <translation>已归档</translation>
        </message>
        <message>
            <source>Account status</source>
            <translation>合作状态</translation>
        </message>
        <message>
            <source>Industry</source>
            <translation>行业</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>负责人</translation>
        </message>
        <message>
            <source>Payment terms</source>
            <translation>账期</translation>
        </message>
        <message>
            <source>Next visit</source>
            <translation>下次拜访</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>Credit limit</source>
            <translation>信用额度</translation>
        </message>
        <message>
            <source>Receivable</source>
            <translation>应收余额</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>逾期金额</translation>
        </message>
        <message>
            <source>Days overdue</source>
            <translation>逾期天数</translation>
        </message>
        <message>
            <source>Year's target</source>
            <translation>年度目标</translation>
        </message>
        <message>
            <source>Year's sales</source>
            <translation>本年销售</translation>
        </message>
        <message>
            <source>Last visit</source>
            <translation>最近拜访</translation>
        </message>
        <message>
            <source>Visits</source>
            <translation>拜访</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>客户</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>职务</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>邮箱</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>角色</translation>
        </message>
        <message>
            <source>Hours</source>
            <translation>营业时间</translation>
        </message>
        <message>
            <source>How to get in</source>
            <translation>进门须知</translation>
        </message>
        <message>
            <source>Began</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>结束</translation>
        </message>
        <message>
            <source>Purpose</source>
            <translation>目的</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Next step</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>Ordered</source>
            <translation>订货金额</translation>
        </message>
        <message>
            <source>Collected</source>
            <translation>收款金额</translation>
        </message>
        <message>
            <source>Competitor</source>
            <translation>竞品情况</translation>
        </message>
        <message>
            <source>Opinion</source>
            <translation>客户意见</translation>
        </message>
        <message>
            <source>Complaint</source>
            <translation>投诉</translation>
        </message>
        <message>
            <source>Planned stop</source>
            <translation>计划拜访</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>凭证</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Place in the order</source>
            <translation>顺序</translation>
        </message>
        <message>
            <source>Expected result</source>
            <translation>预期结果</translation>
        </message>
        <message>
            <source>Planned time</source>
            <translation>计划时间</translation>
        </message>
        <message>
            <source>Why skipped</source>
            <translation>跳过原因</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>期间</translation>
        </message>
        <message>
            <source>Answers</source>
            <translation>填写内容</translation>
        </message>
        <message>
            <source>Figures</source>
            <translation>汇总数字</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>标题</translation>
        </message>
        <message>
            <source>Facts</source>
            <translation>依据</translation>
        </message>
        <message>
            <source>Amount</source>
            <translation>金额</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>About</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>About what</source>
            <translation>对象类型</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>申请</translation>
        </message>
        <message>
            <source>Comment</source>
            <translation>意见</translation>
        </message>
        <message>
            <source>Choice</source>
            <translation>选择</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Weekday</source>
            <translation>星期</translation>
        </message>
        <message>
            <source>Frequency</source>
            <translation>频率</translation>
        </message>
        <message>
            <source>Stops</source>
            <translation>站点</translation>
        </message>
        <message>
            <source>Stop's state</source>
            <translation>拜访状态</translation>
        </message>
        <message>
            <source>Customers</source>
            <translation>客户</translation>
        </message>
        <message>
            <source>Contacts</source>
            <translation>联系人</translation>
        </message>
        <message>
            <source>Sites</source>
            <translation>门店地址</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>产品</translation>
        </message>
        <message>
            <source>Planned stops</source>
            <translation>拜访计划</translation>
        </message>
        <message>
            <source>Visit actions</source>
            <translation>拜访动作</translation>
        </message>
        <message>
            <source>Reports</source>
            <translation>报告</translation>
        </message>
        <message>
            <source>Form definitions</source>
            <translation>表单模板</translation>
        </message>
        <message>
            <source>Forms</source>
            <translation>表单</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>审批申请</translation>
        </message>
        <message>
            <source>Decisions</source>
            <translation>审批决定</translation>
        </message>
        <message>
            <source>Attachments</source>
            <translation>附件</translation>
        </message>
        <message>
            <source>Conflicts</source>
            <translation>冲突</translation>
        </message>
        <message>
            <source>Routes</source>
            <translation>路线</translation>
        </message>
        <message>
            <source>Route stops</source>
            <translation>路线站点</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人员</translation>
        </message>
        <message>
            <source>Posts</source>
            <translation>岗位</translation>
        </message>
        <message>
            <source>Assignments</source>
            <translation>任职</translation>
        </message>
        <message>
            <source>Territories</source>
            <translation>片区</translation>
        </message>
        <message>
            <source>Units</source>
            <translation>部门</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>{n} entries</source>
            <translation>{n} 条</translation>
        </message>
        <message>
            <source>approve</source>
            <translation>同意</translation>
        </message>
        <message>
            <source>endorse to superior</source>
            <translation>同意并上报</translation>
        </message>
        <message>
            <source>reject</source>
            <translation>驳回</translation>
        </message>
        <message>
            <source>send back</source>
            <translation>退回</translation>
        </message>
        <message>
            <source>pass on</source>
            <translation>转交</translation>
        </message>
        <message>
            <source>cash</source>
            <translation>现结</translation>
        </message>
        <message>
            <source>{days} days</source>
            <translation>{days} 天</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>订单</translation>
        </message>
        <message>
            <source>Invoices</source>
            <translation>发票</translation>
        </message>
        <message>
            <source>The company's own fields</source>
            <translation>公司自定义字段</translation>
        </message>
    </context>
    <context>
        <name>QuestionBar</name>
        <message>
            <source>Not a duplicate</source>
            <translation>不是重复</translation>
        </message>
        <message>
            <source>Somebody edited it without knowing that it was deleted or handed over</source>
            <translation>它被删除或转交之后，又有人做了修改</translation>
        </message>
        <message>
            <source>What was written is kept and waits for a decision</source>
            <translation>写下的内容已留存，等待决定</translation>
        </message>
        <message>
            <source>Decide</source>
            <translation>去决定</translation>
        </message>
        <message>
            <source>Perhaps the same customer as “{name}”</source>
            <translation>可能与「{name}」是同一个客户</translation>
        </message>
        <message>
            <source>Found by headquarters</source>
            <translation>由总部比对发现</translation>
        </message>
        <message>
            <source>Merge</source>
            <translation>合并</translation>
        </message>
        <message>
            <source>Perhaps the same customer as one of another rep</source>
            <translation>可能与其他业务员的客户重复</translation>
        </message>
        <message>
            <source>Whoever leads both of you can merge the two</source>
            <translation>可由你们共同的上级合并</translation>
        </message>
    </context>
    <context>
        <name>MergePanel</name>
        <message>
            <source>Merge “{name}” into this card</source>
            <translation>把「{name}」并入这张卡</translation>
        </message>
        <message>
            <source>Merge</source>
            <translation>合并</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>Left: this card. Right: the other. Nothing else of the two differs.</source>
            <translation>左边是这张卡，右边是另一张；这里列出全部不同之处，逐项选择保留哪一个。</translation>
        </message>
        <message>
            <source>Its visits, contacts and plans come along; it is archived</source>
            <translation>拜访、联系人、计划一并归入；另一张归档</translation>
        </message>
        <message>
            <source>“{name}” is merged into this card</source>
            <translation>「{name}」已并入这张卡</translation>
        </message>
    </context>
    <context>
        <name>CardPane</name>
        <message>
            <source>They stay two customers</source>
            <translation>已记为两个不同的客户</translation>
        </message>
    </context>
    <context>
        <name>CustomersScreen</name>
        <message>
            <source>Merge with its duplicate</source>
            <translation>与重复客户合并</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>Two cards of a customer merged</source>
            <translation>合并客户</translation>
        </message>
    </context>
    <context>
        <name>BookPage</name>
        <message numerus="yes">
            <source>Show %n more</source>
            <translation>
                <numerusform>再显示 %n 条</numerusform>
            </translation>
        </message>
        <message>
            <source>as of {day}</source>
            <translation>截至 {day}</translation>
        </message>
    </context>
    <context>
        <name>Books</name>
        <message>
            <source>placed</source>
            <translation>已下单</translation>
        </message>
        <message>
            <source>confirmed</source>
            <translation>已确认</translation>
        </message>
        <message>
            <source>on its way</source>
            <translation>已发货</translation>
        </message>
        <message>
            <source>delivered</source>
            <translation>已送达</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translation>已取消</translation>
        </message>
        <message>
            <source>not in the books yet</source>
            <translation>未入账</translation>
        </message>
        <message>
            <source>not due</source>
            <translation>未到期</translation>
        </message>
        <message>
            <source>{days} days late</source>
            <translation>逾期 {days} 天</translation>
        </message>
    </context>
    <context>
        <name>OrdersPage</name>
        <message>
            <source>No orders from this customer</source>
            <translation>这位客户还没有订单</translation>
        </message>
        <message numerus="yes">
            <source>%n this year</source>
            <translation>
                <numerusform>本年 %n 单</numerusform>
            </translation>
        </message>
        <message>
            <source>Noted at a visit</source>
            <translation>拜访时记下</translation>
        </message>
        <message>
            <source>Ordered on</source>
            <translation>下单</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>交货</translation>
        </message>
        <message>
            <source>Taken by</source>
            <translation>经手人</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>a visit, not sent yet</source>
            <translation>拜访记录，待上传</translation>
        </message>
        <message>
            <source>a visit</source>
            <translation>拜访记录</translation>
        </message>
        <message>
            <source>taken at a visit</source>
            <translation>拜访时下单</translation>
        </message>
        <message>
            <source>New order</source>
            <translation>新建订单</translation>
        </message>
        <message>
            <source>An order placed or noted at a visit stands here at once.</source>
            <translation>下的订单、拜访时记下的订单都会立即列在这里。</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>修改</translation>
        </message>
        <message>
            <source>Cancel the order</source>
            <translation>取消订单</translation>
        </message>
        <message>
            <source>Order {number} cancelled</source>
            <translation>已取消订单 {number}</translation>
        </message>
        <message>
            <source>placed here, not sent yet</source>
            <translation>本机下单，尚未上传</translation>
        </message>
        <message>
            <source>placed by us</source>
            <translation>业务员下单</translation>
        </message>
    </context>
    <context>
        <name>ReceivablesPage</name>
        <message numerus="yes">
            <source>%n open</source>
            <translation>
                <numerusform>%n 张未付清</numerusform>
            </translation>
        </message>
        <message>
            <source>The books' total is {total}; these invoices add up to {sum}.</source>
            <translation>账面合计 {total}，这些发票合计 {sum}，两者不一致。</translation>
        </message>
        <message>
            <source>Nothing is owed</source>
            <translation>没有应收款</translation>
        </message>
        <message>
            <source>The books give the total only: {total}</source>
            <translation>账套只给了合计：{total}</translation>
        </message>
        <message>
            <source>Invoices are shown once the office sends them.</source>
            <translation>财务把发票明细传来后显示在这里。</translation>
        </message>
        <message>
            <source>due {day}</source>
            <translation>{day} 到期</translation>
        </message>
        <message>
            <source>Invoiced on</source>
            <translation>开票</translation>
        </message>
        <message>
            <source>Amount</source>
            <translation>金额</translation>
        </message>
        <message>
            <source>Paid so far</source>
            <translation>已付</translation>
        </message>
        <message>
            <source>In charge</source>
            <translation>责任人</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Record a collection</source>
            <translation>记录收款拜访</translation>
        </message>
        <message>
            <source>Show the order</source>
            <translation>查看订单</translation>
        </message>
    </context>
    <context>
        <name>GroupChooser</name>
        <message>
            <source>Group by</source>
            <translation>按什么分组</translation>
        </message>
        <message>
            <source>No groups</source>
            <translation>不分组</translation>
        </message>
    </context>
    <context>
        <name>Groups</name>
        <message>
            <source>folded</source>
            <translation>已收起</translation>
        </message>
        <message>
            <source>open</source>
            <translation>已展开</translation>
        </message>
        <message>
            <source>Not filled in</source>
            <translation>未填写</translation>
        </message>
    </context>
    <context>
        <name>NewField</name>
        <message>
            <source>Name of the field</source>
            <translation>字段名称</translation>
        </message>
        <message>
            <source>What it holds</source>
            <translation>内容类型</translation>
        </message>
        <message>
            <source>Choices, with commas between</source>
            <translation>选项，用逗号分开</translation>
        </message>
        <message>
            <source>Add the field</source>
            <translation>添加字段</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>文字</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>数字</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>One of a list</source>
            <translation>多选一</translation>
        </message>
        <message>
            <source>Yes or no</source>
            <translation>是或否</translation>
        </message>
        <message>
            <source>A new field on the cards</source>
            <translation>给客户卡加一个字段</translation>
        </message>
        <message>
            <source>Everybody in the company</source>
            <translation>全公司</translation>
        </message>
        <message>
            <source>Only for me</source>
            <translation>只给自己</translation>
        </message>
        <message>
            <source>Who fills it in</source>
            <translation>谁来填</translation>
        </message>
        <message>
            <source>published</source>
            <translation>已发布</translation>
        </message>
        <message>
            <source>only for me</source>
            <translation>仅自用</translation>
        </message>
        <message>
            <source>Remove “{name}”</source>
            <translation>去掉「{name}」</translation>
        </message>
        <message>
            <source>“{name}” is no longer on the cards</source>
            <translation>客户卡上不再有「{name}」</translation>
        </message>
        <message>
            <source>“{name}” is on every card now</source>
            <translation>每张客户卡上都有「{name}」了</translation>
        </message>
        <message>
            <source>“{name}” is published</source>
            <translation>已发布字段「{name}」</translation>
        </message>
    <message>
        <source>On the cards now</source>
        <translation>卡片上已有的字段</translation>
    </message>
    </context>
    <context>
        <name>Detail</name>
        <message>
            <source>Drop to add it to this request</source>
            <translation>松开即可添加到这个申请</translation>
        </message>
    </context>
    <context>
        <name>VisitPage</name>
        <message>
            <source>All activity</source>
            <translation>全部动态</translation>
        </message>
        <message>
            <source>Photos and files</source>
            <translation>照片和文件</translation>
        </message>
        <message>
            <source>not sent yet</source>
            <translation>待上传</translation>
        </message>
    </context>
    <context>
        <name>OrderForm</name>
        <message>
            <source>New order</source>
            <translation>新建订单</translation>
        </message>
        <message>
            <source>Place the order</source>
            <translation>下单</translation>
        </message>
        <message>
            <source>Add a line</source>
            <translation>加一行</translation>
        </message>
        <message>
            <source>Delivery on</source>
            <translation>交货日期</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Change the order</source>
            <translation>保存修改</translation>
        </message>
        <message>
            <source>Order for “{name}” placed</source>
            <translation>已给「{name}」下单</translation>
        </message>
        <message>
            <source>Order {number} changed</source>
            <translation>已修改订单 {number}</translation>
        </message>
        <message numerus="yes">
            <source>%n line(s)</source>
            <translation>
                <numerusform>%n 行</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OrderLine</name>
        <message>
            <source>Product</source>
            <translation>产品</translation>
        </message>
        <message>
            <source>Remove this line</source>
            <translation>去掉这一行</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Unit price</source>
            <translation>单价</translation>
        </message>
        <message>
            <source>list price {price}</source>
            <translation>标准价 {price}</translation>
        </message>
    <message>
        <source>Product: name, initials or code</source>
        <translation>产品：名称、拼音首字母或编码</translation>
    </message>
    <message>
        <source>Choose a product: type its name, initials or code</source>
        <translation>请选择产品：输入名称、拼音首字母或编码</translation>
    </message>
    <message>
        <source>Quantity and price must be numbers, the quantity above zero</source>
        <translation>数量和单价必须是数字，数量要大于零</translation>
    </message>
    </context>
    <context>
        <name>Star</name>
        <message>
            <source>Take from favourites</source>
            <translation>取消收藏</translation>
        </message>
        <message>
            <source>Add to favourites</source>
            <translation>加入收藏</translation>
        </message>
    </context>
</TS>
