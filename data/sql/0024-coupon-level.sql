-- What a kind of coupon gives by itself may be for the members of one level (service/coupons.h); 0: for all.
ALTER TABLE coupon_kind ADD COLUMN level_id @INT@ NOT NULL DEFAULT 0;
