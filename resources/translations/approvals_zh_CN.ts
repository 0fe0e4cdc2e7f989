<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ActionBar</name>
    <message>
        <source>Beyond your limit of {limit}, within what your branch may approve</source>
        <translation>超出您的权限 {limit}，在分部额度内，可由分部批准</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>驳回</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>转交</translation>
    </message>
    <message>
        <source>Endorse</source>
        <translation>背书上报</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Add competitors' quotes</source>
        <translation>请补充竞品报价</translation>
    </message>
    <message>
        <source>Agreed, bring photos</source>
        <translation>同意，注意回收陈列照片</translation>
    </message>
    <message>
        <source>Add the figures behind it</source>
        <translation>请补充测算依据</translation>
    </message>
    <message>
        <source>Read, well done</source>
        <translation>已阅，继续保持</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>sent when online</source>
        <translation>联网后发送</translation>
    </message>
    <message>
        <source>Say why, then press Enter</source>
        <translation>请先写明理由，再按 Enter</translation>
    </message>
    <message>
        <source>Comment (required to reject or return)</source>
        <translation>写一句意见（可选），驳回、退回时必填</translation>
    </message>
    <message>
        <source>Why it is rejected (required); Enter sends, Esc goes back</source>
        <translation>写明驳回理由（必填），Enter 发出，Esc 返回</translation>
    </message>
    <message>
        <source>What must be changed (required); Enter sends, Esc goes back</source>
        <translation>写明要补充什么（必填），Enter 发出，Esc 返回</translation>
    </message>
    <message>
        <source>A remark on the report (required); Enter signs, Esc goes back</source>
        <translation>写一句批示（必填），Enter 核签，Esc 返回</translation>
    </message>
    <message>
        <source>Add signer</source>
        <translation>加签</translation>
    </message>
</context>
<context>
    <name>Approvals</name>
    <message>
        <source>Price</source>
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
        <translation>授信</translation>
    </message>
    <message>
        <source>Gift</source>
        <translation>赠品</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>请假</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>with {name}</source>
        <translation>在 {name} 处</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待批</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已驳回</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>全部 {count}</translation>
    </message>
    <message>
        <source>Mine {count}</source>
        <translation>我的 {count}</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Not approved</source>
        <translation>未通过</translation>
    </message>
    <message>
        <source>Against a rule</source>
        <translation>违反规则</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>需要留意</translation>
    </message>
    <message>
        <source>Low risk</source>
        <translation>低风险</translation>
    </message>
    <message>
        <source>Done {count}</source>
        <translation>已办 {count}</translation>
    </message>
</context>
<context>
    <name>AskPanel</name>
    <message>
        <source>New request</source>
        <translation>新建申请</translation>
    </message>
    <message>
        <source>Send to superior</source>
        <translation>提交主管</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Figures, history and the customer's books are added by the program.</source>
        <translation>金额、历史均价和客户账款由程序自动带出。</translation>
    </message>
    <message>
        <source>Sent “{title}” to your superior</source>
        <translation>已提交「{title}」，等待主管审批</translation>
    </message>
