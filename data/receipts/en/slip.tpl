# The second slip of a payment. A means of payment may have its own: slip-CODE.tpl.
@if copy
@centre+bold *** COPY {copy} ***
@end
@if demo
@centre+bold ** DEMO/TEST: NOT A REAL SALE **
@end
@centre+big {shop}
@if merchant_copy
@centre+bold MERCHANT COPY
@else
@centre+bold CUSTOMER COPY
@end
@rule
No. {number} >> {date}
Till {terminal} Cashier {cashier_number} >> {time}
@rule
Paid by >> {tender}
Reference >> {reference}
@bold Amount >> {paid}
@rule
@if merchant_copy
@feed
Signature:___________________
@feed
@else
Please keep this slip
@end
@centre Check {seal}
@feed 3
@cut
