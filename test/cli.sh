#!/bin/sh
# cli.sh - the command line as a person meets it: exit statuses, what goes where, order, streams.
#
#   test/cli.sh build/ambulando
#
# Prints "cli: N passed, N failed".
set -u
LC_ALL=C
export LC_ALL
program=$(realpath "${1:?which program?}") || exit 2
schema=$(realpath store/schema.sql 2>/dev/null)
[ -x "$program" ] || {
    echo "cli: there is no program $program" >&2
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
starts() { head -n 1 "$1" | grep -q -- "^$2"; }
lines() { [ "$(wc -l <"$1")" = "$2" ]; }

intake() { # DATE
    cat <<END
${1}T08:05+00:00 profile born=1992&sex=male
${1}T08:06+00:00 episode began=2026-02-20&number=1&side=left&below_knee=yes&leg_worse_than_back=yes
${1}T08:08+00:00 screen extent=full&rest=no
${1}T08:09+00:00 motor side=left&heel_walk=normal&big_toe=normal&heel_raise=normal&chair_rise=normal&one_leg=normal
END
}
morning() { # DATE LEG
    echo "${1}T08:12+00:00 checkin leg=$2&back=3&reach=thigh&tingle=none&numb=none&morning=same"
    echo "${1}T08:14+00:00 screen extent=short&rest=no"
    echo "${1}T18:00+00:00 walk minutes=5&leg_during=$2"
}
{
    intake 2026-03-02
    morning 2026-03-02 5
    morning 2026-03-03 5
    morning 2026-03-05 4
} >good
{
    intake 2026-03-02
    echo '2026-03-04T09:00+00:00 screen extent=short&saddle=unsure&rest=no'
} >urgent
printf '# two lines are wrong\n2026-03-02T08:05+00:00 checkin leg=11\n\n2026-03-02T08:06+00:00 flare -\n2026-02-30T08:05+00:00 flare -\n' >bad
: >nothing

# --- usage and help -------------------------------------------------------------------------------
run
check "no argument is wrong usage" exits 2
check "no argument prints nothing to read on" empty out
check "no argument shows the commands" holds err "ambulando plan"
for name in plan check replay backup verify help version; do
    run help $name
    check "help $name succeeds" exits 0
    check "help $name says how it is used" starts out "usage: ambulando $name"
    check "help $name prints no error" empty err
    mv out help.out
    run $name --help
    check "$name --help is help $name" cmp -s out help.out
done
run help
check "help succeeds" exits 0
check "help is for reading on" holds out "ambulando replay"
run help nonsense
check "help of what is not there" exits 2
run version
check "version succeeds" exits 0
check "version names rules" holds out '^ambulando [0-9.]* rules [0-9]*$'
run version extra
check "version takes no argument" exits 2
run plna good
check "an unknown command is wrong usage" exits 2
check "an unknown command suggests the nearest" holds err 'did you mean "plan"'
run xyzzy
check "a word near nothing gets no suggestion" holds err 'see: ambulando help'
for args in "plan" "plan --nonsense good" "plan good good" "plan --on good" "plan good --on" \
    "plan --html" "plan good --html" "plan --html - --json good" "plan --country DE good" \
    "plan --html - --country XX good" "plan --html - --country" "plan --html out.html" \
    "plan --on 2026-02-30 good" "plan --on 1899-12-31 good" "plan --on 2026-3-2 good" "check" \
    "check --json good" "check good good" "replay --threads" "replay --threads 0 good" \
    "replay --threads 257 good" "replay --threads two good" "replay --on 2026-03-02 good"; do
    # shellcheck disable=SC2086 # words
    run $args
    check "wrong usage is 2: $args" exits 2
    check "wrong usage prints no plan: $args" empty out
    check "wrong usage shows the right one: $args" holds err "usage: ambulando"
done
for command in "plan" "check" "replay" "replay good"; do
    # shellcheck disable=SC2086
    run $command no-such-file
    check "a missing file is 2: $command" exits 2
    check "a missing file is named: $command" holds err "no-such-file"
    check "nothing is printed before a missing file: $command" empty out
done
run plan .
check "a folder is not a record" exits 2

# --- plan and check -------------------------------------------------------------------------------
run plan good
check "a plan succeeds" exits 0
check "a plan prints no error" empty err
check "a plan names its day, that of the last fact" starts out "Today's plan, Thursday 5 March 2026"
check "a plan says when to get help" holds out "WHEN TO GET HELP AT ONCE"
check "a plan says that nobody watches" holds out "Nobody is watching"
check "a plan says that it is for trying out" \
    [ "$(tail -n 1 out)" = "For trying out. The rules have not been reviewed by a clinician here." ]
check "no line is wider than 80" [ "$(awk 'length > 80' out | wc -l)" = 0 ]
check "no colour, no control characters" [ "$(tr -d '\n -~' <out | wc -c)" = 0 ]
mv out plan.text
"$program" plan - <good >out
check "standard input gives the same" cmp -s out plan.text
{ printf '\357\273\277'; sed 's/$/\r/' good; } >good.crlf
run plan good.crlf
check "a byte order mark and CRLF change nothing" cmp -s out plan.text
sort -r good >good.mixed
run plan good.mixed
check "the order of the lines changes nothing" cmp -s out plan.text
run plan --on 2026-03-03 good
check "--on takes the day" starts out "Today's plan, Tuesday 3 March 2026"
run plan good --on=2026-03-03
check "options may follow, with =" starts out "Today's plan, Tuesday 3 March 2026"
cp good ./-odd
run plan -- -odd
check "-- ends the options" cmp -s out plan.text
run plan --json good
check "one object on one line" lines out 1
check "its first keys" starts out '{"engine":"ambulando [0-9.]* rules [0-9]*","day":"2026-03-05","route":"'
check "its keys in the order of the contract" [ "$(grep -o \
    '"\(engine\|day\|flags\|likeness\|pattern\|group\|mode\|direction\|stage\|colour\|items\|walk\|sit_break_min\|tasks\|reasons\)":' out |
    tr -d '":\n')" = enginedayflagslikenesspatterngroupmodedirectionstagecolouritemswalksit_break_mintasksreasons ]
check "a reason at least" holds out '"reasons":\[{"code":"'
printf '  \t\n\n# a word\nperson x\n' | cat - good >spaced
run replay spaced
check "blank lines before the first person say nothing" exits 0
run plan --html - good
check "a sheet succeeds" exits 0
check "a sheet prints no error" empty err
check "a sheet is a page" starts out '<!doctype html>'
check "its style stands in it" holds out '^\.sheet{'
check "nothing of it is fetched" [ "$(grep -c '<link\|<script\|src=\|url(\|@import\|href="/' out)" = 0 ]
check "a sheet has the exercises" holds out 'Flat front lying'
check "a sheet says when to get help" holds out 'call 999 or 112'
check "a sheet is of its day" holds out 'Plan of 5 March 2026'
mv out sheet.out
run plan good --html=sheet.html
check "a sheet goes to a file" cmp -s sheet.html sheet.out
check "which only its owner reads" [ "$(stat -c %a sheet.html)" = 600 ]
check "and nothing is printed" empty out
run plan --html sheet.html good
check "a file that is there is not written over" exits 2
check "it says so" holds err "is there already"
check "and stays as it was" cmp -s sheet.html sheet.out
run plan --html no-such-folder/sheet.html good
check "a file that cannot be written is 1" exits 1
check "it is named" holds err "no-such-folder/sheet.html"
run plan --html - --country DE good
check "--country takes another's numbers" holds out 'call 112, if any'
check "and no British ones" [ "$(grep -c 'call 999\|NHS 111' out)" = 0 ]
run plan --html - --on 2026-03-03 good
check "a sheet takes --on" holds out 'Plan of 3 March 2026'
run plan --html - urgent
check "an urgent sheet succeeds" exits 0
check "it says what to do" holds out '<h1>Get help now</h1>'
check "an urgent sheet has no exercise" [ "$(grep -c 'class="strip\|class="ticks' out)" = 0 ]
run plan --html faulty.html bad
check "a fault gives no sheet" [ ! -e faulty.html ]
check "and 1, with a sheet too" exits 1
run plan urgent
check "an urgent answer is a plan" exits 0
check "what to do comes first" [ "$(sed -n 3p out)" = "GET HELP NOW" ]
check "whom to call" holds out "999 or 112"
check "no exercises with it" [ "$(grep -c '^TODAY$' out)" = 0 ]
echo '2026-03-02T08:00+00:00 screen saddle=yes&self_harm=yes&pregnancy_alarm=yes' >both
run plan both
check "an emergency department before other voices" [ \
    "$(sed -n 4p out)" = "  - Go to an emergency department now. If you cannot get there, call 999 or 112." ]
echo '2026-03-02T08:00+00:00 screen saddle=yes&collapse=yes' >both
run plan both
check "an ambulance first" holds out '^  - Call 999 or 112 now'
check "and no way of one's own" [ "$(sed '/^WHEN/,$d' out | grep -c 'Go to an emergency')" = 0 ]
run plan --json urgent
check "no items in an emergency" holds out '"route":"emergency".*"items":\[\],"walk":null'
run plan nothing
check "an empty file has no day" exits 2
check "it says what to do about it" holds err "--on DATE"
run plan --on 2026-03-02 nothing
check "with a day, an empty record has a plan" exits 0
run check good
check "a good record has no fault" exits 0
check "and nothing is said" empty err
run check nothing
check "an empty file has no fault" exits 0
run check bad
check "faults are 1" exits 1
check "each fault is told" lines err 2
check "with its line" starts err "bad:2: "
check "in the order of the lines" [ "$(sed -n 2p err | cut -c 1-6)" = "bad:5:" ]
check "on standard error only" empty out
mv err bad.err
run plan bad
check "a fault gives no plan" empty out
check "and 1" exits 1
check "told as check tells it" cmp -s err bad.err
"$program" check - <bad >out 2>err
status=$?
check "standard input is called -" starts err "-:2: "
check "its faults are 1" exits 1
{ cat good; printf '2026-03-02T08:05+00:00 flare \033[31m\0\n'; } >steering
run check steering
check "control characters are a fault" exits 1
check "and do not reach the terminal" [ "$(tr -d '\n -~' <err | wc -c)" = 0 ]

# --- replay ---------------------------------------------------------------------------------------
{
    echo "# a comment may come first"
    n=0
    while [ $n -lt 300 ]; do
        echo "person p$n"
        case $((n % 10)) in
        3) cat urgent ;;
        7) intake 2026-03-01 ;;
        *) cat good ;;
        esac
        n=$((n + 1))
    done
    echo "person last"
    cat good
} >many
run replay --threads 1 many
check "a replay succeeds" exits 0
check "a line a person" lines out 301
check "in the order of the input" [ "$(cut -f 1 out | md5sum)" = \
    "$(sed -n 's/^person //p' many | md5sum)" ]
