# 对账单: what moved on a customer's account from a day to another, and what is owed.
@if demo
@centre+bold ** 演示测试,非真实交易 **
@end
@centre+big {shop}
@centre+big 对账单
@rule =
账户:{account} {name}
电话 >> {phone}
期间 >> {from} - {to}
打印时间 >> {printed}
@rule
@bold 期初欠款 >> {opening}
@columns 32 12 10> 10>
@columns 48 26 11> 11>
@row 日期 单号 | 金额 | 欠款
@each lines
  @row {day} {number} | {moved} | {balance}
@end
@rule
@bold 期末欠款 >> {closing}
未到期 >> {not_due}
逾期1至30天 >> {over_1}
逾期31至60天 >> {over_31}
逾期60天以上 >> {over_61}
限额 >> {limit}
@rule
@feed
客户签字:__________________
@feed 3
@cut
