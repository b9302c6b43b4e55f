# The receipt of a return. The amounts come with their minus signs.
@if copy
@centre+bold *** COPY {copy} ***
@end
@if demo
@centre+bold ** DEMO/TEST: NOT A REAL SALE **
@end
@if training
@centre+bold ** TRAINING: NOT A SALE **
@end
@logo {logo}
@centre+big {shop}
@if void
@centre+big VOID
@else
@if empties
@centre+big EMPTIES
@else
@centre+big RETURN
@end
@end
@rule
No. {number} >> {date}
Till {terminal} Cashier {cashier_number} >> {time}
Original no. {original}
Reason: {reason}
Approved by {approver}
For: {customer}
Note: {bill_note}
@rule

@columns 32 13 6> 6> 7>
@columns 48 20 8> 9> 11>
@if narrow
  @row Item/code | Qty | Price | Amount
@else
  @row Item | Qty | Price | Amount
@end
@rule
@each lines
  @if narrow
{name}
    @row {code} | {qty} | {price} | {amount}
  @else
    @row {name} | {qty} | {price} | {amount}
  @end
  {note:saved} {saved}
@end

@rule
Items {pieces} >> Total {total}
[Rounding {rounding}] >> Refund {due}
@each payments
{name}[ ({reference})] >> {amount}
@end
@each tax
Tax {name} >> {amount}
@end

@if member
  @rule
Member {member} >> {member_level}
[Points {points_earned}] >> Usable {points_usable}
[Points paid {points_spent}] >> [void {points_void}]
Stored {stored_balance} >> [(paid in {stored_principal})]
  @each uses
{name}[ {used} used][ {came} came] >> {left} left[ to {until}]
  @end
@end

@if invoiced
@centre+bold The receipt was invoiced: reverse it
@centre Invoice {invoice_reference}
@end
@rule
@feed
Customer: ____________________
@feed
@centre Please keep this receipt
@centre {shop_address}
@centre Phone {shop_phone}
@centre Seal {seal}
@code128 {barcode}
@qr {qr}
@feed 3
@cut
