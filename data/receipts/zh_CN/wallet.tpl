# 会员充值小票: stored value that was paid in, or paid out.
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
@if top_up
@centre+big 会员充值小票
@end
@if paid_out
@centre+big 储值退款单
@end
@rule =
单号:{number}
时间 >> {at}
收银员 >> {cashier_number} {cashier_name}
授权人 >> {approver}
会员 >> {member}
@rule
@if top_up
@bold 充值金额 >> {amount}
赠送金额 >> {bonus}
@end
@if paid_out
原因 >> {reason}
@bold 退款金额 >> {amount}
手续费 >> {fee}
赠送金额作废 >> {bonus}
@end
@each payments
{name}[({reference})] >> {amount}
@end
@bold 储值余额 >> {stored_balance}
其中本金 >> {stored_principal}
@rule
@feed
@if paid_out
领款人签字:__________________
@feed
经手人签字:__________________
@feed
@end
@centre 请保留小票,以作凭据
@centre 校验:{seal}
@feed 3
@cut
