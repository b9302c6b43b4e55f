-- People: what a newer program handed out by itself, and quick ways to what is on record of them.

-- Rights, limits, roles and reasons that a program brought and gave to the roles that every shop has: once, and not
-- again after somebody took them away.
CREATE TABLE known (
	name @TEXT@ NOT NULL PRIMARY KEY           -- 'right:sell', 'limit:refund-minor', 'role:hq', 'reason:return'
) @CLUSTERED@;
--
-- What the program of schema 1 had.
INSERT INTO known (name) VALUES
	('right:sell'), ('right:department-sale'), ('right:hold'), ('right:line-void'), ('right:cancel'),
	('right:price-override'), ('right:discount'), ('right:return'), ('right:void-sale'), ('right:no-sale'),
	('right:reprint'), ('right:receipts'), ('right:shift'), ('right:x-report'), ('right:take-shift'),
	('right:reports'), ('right:day'), ('right:approve'), ('right:articles'), ('right:prices'), ('right:staff'),
	('right:settings'), ('right:store'),
	('limit:discount-line-bp'), ('limit:discount-bill-bp'), ('limit:price-down-bp'), ('limit:refund-minor'),
	('limit:cancel-minor'),
	('role:cashier'), ('role:lead'), ('role:manager'), ('role:office'),
	('reason:line-void'), ('reason:cancel'), ('reason:price'), ('reason:discount'), ('reason:return'),
	('reason:void'), ('reason:no-sale'), ('reason:reprint');
--
-- Rights that were part of a wider one go with it to every role, also the shop's own.
INSERT INTO role_permission (role_id, permission)
	SELECT p.role_id, n.narrow FROM role_permission p JOIN (
		SELECT 'articles' AS wide, 'categories' AS narrow UNION ALL SELECT 'articles', 'import'
		UNION ALL SELECT 'articles', 'export' UNION ALL SELECT 'settings', 'departments'
		UNION ALL SELECT 'settings', 'taxes' UNION ALL SELECT 'settings', 'tenders'
		UNION ALL SELECT 'settings', 'reasons' UNION ALL SELECT 'settings', 'terminals'
		UNION ALL SELECT 'staff', 'pins' UNION ALL SELECT 'staff', 'roles' UNION ALL SELECT 'staff', 'scripts'
		UNION ALL SELECT 'store', 'keys'
	) n ON n.wide = p.permission;
--
-- Who of the staff buys, and how much less he pays.
ALTER TABLE basket ADD COLUMN buyer_staff_id @INT@;
--
ALTER TABLE basket ADD COLUMN buyer_bp @INT@ NOT NULL DEFAULT 0;
--
-- All that is on record beside plain sales, by time: what a manager watches and an auditor asks for.
CREATE INDEX audit_unusual ON audit (at_ms) WHERE action <> 'sale';
--
-- Comings and goings of staff, and what they bought at their discount, by person.
CREATE INDEX audit_person ON audit (subject_id, at_ms)
	WHERE action IN ('clock', 'clock-correct', 'staff-sale', 'staff-return');
--
-- Who of the staff is credited with what comes into a basket, and with a line.
ALTER TABLE basket ADD COLUMN seller_staff_id @INT@;
--
ALTER TABLE basket_line ADD COLUMN seller_id @INT@;
--
ALTER TABLE sale_line ADD COLUMN seller_id @INT@;
--
-- What is paid for sales, from a business day on: of all, of a department, a category or an article.
CREATE TABLE commission (
	scope @INT@ NOT NULL CHECK (scope BETWEEN 1 AND 4), -- enum commission_scope in model/commission.h
	target_id @INT@ NOT NULL,                  -- 0 of all
	from_day @INT@ NOT NULL,
	rate_bp @INT@ NOT NULL CHECK (rate_bp BETWEEN 0 AND 10000),
	piece_minor @INT@ NOT NULL CHECK (piece_minor >= 0),
	PRIMARY KEY (scope, target_id, from_day)
) @CLUSTERED@;
--
-- What a person is to sell in a month (yyyymm), returns taken off.
CREATE TABLE sales_target (
	staff_id @INT@ NOT NULL REFERENCES staff (id),
	month @INT@ NOT NULL,
	amount_minor @INT@ NOT NULL CHECK (amount_minor > 0),
	PRIMARY KEY (staff_id, month)
) @CLUSTERED@
