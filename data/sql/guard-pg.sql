-- The second lock for PostgreSQL, the same as guard-sqlite.sql; TRUNCATE needs a trigger of its
-- own. The triggers fire ALWAYS, also for a replication role. A table's owner could still drop
-- them, so a shop migrates as the owner and sells as the role zhanggui_till, which owns nothing:
-- it is given what it needs below, if it exists. Every trigger is written out, none is made in a
-- loop: store check reads their names here (src/store/check_store.c).

-- A late row is looked for AFTER the insert: only then the foreign key has seen the document, so
-- the seal of a transaction that committed meanwhile is seen too.
CREATE OR REPLACE FUNCTION guard_never() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
	RAISE EXCEPTION '%: posted rows never change', TG_TABLE_NAME
		USING ERRCODE = 'integrity_constraint_violation';
END $guard$;
--
CREATE OR REPLACE FUNCTION guard_late() RETURNS trigger LANGUAGE plpgsql AS $guard$
DECLARE
	sealed BIGINT;
BEGIN
	CASE TG_ARGV[0]
		WHEN 'id' THEN sealed := NEW.id;
		WHEN 'document_id' THEN sealed := NEW.document_id;
		WHEN 'seal_id' THEN sealed := NEW.seal_id;
	END CASE;
	IF EXISTS (SELECT 1 FROM seal WHERE id = sealed) THEN
		RAISE EXCEPTION '%: nothing is added after the seal', TG_TABLE_NAME
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NULL;
END $guard$;
--
-- Vouchers, deposits, tips and cheques (accounts 30, 32 to 34, 37 to 39), stored value and uses of members (60, 61, 66)
-- never hold less than nothing.
CREATE OR REPLACE FUNCTION guard_balance() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
	IF (NEW.account BETWEEN 30 AND 34 AND NEW.account <> 31 AND NEW.amount > 0)
			OR (NEW.account IN (60, 61, 66) AND NEW.amount > 0)
			OR (NEW.account BETWEEN 37 AND 39 AND NEW.amount < 0) THEN
		RAISE EXCEPTION 'balance: more than was there'
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NULL;
END $guard$;
--
-- How a member came to his levels: an entry is undone once, and its note may be taken away.
CREATE OR REPLACE FUNCTION guard_member_level() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
	IF (OLD.undone_by IS NOT NULL AND NEW.undone_by IS DISTINCT FROM OLD.undone_by)
			OR (NEW.note <> OLD.note AND NEW.note <> '')
			OR NEW.id <> OLD.id OR NEW.member_id <> OLD.member_id
			OR NEW.level_id IS DISTINCT FROM OLD.level_id OR NEW.rank <> OLD.rank OR NEW.way <> OLD.way
			OR NEW.document_id IS DISTINCT FROM OLD.document_id OR NEW.from_day <> OLD.from_day
			OR NEW.until_day <> OLD.until_day OR NEW.staff_id <> OLD.staff_id
			OR NEW.reason_id IS DISTINCT FROM OLD.reason_id OR NEW.at_ms <> OLD.at_ms THEN
		RAISE EXCEPTION 'member_level: an entry never changes'
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $guard$;
--
-- What a member said stays as he said it; all of it goes when he is forgotten.
CREATE OR REPLACE FUNCTION guard_consent() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
	IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM member m LEFT JOIN member s ON s.id = m.merged_into
			WHERE m.id = OLD.member_id AND m.state <> 7 AND (s.id IS NULL OR s.state <> 7)) THEN
		RAISE EXCEPTION 'consent: a word never changes'
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN OLD;
END $guard$;
--
CREATE OR REPLACE FUNCTION guard_seal() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
	IF EXISTS (SELECT 1 FROM posting WHERE document_id = NEW.id GROUP BY unit
			HAVING sum(amount) <> 0) THEN
		RAISE EXCEPTION 'seal: the postings do not sum to zero'
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	IF NOT EXISTS (SELECT 1 FROM document WHERE id = NEW.id)
			AND NOT EXISTS (SELECT 1 FROM audit WHERE seal_id = NEW.id) THEN
		RAISE EXCEPTION 'seal: there is nothing to seal'
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $guard$;
--
CREATE OR REPLACE TRIGGER guard_balance_write AFTER INSERT OR UPDATE ON balance
	FOR EACH ROW EXECUTE FUNCTION guard_balance();
