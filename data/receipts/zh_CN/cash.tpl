# 现金单: drops, pick-ups, money paid in and out, the safe and its bags. The name of what it is, is set.
@if copy
@centre+bold *** 补打 {copy} ***
@end
@if demo
@centre+bold ** 演示测试,非真实交易 **
@end
@centre+big {shop}
@if drop
@centre+big 大钞入柜单
@end
@if pick_up
@centre+big 中途收款单
@end
@if change_in
@centre+big 领零钱单
@end
@if pay_in
@centre+big 现金存入单
@end
@if pay_out
@centre+big 现金支出单
@end
@if bag
@centre+big 封包单
@end
@if banked
@centre+big 银行入账单
@end
@if safe_count
@centre+big 保险柜清点单
@end
@if safe_in
@centre+big 提现入柜单
@end
@rule =
单号:{number}
机号:{terminal} >> 营业日:{day}
时间 >> {at}
经手人 >> {cashier_number} {cashier_name}
授权/见证人 >> {approver}
@rule
项目 >> {reason}
凭证号 >> {voucher}
封包号 >> {bag_number}
@bold 金额 >> {amount}
@bold 长短款 >> {over_short}
@rule
@feed
经手人签字:__________________
@feed
@if pay_out
领款人签字:__________________
@else
接收人签字:__________________
@end
@feed
校验:{seal}
@feed 3
@cut
