# The report of the shop and its business day.
@if copy
@centre+bold *** COPY {copy} ***
@end
@if demo
@centre+bold ** DEMO/TEST: NOT A REAL SALE **
@end
@centre+big {shop}
@centre+big DAY REPORT
@unless closed
@centre (day still open)
@end
@if reopened
@centre+bold ** OPENED AGAIN: {reopened} **
@end
@rule =
Business day >> {day}
Printed >> {printed}

@rule
@centre -- Sales --
Sales >> {sales_count}
Items >> {pieces}
Gross >> {gross}
Saved >> {saved_total}
Rounding >> {rounding}
Returns >> {returns_count}
Returned >> {returns_amount}
Deposits charged >> {deposits}
Empties slips >> {empties_count}
Empties paid out >> {empties_amount}
@bold Net >> {net}
Customers >> {visits}
Average sale >> {average}

@if tenders
  @rule
  @centre -- Payments --
  @columns 32 14 6> 12>
  @row Payment | No. | Amount
  @each tenders
    @row {name} | {count} | {amount}
    @row its fee | | {fee}
  @end
Cash given >> {cash_given}
Change given >> {cash_change}
Total >> {tenders_total}
@end

@if beside
  @rule
  @centre -- Beside sales --
  @columns 32 14 6> 12>
  @row What | No. | Amount
  @row Vouchers sold | {vouchers_sold} | {vouchers_sold_amount}
  @row For refunds | {vouchers_refunded} | {vouchers_refunded_amount}
  @row Deposits taken | {orders_taken} | {orders_taken_amount}
  @row On account | {account_received} | {account_received_amount}
  @row Tips | {tips} | {tips_amount}
  @row Donations | {donations} | {donations_amount}
  @row Deposits back | {orders_out} | {orders_out_amount}
  @row Tips paid out | {tips_out} | {tips_out_amount}
  @row Donations out | {donations_out} | {donations_out_amount}
  @row Topped up | {top_ups} | {top_ups_amount}
  @row Given on top | {top_up_bonus} | {top_up_bonus_amount}
  @row Stored value out | {stored_out} | {stored_out_amount}
  @row Corrected | {corrections} |
Voucher rests kept >> {forfeited}
Fees >> {fees}
@end

@if foreign
  @rule
  @centre -- Foreign notes --
  @columns 32 14 6> 12>
  @row Currency | No. | Amount
  @each foreign
    @row {name} | {count} | {amount}
  @end
@end

@if moved
  @rule
  @centre -- Cash moved --
  @columns 32 14 6> 12>
  @row What | No. | Amount
  @row Drops | {drops} | {drops_amount}
  @row Pick-ups | {pick_ups} | {pick_ups_amount}
  @row Change in | {changes_in} | {changes_in_amount}
  @row Paid in | {pay_ins} | {pay_ins_amount}
  @each paid_in
    @row   {name} | {count} | {amount}
  @end
  @row Paid out | {pay_outs} | {pay_outs_amount}
  @each paid_out
    @row   {name} | {count} | {amount}
  @end
  @row Held paid out | {held_out} | {held_out_amount}
  @row Change of others | {change_of_others} | {change_of_others_amount}
@end

@if tax
  @rule
  @centre -- Tax --
  @columns 32 10 11> 11>
  @row Rate | With tax | Tax
  @each tax
    @row {name} | {base} | {amount}
  @end
@end

@if departments
  @rule
  @centre -- Departments --
  @columns 32 14 6> 12>
  @row Department | Items | Amount
  @each departments
    @row {name} | {count} | {amount}
  @end
@end

@if cashiers
  @rule
  @centre -- Cashiers --
  @columns 32 14 6> 12>
  @row Cashier | No. | Amount
  @each cashiers
    @row {number} {name} | {count} | {amount}
  @end
@end

@if hours
  @rule
  @centre -- Hours --
  @columns 32 14 6> 12>
  @row From | No. | Amount
  @each hours
    @row {hour} | {count} | {amount}
  @end
@end

@rule
@centre -- Exceptions --
@columns 32 14 6> 12>
@row Act | No. | Amount
@row Lines deleted | {line_voids} | {line_voids_amount}
@row Cancelled | {cancels} | {cancels_amount}
@row Voids | {voids} | {voids_amount}
@row Discounts | {discounts} | {discounts_amount}
@row Price changes | {overrides} | {overrides_amount}
@row No sale | {no_sales} |
@row Reprints | {reprints} |

@if shifts
  @rule
  @centre -- Shifts --
  @columns 32 12 10> 10>
  @row Till/cashier | Amount | +/-
  @each shifts
    @row {terminal} {name} | {amount} | {over_short}
  @end
Over/short >> {over_short}
@end

@rule
@feed
Cashier: _____________________
@feed
Manager: _____________________
@feed
Closing hash {link}
@feed 3
@cut
