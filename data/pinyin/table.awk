# table.awk - makes build/gen/pinyin_table.c from Unihan_Readings.txt of the Unicode Character
# Database: for every character its toneless Mandarin readings, the usual one first.
# Four fields are read: kMandarin (the usual reading), kHanyuPinlu (counted in modern texts),
# kXHC1983 and kTGHZ2013 (dictionaries of the modern language). kHanyuPinyin is left out: it holds
# readings that only old books have, and each would make a false hit.
# The shape of the table is described in include/model/pinyin_table.h. Plain POSIX awk, bytes.

BEGIN {
	FS = "\t"
	split("kMandarin kHanyuPinlu kXHC1983 kTGHZ2013", order, " ")
	for (i in order)
		wanted[order[i]] = 1
	plain("a", "ā á ǎ à")
	plain("e", "ē é ě è ê ế ề")
	plain("i", "ī í ǐ ì")
	plain("o", "ō ó ǒ ò")
	plain("u", "ū ú ǔ ù")
	plain("v", "ǖ ǘ ǚ ǜ ü")
	plain("m", "ḿ")
	plain("n", "ń ň ǹ")
	# Combining grave, acute, macron, caron: tones of letters that have no composed form.
	plain("", "\314\200 \314\201 \314\204 \314\214")
}

function plain(letter, marked,    i, n, list) {
	n = split(marked, list, " ")
	for (i = 1; i <= n; i++)
		toneless[list[i]] = letter
}

function hex(text,    i, value) {
	value = 0
	for (i = 1; i <= length(text); i++)
		value = value * 16 + index("0123456789ABCDEF", substr(text, i, 1)) - 1
	return value
}

function add(cp, reading,    mark) {
	for (mark in toneless)
		gsub(mark, toneless[mark], reading)
	if (reading !~ /^[a-z]+$/ || length(reading) > 6) {
		printf "table.awk: U+%X has a reading that is not understood: %s\n", cp, reading >"/dev/stderr"
		failed = 1
		exit 1
	}
	if (!(reading in syllable)) {
		syllable[reading] = ++syllables
		spelled[syllables] = reading
	}
	if (index(readings[cp] " ", " " syllable[reading] " ") == 0)
		readings[cp] = readings[cp] " " syllable[reading]
}

$2 in wanted {
	cp = hex(substr($1, 3))
	if (cp > last)
		last = cp
	seen[cp] = 1
	value[cp, $2] = $3
}

# kMandarin: "xíng gān"; kHanyuPinlu: "xíng(2943) háng(218)"; the dictionaries: "0442.080,0443.050:háng".
function gather(cp, field,    i, n, list) {
	n = split(value[cp, field], list, " ")
	for (i = 1; i <= n; i++) {
		sub(/^.*:/, "", list[i])
		sub(/\([0-9]+\)$/, "", list[i])
		add(cp, list[i])
	}
}

# The place of a character's readings in the list of all sets; equal sets are kept once.
function place(cp,    i, n, list) {
	if (!(cp in seen))
		return 0
	if (!(readings[cp] in at)) {
		at[readings[cp]] = sets
		n = split(readings[cp], list, " ")
		for (i = 1; i <= n; i++)
			set[sets++] = list[i]
		set[sets++] = 0
	}
	return at[readings[cp]]
}

END {
	if (failed)
		exit 1
	set[0] = 0
	sets = 1
	pages = 1
	for (cp = 0; cp <= last; cp++) {
		if (!(cp in seen))
			continue
		for (i = 1; i <= 4; i++)
			if ((cp, order[i]) in value)
				gather(cp, order[i])
		characters++
		page = int(cp / 64)
		if (!(page in page_of))
			page_of[page] = pages++
		cell[page_of[page], cp % 64] = place(cp)
	}
	if (characters < 40000) {
		print "table.awk: readings of only " (characters + 0) " characters found; is this " \
			"Unihan_Readings.txt?" >"/dev/stderr"
		exit 1
	}
	print "/* Made by data/pinyin/table.awk from Unihan_Readings.txt; its licence: data/pinyin/NOTICE. */"
	print "#include \"model/pinyin_table.h\"\n"
	print "const int pinyin_syllable_count = " syllables ";"
	print "const int pinyin_page_count = " int(last / 64) + 1 ";\n"
	print "const char pinyin_syllables[][PINYIN_SYLLABLE_MAX + 1] = {\n\t\"\","
	for (i = 1; i <= syllables; i++)
		printf "\t\"%s\",\n", spelled[i]
	print "};\n"
	print "const uint16_t pinyin_sets[] = {"
	for (i = 0; i < sets; i++)
		printf "%s%d,%s", i % 16 ? " " : "\t", set[i], i % 16 == 15 || i == sets - 1 ? "\n" : ""
	print "};\n"
	print "const uint16_t pinyin_pages[] = {"
	for (i = 0; i <= int(last / 64); i++)
		printf "%s%d,%s", i % 16 ? " " : "\t", page_of[i], i % 16 == 15 || i == int(last / 64) ? "\n" : ""
	print "};\n"
	print "const uint16_t pinyin_cells[][PINYIN_PAGE] = {\n\t{ 0 },"
	for (page = 1; page < pages; page++) {
		printf "\t{"
		for (i = 0; i < 64; i++)
			printf " %d,", cell[page, i]
		print " },"
	}
	print "};"
}
