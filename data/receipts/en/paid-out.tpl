# Tips, donations and deposits that go out in cash, and a deposit that is kept.
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
@if tip
@centre+big TIPS PAID OUT
@end
@if donation
@centre+big DONATIONS
@end
@if order
@centre+big DEPOSIT BACK
@end
@if payback
@centre+big REFUND IN CASH
@end
@if forfeit
@centre+big DEPOSIT KEPT
@end
@rule =
No. {number}
Time >> {at}
Cashier >> {cashier_number} {cashier_name}
Approved by >> {approver}
@rule
Order >> {order_number}
Of >> {original}
Instead of >> {tender}
Reference >> {reference}
Paid to >> {paid_to}
Reason >> {reason}
@bold Amount >> {amount}
@rule
@feed
@unless forfeit
Received: __________________
@feed
@end
Cashier: __________________
@feed
@centre Seal {seal}
@feed 3
@cut
