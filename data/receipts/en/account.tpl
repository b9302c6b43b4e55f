# What a customer paid on his account.
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
@centre+big RECEIVED ON ACCOUNT
@rule
No. {number} >> {date}
Till {terminal} Cashier {cashier_number} >> {time}
@rule =
Account >> {account}
Name >> {account_name}
@bold Paid now >> {due}
@each payments
{name}[ ({reference})] >> {amount}
@end
Cash {given} >> Change {change}
@bold Still owed >> {owed}
@rule
@feed
Cashier: __________________
@feed
@centre Seal {seal}
@code128 {barcode}
@feed 3
@cut
