-- The cash office: drops, pick-ups, money paid in and out, bags for the bank, counts of the safe.
-- Their documents are rows of document like all others (kinds 40 to 48 in model/document.h); the number of a voucher
-- or a bag stands in the document's content, behind its kind's name.

-- A voucher is paid once, a bag is sealed once and counted by the bank once. The service asks first; these are the
-- second lock. 44 is DOC_PAY_OUT, 45 DOC_BAG, 46 DOC_BANKED.
CREATE UNIQUE INDEX document_voucher ON document (content) WHERE kind = 44 AND content <> 'pay-out';
--
CREATE UNIQUE INDEX document_bag ON document (content) WHERE kind = 45;
--
CREATE UNIQUE INDEX document_banked ON document (original_id) WHERE kind = 46;
--
-- All documents of the cash office, newest last, however many sales lie between.
CREATE INDEX document_cash ON document (id) WHERE kind BETWEEN 40 AND 49;
--
-- Whose drawer it is: that of the till (0), or of one cashier, who has it beside those of the others at the till.
ALTER TABLE shift ADD COLUMN drawer_staff_id @INT@ NOT NULL DEFAULT 0;
--
DROP INDEX shift_open;
--
CREATE UNIQUE INDEX shift_open ON shift (terminal_id, drawer_staff_id) WHERE state < 3;
--
-- What was sold on a closed day, in sums: reports of months and years need not go through its lines. Written when it is
-- closed, dropped when it is opened again; store check adds up the lines and compares.
CREATE TABLE day_sums (
	day @INT@ NOT NULL REFERENCES business_day (day),
	kind @INT@ NOT NULL,                       -- enum day_sum in service/cash/day_sums_int.h
	sums @TEXT@ NOT NULL,                      -- model/sums.h
	PRIMARY KEY (day, kind)
) @STRICT@;
--
-- A day's documents: by hour, and for the journal that goes to accounting.
CREATE INDEX document_day ON document (business_day);
--
-- What was exported, which days were opened again, and how drawers were counted, however long ago.
CREATE INDEX audit_books ON audit (action, seal_id) WHERE action IN ('journal-export', 'day-reopen');
--
CREATE INDEX audit_count ON audit (subject_id, seal_id) WHERE action = 'count';
