# Stored value that was paid in, or paid out.
@if copy
@centre+bold *** COPY {copy} ***
@end
@if demo
@centre+bold ** DEMO/TEST: NOT A REAL SALE **
@end
@if training
@centre+bold ** TRAINING: NOT A SALE **
@end
@centre+big {shop}
@if top_up
@centre+big TOP-UP
@end
@if paid_out
@centre+big STORED VALUE OUT
@end
@rule =
No. {number}
Time >> {at}
Cashier >> {cashier_number} {cashier_name}
Approved by >> {approver}
Member >> {member}
@rule
@if top_up
@bold Paid in >> {amount}
Bonus >> {bonus}
@end
@if paid_out
Reason >> {reason}
@bold Paid out >> {amount}
Fee >> {fee}
Bonus lapsed >> {bonus}
@end
@each payments
{name}[ ({reference})] >> {amount}
@end
@bold Stored value >> {stored_balance}
Of it paid in >> {stored_principal}
@rule
@feed
@if paid_out
Received: __________________
@feed
Cashier: __________________
@feed
@end
@centre Please keep this receipt
@centre Seal {seal}
@feed 3
@cut
