# What a receipt printer must be able to do, on one paper.
@centre+big PRINTER TEST
@if demo
@centre ** DEMO/TEST: NOT A REAL SALE **
@end
@rule
Shop >> {shop}
Till >> {terminal}
Queue >> {queue}
Time >> {date} {time}
@rule
@if narrow
12345678901234567890123456789012
@else
123456789012345678901234567890123456789012345678
@end
left >> right
@centre centred
@bold bold 123.45
@big big 123.45
¥ >> ¥123.45
Rare characters: 𠮷䶮㙍
@rule =
@code128 {barcode}
@qr {qr}
@feed 3
@cut
