-- Gifts: articles that points buy at the desk, without a sale. What was given stands in the record of its document.
CREATE TABLE gift (
	id @INT@ PRIMARY KEY,
	article_id @INT@ NOT NULL,
	points @INT@ NOT NULL CHECK (points > 0),  -- for one piece
	pieces @INT@ NOT NULL DEFAULT 0 CHECK (pieces >= 0), -- that there are for it; 0 not counted
	given @INT@ NOT NULL DEFAULT 0,            -- of them, less what came back
	per_member @INT@ NOT NULL DEFAULT 0 CHECK (per_member >= 0),
	from_day @INT@ NOT NULL,
	until_day @INT@ NOT NULL DEFAULT 0,        -- 0 without end
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
-- An article is one gift at a time.
CREATE UNIQUE INDEX gift_article ON gift (article_id) WHERE active = 1;
--
-- The document comes later in the same transaction. One that takes a gift back says which it was, and does so once.
CREATE TABLE gift_move (
	document_id @INT@ NOT NULL PRIMARY KEY REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
	gift_id @INT@ NOT NULL,
	member_id @INT@ NOT NULL REFERENCES member (id),
	pieces @INT@ NOT NULL CHECK (pieces <> 0), -- below 0: came back
	points @INT@ NOT NULL,
	cancels @INT@,
	CHECK ((pieces < 0) = (cancels IS NOT NULL))
) @STRICT@;
--
CREATE INDEX gift_move_member ON gift_move (member_id, gift_id);
--
CREATE UNIQUE INDEX gift_move_cancels ON gift_move (cancels) WHERE cancels IS NOT NULL
