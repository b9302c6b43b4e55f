# 礼品小票: a receipt without prices, to go with a present; goods are taken back by its number.
@if demo
@centre+bold ** 演示测试,非真实交易 **
@end
@logo {logo}
@centre+big {shop}
@centre 礼品小票
@rule
单号:{number} >> {date}
@rule
@columns 32 24 8>
@row 品名 | 数量
@rule
@each lines
@row {name} | {qty}
@end
@rule
@centre 凭此小票可办理退换
@centre {shop_address}
@centre 电话:{shop_phone}
@code128 {barcode}
@feed 3
@cut
