-- 0002-wires.sql - the devices that stand at the counter of a till, beside its printer.
CREATE TABLE device (
	id @INT@ PRIMARY KEY,
	terminal_id @INT@ NOT NULL REFERENCES terminal (id),
	name @TEXT@ NOT NULL,
	kind @TEXT@ NOT NULL,                      -- words of model/device.h
	protocol @TEXT@ NOT NULL,
	address @TEXT@ NOT NULL,                   -- local:PATH or remote:TILL:NAME
	options @TEXT@ NOT NULL DEFAULT '',
	active @INT@ NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version @INT@ NOT NULL DEFAULT 1,
	UNIQUE (terminal_id, name)
) @STRICT@;
--
-- Whoever may change settings may set up devices.
INSERT INTO role_permission (role_id, permission)
	SELECT role_id, 'devices' FROM role_permission WHERE permission = 'settings'
