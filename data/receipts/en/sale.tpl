# The receipt of a sale.
# The language of these files is told in zhanggui-receipt(5), with the list of names.
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
@rule
No. {number} >> {date}
@if narrow
Till {terminal} Cashier {cashier_number} >> {time}
@else
Till {terminal} Cashier {cashier_number}[ {cashier_name}] >> {time}
@end
For: {customer}
Note: {bill_note}
@rule

# Narrow paper: the name, below it code and figures. Wide paper: one line, with the list price in a
# column of its own if it differs anywhere.
@if narrow
  @columns 32 13 6> 6> 7>
  @row Item/code | Qty | Price | Amount
@else
  @if list_prices
    @columns 48 17 7> 8> 8> 8>
    @row Item | Qty | List | Price | Amount
  @else
    @columns 48 20 8> 9> 11>
    @row Item | Qty | Price | Amount
  @end
@end
@rule
@each lines
  @if value
    @if tip
Tip >> {amount}
    @end
    @if donation
Donation >> {amount}
    @end
    @if voucher
Voucher {code} >> {amount}
    @end
    @if refund
Refund voucher {code} >> {amount}
    @end
    @if until
  good until {until}
    @end
    @if order
Deposit {code} >> {amount}
    @end
    @if house
On account {code} >> {amount}
    @end
  @else
    @if narrow
{name}
      @columns 32 13 6> 6> 7>
      @row {code} | {qty} | {price} | {amount}
  [was {list_price}, ]{note:saved} {saved}
    @else
      @if list_prices
      @columns 48 17 7> 8> 8> 8>
      @row {name} | {qty} | {list_price} | {price} | {amount}
      @else
      @columns 48 20 8> 9> 11>
      @row {name} | {qty} | {price} | {amount}
      @end
  {note:saved} {saved}
    @end
    @if member_price
  Member price {member_price}
    @end
  Level discount {level_saved}
  ({line_note})
    @if returned
  (returned)
    @end
  @end
@end

@rule
@each coupons
{name} >> {amount}
@end
Items {pieces} >> Total {total}
[Saved {saved_total} ][Rounding {rounding}] >> To pay {due}
@each payments
{name}[ ({reference})] >> {amount}
  [{currency} {notes} ][at {rate} ][forfeited {forfeited}]
@end
Given {given} >> Change {change}
@each tax
Tax {name} >> {amount}
@end

@if member
  @rule
Member {member} >> {member_level}
As a member you saved >> {member_saved}
[Points {points_earned}] >> Usable {points_usable}
[Points paid {points_spent}] >> [void {points_void}]
Stored {stored_balance} >> [(paid in {stored_principal})]
  @each uses
{name}[ {used} used][ {came} came] >> {left} left[ to {until}]
  @end
@end

@rule
@centre Please keep this receipt
@centre Thank you, come again
@centre {shop_address}
@centre Phone {shop_phone}
@if invoice_code
@centre E-invoice code {invoice_code}
@qr {invoice_url}
@end
@centre Seal {seal}
@code128 {barcode}
@qr {qr}
@feed 3
@cut
