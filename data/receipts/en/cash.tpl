# A slip of the cash office: drops, pick-ups, money paid in and out, the safe and its bags. The name of what it is, is set.
@if copy
@centre+bold *** COPY {copy} ***
@end
@if demo
@centre+bold ** DEMO/TEST: NOT A REAL SALE **
@end
@centre+big {shop}
@if drop
@centre+big CASH DROP
@end
@if pick_up
@centre+big CASH PICK-UP
@end
@if change_in
@centre+big CHANGE INTO DRAWER
@end
@if pay_in
@centre+big CASH PAID IN
@end
@if pay_out
@centre+big CASH PAID OUT
@end
@if bag
@centre+big BAG FOR THE BANK
@end
@if banked
@centre+big BAG AT THE BANK
@end
@if safe_count
@centre+big COUNT OF THE SAFE
@end
@if safe_in
@centre+big CASH FROM THE BANK
@end
@rule =
No. {number}
Till {terminal} >> Business day {day}
Time >> {at}
By >> {cashier_number} {cashier_name}
Approved or seen by >> {approver}
@rule
For >> {reason}
Voucher >> {voucher}
Bag >> {bag_number}
@bold Amount >> {amount}
@bold Over/short >> {over_short}
@rule
@feed
By: __________________________
@feed
@if pay_out
Paid to: _____________________
@else
Received by: _________________
@end
@feed
Seal {seal}
@feed 3
@cut
