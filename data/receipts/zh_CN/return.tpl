# 退货小票. The amounts come with their minus signs.
@if copy
@centre+bold *** 补打 {copy} ***
@end
@if demo
@centre+bold ** 演示测试,非真实交易 **
@end
@if training
@centre+bold ** 练习收银,不是销售 **
@end
@logo {logo}
@centre+big {shop}
@if void
@centre+big 整单作废
@else
@if empties
@centre+big 退空瓶
@else
@centre+big 退货明细
@end
@end
@rule
单号:{number} >> {date}
机号:{terminal} 收银员:{cashier_number} >> {time}
原单号:{original}
退货原因:{reason}
授权人:{approver}
顾客:{customer}
备注:{bill_note}
@rule

@columns 32 13 6> 6> 7>
@columns 48 20 8> 9> 11>
@if narrow
  @row 品名/条码 | 数量 | 单价 | 金额
@else
  @row 品名 | 数量 | 单价 | 金额
@end
@rule
@each lines
  @if narrow
{name}
    @row {code} | {qty} | {price} | {amount}
  @else
    @row {name} | {qty} | {price} | {amount}
  @end
  {note:优惠}{saved}
@end

@rule
件数:{pieces} >> 合计:{total}
[抹零:{rounding}] >> 应退:{due}
@each payments
{name}[({reference})] >> {amount}
@end
@each tax
其中税额 {name} >> {amount}
@end

@if member
  @rule
会员:{member} >> {member_level}
[本次积分:{points_earned}] >> 可用积分:{points_usable}
[积分抵现:{points_spent}] >> [作废:{points_void}]
储值余额:{stored_balance} >> [(本金{stored_principal})]
  @each uses
{name}[ 用{used}次][ 增{came}次] >> 剩{left}次[ {until}止]
  @end
@end

@if invoiced
@centre+bold 原小票已开发票,须开红字发票
@centre 发票号:{invoice_reference}
@end
@rule
@feed
顾客签名:____________________
@feed
@centre 敬请保留小票,以作售后依据
@centre {shop_address}
@centre 电话:{shop_phone}
@centre 校验:{seal}
@code128 {barcode}
@qr {qr}
@feed 3
@cut
