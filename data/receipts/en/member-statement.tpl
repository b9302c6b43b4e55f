# Statement of a member: what moved of his stored value and points from a day to another.
@if demo
@centre+bold ** DEMO OR TEST, NOT A REAL SALE **
@end
@if training
@centre+bold ** TRAINING, NOT A SALE **
@end
@centre+big {shop}
@centre+big STATEMENT
@rule =
Member >> {member}
Days >> {from} - {to}
Printed >> {printed}
@rule
Stored value before >> {value_before}
Points before >> {points_before}
@columns 32 13 11> 8>
@columns 48 26 12> 10>
@row Day and no. | Value | Points
@each lines
  @row {day} {number} | {value} | {points}
@end
@rule
@bold Stored value after >> {value_after}
@bold Points after >> {points_after}
@rule
@centre {shop_address}
@centre Tel. {shop_phone}
@feed 3
@cut