--
ALTER TABLE balance ENABLE ALWAYS TRIGGER guard_balance_write;
--
CREATE OR REPLACE TRIGGER guard_document_change BEFORE UPDATE OR DELETE ON document
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_document_truncate BEFORE TRUNCATE ON document
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE document ENABLE ALWAYS TRIGGER guard_document_change;
--
ALTER TABLE document ENABLE ALWAYS TRIGGER guard_document_truncate;
--
CREATE OR REPLACE TRIGGER guard_sale_line_change BEFORE UPDATE OR DELETE ON sale_line
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_sale_line_truncate BEFORE TRUNCATE ON sale_line
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE sale_line ENABLE ALWAYS TRIGGER guard_sale_line_change;
--
ALTER TABLE sale_line ENABLE ALWAYS TRIGGER guard_sale_line_truncate;
--
CREATE OR REPLACE TRIGGER guard_sale_discount_change BEFORE UPDATE OR DELETE ON sale_discount
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_sale_discount_truncate BEFORE TRUNCATE ON sale_discount
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE sale_discount ENABLE ALWAYS TRIGGER guard_sale_discount_change;
--
ALTER TABLE sale_discount ENABLE ALWAYS TRIGGER guard_sale_discount_truncate;
--
CREATE OR REPLACE TRIGGER guard_sale_tender_change BEFORE UPDATE OR DELETE ON sale_tender
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_sale_tender_truncate BEFORE TRUNCATE ON sale_tender
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE sale_tender ENABLE ALWAYS TRIGGER guard_sale_tender_change;
--
ALTER TABLE sale_tender ENABLE ALWAYS TRIGGER guard_sale_tender_truncate;
--
CREATE OR REPLACE TRIGGER guard_posting_change BEFORE UPDATE OR DELETE ON posting
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_posting_truncate BEFORE TRUNCATE ON posting
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE posting ENABLE ALWAYS TRIGGER guard_posting_change;
--
ALTER TABLE posting ENABLE ALWAYS TRIGGER guard_posting_truncate;
--
CREATE OR REPLACE TRIGGER guard_seal_change BEFORE UPDATE OR DELETE ON seal
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_seal_truncate BEFORE TRUNCATE ON seal
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE seal ENABLE ALWAYS TRIGGER guard_seal_change;
--
ALTER TABLE seal ENABLE ALWAYS TRIGGER guard_seal_truncate;
--
CREATE OR REPLACE TRIGGER guard_audit_change BEFORE UPDATE OR DELETE ON audit
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_audit_truncate BEFORE TRUNCATE ON audit
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE audit ENABLE ALWAYS TRIGGER guard_audit_change;
--
ALTER TABLE audit ENABLE ALWAYS TRIGGER guard_audit_truncate;
--
CREATE OR REPLACE TRIGGER guard_invoice_claim_change BEFORE UPDATE OR DELETE ON invoice_claim
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_invoice_claim_truncate BEFORE TRUNCATE ON invoice_claim
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE invoice_claim ENABLE ALWAYS TRIGGER guard_invoice_claim_change;
--
ALTER TABLE invoice_claim ENABLE ALWAYS TRIGGER guard_invoice_claim_truncate;
--
CREATE OR REPLACE TRIGGER guard_document_late AFTER INSERT ON document
	FOR EACH ROW EXECUTE FUNCTION guard_late('id');
--
ALTER TABLE document ENABLE ALWAYS TRIGGER guard_document_late;
--
CREATE OR REPLACE TRIGGER guard_sale_line_late AFTER INSERT ON sale_line
	FOR EACH ROW EXECUTE FUNCTION guard_late('document_id');