"$program" plan --json good >plan.json
check "each plan is that of plan" [ "$(sed -n 's/^last	//p' out)" = "$(cat plan.json)" ]
mv out many.1
for n in 2 5; do
    run replay --threads $n many
    check "$n threads give the same bytes" cmp -s out many.1
    "$program" replay --threads=$n - <many >out
    check "$n threads give the same bytes from standard input" cmp -s out many.1
done
run replay many many
check "two files follow one another" [ "$(cat many.1 many.1 | md5sum)" = "$(md5sum <out)" ]
{ printf '\357\273\277'; sed 's/$/\r/' many; } >many.crlf
run replay many.crlf
check "a byte order mark and CRLF change nothing in a replay" cmp -s out many.1
for record in good urgent good.mixed; do
    { echo "person x"; cat $record; } >one
    run replay --every-day one
    mv out days
    day=2026-03-02
    last=$("$program" plan --json $record | sed 's/.*"day":"\([^"]*\)".*/\1/')
    : >each
    for n in 1 2 3 4 5 6 7; do # no record here is longer
        printf 'x\t' >>each
        "$program" plan --json --on $day $record >>each
        [ $day = "$last" ] && break
        day=$(date -u -d "$day + 1 day" +%F)
    done
    check "every day is the plan of that day: $record" cmp -s days each
