-- 0003-counter.sql - the scale at the counter. Whoever sells could type a weight before, and still may.
INSERT INTO role_permission (role_id, permission)
	SELECT role_id, 'weight-by-hand' FROM role_permission WHERE permission = 'sell'
