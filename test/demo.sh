#!/bin/sh
# demo.sh - `ambulando demo`: an empty folder of its own, the same people for the same day, records without
# a fault, and a database that stands up to verify.
#
#   test/demo.sh build/ambulando
#
# Prints "demo: N passed, N failed".
set -u
LC_ALL=C
export LC_ALL
program=$(realpath "${1:?which program?}") || exit 2
[ -x "$program" ] || {
    echo "demo: there is no program $program" >&2
    exit 2
}
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 2

passed=0
failed=0
check() { # WHAT COMMAND...: it must succeed
    what=$1
    shift
    if "$@" >check.log 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not so: $what" >&2
        head -n 5 check.log out err | cut -c 1-200 >&2
    fi
}
run() { # ARGS...: the program's output in out, its errors in err, its exit status in $status
    "$program" "$@" >out 2>err
    status=$?
}
exits() { [ "$status" = "$1" ]; }
empty() { [ ! -s "$1" ]; }
holds() { grep -q -- "$2" "$1"; }
ask() { sqlite3 -readonly clinic/ambulando.db "$1"; }
is() { # SQL VALUE
    got=$(ask "$1")
    [ "$got" = "$2" ] || { echo "$1: $got, not $2"; false; }
}

# --- where it may be made -----------------------------------------------------------------------------
run demo
check "demo needs a folder" exits 2
check "and says how it is used" holds err "usage: ambulando demo"
run demo one two
check "demo takes one folder" exits 2
run demo clinic --on 2026-02-30
check "demo takes a date that there is" exits 2
run demo clinic --codes
check "--codes takes no folder" exits 2
mkdir full
echo "somebody's own" >full/note
run demo full
check "a folder with anything in it is refused" exits 1
check "and told" holds err "full: there is something in it already"
check "and left as it is" [ "$(ls full)" = note ]
mkdir real
sqlite3 real/ambulando.db "CREATE TABLE t (x)"
run demo real
check "nobody's data become a demo" exits 1
run demo nowhere/below
check "a folder that cannot be made is told" exits 1

# --- what is made ----------------------------------------------------------------------------------------
run demo clinic --on 2026-11-25
cp out told
check "demo succeeds" exits 0
check "without an error" empty err
check "it says that everyone is invented" holds told "Everyone in it is invented"
check "it names how to serve it" holds told "ambulando serve --data clinic"
for login in ingrid tomasz amara rhys priya joan; do
    check "it tells how $login signs in" holds told "otpauth://totp/Ambulando:$login@demo.example?secret=[A-Z2-7]\{32\}&issuer="
done
check "it has a link for a phone" holds told "/join/[A-Za-z0-9_-]\{43\}$"
check "only whoever made it can read it" [ "$(stat -c %a clinic)" = 700 ]
run demo clinic --on 2026-11-25
check "it is never made twice in one folder" exits 1

check "one clinic, marked as a demo" is "SELECT count(*), sum(demo) FROM clinic" "1|1"
check "nobody is said to have signed the rules" is "SELECT signed_by FROM clinic" ""
check "three sites" is "SELECT count(*) FROM site" 3
check "an owner, four practitioners, a front desk" \
    is "SELECT role, count(*) FROM account GROUP BY role ORDER BY role" "desk|1
owner|1
practitioner|4"
check "as many patients as it says" \
    [ "$(sed -n 's/^  patients *\([0-9]*\):.*/\1/p' told)" = "$(ask 'SELECT count(*) FROM patient')" ]
check "as many facts as it says" \
    [ "$(sed -n 's/^  facts *\([0-9]*\)$/\1/p' told)" = "$(ask 'SELECT count(*) FROM fact')" ]
check "about forty" [ "$(ask 'SELECT count(*) FROM patient')" -ge 40 ]
check "each is a person of their own" is "SELECT count(DISTINCT person) = count(*) FROM patient" 1
check "and nobody else is there" is "SELECT count(*) FROM person WHERE person NOT IN (SELECT person FROM patient)" 0
check "some are archived, and some have left" \
    is "SELECT count(archived_s) > 2 AND count(left_s) > 1 FROM patient" 1
