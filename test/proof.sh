#!/bin/sh
# proof.sh - proves the contracts that stand in headers as comments that begin with an at sign: for every state
# and every argument, and that nothing overflows or reads or writes where it must not. By Frama-C's WP with z3.
#
#     test/proof.sh
#
# A goal has a minute; each is done in well under a second. What is not proved is printed. Ends with
# "proof: N passed, N failed".
set -u
cd "$(dirname "$0")/.." || exit 1
passed=0
failed=0
prove() { # FILE FUNCTIONS
    log=build/log/proof-$(basename "$1").log
    frama-c -c11 -wp -wp-rte -wp-prover z3 -wp-timeout 60 -wp-par 2 -cpp-extra-args=-Ibuild/gen \
        -wp-fct "$2" "$1" >"$log" 2>&1
    # shellcheck disable=SC2046 # two numbers
    set -- "$1" "$2" $(sed -n 's|.*Proved goals: *\([0-9]*\) */ *\([0-9]*\).*|\1 \2|p' "$log" | tail -n 1)
    if [ $# != 4 ] || [ "$3" != "$4" ]; then
        echo "not proved: $1: $2"
        grep -E 'Timeout|Failed|Unknown|rror' "$log" | head -n 20
    fi
    printf '%-22s %4s of %4s goals: %s\n' "$1" "${3:-0}" "${4:-?}" "$2"
    passed=$((passed + ${3:-0}))
    failed=$((failed + ${4:-1} - ${3:-0}))
}
mkdir -p build/log
prove engine/progress.c bits,lower,progress_day,progress_judge,progress_rest,progress_unseason,progress_ready,progress_may_step,progress_step,progress_new_rung
prove engine/gate.c gate_holds,gate_route
prove engine/limit.c share_of,flare_dose,lesser,no_more_than,limit_times
prove engine/programme.c scale
prove knowledge/dose.c toward,minutes_step,dose_next
prove core/day.c month_days,day_of,day_civil,day_weekday,two,day_read,offset_read
prove core/form.c hex,form_decode,utf8_length
echo "proof: $passed passed, $failed failed"
[ "$failed" = 0 ]
