-- Points pay at the till: whose, and how many, stands in the payment's reference (model/member/points.h).
INSERT INTO tender (id, code, name, name_en, kind, flags, reference_pattern, position, refund_to)
	SELECT 16, '16', '积分抵现', 'Points', 11, 56, '', 16, 0
	WHERE EXISTS (SELECT 1 FROM store_info) AND NOT EXISTS (SELECT 1 FROM tender WHERE id = 16 OR code = '16')
