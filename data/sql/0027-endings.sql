-- What of members ends on a day, for the list of what is to be done: memberships, cards (3 is CARD_ISSUED), uses of
-- packages, coupons (1 is COUPON_ISSUED).
CREATE INDEX member_until ON member (until_day, id) WHERE until_day > 0;
--
CREATE INDEX card_until ON card (until_day, member_id) WHERE until_day > 0 AND state = 3;
--
CREATE INDEX uses_package_until ON uses_package (until_day, member_id) WHERE until_day > 0 AND rest > 0;
--
CREATE INDEX uses_package_grace ON uses_package (grace_day, member_id) WHERE grace_day > 0 AND rest > 0;
--
CREATE INDEX coupon_until ON coupon (until_day, member_id) WHERE until_day > 0 AND state = 1 AND member_id IS NOT NULL
