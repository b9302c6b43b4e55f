# why.awk - in one line why a target of libFuzzer ended, out of what it wrote: the first thing that was wrong, after how
# many inputs, and the input itself while it is short. A log without any of that says its last line: the target was not
# linked, or never began.
function shorter(s) { return length(s) > 200 ? substr(s, 1, 200) "..." : s }
/: not true: |: Assertion .* failed|: runtime error: /        { if (!said) said = $0 }
/ERROR: AddressSanitizer: |ERROR: LeakSanitizer: |ERROR: libFuzzer: (timeout|out-of-memory|fuzz target exited)/ {
	if (!said) said = $0
}
/ERROR: libFuzzer: /                                          { if (!signal) signal = $0 }
/^#[0-9]+[ \t]/                                               { inputs = substr($1, 2) }
/^stat::number_of_executed_units: /                           { inputs = $2 }
/^Base64: /                                                   { if (length($2) <= 200) input = $2 }
/[^ \t]/                                                      { last = $0 }
END {
	if (!said)
		said = signal ? signal : last ? last : "it said nothing"
	gsub(/^==[0-9]+== *|^[ \t]+/, "", said)
	printf "%s%s%s\n", shorter(said), inputs ? " after " inputs " inputs" : "", input ? ", input " input : ""
}
