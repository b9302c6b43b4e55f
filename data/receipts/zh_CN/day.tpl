# 日结小票: the shop and its business day.
@if copy
@centre+bold *** 补打 {copy} ***
@end
@if demo
@centre+bold ** 演示测试,非真实交易 **
@end
@centre+big {shop}
@centre+big 日结报表
@unless closed
@centre (未日结)
@end
@if reopened
@centre+bold ** 曾反日结 {reopened} 次 **
@end
@rule =
营业日 >> {day}
打印时间 >> {printed}

@rule
@centre 【销售汇总】
销售笔数 >> {sales_count}
商品件数 >> {pieces}
销售金额 >> {gross}
优惠金额 >> {saved_total}
抹零金额 >> {rounding}
退货笔数 >> {returns_count}
退货金额 >> {returns_amount}
其中押金 >> {deposits}
退空瓶笔数 >> {empties_count}
退空瓶金额 >> {empties_amount}
@bold 实收金额 >> {net}
来客数 >> {visits}
客单价 >> {average}

@if tenders
  @rule
  @centre 【收款明细】
  @columns 32 14 6> 12>
  @row 付款方式 | 笔数 | 金额
  @each tenders
    @row {name} | {count} | {amount}
    @row 手续费 | | {fee}
  @end
现金实收 >> {cash_given}
现金找零 >> {cash_change}
合计 >> {tenders_total}
@end

@if beside
  @rule
  @centre 【券、订金、代收】
  @columns 32 14 6> 12>
  @row 项目 | 笔数 | 金额
  @row 售出购物券 | {vouchers_sold} | {vouchers_sold_amount}
  @row 退货券 | {vouchers_refunded} | {vouchers_refunded_amount}
  @row 收订金 | {orders_taken} | {orders_taken_amount}
  @row 挂账还款 | {account_received} | {account_received_amount}
  @row 小费 | {tips} | {tips_amount}
  @row 捐款 | {donations} | {donations_amount}
  @row 退订金 | {orders_out} | {orders_out_amount}
  @row 付出小费 | {tips_out} | {tips_out_amount}
  @row 转出捐款 | {donations_out} | {donations_out_amount}
  @row 储值充值 | {top_ups} | {top_ups_amount}
  @row 充值赠送 | {top_up_bonus} | {top_up_bonus_amount}
  @row 储值退款 | {stored_out} | {stored_out_amount}
  @row 付款方式更正 | {corrections} |
券余额不退 >> {forfeited}
收款手续费 >> {fees}
@end

@if foreign
  @rule
  @centre 【外币】
  @columns 32 14 6> 12>
  @row 币种 | 笔数 | 金额
  @each foreign
    @row {name} | {count} | {amount}
  @end
@end

@if moved
  @rule
  @centre 【现金进出】
  @columns 32 14 6> 12>
  @row 项目 | 笔数 | 金额
  @row 大钞入柜 | {drops} | {drops_amount}
  @row 中途收款 | {pick_ups} | {pick_ups_amount}
  @row 领零钱 | {changes_in} | {changes_in_amount}
  @row 现金存入 | {pay_ins} | {pay_ins_amount}
  @each paid_in
    @row 其中 {name} | {count} | {amount}
  @end
  @row 现金支出 | {pay_outs} | {pay_outs_amount}
  @each paid_out
    @row 其中 {name} | {count} | {amount}
  @end
  @row 付出代收款 | {held_out} | {held_out_amount}
  @row 非现金找零 | {change_of_others} | {change_of_others_amount}
@end

@if tax
  @rule
  @centre 【税额】
  @columns 32 10 11> 11>
  @row 税率 | 含税金额 | 税额
  @each tax
    @row {name} | {base} | {amount}
  @end
@end

@if departments
  @rule
  @centre 【部类】
  @columns 32 14 6> 12>
  @row 部类 | 件数 | 金额
  @each departments
    @row {name} | {count} | {amount}
  @end
@end

@if cashiers
  @rule
  @centre 【收银员】
  @columns 32 14 6> 12>
  @row 收银员 | 笔数 | 金额
  @each cashiers
    @row {number} {name} | {count} | {amount}
  @end
@end

@if hours
  @rule
  @centre 【时段】
  @columns 32 14 6> 12>
  @row 时段 | 笔数 | 金额
  @each hours
    @row {hour} | {count} | {amount}
  @end
@end

@rule
@centre 【异常】
@columns 32 14 6> 12>
@row 操作 | 笔数 | 金额
@row 删除行 | {line_voids} | {line_voids_amount}
@row 整单取消 | {cancels} | {cancels_amount}
@row 整单作废 | {voids} | {voids_amount}
@row 折扣 | {discounts} | {discounts_amount}
@row 改价 | {overrides} | {overrides_amount}
@row 开钱箱 | {no_sales} |
@row 补打 | {reprints} |

@if shifts
  @rule
  @centre 【班次】
  @columns 32 12 10> 10>
  @row 机号/收银员 | 金额 | 长短款
  @each shifts
    @row {terminal} {name} | {amount} | {over_short}
  @end
长短款合计 >> {over_short}
@end

@rule
@feed
收银员签字:__________________
@feed
店长签字:____________________
@feed
封存:{link}
@feed 3
@cut