check "one has not joined yet" is "SELECT count(*) FROM patient WHERE joined_s IS NULL" 1
check "everybody has a summary of the day" \
    is "SELECT count(*) FROM patient p LEFT JOIN summary s USING (person) WHERE s.person IS NULL OR s.day <> 20782" 0
check "that counts their facts" is "SELECT count(*) FROM summary s WHERE facts <> (SELECT count(*) FROM fact f WHERE f.person = s.person)" 0
check "the log is in the order of time" is \
    "SELECT count(*) FROM audit a JOIN audit b ON b.clinic = a.clinic AND b.sequence = a.sequence + 1 WHERE b.at_s < a.at_s" 0
check "what a clinician wrote is signed by one of the clinic" is \
    "SELECT count(*) FROM fact WHERE line LIKE '%_by=clinician%' AND line NOT LIKE '%_who=%%2C+1____&%'" 0
check "nobody writes of tomorrow" is "SELECT count(*) FROM fact WHERE line > '2026-11-25T09:01'" 0

# Its diary, on a Wednesday at nine.
check "rooms at each site, and four kinds of visit" \
    is "SELECT (SELECT count(*) FROM room), (SELECT count(DISTINCT site) FROM room), (SELECT count(*) FROM service)" "6|3|4"
check "whoever treats people works somewhere, one of them at two sites" \
    is "SELECT n, count(*) FROM (SELECT count(DISTINCT site) AS n FROM hours GROUP BY account) GROUP BY n" "1|4
2|1"
check "there is a lunch, a course and a closed site" is "SELECT count(*) FROM away" 3
check "anybody may book" is "SELECT books FROM clinic" 1
check "what is over was kept or missed" \
    is "SELECT group_concat(state, ' ') FROM (SELECT DISTINCT state FROM booking WHERE day < 20782 ORDER BY state)" "cancelled done no_show"
check "today somebody is in the room, has arrived, and is expected" \
    is "SELECT count(DISTINCT state) FROM booking WHERE day = 20782 AND state IN ('in_room', 'arrived', 'booked')" 3
check "the day is full" is "SELECT count(*) > 35 AND count(patient) > 20 FROM booking WHERE day = 20782" 1
check "first visits are to come, of people who have no record" \
    is "SELECT count(*) > 5 AND max(patient) IS NULL FROM booking JOIN service USING (service) WHERE service.name = 'First visit' AND day >= 20782" 1
check "nothing is booked outside of the hours" \
    is "SELECT count(*) FROM booking b WHERE NOT EXISTS (SELECT 1 FROM hours h WHERE h.account = b.account AND h.site = b.site AND h.weekday = (b.day + 3) % 7 AND h.from_min <= b.from_min AND h.to_min >= b.from_min + b.minutes)" 0
check "two wait" is "SELECT count(*), count(patient) FROM waiting WHERE state = 'waiting'" "2|1"
check "patients have an email that leads nowhere" is "SELECT count(*) FROM patient WHERE mail NOT LIKE '%_@demo.example'" 0

ask "SELECT person FROM patient ORDER BY person" >people
bad=0
while read -r person; do
    ask "SELECT line FROM fact WHERE person = $person ORDER BY sequence" >record
    "$program" check record || bad=$((bad + 1))
done <people >faults 2>&1
check "every record is without a fault" [ "$bad" = 0 ]
check "and nothing is told of one" empty faults
while read -r person; do
    echo "person $person"
    ask "SELECT line FROM fact WHERE person = $person ORDER BY sequence"
done <people >all
run replay all
check "there is a plan for each" [ "$(wc -l <out)" = "$(wc -l <people)" ]
for route in emergency same_day self_care; do
    check "somebody is $route" holds out "\"route\":\"$route\""
done
for stage in calm restore build return keep; do
    check "somebody is at $stage" holds out "\"stage\":\"$stage\""
done
for kind in consent profile episode screen motor checkin session walk mobility direction_test start_back \
    flare card shown goal history exam treatment after_treatment clearance override referral letter discharge; do
    check "there is a fact $kind" holds all "^[^ ]* $kind "
done

run verify --data clinic
check "verify finds no fault" exits 0
check "and no summary that does not follow from its record" holds out "^made again: 0$"
check "it looks at those in care" [ "$(sed -n 's/^summaries: //p' out)" = \
    "$(ask 'SELECT count(*) FROM patient WHERE left_s IS NULL')" ]
