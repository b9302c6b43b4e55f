# strip.awk - C source without comments, each line as FILE:LINE:TEXT: into the file named by the
# variable `code` with its string literals, into `bare` with empty ones.
FNR == 1 { in_comment = 0 }
{
	s = $0
	with = without = ""
	while (s != "") {
		if (in_comment) {
			end = index(s, "*/")
			if (!end)
				break
			s = substr(s, end + 2)
			in_comment = 0
			continue
		}
		if (!match(s, /\/\*|\/\/|"|'/)) {
			with = with s
			without = without s
			break
		}
		head = substr(s, 1, RSTART - 1)
		mark = substr(s, RSTART, RLENGTH)
		s = substr(s, RSTART + RLENGTH)
		with = with head
		without = without head
		if (mark == "//")
			break
		if (mark == "/*") {
			in_comment = 1
			continue
		}
		found = mark == "'" ? match(s, /^([^'\\]|\\.)*'/) : match(s, /^([^"\\]|\\.)*"/)
		literal = found ? substr(s, 1, RLENGTH) : ""
		s = substr(s, length(literal) + 1)
		with = with mark literal
		without = without mark mark
	}
	print FILENAME ":" FNR ":" with >code
	print FILENAME ":" FNR ":" without >bare
}
