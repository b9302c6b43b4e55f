-- Stored value. What a member has lies in lots and in the ledger (0013); here is what a top-up gives, what the law asks
-- from which day on, and tries at the PIN with which he pays.

-- In force from a day until another (0: without end), for cards of a kind (0: all).
CREATE TABLE wallet_rule (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	from_day @INT@ NOT NULL,
	until_day @INT@ NOT NULL DEFAULT 0,
	kind_id @INT@ NOT NULL DEFAULT 0,
	mode @INT@ NOT NULL CHECK (mode IN (0, 1)),          -- enum bonus_mode in model/member/wallet.h
	max_minor @INT@ NOT NULL DEFAULT 0 CHECK (max_minor >= 0), -- at most so much; 0 no limit
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
CREATE TABLE wallet_tier (
	rule_id @INT@ NOT NULL REFERENCES wallet_rule (id),
	from_minor @INT@ NOT NULL CHECK (from_minor > 0),
	bonus_minor @INT@ NOT NULL CHECK (bonus_minor >= 0),
	bonus_bp @INT@ NOT NULL CHECK (bonus_bp BETWEEN 0 AND 100000),
	PRIMARY KEY (rule_id, from_minor)
) @CLUSTERED@;
--
-- 0: the law asks nothing there. No rows: what the program was shipped with (model/member/wallet.c).
CREATE TABLE wallet_law (
	from_day @INT@ NOT NULL PRIMARY KEY,
	named_max_minor @INT@ NOT NULL CHECK (named_max_minor >= 0),
	bearer_max_minor @INT@ NOT NULL CHECK (bearer_max_minor >= 0),
	named_identity_minor @INT@ NOT NULL CHECK (named_identity_minor >= 0),
	bearer_identity_minor @INT@ NOT NULL CHECK (bearer_identity_minor >= 0),
	company_transfer_minor @INT@ NOT NULL CHECK (company_transfer_minor >= 0),
	person_transfer_minor @INT@ NOT NULL CHECK (person_transfer_minor >= 0),
	named_months @INT@ NOT NULL CHECK (named_months >= 0),
	bearer_months @INT@ NOT NULL CHECK (bearer_months >= 0),
	refund_days @INT@ NOT NULL CHECK (refund_days >= 0)
) @CLUSTERED@;
--
-- Wrong tries since the last right one; who has none is not here.
CREATE TABLE wallet_pin (
	member_id @INT@ NOT NULL PRIMARY KEY REFERENCES member (id),
	failed @INT@ NOT NULL CHECK (failed > 0),
	last_at_ms @INT@ NOT NULL
) @CLUSTERED@;
--
INSERT INTO tender (id, code, name, name_en, kind, flags, reference_pattern, position, refund_to)
	SELECT 15, '15', '储值卡', 'Stored value', 10, 56, '', 15, 0
	WHERE EXISTS (SELECT 1 FROM store_info) AND NOT EXISTS (SELECT 1 FROM tender WHERE id = 15 OR code = '15')