sqlite3 clinic/ambulando.db "UPDATE summary SET body = 'route=self_care' WHERE person = (SELECT person FROM patient WHERE left_s IS NULL LIMIT 1)"
run verify --data clinic
check "a summary that was changed is made again" holds out "^made again: 1$"
run verify --data clinic
check "once" holds out "^made again: 0$"
sqlite3 clinic/ambulando.db "DELETE FROM summary"
run verify --data clinic
check "lost summaries are made again" [ "$(sed -n 's/^made again: //p' out)" = "$(sed -n 's/^summaries: //p' out)" ]

# --- the same for the same day ---------------------------------------------------------------------------
run demo again --on 2026-11-25
sqlite3 -readonly again/ambulando.db "SELECT line FROM fact ORDER BY line" >again.facts
ask "SELECT line FROM fact ORDER BY line" >clinic.facts
check "the same facts for the same day" cmp -s again.facts clinic.facts
sqlite3 -readonly again/ambulando.db "SELECT * FROM booking ORDER BY booking" >again.booked
ask "SELECT * FROM booking ORDER BY booking" >clinic.booked
check "and the same visits" cmp -s again.booked clinic.booked
run demo later --on 2027-03-01
check "another day is as good" exits 0
check "its people were last heard of then" [ "$(sqlite3 -readonly later/ambulando.db \
    "SELECT substr(max(line), 1, 10) FROM fact")" = 2027-03-01 ]
run demo now
check "by default it is made for now" exits 0

# --- who was erased after a backup, and has a clinic ------------------------------------------------------
# As their own erasing does it: what the clinic wrote stays, closed, in a record that nobody opens by a phone.
cp -r clinic drill
run backup --data drill spare
check "a backup of a clinic" exits 0
gone=$(ask "SELECT p.person FROM patient p WHERE p.left_s IS NULL AND p.retain_day IS NOT NULL AND EXISTS (SELECT 1 FROM fact f
    WHERE f.person = p.person AND f.line LIKE '%_by=clinician%') AND EXISTS (SELECT 1 FROM fact f WHERE f.person = p.person
    AND f.line LIKE '% checkin %') ORDER BY p.person LIMIT 1")
patient=$(ask "SELECT patient FROM patient WHERE person = $gone")
wrote=$(ask "SELECT count(*) FROM fact WHERE person = $gone AND line LIKE '%_by=clinician%'")
people=$(ask "SELECT count(*) FROM person")
check "there is somebody to erase" [ "${gone:-0}" -gt 0 -a "$wrote" -gt 0 ]
sqlite3 drill/ambulando.db "INSERT INTO erased VALUES ($gone, 20000)"
run restore --data drill spare
check "it is put back" exits 0
check "and who was erased since is erased again" holds out "erased again: 1"
drill() { sqlite3 -readonly drill/ambulando.db "$1"; }
kept=$(drill "SELECT person FROM patient WHERE patient = $patient")
check "under their old number nobody is there" [ "$(drill "SELECT count(*) FROM person WHERE person = $gone")" = 0 ]
check "the clinic has a closed record in their place" [ "$(drill "SELECT left_s IS NOT NULL FROM patient WHERE patient = $patient")" = 1 ]
check "under a number that was never given" [ "$kept" -gt "$people" ]
check "of what clinicians wrote nothing is lost" [ "$(drill "SELECT count(*) FROM fact WHERE person = $kept AND line LIKE '%_by=clinician%'")" = "$wrote" ]
check "of what they told nothing is left" [ "$(drill "SELECT count(*) FROM fact WHERE person = $kept AND line NOT LIKE '%_by=clinician%'")" = 0 ]
check "no phone opens it" [ "$(drill "SELECT count(*) FROM browser WHERE person = $kept")" = 0 ]
check "nobody else is gone" [ "$(drill "SELECT count(*) FROM person")" = "$people" ]
run verify --data drill
check "and all is sound" exits 0

# --- its codes ---------------------------------------------------------------------------------------------
run demo --codes
check "a code for each account" [ "$(grep -c '^[0-9]\{6\}  [a-z]*@demo\.example$' out)" = 6 ]

echo "demo: $passed passed, $failed failed"
[ "$failed" = 0 ]
