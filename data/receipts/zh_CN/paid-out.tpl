# 付款单: tips, donations and deposits that go out in cash, and a deposit that is kept.
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
@if tip
@centre+big 小费支付单
@end
@if donation
@centre+big 捐款转交单
@end
@if order
@centre+big 退订金单
@end
@if payback
@centre+big 现金退款单
@end
@if forfeit
@centre+big 订金没收单
@end
@rule =
单号:{number}
时间 >> {at}
经手人 >> {cashier_number} {cashier_name}
授权/见证人 >> {approver}
@rule
订单号 >> {order_number}
原单号 >> {original}
原退款方式 >> {tender}
流水号 >> {reference}
付给 >> {paid_to}
原因 >> {reason}
@bold 金额 >> {amount}
@rule
@feed
@unless forfeit
领款人签字:__________________
@feed
@end
经手人签字:__________________
@feed
@centre 校验:{seal}
@feed 3
@cut
