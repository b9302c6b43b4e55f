# 配货单: for the counter or kitchen that hands the goods out.
@if demo
@centre+bold ** 演示测试,非真实交易 **
@end
@centre+big 配货单
@rule
单号:{number}
机号:{terminal} >> {time}
@rule
@each lines
@bold {name} >> {qty}{unit}
  [{note}]
@end
@rule
件数:{pieces}
@feed 3
@cut