--
ALTER TABLE sale_line ENABLE ALWAYS TRIGGER guard_sale_line_late;
--
CREATE OR REPLACE TRIGGER guard_sale_discount_late AFTER INSERT ON sale_discount
	FOR EACH ROW EXECUTE FUNCTION guard_late('document_id');
--
ALTER TABLE sale_discount ENABLE ALWAYS TRIGGER guard_sale_discount_late;
--
CREATE OR REPLACE TRIGGER guard_sale_tender_late AFTER INSERT ON sale_tender
	FOR EACH ROW EXECUTE FUNCTION guard_late('document_id');
--
ALTER TABLE sale_tender ENABLE ALWAYS TRIGGER guard_sale_tender_late;
--
CREATE OR REPLACE TRIGGER guard_posting_late AFTER INSERT ON posting
	FOR EACH ROW EXECUTE FUNCTION guard_late('document_id');
--
ALTER TABLE posting ENABLE ALWAYS TRIGGER guard_posting_late;
--
-- What moved on a lot.
CREATE OR REPLACE TRIGGER guard_lot_move_change BEFORE UPDATE OR DELETE ON lot_move
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_lot_move_truncate BEFORE TRUNCATE ON lot_move
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE lot_move ENABLE ALWAYS TRIGGER guard_lot_move_change;
--
ALTER TABLE lot_move ENABLE ALWAYS TRIGGER guard_lot_move_truncate;
--
CREATE OR REPLACE TRIGGER guard_lot_move_late AFTER INSERT ON lot_move
	FOR EACH ROW EXECUTE FUNCTION guard_late('document_id');
--
ALTER TABLE lot_move ENABLE ALWAYS TRIGGER guard_lot_move_late;
--
CREATE OR REPLACE TRIGGER guard_lot_moved_change BEFORE UPDATE OR DELETE ON lot_moved
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_lot_moved_truncate BEFORE TRUNCATE ON lot_moved
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE lot_moved ENABLE ALWAYS TRIGGER guard_lot_moved_change;
--
ALTER TABLE lot_moved ENABLE ALWAYS TRIGGER guard_lot_moved_truncate;
--
CREATE OR REPLACE TRIGGER guard_lot_moved_late AFTER INSERT ON lot_moved
	FOR EACH ROW EXECUTE FUNCTION guard_late('document_id');
--
ALTER TABLE lot_moved ENABLE ALWAYS TRIGGER guard_lot_moved_late;
--
CREATE OR REPLACE TRIGGER guard_member_level_update BEFORE UPDATE ON member_level
	FOR EACH ROW EXECUTE FUNCTION guard_member_level();
--
CREATE OR REPLACE TRIGGER guard_member_level_delete BEFORE DELETE ON member_level
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_member_level_truncate BEFORE TRUNCATE ON member_level
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE member_level ENABLE ALWAYS TRIGGER guard_member_level_update;
--
ALTER TABLE member_level ENABLE ALWAYS TRIGGER guard_member_level_delete;
--
ALTER TABLE member_level ENABLE ALWAYS TRIGGER guard_member_level_truncate;
--
CREATE OR REPLACE TRIGGER guard_consent_change BEFORE UPDATE OR DELETE ON consent
	FOR EACH ROW EXECUTE FUNCTION guard_consent();
--
CREATE OR REPLACE TRIGGER guard_consent_truncate BEFORE TRUNCATE ON consent
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE consent ENABLE ALWAYS TRIGGER guard_consent_change;
--
ALTER TABLE consent ENABLE ALWAYS TRIGGER guard_consent_truncate;
--
-- Each time a coupon was used.
CREATE OR REPLACE TRIGGER guard_coupon_move_change BEFORE UPDATE OR DELETE ON coupon_move
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_coupon_move_truncate BEFORE TRUNCATE ON coupon_move
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE coupon_move ENABLE ALWAYS TRIGGER guard_coupon_move_change;
--
ALTER TABLE coupon_move ENABLE ALWAYS TRIGGER guard_coupon_move_truncate;
--
CREATE OR REPLACE TRIGGER guard_coupon_move_late AFTER INSERT ON coupon_move
	FOR EACH ROW EXECUTE FUNCTION guard_late('document_id');
