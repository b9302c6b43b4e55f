-- What a member has, by when it came and when it ends. The ledger says how much it is in all; a lot says what of it
-- came at one time, and every taking from it is kept, so that it can go back to where it was (model/member/lot.h).
CREATE TABLE lot (
	id @INT@ PRIMARY KEY,
	account @INT@ NOT NULL CHECK (account IN (60, 61, 63)), -- enum account in model/ledger.h
	member_id @INT@ NOT NULL REFERENCES member (id),
	document_id @INT@ NOT NULL,                -- the act that brought it; of what another had before, the first one
	from_day @INT@ NOT NULL,                   -- when it can be spent from
	until_day @INT@ NOT NULL,                  -- the last day; 0 for ever
	amount @INT@ NOT NULL,                     -- that came; below 0 a debt
	rest @INT@ NOT NULL,
	expired @INT@ NOT NULL DEFAULT 0,          -- what of it is void
	held @INT@ NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),   -- until a cheque is cleared
	grace @INT@ NOT NULL DEFAULT 0 CHECK (grace IN (0, 1)), -- came back after its end
	CHECK ((amount > 0 AND rest BETWEEN 0 AND amount) OR (amount < 0 AND rest BETWEEN amount AND 0))
) @STRICT@;
--
CREATE INDEX lot_open ON lot (member_id, account, until_day, id) WHERE rest <> 0;
--
CREATE INDEX lot_document ON lot (document_id);
--
-- What can end: by its last day.
CREATE INDEX lot_until ON lot (account, until_day) WHERE rest > 0 AND until_day > 0;
--
-- The document comes later in the same transaction: its postings are the sum of these.
CREATE TABLE lot_move (
	document_id @INT@ NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
	n @INT@ NOT NULL,
	lot_id @INT@ NOT NULL REFERENCES lot (id),
	kind @INT@ NOT NULL,                       -- enum lot_move_kind
	amount @INT@ NOT NULL,                     -- what its rest grew by
	PRIMARY KEY (document_id, n)
) @CLUSTERED@;
--
CREATE INDEX lot_move_lot ON lot_move (lot_id);
--
-- What moved on one member: found without walking the whole ledger.
CREATE INDEX posting_member ON posting (account, holder_id, document_id) WHERE account BETWEEN 60 AND 66
