-- The article side of selling: who stands behind an article, what it may cost, how old a buyer must be,
-- what bottle goes with it, how the tax office calls it; prices by the hour; the till's quick keys.
-- Everything has the default that leaves an older shop as it was.

-- Whose goods they are: the shop's own, on consignment, or a concession's, whose sales the till takes.
CREATE TABLE supplier (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	kind @INT@ NOT NULL,                       -- enum supplier_kind in model/goods.h
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
-- What the shop keeps of a concession's sales, from which business day on.
CREATE TABLE supplier_terms (
	supplier_id @INT@ NOT NULL REFERENCES supplier (id),
	from_day @INT@ NOT NULL,
	deduction_bp @INT@ NOT NULL CHECK (deduction_bp BETWEEN 0 AND 10000),
	guaranteed_minor @INT@ NOT NULL CHECK (guaranteed_minor >= 0),  -- at least so much a month
	PRIMARY KEY (supplier_id, from_day)
) @CLUSTERED@;
--
ALTER TABLE article ADD COLUMN supplier_id @INT@ REFERENCES supplier (id);
--
-- The bottle or crate that is charged with it, an article itself.
ALTER TABLE article ADD COLUMN deposit_id @INT@ REFERENCES article (id);
--
-- Years; 0: as its category says.
ALTER TABLE article ADD COLUMN age_min @INT@ NOT NULL DEFAULT 0 CHECK (age_min BETWEEN 0 AND 120);
--
-- Bounds of a unit price that is typed or printed by a scale, and of a label's amount; 0: none.
ALTER TABLE article ADD COLUMN price_min_minor @INT@ NOT NULL DEFAULT 0 CHECK (price_min_minor >= 0);
--
ALTER TABLE article ADD COLUMN price_max_minor @INT@ NOT NULL DEFAULT 0 CHECK (price_max_minor >= 0);
--
ALTER TABLE article ADD COLUMN label_min_minor @INT@ NOT NULL DEFAULT 0 CHECK (label_min_minor >= 0);
--
ALTER TABLE article ADD COLUMN label_max_minor @INT@ NOT NULL DEFAULT 0 CHECK (label_max_minor >= 0);
--
-- What its packing weighs, in grams: taken off what a scale at the counter reads.
ALTER TABLE article ADD COLUMN tare_milli @INT@ NOT NULL DEFAULT 0 CHECK (tare_milli BETWEEN 0 AND 9999);
--
-- The tax office's name for it, 19 digits; '': as its category says.
ALTER TABLE article ADD COLUMN tax_class @TEXT@ NOT NULL DEFAULT '';
--
-- How a pack is called that this code names; '': as the single.
ALTER TABLE article_code ADD COLUMN unit @TEXT@ NOT NULL DEFAULT '';
--
ALTER TABLE article_alias ADD COLUMN unit @TEXT@ NOT NULL DEFAULT '';
--
-- A category's rules hold for all that hangs under it and says nothing itself.
ALTER TABLE category ADD COLUMN age_min @INT@ NOT NULL DEFAULT 0 CHECK (age_min BETWEEN 0 AND 120);
--
-- At least this margin on the price, in basis points; -1: as the category above, at the top as the shop.
ALTER TABLE category ADD COLUMN margin_bp @INT@ NOT NULL DEFAULT -1 CHECK (margin_bp BETWEEN -1 AND 9999);
--
-- Not sold from this minute of the day until that one; -1: always sold.
ALTER TABLE category ADD COLUMN ban_from_minute @INT@ NOT NULL DEFAULT -1 CHECK (ban_from_minute BETWEEN -1 AND 1439);
--
ALTER TABLE category ADD COLUMN ban_until_minute @INT@ NOT NULL DEFAULT -1 CHECK (ban_until_minute BETWEEN -1 AND 1439);
--
ALTER TABLE category ADD COLUMN tax_class @TEXT@ NOT NULL DEFAULT '';
--
-- A price by the hour: of one article, or of all that hangs under a category.
CREATE TABLE price_window (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	article_id @INT@ REFERENCES article (id),
	category_id @INT@ REFERENCES category (id),
	weekdays @INT@ NOT NULL CHECK (weekdays BETWEEN 1 AND 127),     -- bit 0 is Monday
	from_minute @INT@ NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
	until_minute @INT@ NOT NULL CHECK (until_minute BETWEEN 0 AND 1440), -- not included; before from: over midnight
	from_day @INT@ NOT NULL,                   -- the days on which it begins, both included; 0: open
	until_day @INT@ NOT NULL,
	price_minor @INT@ CHECK (price_minor > 0),
	off_bp @INT@ CHECK (off_bp BETWEEN 1 AND 10000), -- off the regular price
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1,
	CHECK ((article_id IS NULL) <> (category_id IS NULL)),
	CHECK ((price_minor IS NULL) <> (off_bp IS NULL))
) @STRICT@;
--
-- What Tab shows at the till; a till with rows of its own on a page has that page for itself.
CREATE TABLE quick_key (
	terminal_id @INT@ NOT NULL,                -- 0: the shop's
	page @INT@ NOT NULL CHECK (page BETWEEN 1 AND 99),
	position @INT@ NOT NULL CHECK (position BETWEEN 1 AND 9),
	label @TEXT@ NOT NULL,
	sign @TEXT@ NOT NULL DEFAULT '',
	colour @INT@ NOT NULL DEFAULT 0,           -- enum quick_colour in model/goods.h
	kind @INT@ NOT NULL,                       -- enum quick_kind
	target @TEXT@ NOT NULL,                    -- a code, a department, an act with its argument, a page
	PRIMARY KEY (terminal_id, page, position)
) @CLUSTERED@;
--
-- A line that goes with another (a deposit), and whose goods it sells.
ALTER TABLE sale_line ADD COLUMN parent_line @INT@;
--
ALTER TABLE sale_line ADD COLUMN supplier_id @INT@;
--
ALTER TABLE basket_line ADD COLUMN parent_line @INT@;
--
ALTER TABLE basket_line ADD COLUMN supplier_id @INT@;
--
ALTER TABLE basket_line ADD COLUMN age_min @INT@ NOT NULL DEFAULT 0;
--
-- The unit price below which the shop loses; 0: not known.
ALTER TABLE basket_line ADD COLUMN floor_minor @INT@ NOT NULL DEFAULT 0;
--
-- The age that the customer of this basket was seen to have.
ALTER TABLE basket ADD COLUMN age_seen @INT@ NOT NULL DEFAULT 0;
--
-- A tax invoice was asked for this receipt, once (n 0); and what was taken back of it since (n 1, 2 ...: amounts
-- below 0). figures: by tax class and rate, see include/model/invoice.h; reference: the number of the invoice, as far
-- as known.
CREATE TABLE invoice_claim (
	document_id @INT@ NOT NULL REFERENCES document (id),
	n @INT@ NOT NULL,
	at_ms @INT@ NOT NULL,
	staff_id @INT@ NOT NULL,
	amount_minor @INT@ NOT NULL,
	tax_minor @INT@ NOT NULL,
	figures @TEXT@ NOT NULL,
	reference @TEXT@ NOT NULL,
	PRIMARY KEY (document_id, n)
) @STRICT@;
--
-- Slips of bottle machines that were paid: each once, until the machine may begin its numbers again. The key is the
-- slip's number with the machine's (model/slip.h).
CREATE TABLE bottle_slip (
	key @TEXT@ PRIMARY KEY,
	document_id @INT@ NOT NULL REFERENCES document (id),
	business_day @INT@ NOT NULL,
	amount_minor @INT@ NOT NULL CHECK (amount_minor > 0)
) @STRICT@;