</context>
<context>
    <name>BatchPanel</name>
    <message>
        <source>Requests to approve</source>
        <translation>将要同意的申请</translation>
    </message>
    <message>
        <source>{count} approved</source>
        <translation>已同意 {count} 条</translation>
    </message>
    <message>
        <source>Press Z to take all of them back before they are sent.</source>
        <translation>发出之前按 Z 可全部撤销。</translation>
    </message>
    <message>
        <source>{count} not done, each with its reason.</source>
        <translation>{count} 条没有办成，原因写在各条下面。</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Approve {count}</source>
        <translation>同意 {count} 条</translation>
    </message>
    <message>
        <source>Approve {count} of “{kind}”</source>
        <translation>同意以下 {count} 条「{kind}」申请</translation>
    </message>
    <message>
        <location filename="../../ui/screens/approvals/batch.py" line="112"/>
        <source>Approve {count} of several kinds</source>
        <translation>同意 {count} 条（多种类型）</translation>
    </message>
    <message>
        <source>Every rule passed for these. X takes one out; Enter approves exactly these.</source>
        <translation>这些申请的规则校验全部通过。按 X 去掉某一条，按 Enter 只同意勾选的这些。</translation>
    </message>
    <message>
        <source>You chose these. X takes one out; Enter approves exactly these.</source>
        <translation>这些是您选中的申请。按 X 去掉某一条，按 Enter 只同意勾选的这些。</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>Beyond your limit</source>
        <translation>超出您的权限</translation>
    </message>
    <message>
        <source>Approved {count}, sent in 5 s</source>
        <translation>已同意 {count} 条，5 秒后提交</translation>
    </message>
    <message>
        <source>Press {key} to endorse it to your superior.</source>
        <translation>请按 {key} 背书上报。</translation>
    </message>
    <message>
        <source>No decision to take back here; {key} undoes the last action</source>
        <translation>这里没有可收回的决定；{key} 撤销上一步</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>Rule checks</source>
        <translation>规则校验</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>申请理由</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>Approval steps</source>
        <translation>审批流程</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>审批意见</translation>
    </message>
    <message>
        <source>no rule applies to this kind</source>
        <translation>此类申请没有规则</translation>
    </message>
    <message>
        <source>No reason given.</source>
        <translation>没有填写理由。</translation>
    </message>
    <message>
        <source>too late, without effect, kept here</source>
        <translation>意见晚到，没有生效，已留存</translation>
    </message>
    <message>
        <source>not attached</source>
        <translation>已提到，尚未上传</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>standard {standard}, {percent} lower</source>
        <translation>标准 {standard}，低 {percent}</translation>
    </message>
    <message>
        <source>{count} pieces</source>
        <translation>{count} 件</translation>
    </message>
    <message>
        <source>Discount asked</source>
        <translation>申请折扣</translation>
    </message>
    <message>
        <source>Order amount</source>
        <translation>订单金额</translation>
    </message>
    <message>
        <source>rep's own limit {limit}</source>
        <translation>业务员权限 {limit}</translation>
    </message>
    <message>
        <source>Your limit</source>
        <translation>您的权限</translation>
    </message>
    <message>
        <source>floor {floor}</source>
        <translation>红线 {floor}</translation>
    </message>
    <message>
        <source>Expected margin</source>
        <translation>预计毛利率</translation>
    </message>
    <message>
        <source>{left} left after</source>
        <translation>用后剩 {left}</translation>
    </message>
    <message>
        <source>Budget left</source>
        <translation>预算余额</translation>
    </message>
    <message>
        <source>ceiling {limit}</source>
        <translation>上限 {limit}</translation>
    </message>
    <message>
        <source>{there} receipts, {missing} missing</source>
        <translation>票据 {there} 张，缺 {missing} 张</translation>
    </message>
    <message>
        <source>Expense</source>
        <translation>费用金额</translation>
    </message>
    <message>
        <source>A day</source>
        <translation>日均</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>now {limit}</source>
        <translation>现有 {limit}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至 {day}</translation>
    </message>
    <message>
        <source>no overdue</source>
        <translation>没有逾期</translation>
    </message>
    <message>
        <source>longest {days}</source>
        <translation>最长 {days}</translation>
    </message>
    <message>
        <source>pays in {days} on average</source>
        <translation>平均回款 {days}</translation>
    </message>
    <message>
        <source>Limit asked</source>
        <translation>申请额度</translation>
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
        <source>Sales this year</source>
        <translation>本年销售</translation>
    </message>
    <message>
        <source>{percent} of target</source>
        <translation>达成 {percent}</translation>
    </message>
    <message>
        <source>Gift value</source>
        <translation>赠品金额</translation>
    </message>
    <message>
        <source>Share of the order</source>
        <translation>占订单比例</translation>
    </message>
    <message>
        <source>at most {limit}</source>
        <translation>上限 {limit}</translation>
    </message>
    <message>
        <source>Last gift</source>
        <translation>上次赠品</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>with an order of {amount}</source>
        <translation>随订单 {amount}</translation>
    </message>
    <message>
        <source>near expiry</source>
        <translation>临期</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>破损</translation>
    </message>
    <message>
        <source>wrong goods</source>
        <translation>错发</translation>
    </message>
    <message>
        <source>slow moving</source>
        <translation>滞销</translation>
    </message>
    <message>
        <source>deducted from the bill</source>
        <translation>抵扣货款</translation>
    </message>
    <message>
        <source>exchanged</source>
        <translation>换货</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Return value</source>
        <translation>退货金额</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Return rate</source>
        <translation>退货率</translation>
    </message>
    <message>
        <source>Until expiry</source>
        <translation>距到期</translation>
    </message>
    <message>
        <source>annual leave</source>
        <translation>年假</translation>
    </message>
    <message>
        <source>personal leave</source>
        <translation>事假</translation>
    </message>
    <message>
        <source>sick leave</source>
        <translation>病假</translation>
    </message>
    <message>
        <source>marriage leave</source>
        <translation>婚假</translation>
    </message>
    <message>
        <source>compensatory leave</source>
        <translation>调休</translation>
    </message>
    <message>
        <source>{days} left after</source>
        <translation>用后剩 {days}</translation>
    </message>
    <message>
        <source>{handed} of {planned} visits handed over</source>
        <translation>{planned} 个拜访已交接 {handed} 个</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>请假天数</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>假期余额</translation>
    </message>
    <message>
        <source>Stand-in</source>
        <translation>代理人</translation>
    </message>
    <message>
        <source>{count} visits since {day}</source>
        <translation>{day}起拜访 {count} 次</translation>
    </message>
    <message>
        <source>Class asked</source>
        <translation>申请等级</translation>
    </message>
    <message>
        <source>Expected a year</source>
        <translation>预计年销</translation>
    </message>
    <message>
        <source>Credit asked</source>
        <translation>申请额度</translation>
    </message>
    <message>
        <source>terms {days}</source>
        <translation>账期 {days}</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>疑似重复</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>未发现</translation>
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
        <source>Sealed</source>
        <translation>封存时间</translation>
    </message>
    <message>
        <source>on time</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>late</source>
        <translation>迟交</translation>
    </message>
    <message>
        <source>target {target}</source>
        <translation>目标 {target}</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Matter</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>提交时间</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>{count} passed</source>
        <translation>{count} 项通过</translation>
    </message>
    <message>
        <source>{count} to note</source>
        <translation>{count} 项提醒</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} 项不通过</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Not below the average price</source>
        <translation>不低于近期均价</translation>
    </message>
    <message>
        <source>{points} points below the average</source>
        <translation>折扣低于平均 {points} 个点</translation>
    </message>
    <message>
        <source>{count} prices approved in {days} days: {average}</source>
        <translation>近 {days} 天同品项已批 {count} 笔，平均 {average}</translation>
    </message>
    <message>
        <source>average of the last {days} days: {average}</source>
        <translation>近 {days} 天同品项平均 {average}</translation>
    </message>
    <message>
        <source>Within your limit</source>
        <translation>在您的权限内</translation>
    </message>
    <message>
        <source>Beyond your limit: endorse it to your superior</source>
        <translation>超出您的权限，请背书上报</translation>
    </message>
    <message>
        <source>asked {asked}, your limit {limit}</source>
        <translation>申请 {asked}，您的权限 {limit}</translation>
    </message>
    <message>
        <source>Margin above the floor</source>
        <translation>毛利高于红线</translation>
    </message>
    <message>
        <source>Margin below the floor</source>
        <translation>毛利低于红线</translation>
    </message>
    <message>
        <source>Margin close to the floor</source>
        <translation>毛利接近红线</translation>
    </message>
    <message>
        <source>expected {margin}, floor {floor}</source>
        <translation>预计 {margin}，红线 {floor}</translation>
    </message>
    <message>
        <source>Customer owes {amount} overdue</source>
        <translation>客户逾期 {amount}</translation>
    </message>
    <message>
        <source>longest {days}, receivable {receivable}</source>
        <translation>最长 {days}，应收 {receivable}</translation>
    </message>
    <message>
        <source>Customer has nothing overdue</source>
        <translation>客户无逾期</translation>
    </message>
    <message>
        <source>receivable {receivable}, all within {days}</source>
        <translation>应收 {receivable}，均在 {days}账期内</translation>
    </message>
    <message>
        <source>receivable {receivable}</source>
        <translation>应收 {receivable}</translation>
    </message>
    <message>
        <source>Within the campaign</source>
        <translation>活动期内有效</translation>
    </message>
    <message>
        <source>The campaign is over</source>
        <translation>活动已结束</translation>
    </message>
    <message>
        <source>Not stacked on another promotion</source>
        <translation>未与其他促销叠加</translation>
    </message>
    <message>
        <source>Other promotions it stacks on: {count}</source>
        <translation>与 {count} 个其他促销叠加</translation>
    </message>
    <message>
        <source>running campaigns checked: {count}</source>
        <translation>已查 {count} 个进行中的活动</translation>
    </message>
    <message>
        <source>Budget is enough</source>
        <translation>预算足够</translation>
    </message>
    <message>
        <source>Budget is not enough</source>
        <translation>预算不足</translation>
    </message>
    <message>
        <source>left {left}, this takes {use}</source>
        <translation>余额 {left}，本次占用 {use}</translation>
    </message>
    <message>
        <source>Receipts complete</source>
        <translation>票据齐全</translation>
    </message>
    <message>
        <source>Receipts missing: {count}</source>
        <translation>缺 {count} 张票据</translation>
    </message>
    <message>
        <source>receipts attached: {count}</source>
        <translation>已附 {count} 张</translation>
    </message>
    <message>
        <source>Within the ceiling of its category</source>
        <translation>未超类别标准</translation>
    </message>
    <message>
        <source>Above the ceiling of its category</source>
        <translation>超出类别标准</translation>
    </message>
    <message>
        <source>{amount}, ceiling {limit}</source>
        <translation>申请 {amount}，标准 {limit}</translation>
    </message>
    <message>
        <source>Gift in proportion to the order</source>
        <translation>赠品比例合规</translation>
    </message>
    <message>
        <source>Gift large for the order</source>
        <translation>赠品比例偏高</translation>
    </message>
    <message>
        <source>Return rate within the limit</source>
        <translation>退货率在限度内</translation>
    </message>
    <message>
        <source>Return rate above the limit</source>
        <translation>退货率超出限度</translation>
    </message>
    <message>
        <source>{ratio}, at most {limit}</source>
        <translation>{ratio}，上限 {limit}</translation>
    </message>
    <message>
        <source>Leave balance is enough</source>
        <translation>假期余额足够</translation>
    </message>
    <message>
        <source>Leave balance is not enough</source>
        <translation>假期余额不足</translation>
    </message>
    <message>
        <source>balance {balance}, asked {days}</source>
        <translation>余额 {balance}，申请 {days}</translation>
    </message>
    <message>
        <source>Visits handed over</source>
        <translation>拜访已交接</translation>
    </message>
    <message>
        <source>Visits not handed over: {count}</source>
        <translation>{count} 个拜访未交接</translation>
    </message>
    <message>
        <source>{handed} of {planned} to {who}</source>
        <translation>{planned} 个中的 {handed} 个交给 {who}</translation>
    </message>
    <message>
        <source>Team is covered</source>
        <translation>团队人手足够</translation>
    </message>
    <message>
        <source>Several of the team are away</source>
        <translation>同期多人请假</translation>
    </message>
    <message>
        <source>others away on these days: {count}</source>
        <translation>同期另有 {count} 人不在</translation>
    </message>
    <message>
        <source>No customer like it</source>
        <translation>没有疑似重复客户</translation>
    </message>
    <message>
        <source>name, phone and address compared</source>
        <translation>已比对名称、电话和地址</translation>
    </message>
    <message>
        <source>Customers that look alike: {count}</source>
        <translation>{count} 家疑似重复客户</translation>
    </message>
    <message>
        <source>{name}, {likeness} alike</source>
        <translation>{name}，相似 {likeness}</translation>
    </message>
    <message>
        <source>Credit code given</source>
        <translation>已填信用代码</translation>
    </message>
    <message>
        <source>Credit code missing</source>
        <translation>缺统一社会信用代码</translation>
    </message>
    <message>
        <source>needed before credit is granted</source>
        <translation>授信前须补齐</translation>
    </message>
    <message>
        <source>Sealed on time</source>
        <translation>按时封存</translation>
    </message>
    <message>
        <source>Sealed late</source>
        <translation>封存迟于规定</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>waits for the branch hub</source>
        <translation>待分部裁定</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>submitted</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>endorsed</source>
        <translation>已背书</translation>
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
        <source>passed on</source>
        <translation>已转交</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name}（您）</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待处理</translation>
    </message>
    <message>
        <source>afterwards</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>price list created</source>
        <translation>生成价格单</translation>
    </message>
    <message>
        <source>sent to finance</source>
        <translation>转财务报销</translation>
    </message>
    <message>
        <source>limit changed</source>
        <translation>更新额度</translation>
    </message>
    <message>
        <source>released to the warehouse</source>
        <translation>通知仓库发放</translation>
    </message>
    <message>
        <source>return slip created</source>
        <translation>生成退货单</translation>
    </message>
    <message>
        <source>attendance recorded</source>
        <translation>登记考勤</translation>
    </message>
    <message>
        <source>card opened</source>
        <translation>建立客户卡</translation>
    </message>
    <message>
        <source>filed</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>生效</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>第 {number} 版</translation>
    </message>
    <message>
        <source>added a signer</source>
        <translation>已加签</translation>
    </message>
    <message>
        <source>{said} for {post}</source>
        <translation>代 {post} {said}</translation>
    </message>
    <message>
        <source>to agree</source>
        <translation>等待会签</translation>
    </message>
    <message>
        <source>stand-in {names}</source>
        <translation>{names}代</translation>
    </message>
    <message>
        <source>approved by the branch</source>
        <translation>分部已批</translation>
    </message>
