# 打印测试: what a receipt printer must be able to do, on one paper.
@centre+big 打印测试
@if demo
@centre ** 演示测试,非真实交易 **
@end
@rule
门店 >> {shop}
机号 >> {terminal}
打印队列 >> {queue}
时间 >> {date} {time}
@rule
@if narrow
12345678901234567890123456789012
@else
123456789012345678901234567890123456789012345678
@end
左对齐 >> 右对齐
@centre 居中
@bold 加粗 123.45
@big 放大 123.45
¥ >> ¥123.45
生僻字:𠮷䶮㙍
@rule =
@code128 {barcode}
@qr {qr}
@feed 3
@cut
