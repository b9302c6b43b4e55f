# What is left of a voucher, for the customer.
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
@centre+big VOUCHER
@rule
No. {number} >> {date}
Till {terminal} Cashier {cashier_number} >> {time}
@rule
Serial >> {reference}
Kind >> {voucher_kind}
Used now >> {paid}
Not given as change >> {forfeited}
@bold Left on it >> {rest}
Good until >> {until}
@rule
@centre This slip is no voucher
@centre Seal {seal}
@feed 3
@cut
