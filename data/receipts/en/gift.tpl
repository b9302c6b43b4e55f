# A gift receipt: without prices, to go with a present; goods are taken back by its number.
@if demo
@centre+bold ** DEMO/TEST: NOT A REAL SALE **
@end
@logo {logo}
@centre+big {shop}
@centre Gift receipt
@rule
No. {number} >> {date}
@rule
@columns 32 24 8>
@row Item | Qty
@rule
@each lines
@row {name} | {qty}
@end
@rule
@centre Exchange with this slip
@centre {shop_address}
@centre Phone {shop_phone}
@code128 {barcode}
@feed 3
@cut
