# 签购单: the second slip of a payment. A means of payment may have its own: slip-CODE.tpl.
@if copy
@centre+bold *** 补打 {copy} ***
@end
@if demo
@centre+bold ** 演示测试,非真实交易 **
@end
@centre+big {shop}
@if merchant_copy
@centre+bold 签购单 (商户联)
@else
@centre+bold 签购单 (顾客联)
@end
@rule
单号:{number} >> {date}
机号:{terminal} 收银员:{cashier_number} >> {time}
@rule
付款方式 >> {tender}
参考号 >> {reference}
@bold 金额 >> {paid}
@rule
@if merchant_copy
@feed
顾客签名:____________________
@feed
本人确认以上交易
@else
请妥善保管此联
@end
@centre 校验:{seal}
@feed 3
@cut
