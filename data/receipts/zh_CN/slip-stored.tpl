# 储值卡签购单: what was paid by stored value, to be signed.
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
@centre+big 储值卡签购单
@rule
单号:{number} >> {date}
机号:{terminal} 收银员:{cashier_number} >> {time}
@rule
会员 >> {member}
@bold 本次消费 >> {paid}
储值余额 >> {stored_balance}
@rule
@feed
持卡人签字:__________________
@feed
@centre 校验:{seal}
@feed 3
@cut
