-- Selling: notes and a customer's name on what is sold, baskets that are split, merged, sent to another till or left
-- to the next shift, and a shop to train in.

-- Whom the basket is for. Who began it and where is kept when it changes hands; 0: who has it now.
ALTER TABLE basket ADD COLUMN customer @TEXT@ NOT NULL DEFAULT '';
--
ALTER TABLE basket ADD COLUMN began_staff_id @INT@ NOT NULL DEFAULT 0;
--
ALTER TABLE basket ADD COLUMN began_terminal_id @INT@ NOT NULL DEFAULT 0;
--
-- Held, and sent to the till that it stands at now by this one; 0: by none.
ALTER TABLE basket ADD COLUMN sent_by_terminal_id @INT@ NOT NULL DEFAULT 0;
--
-- Held, and left to the next shift by the one of this id; 0: it is not.
ALTER TABLE basket ADD COLUMN deferred_shift_id @INT@ NOT NULL DEFAULT 0;
--
ALTER TABLE basket_line ADD COLUMN note @TEXT@ NOT NULL DEFAULT '';
--
-- What a person wrote on a sale: by line, or on the whole. It stands outside the seal, because it may be about a
-- person and is taken away then; it is never changed.
CREATE TABLE document_note (
	document_id @INT@ NOT NULL REFERENCES document (id),
	line_no @INT@ NOT NULL,                    -- 0 the whole sale, -1 whom it is for
	note @TEXT@ NOT NULL,
	PRIMARY KEY (document_id, line_no)
) @CLUSTERED@;
--
-- A store to train in says so, whatever its kind.
ALTER TABLE store_info ADD COLUMN training @INT@ NOT NULL DEFAULT 0
