# 会员对账单: what moved of a member's stored value and points from a day to another.
@if demo
@centre+bold ** 演示测试,非真实交易 **
@end
@if training
@centre+bold ** 练习收银,不是销售 **
@end
@centre+big {shop}
@centre+big 会员对账单
@rule =
会员 >> {member}
期间 >> {from} - {to}
打印时间 >> {printed}
@rule
期初储值 >> {value_before}
期初积分 >> {points_before}
@columns 32 13 11> 8>
@columns 48 26 12> 10>
@row 日期 单号 | 储值 | 积分
@each lines
  @row {day} {number} | {value} | {points}
@end
@rule
@bold 期末储值 >> {value_after}
@bold 期末积分 >> {points_after}
@rule
@centre {shop_address}
@centre 电话:{shop_phone}
@feed 3
@cut