</context>
<context>
    <name>Goods</name>
    <message>
        <source>Items</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准价</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>申请价</translation>
    </message>
    <message>
        <source>Subtotal</source>
        <translation>小计</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>毛利率</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>商品明细</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>Gifts</source>
        <translation>赠品明细</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Goods returned</source>
        <translation>退货明细</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Expenses</source>
        <translation>费用明细</translation>
    </message>
    <message>
        <source>Receivables by age</source>
        <translation>应收账龄</translation>
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
        <source>Receivables</source>
        <translation>应收账龄</translation>
    </message>
    <message>
        <source>Orders waiting for release</source>
        <translation>待放行订单</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Credit code</source>
        <translation>信用代码</translation>
    </message>
    <message>
        <source>Looks alike</source>
        <translation>疑似重复</translation>
    </message>
    <message>
        <source>The new customer</source>
        <translation>新客户资料</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>submitted {when}</source>
        <translation>{when} 提交</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>打开报告</translation>
    </message>
    <message>
        <source>Open customer</source>
        <translation>打开客户</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>第 {number} / {count} 条</translation>
    </message>
</context>
<context>
    <name>Inbox</name>
    <message>
        <source>Approvals</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>新建申请</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>申请列表</translation>
    </message>
    <message>
        <source>Order and groups</source>
        <translation>排序与分组</translation>
    </message>
    <message>
        <source>{count} done</source>
        <translation>今天已处理 {count} 条</translation>
    </message>
