# A gift for points, or one that came back.
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
@if cancelled
@centre+big GIFT BACK
@else
@centre+big GIFT
@end
@rule =
No. {number}
Time >> {at}
Cashier >> {cashier_number} {cashier_name}
Approved by >> {approver}
Member >> {member}
@rule
@bold {gift} >> {pieces}
Reason >> {reason}
Points >> {points}
Points usable >> {points_usable}
@rule
@feed
Member: __________________
@feed
@centre Seal {seal}
@feed 3
@cut
