-- What a shop itself wants to know of its members, what they agreed to, and who belongs to them. All of it is about a
-- person: it is in the store alone and goes when he is erased; of an agreement the audit has that it was given, too.

CREATE TABLE attribute (
	id @INT@ PRIMARY KEY,
	code @TEXT@ NOT NULL UNIQUE,
	name @TEXT@ NOT NULL,
	name_en @TEXT@ NOT NULL,
	kind @INT@ NOT NULL CHECK (kind BETWEEN 1 AND 6),  -- enum attribute_kind in model/member/attribute.h
	required @INT@ NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
	length_max @INT@ NOT NULL DEFAULT 0,
	decimals @INT@ NOT NULL DEFAULT 0,
	least @INT@ NOT NULL DEFAULT 0,
	most @INT@ NOT NULL DEFAULT 0,             -- both 0: none
	choices @TEXT@ NOT NULL DEFAULT '',        -- "dry; oily"
	position @INT@ NOT NULL DEFAULT 0,
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1
) @STRICT@;
--
CREATE TABLE member_attribute (
	member_id @INT@ NOT NULL REFERENCES member (id),
	attribute_id @INT@ NOT NULL REFERENCES attribute (id),
	value @TEXT@ NOT NULL CHECK (value <> ''),
	sort_key @TEXT@ NOT NULL,                  -- attribute_key() of it
	PRIMARY KEY (member_id, attribute_id)
) @CLUSTERED@;
--
CREATE INDEX member_attribute_key ON member_attribute (attribute_id, sort_key, member_id);
--
-- What he said of being written to and called: the last word of a channel and purpose counts.
CREATE TABLE consent (
	id @INT@ PRIMARY KEY,
	member_id @INT@ NOT NULL REFERENCES member (id),
	channel @INT@ NOT NULL CHECK (channel BETWEEN 1 AND 5), -- enum consent_channel in model/member/consent.h
	purpose @INT@ NOT NULL CHECK (purpose BETWEEN 1 AND 3), -- enum consent_purpose
	given @INT@ NOT NULL CHECK (given IN (0, 1)),
	source @INT@ NOT NULL CHECK (source BETWEEN 1 AND 5),   -- enum consent_source
	staff_id @INT@ NOT NULL,
	at_ms @INT@ NOT NULL
) @STRICT@;
--
CREATE INDEX consent_member ON consent (member_id, id);
--
-- Who belongs to him: another member, or a name and a phone number.
CREATE TABLE member_contact (
	id @INT@ PRIMARY KEY,
	member_id @INT@ NOT NULL REFERENCES member (id),
	other_id @INT@ REFERENCES member (id),
	relation @TEXT@ NOT NULL,
	name @TEXT@ NOT NULL DEFAULT '',
	phone @TEXT@ NOT NULL DEFAULT '',
	note @TEXT@ NOT NULL DEFAULT ''
) @STRICT@;
--
CREATE INDEX member_contact_member ON member_contact (member_id, id);
--
CREATE INDEX member_contact_other ON member_contact (other_id, id) WHERE other_id IS NOT NULL
