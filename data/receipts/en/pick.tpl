# A picking list: for the counter or kitchen that hands the goods out.
@if demo
@centre+bold ** DEMO/TEST: NOT A REAL SALE **
@end
@centre+big TO HAND OUT
@rule
No. {number}
Till {terminal} >> {time}
@rule
@each lines
@bold {name} >> {qty} {unit}
  [{note}]
@end
@rule
Items {pieces}
@feed 3
@cut
