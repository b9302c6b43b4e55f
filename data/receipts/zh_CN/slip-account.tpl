# 挂账单: what was bought on account, to be signed.
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
@centre+big 挂账单
@rule
单号:{number} >> {date}
机号:{terminal} 收银员:{cashier_number} >> {time}
@rule
账户 >> {account}
户名 >> {account_name}
@bold 本次挂账 >> {paid}
累计欠款 >> {owed}
@rule
@feed
签单人:____________________
@feed
本人确认以上挂账
@centre 校验:{seal}
@feed 3
@cut
