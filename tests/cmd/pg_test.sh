#!/bin/bash
# tests/cmd/pg_test.sh - the cases of tests/cmd on PostgreSQL.
ZG_ENGINE=pg exec "$(dirname "$(realpath "$0")")/run.sh"
