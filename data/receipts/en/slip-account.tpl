# What was bought on account, to be signed.
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
@centre+big ON ACCOUNT
@rule
No. {number} >> {date}
Till {terminal} Cashier {cashier_number} >> {time}
@rule
Account >> {account}
Name >> {account_name}
@bold Charged now >> {paid}
Owed in all >> {owed}
@rule
@feed
Signed: ____________________
@feed
I agree to this charge.
@centre Seal {seal}
@feed 3
@cut
