-- The house: who and what the shop is, what it sells, what it sold, what it holds.
-- Engine words: @INT@ 64-bit integer, @TEXT@ text compared byte by byte, @STRICT@ typed table,
-- @CLUSTERED@ rows kept in the order of their primary key. Statements end at a line of two dashes.
-- Money is in minor units, quantities in thousandths, rates in basis points, times in UTC
-- milliseconds, business days yyyymmdd. Ids are made by the client (DESIGN: ids).

CREATE TABLE store_info (
	one @INT@ PRIMARY KEY CHECK (one = 1),
	store_id @INT@ NOT NULL,
	kind @TEXT@ NOT NULL CHECK (kind IN ('shop', 'demo', 'test')),
	created_at_ms @INT@ NOT NULL,
	restored @INT@ NOT NULL DEFAULT 0          -- how often a backup was put back
) @STRICT@;
--
CREATE TABLE seal_key (
	n @INT@ PRIMARY KEY CHECK (n > 0),         -- keys are rotated; every link names its key
	digest @TEXT@ NOT NULL,                    -- tells a wrong key file from a broken chain
	from_at_ms @INT@ NOT NULL
) @STRICT@;
--
CREATE TABLE setting (
	name @TEXT@ NOT NULL,
	scope @TEXT@ NOT NULL CHECK (scope IN ('shop', 'terminal', 'staff')),
	owner_id @INT@ NOT NULL,                   -- 0 for the shop
	value @TEXT@ NOT NULL,
	version @INT@ NOT NULL DEFAULT 1,
	PRIMARY KEY (name, scope, owner_id)
) @CLUSTERED@;
--
-- Master data keeps its past: what a row was, who changed it, from when the new holds.
CREATE TABLE revision (
	id @INT@ PRIMARY KEY,
	table_name @TEXT@ NOT NULL,
	row_id @INT@ NOT NULL,
	at_ms @INT@ NOT NULL,
	effective_at_ms @INT@ NOT NULL,
	staff_id @INT@ NOT NULL,
	was @TEXT@ NOT NULL,                       -- JSON of the changed columns, '' for a new row
	becomes @TEXT@ NOT NULL
) @STRICT@;
--
CREATE TABLE lease (
	name @TEXT@ NOT NULL PRIMARY KEY,          -- 'terminal:03', 'worker'
	owner @TEXT@ NOT NULL,                     -- host, pid and boot
	until_ms @INT@ NOT NULL
) @CLUSTERED@;
--
CREATE TABLE terminal (
	id @INT@ PRIMARY KEY CHECK (id BETWEEN 1 AND 32767),
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	series @INT@ NOT NULL DEFAULT 1 CHECK (series > 0),
	running @INT@ NOT NULL DEFAULT 0,          -- the last number given in this series
	chain_seq @INT@ NOT NULL DEFAULT 0,        -- the last link of the audit chain
	chain_link @TEXT@ NOT NULL DEFAULT ''
) @STRICT@;
--
CREATE TABLE role (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	grade @INT@ NOT NULL CHECK (grade BETWEEN 1 AND 3)   -- 1 store, 2 branch, 3 HQ
) @STRICT@;
--
CREATE TABLE role_permission (
	role_id @INT@ NOT NULL REFERENCES role (id),
	permission @TEXT@ NOT NULL,
	PRIMARY KEY (role_id, permission)
) @CLUSTERED@;
--
CREATE TABLE role_limit (
	role_id @INT@ NOT NULL REFERENCES role (id),
	name @TEXT@ NOT NULL,
	value @INT@ NOT NULL,
	PRIMARY KEY (role_id, name)
) @CLUSTERED@;
--
CREATE TABLE staff (
	id @INT@ PRIMARY KEY,
	number @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	kind @TEXT@ NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'script')),
	role_id @INT@ NOT NULL REFERENCES role (id),
	pin_hash @TEXT@ NOT NULL,
	card_digest @TEXT@ UNIQUE,                 -- keyed digest of the card's number
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1,
	CHECK (kind = 'person' OR (pin_hash = '' AND card_digest IS NULL))
) @STRICT@;
--
-- By what a script signs on: it acts as the staff row of its name, run by one Unix user.
CREATE TABLE script_key (
	staff_id @INT@ PRIMARY KEY REFERENCES staff (id),
	unix_user @TEXT@ NOT NULL,
	digest @TEXT@ NOT NULL UNIQUE,             -- keyed digest of the secret in the script's file
	made_at_ms @INT@ NOT NULL,
	revoked_at_ms @INT@
) @STRICT@;
--
CREATE TABLE pin_failure (
	staff_id @INT@ NOT NULL,                   -- 0: numbers that nobody has
	terminal_id @INT@ NOT NULL,
	failed @INT@ NOT NULL,
	locked_until_ms @INT@ NOT NULL,
	PRIMARY KEY (staff_id, terminal_id)
) @CLUSTERED@;
--
CREATE TABLE tax_rate (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	rate_bp @INT@ NOT NULL CHECK (rate_bp BETWEEN 0 AND 10000),
	included @INT@ NOT NULL CHECK (included IN (0, 1)),  -- prices include this tax
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
-- From which business day on a rate is another; before the first one it is tax_rate.rate_bp.
CREATE TABLE tax_change (
	tax_rate_id @INT@ NOT NULL REFERENCES tax_rate (id),
	from_day @INT@ NOT NULL,
	rate_bp @INT@ NOT NULL CHECK (rate_bp BETWEEN 0 AND 10000),
	PRIMARY KEY (tax_rate_id, from_day)
) @CLUSTERED@;
--
CREATE TABLE department (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	tax_rate_id @INT@ NOT NULL REFERENCES tax_rate (id),
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
CREATE TABLE category (
	id @INT@ PRIMARY KEY,
	parent_id @INT@ REFERENCES category (id),
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
CREATE TABLE article (
	id @INT@ PRIMARY KEY,
	number @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	spec @TEXT@ NOT NULL,
	unit @TEXT@ NOT NULL,
	category_id @INT@ NOT NULL REFERENCES category (id),
	department_id @INT@ NOT NULL REFERENCES department (id),
	tax_rate_id @INT@ NOT NULL REFERENCES tax_rate (id),
	flags @INT@ NOT NULL DEFAULT 0,            -- enum article_flag in model/article.h
	cost_minor @INT@ NOT NULL DEFAULT 0 CHECK (cost_minor >= 0),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
-- What an article costs from when to when; level 0 is the regular price. Never updated but for
-- until_at_ms when a later price takes over, so the past stays readable.
CREATE TABLE price (
	article_id @INT@ NOT NULL REFERENCES article (id),
	level @INT@ NOT NULL,
	from_at_ms @INT@ NOT NULL,
	until_at_ms @INT@ NOT NULL,
	price_minor @INT@ NOT NULL CHECK (price_minor >= 0),
	PRIMARY KEY (article_id, level, from_at_ms)
) @CLUSTERED@;
--
-- Codes that are plain numbers: kind * 10^15 + number (model/code.h); a code names a pack.
CREATE TABLE article_code (
	code @INT@ PRIMARY KEY,
	article_id @INT@ NOT NULL REFERENCES article (id),
	pack_milli @INT@ NOT NULL DEFAULT 1000 CHECK (pack_milli > 0),
	price_minor @INT@ CHECK (price_minor >= 0) -- the pack's own price; NULL: pack times unit price
) @STRICT@;
--
-- Codes with letters, with leading zeros, or that fail the check digit.
CREATE TABLE article_alias (
	code @TEXT@ NOT NULL PRIMARY KEY,
	article_id @INT@ NOT NULL REFERENCES article (id),
	pack_milli @INT@ NOT NULL DEFAULT 1000 CHECK (pack_milli > 0),
	price_minor @INT@ CHECK (price_minor >= 0)
) @CLUSTERED@;
--
CREATE INDEX article_code_article ON article_code (article_id);
--
CREATE INDEX article_alias_article ON article_alias (article_id);
--
CREATE TABLE tender (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	kind @INT@ NOT NULL,                       -- enum tender_kind in model/tender.h
	flags @INT@ NOT NULL DEFAULT 0,            -- enum tender_flag
	reference_pattern @TEXT@ NOT NULL DEFAULT '',
	position @INT@ NOT NULL DEFAULT 0,         -- its place in the payment menu
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
CREATE TABLE reason (
	id @INT@ PRIMARY KEY,
	kind @INT@ NOT NULL,                       -- enum reason_kind in model/reason.h
	digit @INT@ NOT NULL CHECK (digit BETWEEN 0 AND 9),
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
-- A digit is free again when its reason is given up; receipts go on naming that one by its id.
CREATE UNIQUE INDEX reason_digit ON reason (kind, digit) WHERE active = 1;
--
CREATE TABLE business_day (
	day @INT@ PRIMARY KEY,
	opened_at_ms @INT@ NOT NULL,
	closed_at_ms @INT@,
	closed_by @INT@
) @STRICT@;
--
CREATE TABLE shift (
	id @INT@ PRIMARY KEY,
	terminal_id @INT@ NOT NULL REFERENCES terminal (id),
	staff_id @INT@ NOT NULL REFERENCES staff (id),
	opened_at_ms @INT@ NOT NULL,
	opened_day @INT@ NOT NULL,
	float_minor @INT@ NOT NULL CHECK (float_minor >= 0),
	state @INT@ NOT NULL CHECK (state IN (1, 2, 3)),     -- open, counted, closed
	closed_at_ms @INT@,
	closed_by @INT@
) @STRICT@;
--
CREATE UNIQUE INDEX shift_open ON shift (terminal_id) WHERE state < 3;
--
-- A blind count is stored before anybody sees what was expected; a recount stands beside it.
CREATE TABLE shift_count (
	shift_id @INT@ NOT NULL REFERENCES shift (id),
	attempt @INT@ NOT NULL,
	tender_id @INT@ NOT NULL REFERENCES tender (id),
	counted_minor @INT@ NOT NULL,
	staff_id @INT@ NOT NULL,
	at_ms @INT@ NOT NULL,
	PRIMARY KEY (shift_id, attempt, tender_id)
) @CLUSTERED@;
--
-- Kept with every document; store check computes it again from the documents and compares.
CREATE TABLE shift_total (
	shift_id @INT@ NOT NULL,
	business_day @INT@ NOT NULL,
	measure @INT@ NOT NULL,                    -- enum measure in model/totals.h
	item_id @INT@ NOT NULL,                    -- tender, tax rate, department or staff; 0 where none
	times @INT@ NOT NULL,
	qty_milli @INT@ NOT NULL,
	amount_minor @INT@ NOT NULL,
	PRIMARY KEY (shift_id, business_day, measure, item_id)
) @CLUSTERED@;
--
CREATE INDEX shift_total_day ON shift_total (business_day);
--
-- One link of a terminal's chain: a document, or audit rows that stand alone.
CREATE TABLE seal (
	id @INT@ PRIMARY KEY,                      -- the document's id, or its own
	terminal_id @INT@ NOT NULL REFERENCES terminal (id),
	seq @INT@ NOT NULL CHECK (seq > 0),
	key_n @INT@ NOT NULL REFERENCES seal_key (n),
	link @TEXT@ NOT NULL,
	UNIQUE (terminal_id, seq)
) @STRICT@;
--
CREATE TABLE document (
	id @INT@ PRIMARY KEY REFERENCES seal (id) DEFERRABLE INITIALLY DEFERRED,
	kind @INT@ NOT NULL,                       -- enum document_kind in model/document.h
	terminal_id @INT@ NOT NULL REFERENCES terminal (id),
	series @INT@ NOT NULL,
	running @INT@ NOT NULL CHECK (running > 0),
	staff_id @INT@ NOT NULL,
	approver_id @INT@,
	shift_id @INT@,
	business_day @INT@ NOT NULL,
	at_ms @INT@ NOT NULL,
	original_id @INT@ REFERENCES document (id),
	partner_id @INT@,                          -- the other half of an exchange
	reason_id @INT@,
	total_minor @INT@ NOT NULL,                -- amount due before cash rounding
	discount_minor @INT@ NOT NULL,
	tax_minor @INT@ NOT NULL,
	rounding_minor @INT@ NOT NULL,             -- what cash rounding took off (negative: put on)
	content @TEXT@ NOT NULL,                   -- digest of what was asked: the same id with another is an error
	UNIQUE (terminal_id, series, running)
) @STRICT@;
--
CREATE INDEX document_original ON document (original_id) WHERE original_id IS NOT NULL;
--
-- The document that closed a shift, found however long ago that was; 5 is DOC_CASH_UP.
CREATE INDEX document_cash_up ON document (shift_id) WHERE kind = 5;
--
CREATE TABLE sale_line (
	document_id @INT@ NOT NULL REFERENCES document (id),
	line_no @INT@ NOT NULL,
	article_id @INT@ REFERENCES article (id),  -- NULL: sold under a department
	department_id @INT@ NOT NULL,
	tax_rate_id @INT@ NOT NULL,
	code @TEXT@ NOT NULL,
	name @TEXT@ NOT NULL,
	unit @TEXT@ NOT NULL,
	qty_milli @INT@ NOT NULL CHECK (qty_milli > 0),
	pack_milli @INT@ NOT NULL,
	list_price_minor @INT@ NOT NULL,           -- what the file said
	price_minor @INT@ NOT NULL,                -- what was charged
	price_source @INT@ NOT NULL,               -- enum price_source in model/basket.h
	amount_minor @INT@ NOT NULL,               -- price times quantity, rounded once
	discount_minor @INT@ NOT NULL,
	paid_minor @INT@ NOT NULL,                 -- due for this line, its tax in
	tax_bp @INT@ NOT NULL,
	tax_minor @INT@ NOT NULL,
	flags @INT@ NOT NULL,
	original_line @INT@,                       -- in a return: the line of the original
	reason_id @INT@,
	approver_id @INT@,
	PRIMARY KEY (document_id, line_no),
	CHECK (paid_minor >= 0 AND discount_minor >= 0)
) @CLUSTERED@;
--
CREATE TABLE sale_discount (
	document_id @INT@ NOT NULL REFERENCES document (id),
	line_no @INT@ NOT NULL,
	n @INT@ NOT NULL,
	stage @INT@ NOT NULL,                      -- enum discount_stage in model/basket.h
	rule_id @INT@ NOT NULL,                    -- 0: by hand
	amount_minor @INT@ NOT NULL CHECK (amount_minor >= 0),
	why @TEXT@ NOT NULL,
	PRIMARY KEY (document_id, line_no, n)
) @CLUSTERED@;
--
CREATE TABLE sale_tender (
	document_id @INT@ NOT NULL REFERENCES document (id),
	n @INT@ NOT NULL,
	tender_id @INT@ NOT NULL,
	amount_minor @INT@ NOT NULL CHECK (amount_minor >= 0),   -- its part of the total
	rounding_minor @INT@ NOT NULL,             -- of that, taken off by cash rounding
	given_minor @INT@ NOT NULL,
	change_minor @INT@ NOT NULL CHECK (change_minor >= 0),
	reference @TEXT@ NOT NULL,
	PRIMARY KEY (document_id, n)
) @CLUSTERED@;
--
-- A slip or payment code serves once: asked at each payment, while the customer waits.
CREATE INDEX sale_tender_reference ON sale_tender (reference, tender_id) WHERE reference <> '';
--
CREATE TABLE posting (
	document_id @INT@ NOT NULL REFERENCES document (id),
	n @INT@ NOT NULL,
	account @INT@ NOT NULL,                    -- enum account in model/ledger.h
	holder_id @INT@ NOT NULL,
	unit @INT@ NOT NULL,                       -- enum ledger_unit
	amount @INT@ NOT NULL,                     -- debit positive
	PRIMARY KEY (document_id, n)
) @CLUSTERED@;
--
CREATE TABLE balance (
	account @INT@ NOT NULL,
	holder_id @INT@ NOT NULL,
	unit @INT@ NOT NULL,
	amount @INT@ NOT NULL,
	PRIMARY KEY (account, holder_id, unit)
) @CLUSTERED@;
--
-- How much of a sold line came back: the guard against returning a unit twice.
CREATE TABLE returned (
	document_id @INT@ NOT NULL,
	line_no @INT@ NOT NULL,
	sold_milli @INT@ NOT NULL,
	returned_milli @INT@ NOT NULL,
	PRIMARY KEY (document_id, line_no),
	FOREIGN KEY (document_id, line_no) REFERENCES sale_line (document_id, line_no),
	CHECK (returned_milli BETWEEN 0 AND sold_milli)
) @CLUSTERED@;
--
CREATE TABLE audit (
	seal_id @INT@ NOT NULL REFERENCES seal (id) DEFERRABLE INITIALLY DEFERRED,
	n @INT@ NOT NULL,
	at_ms @INT@ NOT NULL,
	terminal_id @INT@ NOT NULL,
	staff_id @INT@ NOT NULL,
	approver_id @INT@,
	action @TEXT@ NOT NULL,
	subject_id @INT@ NOT NULL,                 -- the document, basket or row concerned
	reason_id @INT@,
	amount_minor @INT@ NOT NULL,
	detail @TEXT@ NOT NULL,                    -- figures and codes, never a person's name
	PRIMARY KEY (seal_id, n)
) @CLUSTERED@;
--
CREATE TABLE basket (
	id @INT@ PRIMARY KEY,
	terminal_id @INT@ NOT NULL REFERENCES terminal (id),
	staff_id @INT@ NOT NULL,
	state @INT@ NOT NULL CHECK (state IN (1, 2)),        -- open, held; posted or cancelled: gone
	held_no @INT@ NOT NULL DEFAULT 0,
	note @TEXT@ NOT NULL DEFAULT '',
	created_at_ms @INT@ NOT NULL,
	held_at_ms @INT@ NOT NULL DEFAULT 0,
	sale_id @INT@ NOT NULL,                    -- the ids of the checkout, made before the first try
	return_id @INT@ NOT NULL,
	discount_kind @INT@ NOT NULL DEFAULT 0,    -- on the whole bill, by hand
	discount_value @INT@ NOT NULL DEFAULT 0,
	discount_reason_id @INT@,
	discount_approver_id @INT@,
	discount_approved_minor @INT@ NOT NULL DEFAULT 0, -- as much off as that one allowed
	approver_id @INT@,                         -- of the return
	reason_id @INT@
) @STRICT@;
--
CREATE TABLE basket_line (
	basket_id @INT@ NOT NULL REFERENCES basket (id),
	line_no @INT@ NOT NULL,
	article_id @INT@,
	department_id @INT@ NOT NULL,
	tax_rate_id @INT@ NOT NULL,
	code @TEXT@ NOT NULL,
	name @TEXT@ NOT NULL,
	unit @TEXT@ NOT NULL,
	qty_milli @INT@ NOT NULL CHECK (qty_milli > 0),
	pack_milli @INT@ NOT NULL,
	list_price_minor @INT@ NOT NULL,
	price_minor @INT@ NOT NULL,
	price_source @INT@ NOT NULL,
	fixed_amount_minor @INT@,                  -- printed by a scale: never computed again
	flags @INT@ NOT NULL,
	discount_kind @INT@ NOT NULL DEFAULT 0,
	discount_value @INT@ NOT NULL DEFAULT 0,
	reason_id @INT@,
	approver_id @INT@,
	original_id @INT@,                         -- a returned line: of which sale
	original_line @INT@,
	PRIMARY KEY (basket_id, line_no)
) @CLUSTERED@;
--
CREATE TABLE basket_tender (
	basket_id @INT@ NOT NULL REFERENCES basket (id),
	n @INT@ NOT NULL,
	tender_id @INT@ NOT NULL,
	amount_minor @INT@ NOT NULL,
	reference @TEXT@ NOT NULL,
	at_ms @INT@ NOT NULL,
	PRIMARY KEY (basket_id, n)
) @CLUSTERED@;
--
-- Codes that nobody knew at the till, to be put on file later.
CREATE TABLE fix_item (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL,
	department_id @INT@,                       -- NULL: nothing was sold
	price_minor @INT@,
	staff_id @INT@ NOT NULL,
	terminal_id @INT@ NOT NULL,
	at_ms @INT@ NOT NULL,
	done_at_ms @INT@
) @STRICT@;
--
-- What must happen outside after the commit.
CREATE TABLE job (
	id @INT@ PRIMARY KEY,
	kind @INT@ NOT NULL,                       -- enum job_kind in service/jobs.h
	terminal_id @INT@ NOT NULL,
	document_id @INT@,
	template @TEXT@ NOT NULL,
	body @TEXT@ NOT NULL,                      -- for papers that are no document (X report); else ''
	copy @INT@ NOT NULL,                       -- 0 the original, else the how-manieth copy
	created_at_ms @INT@ NOT NULL,
	deadline_ms @INT@ NOT NULL,                -- after it the job is dropped; 0 never
	state @INT@ NOT NULL,                      -- enum job_state
	tries @INT@ NOT NULL DEFAULT 0,
	outside @TEXT@ NOT NULL DEFAULT '',        -- the spooler's name for it
	note @TEXT@ NOT NULL DEFAULT '',
	changed_at_ms @INT@ NOT NULL
) @STRICT@;
--
CREATE INDEX job_waiting ON job (terminal_id, id) WHERE state < 3;
--
-- 5 is JOB_UNKNOWN: the status bar counts them.
CREATE INDEX job_unknown ON job (terminal_id, id) WHERE state = 5;
--
CREATE TABLE device_health (
	terminal_id @INT@ NOT NULL,
	device @TEXT@ NOT NULL,
	state @TEXT@ NOT NULL,
	detail @TEXT@ NOT NULL,
	at_ms @INT@ NOT NULL,
	PRIMARY KEY (terminal_id, device)
) @CLUSTERED@
