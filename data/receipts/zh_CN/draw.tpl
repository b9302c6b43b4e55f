# 抽奖单: what a member won in a prize draw.
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
@centre+big 抽奖单
@centre+bold {draw}
@rule =
单号:{number}
时间 >> {at}
收银员 >> {cashier_number} {cashier_name}
会员 >> {member}
@rule
@if nothing
@centre+bold {prize}
@else
@centre+big {prize}
@end
中奖积分 >> {won_points}
优惠券 >> {coupon}
@code128 {coupon}
扣除积分 >> {cost}
可用积分 >> {points_usable}
@rule
{day} 第 {n} 次抽奖
校验码 {promise}
@feed
@centre 校验:{seal}
@feed 3
@cut
