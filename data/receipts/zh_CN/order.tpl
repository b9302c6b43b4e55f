# 订金单: the receipt of a deposit on an order; the customer brings it when he fetches the goods.
@if copy
@centre+bold *** 补打 {copy} ***
@end
@if demo
@centre+bold ** 演示测试,非真实交易 **
@end
@if training
@centre+bold ** 练习收银,不是销售 **
@end
@centre+big {shop}
@centre+big 订金单
@rule
单号:{number} >> {date}
机号:{terminal} 收银员:{cashier_number} >> {time}
@rule =
@bold 订单号 >> {order_number}
顾客 >> {order_customer}
内容 >> {order_note}
取货日 >> {order_day}
@rule
订单金额 >> {order_total}
@bold 已付订金 >> {deposit}
取货时应付 >> {order_rest}
@rule
@each payments
{name}[({reference})] >> {amount}
@end
实收:{given} >> 找零:{change}
@rule
@feed
顾客签字:__________________
@feed
@centre 取货时请带好此单
@centre {shop_address}
@centre 电话:{shop_phone}
@centre 校验:{seal}
@code128 {barcode}
@feed 3
@cut
