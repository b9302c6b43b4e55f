-- Taking money: what a means of payment may do, vouchers with serial numbers, accounts of customers, orders with a
-- deposit, foreign cash, cheques, payments whose outcome is not known. What they are worth stands in the ledger
-- (posting, balance); these tables say what they are and whose hands they are in. Defaults mean what was so before.

ALTER TABLE tender ADD COLUMN min_minor @INT@ NOT NULL DEFAULT 0;
--
ALTER TABLE tender ADD COLUMN max_minor @INT@ NOT NULL DEFAULT 0;         -- of one payment; 0 no limit
--
ALTER TABLE tender ADD COLUMN bill_max_minor @INT@ NOT NULL DEFAULT 0;    -- of one bill; 0 no limit
--
ALTER TABLE tender ADD COLUMN approve_above_minor @INT@ NOT NULL DEFAULT -1; -- -1 never, 0 always
--
ALTER TABLE tender ADD COLUMN refund_to @INT@ NOT NULL DEFAULT 0;         -- enum refund_to in model/tender.h
--
ALTER TABLE tender ADD COLUMN over_rule @INT@ NOT NULL DEFAULT 0;         -- enum over_rule
--
ALTER TABLE tender ADD COLUMN over_max_minor @INT@ NOT NULL DEFAULT 0;
--
ALTER TABLE tender ADD COLUMN fee_bp @INT@ NOT NULL DEFAULT 0;
--
ALTER TABLE tender ADD COLUMN fee_minor @INT@ NOT NULL DEFAULT 0;         -- of each payment, on top of fee_bp
--
ALTER TABLE tender ADD COLUMN currency @TEXT@ NOT NULL DEFAULT '';        -- foreign cash: three letters
--
-- Notes handed over where they are worth more than what they pay; 0: exactly the amount.
ALTER TABLE basket_tender ADD COLUMN given_minor @INT@ NOT NULL DEFAULT 0;
--
-- A second person allowed it.
ALTER TABLE basket_tender ADD COLUMN approver_id @INT@;
--
-- What is sold as a voucher: its face, how long it is good, what becomes of a rest.
CREATE TABLE voucher_kind (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	face_minor @INT@ NOT NULL CHECK (face_minor > 0),
	valid_days @INT@ NOT NULL CHECK (valid_days >= 0),   -- from the day it is sold; 0 for ever
	keeps_rest @INT@ NOT NULL CHECK (keeps_rest IN (0, 1)),
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1,
	refund @INT@ NOT NULL DEFAULT 0 CHECK (refund IN (0, 1)) -- given for goods brought back; face: at most
) @STRICT@;
--
-- One row for each paper that the printer delivered. Its number is the serial with its check digit.
CREATE TABLE voucher (
	serial @INT@ PRIMARY KEY CHECK (serial > 0),
	kind_id @INT@ NOT NULL REFERENCES voucher_kind (id),
	face_minor @INT@ NOT NULL CHECK (face_minor > 0),
	state @INT@ NOT NULL,                      -- enum voucher_state in model/value.h
	terminal_id @INT@ NOT NULL,                -- where it lies to be sold; 0 the office
	sold_id @INT@ NOT NULL DEFAULT 0,          -- the document that sold it
	last_day @INT@ NOT NULL DEFAULT 0          -- it is good until then; 0 for ever
) @STRICT@;
--
CREATE INDEX voucher_state ON voucher (state, last_day);
--
-- Whose hands it went through before it was sold, and what was said of it later: ranges of serials.
CREATE TABLE voucher_move (
	id @INT@ PRIMARY KEY,
	from_serial @INT@ NOT NULL,
	to_serial @INT@ NOT NULL,
	what @TEXT@ NOT NULL,
	at_ms @INT@ NOT NULL,
	staff_id @INT@ NOT NULL,
	approver_id @INT@,
	terminal_id @INT@ NOT NULL,
	note @TEXT@ NOT NULL DEFAULT ''
) @STRICT@;
--
CREATE INDEX voucher_move_to ON voucher_move (to_serial);
--
-- Customers who buy on account.
CREATE TABLE house_account (
	id @INT@ PRIMARY KEY CHECK (id > 0),       -- its number
	name @TEXT@ NOT NULL,
	phone @TEXT@ NOT NULL DEFAULT '',
	limit_minor @INT@ NOT NULL CHECK (limit_minor >= 0),
	terms_days @INT@ NOT NULL CHECK (terms_days >= 0),
	persons @TEXT@ NOT NULL DEFAULT '',        -- who may sign, one a line
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
-- Goods ordered, with a deposit. Who and what is for people; what was paid is in the ledger.
CREATE TABLE customer_order (
	id @INT@ PRIMARY KEY CHECK (id > 0),       -- its number
	at_ms @INT@ NOT NULL,
	staff_id @INT@ NOT NULL,
	terminal_id @INT@ NOT NULL,
	customer @TEXT@ NOT NULL,
	note @TEXT@ NOT NULL,
	total_minor @INT@ NOT NULL,
	wanted_day @INT@ NOT NULL DEFAULT 0
) @STRICT@;
--
CREATE TABLE currency_rate (
	currency @TEXT@ NOT NULL,
	from_at_ms @INT@ NOT NULL,
	numerator @INT@ NOT NULL CHECK (numerator > 0),      -- home minor units ...
	denominator @INT@ NOT NULL CHECK (denominator > 0),  -- ... for so many foreign ones
	source @TEXT@ NOT NULL,
	staff_id @INT@ NOT NULL,
	PRIMARY KEY (currency, from_at_ms)
) @CLUSTERED@;
--
CREATE TABLE cheque (
	id @INT@ PRIMARY KEY,                      -- the document that took it
	state @INT@ NOT NULL,                      -- enum cheque_state in model/value.h
	number @TEXT@ NOT NULL,
	amount_minor @INT@ NOT NULL,
	taken_at_ms @INT@ NOT NULL,
	changed_at_ms @INT@ NOT NULL
) @STRICT@;
--
-- A payment asked for outside the store: on file before anything leaves, and until its outcome is known.
CREATE TABLE pay_intent (
	id @INT@ PRIMARY KEY,
	basket_id @INT@ NOT NULL,
	terminal_id @INT@ NOT NULL,
	shift_id @INT@ NOT NULL,
	staff_id @INT@ NOT NULL,
	tender_id @INT@ NOT NULL,
	amount_minor @INT@ NOT NULL CHECK (amount_minor > 0),
	code @TEXT@ NOT NULL DEFAULT '',           -- what was sent: the customer's payment code
	state @INT@ NOT NULL,                      -- enum intent_state in model/value.h
	reference @TEXT@ NOT NULL DEFAULT '',
	begun_at_ms @INT@ NOT NULL,
	changed_at_ms @INT@ NOT NULL
) @STRICT@;
--
CREATE INDEX pay_intent_open ON pay_intent (basket_id) WHERE state < 3;
--
CREATE INDEX pay_intent_taken ON pay_intent (reference) WHERE state = 3;
--
-- What a payment provider is to give back: on file before it is asked, and until it is done.
CREATE TABLE pay_back (
	id @INT@ PRIMARY KEY,                      -- under which the provider is asked; of a reversal the payment's own
	kind @INT@ NOT NULL,                       -- enum payback_kind in model/value.h
	intent_id @INT@ NOT NULL,
	document_id @INT@ NOT NULL DEFAULT 0,      -- that gave it back, or dropped its basket
	terminal_id @INT@ NOT NULL,
	staff_id @INT@ NOT NULL,
	tender_id @INT@ NOT NULL,
	amount_minor @INT@ NOT NULL CHECK (amount_minor > 0),
	reference @TEXT@ NOT NULL DEFAULT '',      -- of the payment
	state @INT@ NOT NULL,                      -- enum payback_state
	answer @TEXT@ NOT NULL DEFAULT '',
	at_ms @INT@ NOT NULL,
	changed_at_ms @INT@ NOT NULL
) @STRICT@;
--
CREATE INDEX pay_back_open ON pay_back (terminal_id) WHERE state < 3;
--
-- What moved on one voucher, account, order or cheque: found without walking the whole ledger.
CREATE INDEX posting_holder ON posting (account, holder_id, document_id) WHERE account BETWEEN 30 AND 39;
--
INSERT INTO tender (id, code, name, name_en, kind, flags, reference_pattern, position, refund_to, over_rule)
	SELECT 11, '11', '购物券', 'Voucher', 5, 12, 'D6-18', 11, 0, 3
	WHERE EXISTS (SELECT 1 FROM store_info) AND NOT EXISTS (SELECT 1 FROM tender WHERE id = 11 OR code = '11');
--
INSERT INTO tender (id, code, name, name_en, kind, flags, reference_pattern, position, refund_to)
	SELECT 12, '12', '挂账', 'On account', 6, 12, 'D1-12', 12, 0
	WHERE EXISTS (SELECT 1 FROM store_info) AND NOT EXISTS (SELECT 1 FROM tender WHERE id = 12 OR code = '12');
--
INSERT INTO tender (id, code, name, name_en, kind, flags, reference_pattern, position, refund_to)
	SELECT 13, '13', '订金抵扣', 'Deposit', 7, 12, 'D1-12', 13, 1
	WHERE EXISTS (SELECT 1 FROM store_info) AND NOT EXISTS (SELECT 1 FROM tender WHERE id = 13 OR code = '13');
--
INSERT INTO tender (id, code, name, name_en, kind, flags, reference_pattern, position, refund_to)
	SELECT 14, '14', '支票', 'Cheque', 9, 12, 'A1-40', 14, 1
	WHERE EXISTS (SELECT 1 FROM store_info) AND NOT EXISTS (SELECT 1 FROM tender WHERE id = 14 OR code = '14');
