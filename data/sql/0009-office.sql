-- The back office: the past of a row is found at once, and prices are changed in named batches.

CREATE INDEX revision_row ON revision (table_name, row_id);
--
-- Prices changed together. A batch is written before any of its prices, so that one that was cut off is gone on with.
CREATE TABLE price_batch (
	id @INT@ PRIMARY KEY,
	name @TEXT@ NOT NULL,
	level @INT@ NOT NULL,
	from_at_ms @INT@ NOT NULL,
	until_at_ms @INT@ NOT NULL,                -- of special prices; 0 none
	staff_id @INT@ NOT NULL,
	made_at_ms @INT@ NOT NULL,
	state @INT@ NOT NULL CHECK (state IN (1, 2, 3)),     -- under way, done, taken back
	undone_at_ms @INT@ NOT NULL DEFAULT 0,
	undone_by @INT@ NOT NULL DEFAULT 0
) @STRICT@;
--
CREATE TABLE price_batch_line (
	batch_id @INT@ NOT NULL REFERENCES price_batch (id),
	article_id @INT@ NOT NULL REFERENCES article (id),
	was_minor @INT@ NOT NULL,                  -- -1: there was no price
	was_until_ms @INT@ NOT NULL,               -- how long that would have held; 0: there was none
	price_minor @INT@ NOT NULL CHECK (price_minor > 0),
	done @INT@ NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
	PRIMARY KEY (batch_id, article_id)
) @CLUSTERED@;
