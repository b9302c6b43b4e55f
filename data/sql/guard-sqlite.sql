-- The second lock (the first is the service): what was posted stays as it was, and no document is
-- sealed unless its postings sum to zero per unit. A document's rows come first, its seal last: the
-- seal is a deferred foreign key of the document, its trigger checks the sums, and after it
-- nothing can be added. Put up again with every migration; a change here comes with a new one.

-- INSERT OR REPLACE fires the DELETE triggers because recursive_triggers is on.
DROP TRIGGER IF EXISTS guard_document_update;
--
CREATE TRIGGER guard_document_update BEFORE UPDATE ON document
BEGIN
	SELECT RAISE(ABORT, 'document: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_document_delete;
--
CREATE TRIGGER guard_document_delete BEFORE DELETE ON document
BEGIN
	SELECT RAISE(ABORT, 'document: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_sale_line_update;
--
CREATE TRIGGER guard_sale_line_update BEFORE UPDATE ON sale_line
BEGIN
	SELECT RAISE(ABORT, 'sale_line: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_sale_line_delete;
--
CREATE TRIGGER guard_sale_line_delete BEFORE DELETE ON sale_line
BEGIN
	SELECT RAISE(ABORT, 'sale_line: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_sale_discount_update;
--
CREATE TRIGGER guard_sale_discount_update BEFORE UPDATE ON sale_discount
BEGIN
	SELECT RAISE(ABORT, 'sale_discount: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_sale_discount_delete;
--
CREATE TRIGGER guard_sale_discount_delete BEFORE DELETE ON sale_discount
BEGIN
	SELECT RAISE(ABORT, 'sale_discount: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_sale_tender_update;
--
CREATE TRIGGER guard_sale_tender_update BEFORE UPDATE ON sale_tender
BEGIN
	SELECT RAISE(ABORT, 'sale_tender: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_sale_tender_delete;
--
CREATE TRIGGER guard_sale_tender_delete BEFORE DELETE ON sale_tender
BEGIN
	SELECT RAISE(ABORT, 'sale_tender: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_posting_update;
--
CREATE TRIGGER guard_posting_update BEFORE UPDATE ON posting
BEGIN
	SELECT RAISE(ABORT, 'posting: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_posting_delete;
--
CREATE TRIGGER guard_posting_delete BEFORE DELETE ON posting
BEGIN
	SELECT RAISE(ABORT, 'posting: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_seal_update;
--
CREATE TRIGGER guard_seal_update BEFORE UPDATE ON seal
BEGIN
	SELECT RAISE(ABORT, 'seal: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_seal_delete;
--
CREATE TRIGGER guard_seal_delete BEFORE DELETE ON seal
BEGIN
	SELECT RAISE(ABORT, 'seal: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_audit_update;
--
CREATE TRIGGER guard_audit_update BEFORE UPDATE ON audit
BEGIN
	SELECT RAISE(ABORT, 'audit: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_audit_delete;
--
CREATE TRIGGER guard_audit_delete BEFORE DELETE ON audit
BEGIN
	SELECT RAISE(ABORT, 'audit: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_invoice_claim_update;
--
CREATE TRIGGER guard_invoice_claim_update BEFORE UPDATE ON invoice_claim
BEGIN
	SELECT RAISE(ABORT, 'invoice_claim: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_invoice_claim_delete;
--
CREATE TRIGGER guard_invoice_claim_delete BEFORE DELETE ON invoice_claim
BEGIN
	SELECT RAISE(ABORT, 'invoice_claim: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_document_late;
--
CREATE TRIGGER guard_document_late BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'document: nothing is added after the seal');
END;
--
DROP TRIGGER IF EXISTS guard_sale_line_late;
--
CREATE TRIGGER guard_sale_line_late BEFORE INSERT ON sale_line
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.document_id)
BEGIN
	SELECT RAISE(ABORT, 'sale_line: nothing is added after the seal');
END;
--
DROP TRIGGER IF EXISTS guard_sale_discount_late;
--
CREATE TRIGGER guard_sale_discount_late BEFORE INSERT ON sale_discount
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.document_id)
BEGIN
	SELECT RAISE(ABORT, 'sale_discount: nothing is added after the seal');
END;
--
DROP TRIGGER IF EXISTS guard_sale_tender_late;
--
CREATE TRIGGER guard_sale_tender_late BEFORE INSERT ON sale_tender
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.document_id)
BEGIN
	SELECT RAISE(ABORT, 'sale_tender: nothing is added after the seal');
END;
--
DROP TRIGGER IF EXISTS guard_posting_late;
--
CREATE TRIGGER guard_posting_late BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.document_id)
BEGIN
	SELECT RAISE(ABORT, 'posting: nothing is added after the seal');
END;
--
DROP TRIGGER IF EXISTS guard_audit_late;
--
CREATE TRIGGER guard_audit_late BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.seal_id)
BEGIN
	SELECT RAISE(ABORT, 'audit: nothing is added after the seal');
END;
--
-- What moved on a lot.
DROP TRIGGER IF EXISTS guard_lot_move_update;
--
CREATE TRIGGER guard_lot_move_update BEFORE UPDATE ON lot_move
BEGIN
	SELECT RAISE(ABORT, 'lot_move: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_lot_move_delete;
--
CREATE TRIGGER guard_lot_move_delete BEFORE DELETE ON lot_move
BEGIN
	SELECT RAISE(ABORT, 'lot_move: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_lot_move_late;
--
CREATE TRIGGER guard_lot_move_late BEFORE INSERT ON lot_move
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.document_id)
BEGIN
	SELECT RAISE(ABORT, 'lot_move: nothing is added after the seal');
END;
--
DROP TRIGGER IF EXISTS guard_lot_moved_update;
--
CREATE TRIGGER guard_lot_moved_update BEFORE UPDATE ON lot_moved
BEGIN
	SELECT RAISE(ABORT, 'lot_moved: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_lot_moved_delete;
--
CREATE TRIGGER guard_lot_moved_delete BEFORE DELETE ON lot_moved
BEGIN
	SELECT RAISE(ABORT, 'lot_moved: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_lot_moved_late;
--
CREATE TRIGGER guard_lot_moved_late BEFORE INSERT ON lot_moved
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.document_id)
BEGIN
	SELECT RAISE(ABORT, 'lot_moved: nothing is added after the seal');
END;
--
-- How a member came to his levels: an entry is undone once, and its note may be taken away.
DROP TRIGGER IF EXISTS guard_member_level_update;
--
CREATE TRIGGER guard_member_level_update BEFORE UPDATE ON member_level
WHEN (OLD.undone_by IS NOT NULL AND NEW.undone_by IS NOT OLD.undone_by)
	OR (NEW.note <> OLD.note AND NEW.note <> '')
	OR NEW.id <> OLD.id OR NEW.member_id <> OLD.member_id OR NEW.level_id IS NOT OLD.level_id
	OR NEW.rank <> OLD.rank OR NEW.way <> OLD.way OR NEW.document_id IS NOT OLD.document_id
	OR NEW.from_day <> OLD.from_day OR NEW.until_day <> OLD.until_day OR NEW.staff_id <> OLD.staff_id
	OR NEW.reason_id IS NOT OLD.reason_id OR NEW.at_ms <> OLD.at_ms
BEGIN
	SELECT RAISE(ABORT, 'member_level: an entry never changes');
END;
--
DROP TRIGGER IF EXISTS guard_member_level_delete;
--
CREATE TRIGGER guard_member_level_delete BEFORE DELETE ON member_level
BEGIN
	SELECT RAISE(ABORT, 'member_level: an entry never changes');
END;
--
-- What a member said stays as he said it; all of it goes when he is forgotten.
DROP TRIGGER IF EXISTS guard_consent_update;
--
CREATE TRIGGER guard_consent_update BEFORE UPDATE ON consent
BEGIN
	SELECT RAISE(ABORT, 'consent: a word never changes');
END;
--
DROP TRIGGER IF EXISTS guard_consent_delete;
--
CREATE TRIGGER guard_consent_delete BEFORE DELETE ON consent
WHEN EXISTS (SELECT 1 FROM member m LEFT JOIN member s ON s.id = m.merged_into
	WHERE m.id = OLD.member_id AND m.state <> 7 AND (s.id IS NULL OR s.state <> 7))
BEGIN
	SELECT RAISE(ABORT, 'consent: a word never changes');
END;
--
-- Each time a coupon was used.
DROP TRIGGER IF EXISTS guard_coupon_move_update;
--
CREATE TRIGGER guard_coupon_move_update BEFORE UPDATE ON coupon_move
BEGIN
	SELECT RAISE(ABORT, 'coupon_move: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_coupon_move_delete;
--
CREATE TRIGGER guard_coupon_move_delete BEFORE DELETE ON coupon_move
BEGIN
	SELECT RAISE(ABORT, 'coupon_move: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_coupon_move_late;
--
CREATE TRIGGER guard_coupon_move_late BEFORE INSERT ON coupon_move
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.document_id)
BEGIN
	SELECT RAISE(ABORT, 'coupon_move: nothing is added after the seal');
END;
--
-- Each gift for points.
DROP TRIGGER IF EXISTS guard_gift_move_update;
--
CREATE TRIGGER guard_gift_move_update BEFORE UPDATE ON gift_move
BEGIN
	SELECT RAISE(ABORT, 'gift_move: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_gift_move_delete;
--
CREATE TRIGGER guard_gift_move_delete BEFORE DELETE ON gift_move
BEGIN
	SELECT RAISE(ABORT, 'gift_move: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_gift_move_late;
--
CREATE TRIGGER guard_gift_move_late BEFORE INSERT ON gift_move
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.document_id)
BEGIN
	SELECT RAISE(ABORT, 'gift_move: nothing is added after the seal');
END;
--
-- Each play of a prize draw.
DROP TRIGGER IF EXISTS guard_draw_play_update;
--
CREATE TRIGGER guard_draw_play_update BEFORE UPDATE ON draw_play
BEGIN
	SELECT RAISE(ABORT, 'draw_play: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_draw_play_delete;
--
CREATE TRIGGER guard_draw_play_delete BEFORE DELETE ON draw_play
BEGIN
	SELECT RAISE(ABORT, 'draw_play: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_draw_play_late;
--
CREATE TRIGGER guard_draw_play_late BEFORE INSERT ON draw_play
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.document_id)
BEGIN
	SELECT RAISE(ABORT, 'draw_play: nothing is added after the seal');
END;
--
-- What moved on a package of uses.
DROP TRIGGER IF EXISTS guard_uses_move_update;
--
CREATE TRIGGER guard_uses_move_update BEFORE UPDATE ON uses_move
BEGIN
	SELECT RAISE(ABORT, 'uses_move: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_uses_move_delete;
--
CREATE TRIGGER guard_uses_move_delete BEFORE DELETE ON uses_move
BEGIN
	SELECT RAISE(ABORT, 'uses_move: posted rows never change');
END;
--
DROP TRIGGER IF EXISTS guard_uses_move_late;
--
CREATE TRIGGER guard_uses_move_late BEFORE INSERT ON uses_move
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.document_id)
BEGIN
	SELECT RAISE(ABORT, 'uses_move: nothing is added after the seal');
END;
--
-- A note may be taken away (it may be about a person), never changed or added.
DROP TRIGGER IF EXISTS guard_document_note_update;
--
CREATE TRIGGER guard_document_note_update BEFORE UPDATE ON document_note
BEGIN
	SELECT RAISE(ABORT, 'document_note: a note never changes');
END;
--
DROP TRIGGER IF EXISTS guard_document_note_late;
--
CREATE TRIGGER guard_document_note_late BEFORE INSERT ON document_note
WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.document_id)
BEGIN
	SELECT RAISE(ABORT, 'document_note: nothing is added after the seal');
END;
--
-- Vouchers, deposits, tips and cheques (accounts 30, 32 to 34, 37 to 39), stored value and uses of members (60, 61, 66)
-- never hold less than nothing.
DROP TRIGGER IF EXISTS guard_balance_insert;
--
CREATE TRIGGER guard_balance_insert AFTER INSERT ON balance
WHEN (NEW.account BETWEEN 30 AND 34 AND NEW.account <> 31 AND NEW.amount > 0)
	OR (NEW.account IN (60, 61, 66) AND NEW.amount > 0)
	OR (NEW.account BETWEEN 37 AND 39 AND NEW.amount < 0)
BEGIN
	SELECT RAISE(ABORT, 'balance: more than was there');
END;
--
DROP TRIGGER IF EXISTS guard_balance_update;
--
CREATE TRIGGER guard_balance_update AFTER UPDATE ON balance
WHEN (NEW.account BETWEEN 30 AND 34 AND NEW.account <> 31 AND NEW.amount > 0)
	OR (NEW.account IN (60, 61, 66) AND NEW.amount > 0)
	OR (NEW.account BETWEEN 37 AND 39 AND NEW.amount < 0)
BEGIN
	SELECT RAISE(ABORT, 'balance: more than was there');
END;
--
DROP TRIGGER IF EXISTS guard_seal_balanced;
--
CREATE TRIGGER guard_seal_balanced BEFORE INSERT ON seal
WHEN EXISTS (SELECT 1 FROM posting WHERE document_id = NEW.id GROUP BY unit HAVING sum(amount) <> 0)
BEGIN
	SELECT RAISE(ABORT, 'seal: the postings do not sum to zero');
END;
--
DROP TRIGGER IF EXISTS guard_seal_empty;
--
CREATE TRIGGER guard_seal_empty BEFORE INSERT ON seal
WHEN NOT EXISTS (SELECT 1 FROM document WHERE id = NEW.id)
	AND NOT EXISTS (SELECT 1 FROM audit WHERE seal_id = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'seal: there is nothing to seal');
END;
