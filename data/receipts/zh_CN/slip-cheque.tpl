# 支票收讫单: the shop has a cheque, which is not cleared yet.
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
@centre+big 支票收讫单
@rule
单号:{number} >> {date}
机号:{terminal} 收银员:{cashier_number} >> {time}
@rule
支票号 >> {reference}
@bold 金额 >> {paid}
@rule
@centre 支票兑付前不办理退货退款
@feed
经手人签字:__________________
@feed
@centre 校验:{seal}
@feed 3
@cut
