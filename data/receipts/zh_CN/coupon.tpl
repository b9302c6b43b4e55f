# 优惠券: what the customer takes home, with its code to be scanned.
@if demo
@centre+bold ** 演示测试,非真实交易 **
@end
@if training
@centre+bold ** 练习收银,不是销售 **
@end
@logo {logo}
@centre+big {shop}
@centre+bold {name}
@rule
@if off
@centre+big {value}元
@end
@if percent
@centre+big {fold}折
最高优惠 >> {cap}
@end
满{from_amount}元可用
@if some_goods
限指定商品使用
@end
@if first
限首次购物使用
@end
@if personal
限本人使用
@end
@if alone
不与其他优惠同享
@end
可用次数 >> {uses}
有效期 {from} 起[至 {until}]
@rule
@centre 券号:{code}
@code128 {barcode}
@qr {qr}
@centre 不兑现,不找零
@centre {shop_address}
@centre 电话:{shop_phone}
@feed 3
@cut
