-- Coupons that a shop gives: a discount with a code, never money (model/member/coupon.h). What they are good for is
-- said by their kind, and stays once the first is given.
CREATE TABLE coupon_kind (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	value_kind @INT@ NOT NULL CHECK (value_kind IN (1, 2)), -- enum coupon_value
	value @INT@ NOT NULL CHECK (value > 0),
	cap_minor @INT@ NOT NULL DEFAULT 0 CHECK (cap_minor >= 0),
	from_minor @INT@ NOT NULL DEFAULT 0 CHECK (from_minor >= 0),
	first_purchase @INT@ NOT NULL DEFAULT 0 CHECK (first_purchase IN (0, 1)),
	not_with_level @INT@ NOT NULL DEFAULT 0 CHECK (not_with_level IN (0, 1)),
	not_with_others @INT@ NOT NULL DEFAULT 0 CHECK (not_with_others IN (0, 1)),
	scope @INT@ NOT NULL DEFAULT 1 CHECK (scope BETWEEN 1 AND 4), -- enum goods_scope
	target_id @INT@ NOT NULL DEFAULT 0,
	delay_days @INT@ NOT NULL DEFAULT 0 CHECK (delay_days >= 0),
	valid_days @INT@ NOT NULL DEFAULT 0 CHECK (valid_days >= 0), -- 0 without end
	last_day @INT@ NOT NULL DEFAULT 0,         -- 0 none
	uses @INT@ NOT NULL DEFAULT 1 CHECK (uses > 0),
	personal @INT@ NOT NULL DEFAULT 0 CHECK (personal IN (0, 1)),
	giving @INT@ NOT NULL DEFAULT 1 CHECK (giving BETWEEN 1 AND 5), -- enum coupon_giving
	give_from_minor @INT@ NOT NULL DEFAULT 0 CHECK (give_from_minor >= 0),
	per_member @INT@ NOT NULL DEFAULT 0 CHECK (per_member >= 0),
	given @INT@ NOT NULL DEFAULT 0 CHECK (given IN (0, 1)),
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
CREATE TABLE coupon (
	id @INT@ PRIMARY KEY,
	number @INT@ NOT NULL UNIQUE,
	code @TEXT@ NOT NULL UNIQUE,               -- as it is scanned
	kind_id @INT@ NOT NULL REFERENCES coupon_kind (id),
	state @INT@ NOT NULL CHECK (state BETWEEN 1 AND 3), -- enum coupon_state
	member_id @INT@ REFERENCES member (id),    -- whose it is; NULL whoever has it
	sale_id @INT@ REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED, -- that gave it
	from_day @INT@ NOT NULL,
	until_day @INT@ NOT NULL,                  -- 0 without end
	uses @INT@ NOT NULL CHECK (uses > 0),
	used @INT@ NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND uses),
	period @INT@ NOT NULL DEFAULT 0,           -- of those a kind gives by itself: the month, the year
	given_at_ms @INT@ NOT NULL
) @STRICT@;
--
CREATE INDEX coupon_member ON coupon (member_id, id) WHERE member_id IS NOT NULL;
--
CREATE INDEX coupon_sale ON coupon (sale_id) WHERE sale_id IS NOT NULL;
--
-- What a kind gives by itself it gives once.
CREATE UNIQUE INDEX coupon_period ON coupon (kind_id, member_id, period) WHERE period > 0;
--
-- Each time one was used, and what of it came back. The document comes later in the same transaction.
CREATE TABLE coupon_move (
	document_id @INT@ NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
	coupon_id @INT@ NOT NULL REFERENCES coupon (id),
	used @INT@ NOT NULL CHECK (used IN (1, -1)),
	amount_minor @INT@ NOT NULL,               -- that it took off the bill
	PRIMARY KEY (document_id, coupon_id)
) @CLUSTERED@;
--
CREATE INDEX coupon_move_coupon ON coupon_move (coupon_id);
--
-- Those that a customer has shown.
CREATE TABLE basket_coupon (
	basket_id @INT@ NOT NULL REFERENCES basket (id) ON DELETE CASCADE,
	coupon_id @INT@ NOT NULL REFERENCES coupon (id),
	PRIMARY KEY (basket_id, coupon_id)
) @CLUSTERED@;
--
ALTER TABLE basket_line ADD COLUMN category_id @INT@ NOT NULL DEFAULT 0