done
run replay --every-day --threads 1 many
mv out many.1
for n in 2 5; do
    run replay --every-day --threads $n many
    check "$n threads give the same days" cmp -s out many.1
done
{
    echo "person fine"
    cat good
    echo "person wrong"
    cat bad
    echo "person two words"
    cat good
    echo "person empty"
    echo "person"
    echo "person also-fine"
    cat good
} >mixed
first_bad=$(($(wc -l <good) + 4))
run replay mixed
check "one person's fault is 1" exits 1
check "the others go on" [ "$(cut -f 1 out | tr '\n' ' ')" = "fine also-fine " ]
check "lines are of the whole file" starts err "mixed:$first_bad: "
check "a person without an ID is told" [ "$(grep -c 'expected "person ID"' err)" = 2 ]
check "a person without a fact is told" holds err "no fact"
mv err mixed.err
run replay --threads 5 mixed
check "errors are the same for any number of threads" cmp -s err mixed.err
{ cat good; cat many; } >early
run replay early
check "facts before the first person are an error" exits 1
check "told at their line" starts err "early:1: "
check "the persons after them are planned" lines out 301
id=$(printf '%0200d' 0)
{ echo "person $id"; cat good; echo "person ${id}0"; cat good; } >ids
run replay ids
check "an ID may have 200 bytes, not 201" lines out 1
run replay nothing
check "nobody is no error" exits 0
check "and no line" empty out
{
    echo "person far"
    echo "1900-01-01T00:00+00:00 flare -"
    echo "1999-12-31T00:00+00:00 flare -"
    echo "person near"
    cat good
} >far
"$program" replay --every-day --threads 4 far >out
check "a hundred years, day by day" lines out $((36524 + 4))

