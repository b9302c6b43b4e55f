-- Points: what sales earn, in rules of the shop. What a member has lies in lots and in the ledger (0013); what each
-- line of a sale earned stands in the record of the sale.

-- kind 1: so many points for so much money, for goods of a scope, from a day on. Kind 2: a multiple, on the days of its
-- window, for members of a level (0: all), on birthdays alone, or for who holds so many points.
CREATE TABLE points_rule (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	kind @INT@ NOT NULL CHECK (kind IN (1, 2)),
	scope @INT@ NOT NULL DEFAULT 1 CHECK (scope BETWEEN 1 AND 4), -- enum goods_scope
	target_id @INT@ NOT NULL DEFAULT 0,
	points @INT@ NOT NULL DEFAULT 0 CHECK (points BETWEEN 0 AND 1000000),
	per_minor @INT@ NOT NULL DEFAULT 100 CHECK (per_minor > 0),
	multiple_bp @INT@ NOT NULL DEFAULT 10000 CHECK (multiple_bp BETWEEN 0 AND 1000000),
	from_day @INT@ NOT NULL DEFAULT 0,
	until_day @INT@ NOT NULL DEFAULT 0,        -- 0 without end
	months @INT@ NOT NULL DEFAULT 0,           -- bits 1 << 1 .. 12; 0 all
	weekdays @INT@ NOT NULL DEFAULT 0,         -- bits 1 << 1 .. 7, Monday first; 0 all
	month_days @INT@ NOT NULL DEFAULT 0,       -- bits 1 << 1 .. 31; 0 all
	level_id @INT@ NOT NULL DEFAULT 0,
	birthday @INT@ NOT NULL DEFAULT 0 CHECK (birthday IN (0, 1)),
	held @INT@ NOT NULL DEFAULT 0 CHECK (held >= 0),
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
-- All lots of a member, of which nothing is left too: his statement.
CREATE INDEX lot_member ON lot (member_id, account)
