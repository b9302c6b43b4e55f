# 积分兑换单: a gift for points, or one that came back.
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
@centre+big 积分兑换退回
@else
@centre+big 积分兑换单
@end
@rule =
单号:{number}
时间 >> {at}
收银员 >> {cashier_number} {cashier_name}
授权人 >> {approver}
会员 >> {member}
@rule
@bold {gift} >> {pieces}
原因 >> {reason}
积分 >> {points}
可用积分 >> {points_usable}
@rule
@feed
会员签字: __________________
@feed
@centre 校验:{seal}
@feed 3
@cut