# --- streams --------------------------------------------------------------------------------------
for command in "plan good" "plan --json good" "replay many" "replay --every-day --threads 3 many" \
    "help" "version"; do
    # shellcheck disable=SC2086
    "$program" $command >/dev/full 2>err
    status=$?
    check "a full disk is 1: $command" exits 1
    check "and is told: $command" holds err "No space left"
    # shellcheck disable=SC2086
    "$program" $command >&- 2>err
    status=$?
    check "no output to write to is 1: $command" exits 1
done
{ "$program" replay --every-day --threads 2 far far far 2>err; echo $? >code; } | head -n 1 >out
check "a reader that goes away is met quietly" empty err
check "with status 1" [ "$(cat code)" = 1 ]
"$program" plan - <&- >out 2>err
status=$?
check "no input to read from is 1" exits 1
check "and gives no plan" empty out

# --- the server's database: backup, verify ------------------------------------------------------------

run verify --data none
check "verify without a database is 2" exits 2
check "verify without a database says where it looked" holds err "none/ambulando.db: there is no database"
check "verify makes no folder" test ! -e none
run backup
check "backup needs a file" exits 2
run backup --data none copy
check "backup without a database is 2" exits 2
check "backup without a database makes no file" test ! -e copy
run backup --data
check "--data needs a folder" exits 2
run verify copy
check "verify takes no file" exits 2
run backup one two
check "backup takes one file" exits 2
mkdir broken
echo "this is no database, and is left as it is" >broken/ambulando.db
run verify --data=broken
check "verify of what is no database is 1" exits 1
check "it is left as it is" holds broken/ambulando.db "left as it is"
mkdir data
sqlite3 data/ambulando.db "PRAGMA application_id = 16749" ".read $schema"
AMBULANDO_DATA=data
export AMBULANDO_DATA
run verify
check "verify of a sound database is 0" exits 0
check "verify tells what it read" holds out "people: 0"
run backup copy
check "backup of a sound database is 0" exits 0
check "backup says nothing then" empty err
run backup copy
check "backup writes over nothing" exits 1
check "backup says why" holds err "already"
mkdir again
cp copy again/ambulando.db
run verify --data again
check "a copy is a database" exits 0
sqlite3 data/ambulando.db "INSERT INTO person (made_s, seen_s, facts, head) VALUES (1, 1, 3, zeroblob(32))"
run verify
check "verify of a lost fact is 1" exits 1
check "verify names the person by number" holds err "person 1: facts are missing"
run backup damaged
check "a damaged database gives no copy" exits 1
check "no file of it is left" test ! -e damaged -a ! -e damaged.part
unset AMBULANDO_DATA

