-- What documents moved on what members have, by time: a statement reads as much of it as it shows, and what a member
-- had at a time is what he has less what came since. One row for each document, account and member, made of the moves
-- of his lots as the document is posted.
CREATE TABLE lot_moved (
	account @INT@ NOT NULL,
	member_id @INT@ NOT NULL REFERENCES member (id),
	at_ms @INT@ NOT NULL,                      -- of the document
	document_id @INT@ NOT NULL REFERENCES document (id),
	amount @INT@ NOT NULL,                     -- what he has grew by, and of that by kind of move:
	spent @INT@ NOT NULL,                      -- and what came back of it
	ended @INT@ NOT NULL,
	handed @INT@ NOT NULL,                     -- to another member, or from there
	PRIMARY KEY (account, member_id, at_ms, document_id)
) @CLUSTERED@;
--
INSERT INTO lot_moved (account, member_id, at_ms, document_id, amount, spent, ended, handed)
	SELECT l.account, l.member_id, d.at_ms, d.id, sum(m.amount),
	sum(CASE WHEN m.kind IN (2, 3) THEN m.amount ELSE 0 END), sum(CASE WHEN m.kind = 5 THEN m.amount ELSE 0 END),
	sum(CASE WHEN m.kind = 7 THEN m.amount ELSE 0 END)
	FROM lot_move m JOIN lot l ON l.id = m.lot_id JOIN document d ON d.id = m.document_id
	GROUP BY l.account, l.member_id, d.at_ms, d.id;
--
-- Nothing asks the ledger by member any more.
DROP INDEX posting_member
