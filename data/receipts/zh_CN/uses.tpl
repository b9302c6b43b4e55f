# 次卡单: packages of uses that were given, taken, handed on or put back.
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
@if cancelled
@centre+big 次卡撤销单
@else
@centre+big 次卡单
@end
@rule =
单号:{number}
时间 >> {at}
收银员 >> {cashier_number} {cashier_name}
授权人 >> {approver}
会员 >> {member}
@rule
@each uses
@bold {name}
@if used
  使用次数 >> {used}
@end
@if came
  增加次数 >> {came}
@end
  剩余次数 >> {left}
  有效期至 >> {until}
@end
原因 >> {reason}
@rule
@feed
会员签字: __________________
@feed
@centre 校验:{seal}
@feed 3
@cut
