# 销售小票
# The language of these files is told in zhanggui-receipt(5), with the list of names.
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
@rule
单号:{number} >> {date}
@if narrow
机号:{terminal} 收银员:{cashier_number} >> {time}
@else
机号:{terminal} 收银员:{cashier_number}[ {cashier_name}] >> {time}
@end
顾客:{customer}
备注:{bill_note}
@rule

# Narrow paper: the name, below it code and figures. Wide paper: one line, with the list price in a
# column of its own if it differs anywhere.
@if narrow
  @columns 32 13 6> 6> 7>
  @row 品名/条码 | 数量 | 单价 | 金额
@else
  @if list_prices
    @columns 48 17 7> 8> 8> 8>
    @row 品名 | 数量 | 原价 | 单价 | 金额
  @else
    @columns 48 20 8> 9> 11>
    @row 品名 | 数量 | 单价 | 金额
  @end
@end
@rule
@each lines
  @if value
    @if tip
小费 >> {amount}
    @end
    @if donation
捐款 >> {amount}
    @end
    @if voucher
购物券 {code} >> {amount}
    @end
    @if refund
退货券 {code} >> {amount}
    @end
    @if until
  有效期至 {until}
    @end
    @if order
订金 {code} >> {amount}
    @end
    @if house
还款 {code} >> {amount}
    @end
  @else
    @if narrow
{name}
      @columns 32 13 6> 6> 7>
      @row {code} | {qty} | {price} | {amount}
  [原价{list_price} ]{note:优惠}{saved}
    @else
      @if list_prices
      @columns 48 17 7> 8> 8> 8>
      @row {name} | {qty} | {list_price} | {price} | {amount}
      @else
      @columns 48 20 8> 9> 11>
      @row {name} | {qty} | {price} | {amount}
      @end
  {note:优惠}{saved}
    @end
    @if member_price
  会员价 {member_price}
    @end
  等级折扣 {level_saved}
  ({line_note})
    @if returned
  (退货)
    @end
  @end
@end

@rule
@each coupons
{name} >> {amount}
@end
件数:{pieces} >> 合计:{total}
[优惠:{saved_total} ][抹零:{rounding}] >> 应收:{due}
@each payments
{name}[({reference})] >> {amount}
  [{currency} {notes} ][汇率{rate} ][券余不退{forfeited}]
@end
实收:{given} >> 找零:{change}
@each tax
其中税额 {name} >> {amount}
@end

@if member
  @rule
会员:{member} >> {member_level}
会员节省 >> {member_saved}
[本次积分:{points_earned}] >> 可用积分:{points_usable}
[积分抵现:{points_spent}] >> [作废:{points_void}]
储值余额:{stored_balance} >> [(本金{stored_principal})]
  @each uses
{name}[ 用{used}次][ 增{came}次] >> 剩{left}次[ {until}止]
  @end
@end

@rule
@centre 敬请保留小票,以作售后依据
@centre 谢谢惠顾,欢迎下次光临
@centre {shop_address}
@centre 电话:{shop_phone}
@if invoice_code
@centre 电子发票提取码:{invoice_code}
@qr {invoice_url}
@end
@centre 校验:{seal}
@code128 {barcode}
@qr {qr}
@feed 3
@cut
