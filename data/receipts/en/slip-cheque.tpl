# The shop has a cheque, which is not cleared yet.
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
@centre+big CHEQUE
@rule
No. {number} >> {date}
Till {terminal} Cashier {cashier_number} >> {time}
@rule
Cheque >> {reference}
@bold Amount >> {paid}
@rule
@centre Goods come back after it cleared
@feed
Cashier: __________________
@feed
@centre Seal {seal}
@feed 3
@cut
