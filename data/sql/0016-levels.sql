-- Levels of members: what each takes and gives, how every member came to his, and what it was worth in an open basket.

CREATE TABLE level (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	rank @INT@ NOT NULL UNIQUE CHECK (rank BETWEEN 1 AND 20),
	price_level @INT@ NOT NULL DEFAULT 2 CHECK (price_level BETWEEN 2 AND 9), -- up to which prices of members hold
	discount_bp @INT@ NOT NULL DEFAULT 0 CHECK (discount_bp BETWEEN 0 AND 10000),
	points_bp @INT@ NOT NULL DEFAULT 10000 CHECK (points_bp BETWEEN 0 AND 1000000),
	birthday_bp @INT@ NOT NULL DEFAULT 10000 CHECK (birthday_bp BETWEEN 0 AND 1000000), -- points on the birthday
	benefits @TEXT@ NOT NULL DEFAULT '',       -- what else it gives, in words
	need_all @INT@ NOT NULL DEFAULT 0 CHECK (need_all IN (0, 1)),
	flags @INT@ NOT NULL DEFAULT 0,            -- enum level_flag in model/member/level.h
	people_max @INT@ NOT NULL DEFAULT 0 CHECK (people_max >= 0), -- who can have it at once; 0 no limit
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
-- What reaches it.
CREATE TABLE level_condition (
	level_id @INT@ NOT NULL REFERENCES level (id),
	n @INT@ NOT NULL CHECK (n BETWEEN 1 AND 8),
	measure @INT@ NOT NULL CHECK (measure BETWEEN 1 AND 5),   -- enum level_measure
	time_window @INT@ NOT NULL CHECK (time_window BETWEEN 1 AND 4), -- enum level_window
	days @INT@ NOT NULL DEFAULT 0,
	rank @INT@ NOT NULL DEFAULT 0,
	at_least @INT@ NOT NULL CHECK (at_least > 0),
	PRIMARY KEY (level_id, n)
) @CLUSTERED@;
--
-- How members came to their levels: the last entry that is neither undone nor over counts. Only undone_by changes,
-- once.
CREATE TABLE member_level (
	id @INT@ PRIMARY KEY,
	member_id @INT@ NOT NULL REFERENCES member (id),
	level_id @INT@ REFERENCES level (id),      -- none: he fell to no level
	rank @INT@ NOT NULL CHECK (rank BETWEEN 0 AND 20), -- that it had then; 0 none
	way @INT@ NOT NULL CHECK (way BETWEEN 1 AND 5),    -- enum level_way
	document_id @INT@ REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED, -- the sale that reached it
	from_day @INT@ NOT NULL,
	until_day @INT@ NOT NULL DEFAULT 0,        -- by hand until then; 0 open
	undone_by @INT@ REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED, -- the return that took it away
	staff_id @INT@ NOT NULL,
	reason_id @INT@,
	note @TEXT@ NOT NULL DEFAULT '',
	at_ms @INT@ NOT NULL
) @STRICT@;
--
CREATE INDEX member_level_member ON member_level (member_id, id);
--
CREATE INDEX member_level_document ON member_level (document_id) WHERE document_id IS NOT NULL;
--
-- When it is looked at again whether he still reaches it; 0 never.
ALTER TABLE member ADD COLUMN review_day @INT@ NOT NULL DEFAULT 0;
--
CREATE INDEX member_review ON member (review_day, id) WHERE review_day > 0;
--
CREATE INDEX member_level_of ON member (level_id) WHERE level_id IS NOT NULL;
--
-- What the level of who buys gives in a basket, as it was when he was attached.
ALTER TABLE basket ADD COLUMN level_id @INT@;
--
ALTER TABLE basket ADD COLUMN level_bp @INT@ NOT NULL DEFAULT 0;
--
ALTER TABLE basket ADD COLUMN price_level @INT@ NOT NULL DEFAULT 0;
--
-- Of a line at a member's price: what kind of price it is for everybody else.
ALTER TABLE basket_line ADD COLUMN public_source @INT@ NOT NULL DEFAULT 0
