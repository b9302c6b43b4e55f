# The receipt of a deposit on an order; the customer brings it when he fetches the goods.
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
@centre+big DEPOSIT
@rule
No. {number} >> {date}
Till {terminal} Cashier {cashier_number} >> {time}
@rule =
@bold Order >> {order_number}
Customer >> {order_customer}
What >> {order_note}
Wanted on >> {order_day}
@rule
Total of the order >> {order_total}
@bold Deposit paid >> {deposit}
To pay at pick-up >> {order_rest}
@rule
@each payments
{name}[ ({reference})] >> {amount}
@end
Cash {given} >> Change {change}
@rule
@feed
Customer: __________________
@feed
@centre Please bring this slip
@centre {shop_address}
@centre Tel. {shop_phone}
@centre Seal {seal}
@code128 {barcode}
@feed 3
@cut
