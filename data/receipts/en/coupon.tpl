# A coupon: what the customer takes home, with its code to be scanned.
@if demo
@centre+bold ** DEMO/TEST: NOT A REAL SALE **
@end
@if training
@centre+bold ** TRAINING: NOT A SALE **
@end
@logo {logo}
@centre+big {shop}
@centre+bold {name}
@rule
@centre+big {value} off
At most >> {cap}
From {from_amount} on
@if some_goods
For certain goods
@end
@if first
For a first purchase
@end
@if personal
For yourself alone
@end
@if alone
Not with other offers
@end
Times >> {uses}
Good from {from}[ until {until}]
@rule
@centre Code {code}
@code128 {barcode}
@qr {qr}
@centre No cash, no change
@centre {shop_address}
@centre Phone {shop_phone}
@feed 3
@cut