</context>
<context>
    <name>OwnBar</name>
    <message>
        <source>Withdraw request</source>
        <translation>撤回申请</translation>
    </message>
    <message>
        <source>saved on this device, not sent yet</source>
        <translation>已存本机，尚未发送</translation>
    </message>
    <message>
        <source>Your opinion came too late and has no effect; it is kept.</source>
        <translation>您的意见晚到，没有生效，已留存。</translation>
    </message>
    <message>
        <source>the branch has approved it, headquarters has yet to confirm</source>
        <translation>分部已批，待总部确认</translation>
    </message>
    <message>
        <source>waits for the branch hub to approve it</source>
        <translation>待分部服务器裁定</translation>
    </message>
    <message>
        <source>passed on, headquarters has not received it yet</source>
        <translation>已转交，总部尚未收到</translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Approve</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Write a comment</source>
        <translation>写意见</translation>
    </message>
    <message>
        <source>Approve all low-risk of this kind</source>
        <translation>同意同类低风险申请</translation>
    </message>
    <message>
        <source>Take the last decision back</source>
        <translation>撤销上一个决定</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>新建申请</translation>
    </message>
    <message>
        <source>Withdraw my request</source>
        <translation>撤回我的申请</translation>
    </message>
    <message>
        <source>Next request</source>
        <translation>下一条申请</translation>
    </message>
    <message>
        <source>Previous request</source>
        <translation>上一条申请</translation>
    </message>
    <message>
        <source>{count} to decide</source>
        <translation>待我处理 {count} 条</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>待批 {count} 条</translation>
    </message>
    <message>
        <source>move</source>
        <translation>上下</translation>
    </message>
    <message>
        <source>select</source>
        <translation>多选</translation>
    </message>
    <message>
        <source>approve {count} low-risk of “{kind}”</source>
        <translation>同意「{kind}」低风险 {count} 条</translation>
    </message>
    <message>
        <source>new request</source>
        <translation>新建申请</translation>
    </message>
    <message>
        <source>No requests here</source>
        <translation>这里没有申请</translation>
    </message>
    <message>
        <source>You have not made a request yet.</source>
        <translation>您还没有提交过申请。</translation>
    </message>
    <message>
        <source>Everything is decided.</source>
        <translation>全部处理完了。</translation>
    </message>
    <message>
        <source>New requests appear here after the next sync.</source>
        <translation>新的申请会在下次同步后出现在这里。</translation>
    </message>
    <message>
        <source>Nothing of this kind passes every rule</source>
        <translation>此类申请没有全部通过校验的</translation>
    </message>
    <message>
        <source>Withdrew “{title}”</source>
        <translation>已撤回「{title}」</translation>
    </message>
    <message>
        <source>Order and groups of the requests</source>
        <translation>申请的排序与分组</translation>
    </message>
