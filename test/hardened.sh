#!/bin/sh
# hardened.sh - what a program as shipped must have, looked at in the program itself.
#
#     test/hardened.sh build/ambulando
set -u
program=${1:-build/ambulando}
passed=0
failed=0
is() { # WHAT COMMAND...
    what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not so: $program $what"
    fi
}
head=$(readelf -Wh "$program")
parts=$(readelf -Wl "$program")
dynamic=$(readelf -Wd "$program")
names=$(nm -D "$program")
has() { printf '%s\n' "$2" | grep -Eq "$1"; }
has_not() { ! has "$@"; }
stack_off() { printf '%s\n' "$parts" | awk '$1 == "GNU_STACK" { found = 1; if ($7 ~ /E/) bad = 1 } END { exit !found || bad }'; }

marked() { [ "$(objdump -d --no-show-raw-insn "$program" | grep -c endbr64)" -gt 100 ]; }

is "can be loaded anywhere (PIE)" has 'Type: *DYN' "$head"
is "binds all names at the start" has '(BIND_NOW|NOW)' "$dynamic"
is "seals what the linker has written" has 'GNU_RELRO' "$parts"
is "has a stack that cannot be run" stack_off
is "has no part that can be written and run" has_not 'LOAD.* (RWE|R?WE)' "$parts"
is "ends on a smashed stack" has '__stack_chk_fail' "$names"
is "checks the length of copies" has '__mem(cpy|set|move)_chk|__snprintf_chk|__vsnprintf_chk|__read_chk' "$names"
is "looks for nothing in a folder of its own" has_not 'RPATH|RUNPATH' "$dynamic"
is "takes no text for a format from others" has_not ' U (gets|sprintf|vsprintf|strcpy|strcat)(@|$)' "$names"
[ "$(uname -m)" != x86_64 ] || is "marks where jumps may land" marked
echo "hardened: $passed passed, $failed failed"
[ "$failed" = 0 ]
