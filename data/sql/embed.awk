# embed.awk - puts the files of data/sql into the program: a C array of names and texts, in the
# order given. Plain POSIX awk.
BEGIN {
	print "/* Made from data/sql by embed.awk. */"
	print "#include \"store/migrate.h\"\n"
	print "const struct sql_file sql_files[] = {"
}
FNR == 1 {
	if (NR > 1)
		print "\t},"
	name = FILENAME
	sub(/.*\//, "", name)
	printf "\t{ \"%s\",\n", name
}
{
	gsub(/\\/, "\\\\")
	gsub(/"/, "\\\"")
	printf "\t\"%s\\n\"\n", $0
}
END {
	if (NR > 0)
		print "\t},"
	print "\t{ 0, 0 }\n};"
}
