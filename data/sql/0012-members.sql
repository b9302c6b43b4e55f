-- Members and their cards. What a member has stands in the ledger (posting, balance); these tables say who he is and by
-- what he is known. Names and contacts are here and in revision alone: documents, journal and audit have his id.

CREATE TABLE card_kind (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	use_kind @INT@ NOT NULL CHECK (use_kind IN (1, 2)),  -- enum card_use in model/member/member.h
	flags @INT@ NOT NULL DEFAULT 0,                      -- enum card_flag
	price_minor @INT@ NOT NULL DEFAULT 0 CHECK (price_minor >= 0),
	top_up_minor @INT@ NOT NULL DEFAULT 0 CHECK (top_up_minor >= 0),
	valid_days @INT@ NOT NULL DEFAULT 0 CHECK (valid_days >= 0), -- from the day it is issued; 0 for ever
	commission_bp @INT@ NOT NULL DEFAULT 0 CHECK (commission_bp BETWEEN 0 AND 10000),
	commission_minor @INT@ NOT NULL DEFAULT 0 CHECK (commission_minor >= 0),
	level_id @INT@,                            -- that its holder gets
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
CREATE TABLE member (
	id @INT@ PRIMARY KEY,                      -- the holder of what he has in the ledger
	code @TEXT@ NOT NULL UNIQUE,
	state @INT@ NOT NULL CHECK (state BETWEEN 1 AND 7),  -- enum member_state
	merged_into @INT@ REFERENCES member (id),
	bearer @INT@ NOT NULL DEFAULT 0 CHECK (bearer IN (0, 1)),
	name @TEXT@ NOT NULL DEFAULT '',
	sex @INT@ NOT NULL DEFAULT 0 CHECK (sex BETWEEN 0 AND 2),
	phone @TEXT@ NOT NULL DEFAULT '',
	phone_end @TEXT@ NOT NULL DEFAULT '',      -- its last four digits
	email @TEXT@ NOT NULL DEFAULT '',
	address @TEXT@ NOT NULL DEFAULT '',
	postcode @TEXT@ NOT NULL DEFAULT '',
	note @TEXT@ NOT NULL DEFAULT '',
	birth_year @INT@ NOT NULL DEFAULT 0,       -- 0 not known
	birth_month @INT@ NOT NULL DEFAULT 0,      -- 0 none at all
	birth_day @INT@ NOT NULL DEFAULT 0,
	birth_lunar @INT@ NOT NULL DEFAULT 0 CHECK (birth_lunar IN (0, 1)),
	id_sealed @TEXT@ NOT NULL DEFAULT '',      -- number of an identity document, sealed with the key file
	id_digest @TEXT@ NOT NULL DEFAULT '',      -- its keyed digest, to find it by
	referrer_id @INT@ REFERENCES member (id),
	level_id @INT@,
	from_day @INT@ NOT NULL,
	until_day @INT@ NOT NULL DEFAULT 0,        -- 0 for ever
	opened_at_ms @INT@ NOT NULL,
	pin_hash @TEXT@ NOT NULL DEFAULT '',
	password_hash @TEXT@ NOT NULL DEFAULT '',
	name_seq @INT@ NOT NULL UNIQUE,            -- grows whenever what he is searched by changes
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
-- 3 is MEMBER_ACTIVE: those who are something else are few.
CREATE INDEX member_other ON member (state, code) WHERE state <> 3;
--
CREATE INDEX member_phone ON member (phone) WHERE phone <> '';
--
CREATE INDEX member_phone_end ON member (phone_end) WHERE phone_end <> '';
--
CREATE INDEX member_birthday ON member (birth_month, birth_day) WHERE birth_month > 0;
--
CREATE INDEX member_id_digest ON member (id_digest) WHERE id_digest <> '';
--
CREATE INDEX member_referrer ON member (referrer_id) WHERE referrer_id IS NOT NULL;
--
CREATE INDEX member_merged ON member (merged_into) WHERE merged_into IS NOT NULL;
--
CREATE TABLE card (
	id @INT@ PRIMARY KEY,
	number @TEXT@ NOT NULL UNIQUE,
	number_end @TEXT@ NOT NULL,                -- its last four digits
	kind_id @INT@ NOT NULL REFERENCES card_kind (id),
	state @INT@ NOT NULL CHECK (state BETWEEN 1 AND 8),  -- enum card_state
	member_id @INT@ REFERENCES member (id),
	staff_id @INT@ NOT NULL DEFAULT 0,         -- in whose hands a blank is; 0 the office
	issue_no @INT@ NOT NULL DEFAULT 0,         -- how many cards its member had with it
	from_day @INT@ NOT NULL DEFAULT 0,
	until_day @INT@ NOT NULL DEFAULT 0,        -- 0 for ever
	token @TEXT@ NOT NULL DEFAULT '',          -- what was written on its chip
	changed_at_ms @INT@ NOT NULL
) @STRICT@;
--
-- A member has one current card at most; 3 is CARD_ISSUED.
CREATE UNIQUE INDEX card_current ON card (member_id) WHERE state = 3;
--
CREATE INDEX card_member ON card (member_id) WHERE member_id IS NOT NULL;
--
CREATE INDEX card_end ON card (number_end) WHERE state = 3;
--
-- One key for every medium a card is read by (model/member/cardkey.h).
CREATE TABLE card_key (
	key @TEXT@ NOT NULL PRIMARY KEY,
	card_id @INT@ NOT NULL REFERENCES card (id)
) @CLUSTERED@;
--
CREATE INDEX card_key_card ON card_key (card_id);
--
-- Through whose hands cards went: ranges of numbers of one length.
CREATE TABLE card_move (
	id @INT@ PRIMARY KEY,
	from_number @TEXT@ NOT NULL,
	to_number @TEXT@ NOT NULL,
	what @TEXT@ NOT NULL,
	at_ms @INT@ NOT NULL,
	staff_id @INT@ NOT NULL,
	to_staff_id @INT@ NOT NULL DEFAULT 0,
	member_id @INT@ NOT NULL DEFAULT 0,
	note @TEXT@ NOT NULL DEFAULT ''
) @STRICT@;
--
CREATE INDEX card_move_one ON card_move (to_number) WHERE from_number = to_number;
--
CREATE INDEX card_move_range ON card_move (to_number) WHERE from_number <> to_number;
--
INSERT INTO card_kind (id, code, name, name_en, use_kind, flags)
	SELECT 1, '1', '会员卡', 'Member card', 1, 4
	WHERE EXISTS (SELECT 1 FROM store_info) AND NOT EXISTS (SELECT 1 FROM card_kind WHERE id = 1 OR code = '1')
--
-- Who of them buys.
ALTER TABLE basket ADD COLUMN member_id @INT@;
--
ALTER TABLE document ADD COLUMN member_id @INT@ REFERENCES member (id);
--
CREATE INDEX document_member ON document (member_id, id) WHERE member_id IS NOT NULL;
--
-- What a member bought, kept with every document: in all, and by day. Goods alone; what came back is apart, on the day
-- of its sale.
CREATE TABLE member_sum (
	member_id @INT@ NOT NULL PRIMARY KEY REFERENCES member (id),
	visits @INT@ NOT NULL,                     -- sales that were not voided and did not come back whole
	amount_minor @INT@ NOT NULL,
	returned_minor @INT@ NOT NULL,
	last_day @INT@ NOT NULL                    -- of the last sale
) @CLUSTERED@;
--
CREATE TABLE member_day (
	member_id @INT@ NOT NULL REFERENCES member (id),
	day @INT@ NOT NULL,
	visits @INT@ NOT NULL,
	amount_minor @INT@ NOT NULL,
	returned_minor @INT@ NOT NULL,
	PRIMARY KEY (member_id, day)
) @CLUSTERED@
