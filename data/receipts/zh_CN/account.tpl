# 还款收据: what a customer paid on his account.
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
@centre+big 还款收据
@rule
单号:{number} >> {date}
机号:{terminal} 收银员:{cashier_number} >> {time}
@rule =
账户 >> {account}
户名 >> {account_name}
@bold 本次还款 >> {due}
@each payments
{name}[({reference})] >> {amount}
@end
实收:{given} >> 找零:{change}
@bold 还欠 >> {owed}
@rule
@feed
经手人签字:__________________
@feed
@centre 校验:{seal}
@code128 {barcode}
@feed 3
@cut
