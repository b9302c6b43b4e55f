# Packages of uses that were given, taken, handed on or put back.
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
@centre+big USES UNDONE
@else
@centre+big USES
@end
@rule =
No. {number}
Time >> {at}
Cashier >> {cashier_number} {cashier_name}
Approved by >> {approver}
Member >> {member}
@rule
@each uses
@bold {name}
@if used
  Used >> {used}
@end
@if came
  Came >> {came}
@end
  Left >> {left}
  Until >> {until}
@end
Reason >> {reason}
@rule
@feed
Member: __________________
@feed
@centre Seal {seal}
@feed 3
@cut
