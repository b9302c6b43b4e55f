-- Prize draws: odds as data. Once a draw is open its prizes and their weights stay; a change is another draw.
CREATE TABLE draw (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL,
	name @TEXT@ NOT NULL,
	free_a_day @INT@ NOT NULL CHECK (free_a_day >= 0),
	points @INT@ NOT NULL CHECK (points >= 0),            -- of each one beyond those; 0 there is none
	most_a_day @INT@ NOT NULL CHECK (most_a_day > 0 AND most_a_day >= free_a_day),
	from_day @INT@ NOT NULL,
	until_day @INT@ NOT NULL DEFAULT 0,                   -- 0 without end
	state @INT@ NOT NULL DEFAULT 1 CHECK (state BETWEEN 1 AND 3), -- enum draw_state in model/member/draw.h
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
-- A code is one draw's at a time.
CREATE UNIQUE INDEX draw_code ON draw (code) WHERE state < 3;
--
CREATE TABLE draw_prize (
	draw_id @INT@ NOT NULL REFERENCES draw (id),
	n @INT@ NOT NULL CHECK (n > 0),
	name @TEXT@ NOT NULL,
	kind @INT@ NOT NULL CHECK (kind BETWEEN 1 AND 4),     -- enum prize_kind in model/member/draw.h
	weight @INT@ NOT NULL CHECK (weight > 0),
	points @INT@ NOT NULL DEFAULT 0 CHECK (points >= 0),
	target_id @INT@ NOT NULL DEFAULT 0,                   -- kind of coupon, or article
	pieces @INT@ NOT NULL DEFAULT 0 CHECK (pieces >= 0),  -- that there are; 0 not counted
	given @INT@ NOT NULL DEFAULT 0,
	PRIMARY KEY (draw_id, n)
) @CLUSTERED@;
--
-- The secret that a day's draws come from, sealed, and its digest, which everybody may know from the beginning.
CREATE TABLE draw_secret (
	draw_id @INT@ NOT NULL,
	business_day @INT@ NOT NULL,
	promise @TEXT@ NOT NULL,
	secret @TEXT@ NOT NULL,
	PRIMARY KEY (draw_id, business_day)
) @CLUSTERED@;
--
-- The document comes later in the same transaction. n counts a day's plays of a draw, nth those of one member.
CREATE TABLE draw_play (
	document_id @INT@ NOT NULL PRIMARY KEY REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
	draw_id @INT@ NOT NULL,
	business_day @INT@ NOT NULL,
	n @INT@ NOT NULL CHECK (n > 0),
	member_id @INT@ NOT NULL REFERENCES member (id),
	nth @INT@ NOT NULL CHECK (nth > 0),
	points @INT@ NOT NULL CHECK (points >= 0),            -- what it cost
	drawn @INT@ NOT NULL CHECK (drawn > 0),               -- the prize that the number hit
	prize @INT@ NOT NULL CHECK (prize > 0),               -- the one that was given: there was none left of that
	coupon_id @INT@ NOT NULL DEFAULT 0
) @STRICT@;
--
CREATE UNIQUE INDEX draw_play_n ON draw_play (draw_id, business_day, n);
--
CREATE UNIQUE INDEX draw_play_member ON draw_play (member_id, draw_id, business_day, nth)
