# Statement: what moved on a customer's account from a day to another, and what is owed.
@if demo
@centre+bold ** DEMO OR TEST, NOT A REAL SALE **
@end
@centre+big {shop}
@centre+big STATEMENT
@rule =
Account {account} {name}
Phone >> {phone}
Days >> {from} - {to}
Printed >> {printed}
@rule
@bold Balance before >> {opening}
@columns 32 12 10> 10>
@columns 48 26 11> 11>
@row Day and no. | Amount | Owes
@each lines
  @row {day} {number} | {moved} | {balance}
@end
@rule
@bold Balance after >> {closing}
Not due >> {not_due}
1 to 30 days over >> {over_1}
31 to 60 days over >> {over_31}
More than 60 days over >> {over_61}
Limit >> {limit}
@rule
@feed
Customer's signature: ____________
@feed 3
@cut
