-- Papers for more than one printer, and price tags.

-- Which printer of the terminal a job is for: enum job_printer in service/jobs.h; 0 the receipt printer.
ALTER TABLE job ADD COLUMN printer @INT@ NOT NULL DEFAULT 0;
--
-- What a price tag says beside the article's own fields.
CREATE TABLE tag_words (
	article_id @INT@ PRIMARY KEY REFERENCES article (id),
	origin @TEXT@ NOT NULL,
	grade @TEXT@ NOT NULL,
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
-- The tag of an article that was printed last: what it said (a digest), with the prices of which time.
CREATE TABLE tag_printed (
	article_id @INT@ PRIMARY KEY REFERENCES article (id),
	version @INT@ NOT NULL,                    -- of the article and its words together
	mark @TEXT@ NOT NULL,
	at_ms @INT@ NOT NULL,
	printed_at_ms @INT@ NOT NULL
) @STRICT@;
--
-- Whoever may set prices may print their tags.
INSERT INTO role_permission (role_id, permission)
	SELECT role_id, 'labels' FROM role_permission WHERE permission = 'prices'