--
ALTER TABLE coupon_move ENABLE ALWAYS TRIGGER guard_coupon_move_late;
--
-- Each gift for points.
CREATE OR REPLACE TRIGGER guard_gift_move_change BEFORE UPDATE OR DELETE ON gift_move
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_gift_move_truncate BEFORE TRUNCATE ON gift_move
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE gift_move ENABLE ALWAYS TRIGGER guard_gift_move_change;
--
ALTER TABLE gift_move ENABLE ALWAYS TRIGGER guard_gift_move_truncate;
--
CREATE OR REPLACE TRIGGER guard_gift_move_late AFTER INSERT ON gift_move
	FOR EACH ROW EXECUTE FUNCTION guard_late('document_id');
--
ALTER TABLE gift_move ENABLE ALWAYS TRIGGER guard_gift_move_late;
--
-- Each play of a prize draw.
CREATE OR REPLACE TRIGGER guard_draw_play_change BEFORE UPDATE OR DELETE ON draw_play
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_draw_play_truncate BEFORE TRUNCATE ON draw_play
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE draw_play ENABLE ALWAYS TRIGGER guard_draw_play_change;
--
ALTER TABLE draw_play ENABLE ALWAYS TRIGGER guard_draw_play_truncate;
--
CREATE OR REPLACE TRIGGER guard_draw_play_late AFTER INSERT ON draw_play
	FOR EACH ROW EXECUTE FUNCTION guard_late('document_id');
--
ALTER TABLE draw_play ENABLE ALWAYS TRIGGER guard_draw_play_late;
--
-- What moved on a package of uses.
CREATE OR REPLACE TRIGGER guard_uses_move_change BEFORE UPDATE OR DELETE ON uses_move
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
CREATE OR REPLACE TRIGGER guard_uses_move_truncate BEFORE TRUNCATE ON uses_move
	FOR EACH STATEMENT EXECUTE FUNCTION guard_never();
--
ALTER TABLE uses_move ENABLE ALWAYS TRIGGER guard_uses_move_change;
--
ALTER TABLE uses_move ENABLE ALWAYS TRIGGER guard_uses_move_truncate;
--
CREATE OR REPLACE TRIGGER guard_uses_move_late AFTER INSERT ON uses_move
	FOR EACH ROW EXECUTE FUNCTION guard_late('document_id');
--
ALTER TABLE uses_move ENABLE ALWAYS TRIGGER guard_uses_move_late;
--
-- A note may be taken away (it may be about a person), never changed or added.
CREATE OR REPLACE TRIGGER guard_document_note_update BEFORE UPDATE ON document_note
	FOR EACH ROW EXECUTE FUNCTION guard_never();
--
ALTER TABLE document_note ENABLE ALWAYS TRIGGER guard_document_note_update;
--
CREATE OR REPLACE TRIGGER guard_document_note_late AFTER INSERT ON document_note
	FOR EACH ROW EXECUTE FUNCTION guard_late('document_id');
--
ALTER TABLE document_note ENABLE ALWAYS TRIGGER guard_document_note_late;
--
CREATE OR REPLACE TRIGGER guard_audit_late AFTER INSERT ON audit
	FOR EACH ROW EXECUTE FUNCTION guard_late('seal_id');
--
ALTER TABLE audit ENABLE ALWAYS TRIGGER guard_audit_late;
--
CREATE OR REPLACE TRIGGER guard_seal_balanced BEFORE INSERT ON seal
	FOR EACH ROW EXECUTE FUNCTION guard_seal();
--
ALTER TABLE seal ENABLE ALWAYS TRIGGER guard_seal_balanced;
--
DO $guard$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'zhanggui_till') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO zhanggui_till;
		REVOKE UPDATE, DELETE ON document, sale_line, sale_discount, sale_tender, posting, seal, audit,
			invoice_claim, lot_move, lot_moved, coupon_move, gift_move, uses_move,
			draw_play
			FROM zhanggui_till;
		REVOKE INSERT, UPDATE, DELETE ON schema_version FROM zhanggui_till;
	END IF;
END $guard$;
