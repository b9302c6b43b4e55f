-- Packages of uses (count cards): what a shop sells or gives that pays for articles so many times. What a member has of
-- one is its rest, and the balance of account 66 under its id; each use and what came back of it is kept, so that it
-- can go back to where it was (model/member/uses.h).
CREATE TABLE uses_kind (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	article_id @INT@ NOT NULL DEFAULT 0,       -- that sells it; 0 none: it is given
	times @INT@ NOT NULL CHECK (times BETWEEN 1 AND 1000000),
	valid_days @INT@ NOT NULL DEFAULT 0 CHECK (valid_days >= 0), -- 0 without end
	day_max @INT@ NOT NULL DEFAULT 0 CHECK (day_max >= 0),       -- uses on one day; 0 no limit
	transferable @INT@ NOT NULL DEFAULT 0 CHECK (transferable IN (0, 1)),
	card_kind_id @INT@ NOT NULL DEFAULT 0,     -- comes with a new card of that kind; 0 with none
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
-- An article sells one kind at a time.
CREATE UNIQUE INDEX uses_kind_article ON uses_kind (article_id) WHERE article_id > 0 AND active = 1;
--
-- What it pays for.
CREATE TABLE uses_item (
	kind_id @INT@ NOT NULL REFERENCES uses_kind (id),
	article_id @INT@ NOT NULL,
	PRIMARY KEY (kind_id, article_id)
) @CLUSTERED@;
--
-- One that a member has. The document comes later in the same transaction. Of days, rest and grace alone something
-- changes.
CREATE TABLE uses_package (
	id @INT@ PRIMARY KEY,
	kind_id @INT@ NOT NULL,
	member_id @INT@ NOT NULL REFERENCES member (id),
	document_id @INT@ NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
	line_no @INT@ NOT NULL,                    -- of a sale; 0 it was given
	from_day @INT@ NOT NULL,
	until_day @INT@ NOT NULL,                  -- the last day; 0 without end
	grace_day @INT@ NOT NULL DEFAULT 0,        -- the last one of what came back after it; 0 nothing did
	bought @INT@ NOT NULL CHECK (bought > 0),
	rest @INT@ NOT NULL CHECK (rest BETWEEN 0 AND bought),
	paid_minor @INT@ NOT NULL CHECK (paid_minor >= 0)
) @STRICT@;
--
CREATE INDEX uses_package_member ON uses_package (member_id, id);
--
CREATE INDEX uses_package_document ON uses_package (document_id, line_no);
--
-- The postings of a document on account 66 are the sum of these. cancels: the document whose uses go back, which they
-- do once.
CREATE TABLE uses_move (
	document_id @INT@ NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
	n @INT@ NOT NULL,
	package_id @INT@ NOT NULL REFERENCES uses_package (id),
	kind @INT@ NOT NULL CHECK (kind BETWEEN 1 AND 7), -- enum lot_move_kind in model/member/lot.h
	amount @INT@ NOT NULL CHECK (amount <> 0), -- what its rest grew by
	line_no @INT@ NOT NULL,                    -- of the sale; 0 it was none
	cancels @INT@,
	PRIMARY KEY (document_id, n)
) @CLUSTERED@;
--
CREATE INDEX uses_move_package ON uses_move (package_id);
--
CREATE UNIQUE INDEX uses_move_cancels ON uses_move (cancels, package_id) WHERE cancels IS NOT NULL