# --- a backup comes back --------------------------------------------------------------------------------

run restore
check "restore needs a backup" exits 2
run restore --data none copy
check "restore into no folder is 2" exits 2
mkdir home
run restore --data home none
check "restore of no backup is 2" exits 2
check "and makes nothing" test -z "$(ls home)"
run restore --data home broken/ambulando.db
check "restore of what is no backup is 1" exits 1
check "and leaves nothing" test -z "$(ls home)"
run restore --data home copy
check "restore into an empty folder is 0" exits 0
check "restore tells what there is" holds out "people: 0"
check "nothing was put aside" test ! -e home/ambulando.db.before-restore
run verify --data home
check "what was restored is sound" exits 0

# Two people, then a backup; then the first is erased, and a third comes.
person() { # NUMBER
    sqlite3 home/ambulando.db "INSERT INTO person (made_s, seen_s, facts, head) VALUES (1, 1, 0, zeroblob(32))"
    check "person $1 has its number" test "$(sqlite3 home/ambulando.db 'SELECT max(person) FROM person')" = "$1"
}
person 1
person 2
run backup --data home copy-2
check "a backup of two" exits 0
sqlite3 home/ambulando.db "INSERT INTO erasing VALUES (1); DELETE FROM person WHERE person = 1;
    INSERT INTO erased VALUES (1, 20000); DELETE FROM erasing"
person 3
cp home/ambulando.db home/kept
mkfifo wait
sqlite3 home/ambulando.db <wait >/dev/null 2>&1 &
reader=$!
exec 9>wait
echo "SELECT count(*) FROM person;" >&9
sleep 1
run restore --data home copy-2
check "restore under another program is 1" exits 1
check "and says that it must be stopped" holds err "stop the server first"
exec 9>&-
wait "$reader"
check "the database is as it was" test "$(sqlite3 home/ambulando.db 'SELECT group_concat(person) FROM person')" = 2,3
run restore --data home copy-2
check "restore is 0" exits 0
check "who was erased since is erased again" holds out "erased again: 1"
check "and the other is there" test "$(sqlite3 home/ambulando.db 'SELECT group_concat(person) FROM person')" = 2
check "what was there is put aside" test "$(sqlite3 home/ambulando.db.before-restore 'SELECT group_concat(person) FROM person')" = 2,3
check "no other file is left" test "$(ls home)" = "$(printf 'ambulando.db\nambulando.db.before-restore\nkept')"
person 4
run restore --data home copy-2
check "what was put aside is not written over" exits 1
check "and it says so" holds err "move it away"
rm home/ambulando.db.before-restore
head -c 30000 home/ambulando.db >cut
run restore --data home cut
check "a backup that is cut short is 1" exits 1
check "nothing was changed" test "$(sqlite3 home/ambulando.db 'SELECT group_concat(person) FROM person')" = 2,4

# Each earlier form of the file.
for old in 1 2 3; do
    mkdir "old-$old"
    sqlite3 "form-$old" "PRAGMA application_id = 16749" ".read $(dirname "$schema")/../test/store_schema_$old.sql"
    run restore --data "old-$old" "form-$old"
    check "a backup of form $old comes back" exits 0
    run verify --data "old-$old"
    check "and is sound" exits 0
done

echo "cli: $passed passed, $failed failed"
[ "$failed" = 0 ]