</context>
<context>
    <name>Toasts</name>
    <message>
        <source>Approved {name} “{title}”, sent in 5 s</source>
        <translation>已同意 {name}「{title}」，5 秒后提交</translation>
    </message>
    <message>
        <source>Rejected {name} “{title}”, sent in 5 s</source>
        <translation>已驳回 {name}「{title}」，5 秒后提交</translation>
    </message>
    <message>
        <source>Returned {name} “{title}”, sent in 5 s</source>
        <translation>已退回 {name}「{title}」，5 秒后提交</translation>
    </message>
    <message>
        <source>Endorsed {name} “{title}” upwards, sent in 5 s</source>
        <translation>已背书上报 {name}「{title}」，5 秒后提交</translation>
    </message>
    <message>
        <source>Passed on {name} “{title}”, sent in 5 s</source>
        <translation>已转交 {name}「{title}」，5 秒后提交</translation>
    </message>
    <message>
        <source>Added a signer to {name} “{title}”, sent in 5 s</source>
        <translation>已为 {name}「{title}」加签，5 秒后发送</translation>
    </message>
</context>
<context>
    <name>PeopleMenu</name>
    <message>
        <source>Pass on to</source>
        <translation>转交给</translation>
    </message>
    <message>
        <source>Who agrees first</source>
        <translation>请谁先签</translation>
    </message>
    <message>
        <source>Nobody of your rank or above is known here</source>
        <translation>本机没有同级或上级的人员资料</translation>
    </message>
</context>
<context>
    <name>ArrangeMenu</name>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Due first</source>
        <translation>到期在前</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按类型</translation>
    </message>
    <message>
        <source>By risk</source>
        <translation>按风险</translation>
    </message>
    <message>
        <source>{choice}, chosen</source>
        <translation>{choice}，已选</translation>
    </message>
</context>
</TS>
