# A prize draw: what a member won.
@if copy
@centre+bold *** COPY {copy} ***
@end
@if demo
@centre+bold ** DEMO/TEST: NOT A REAL SALE **
@end
@if training
@centre+bold ** TRAINING: NOT A SALE **
@end
@centre+big {shop}
@centre+big PRIZE DRAW
@centre+bold {draw}
@rule =
No. {number}
Time >> {at}
Cashier >> {cashier_number} {cashier_name}
Member >> {member}
@rule
@if nothing
@centre+bold {prize}
@else
@centre+big {prize}
@end
Points won >> {won_points}
Coupon >> {coupon}
@code128 {coupon}
Points taken >> {cost}
Points usable >> {points_usable}
@rule
Draw {n} of {day}
Promise {promise}
@feed
@centre Seal {seal}
@feed 3
@cut
