# 券余额单: what is left of a voucher, for the customer.
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
@centre+big 券余额单
@rule
单号:{number} >> {date}
机号:{terminal} 收银员:{cashier_number} >> {time}
@rule
券号 >> {reference}
券种 >> {voucher_kind}
本次使用 >> {paid}
不找零 >> {forfeited}
@bold 余额 >> {rest}
有效期至 >> {until}
@rule
@centre 凭券使用,此单不能代替购物券
@centre 校验:{seal}
@feed 3
@cut
