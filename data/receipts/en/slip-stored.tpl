# What was paid by stored value, to be signed.
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
@centre+big STORED VALUE
@rule
No. {number} >> {date}
Till {terminal} Cashier {cashier_number} >> {time}
@rule
Member >> {member}
@bold Paid now >> {paid}
Stored value >> {stored_balance}
@rule
@feed
Signed: ____________________
@feed
@centre Seal {seal}
@feed 3
@cut
