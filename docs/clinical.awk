# clinical.awk - brings the tables and numbers of docs/clinical.md up to date with the engine.
#
#   awk -f docs/clinical.awk engine/gate.def knowledge/limits.def knowledge/tasks.def \
#       knowledge/exercises.tsv knowledge/walking.tsv docs/clinical.md >new && mv new docs/clinical.md
#
# Replaces what stands between "<!-- table NAME -->" and "<!-- end -->", and every number written as
# **NUMBER** (`name`), name being a row of limits.def or tasks.def. Nothing else is touched. Stops with status 1
# when the text names a limit or a table that does not exist, or a table would be empty.

function cell(s) {
    gsub(/ASKED\(|IN\(|\)|Q_|FLAG_/, "", s)
    gsub(/CES4/, "any of the first four", s)
    gsub(/WEAK/, "foot_drop, gives_way, weaker, both_weak", s)
    gsub(/NUMB/, "saddle, both_legs, numb", s)
    gsub(/TESTED/, "motor_soon, motor_day", s)
    gsub(/ *\| */, ", ", s)
    return s == "0" ? "" : s
}
function put(name, row) { table[name] = table[name] row "\n" }

FILENAME ~ /gate\.def$/ && /^RULE\(/ {
    sub(/^RULE\(/, "")
    sub(/\)$/, "")
    n = split($0, f, /, /)
    gsub(/"/, "", f[n])
    put("gate", "| " f[1] " | " cell(f[2]) " | " f[3] " | " cell(f[4]) " | " cell(f[5]) " | " f[6] " |")
    if (f[6] ~ /RECALLED/)
        recalled = recalled (recalled ? ", " : "") "`" f[1] "`"
}
FILENAME ~ /limits\.def$/ && /^LIMIT\(/ {
    sub(/^LIMIT\(/, "")
    split($0, q, /"/)
    split(q[1], f, /, */)
    value[f[1]] = f[2]
    put(q[2] == "DESIGN" ? "design" : q[2] == "RECALLED" ? "recalled" : "sourced",
        "| " f[1] " | " f[2] " | " f[3] " | " q[2] " | " q[4] " |")
}
FILENAME ~ /tasks\.def$/ && /^TASK\(/ {
    sub(/^TASK\(/, "")
    split($0, q, /"/)
    split(q[1], f, /, */)
    value[f[1]] = f[3]
    gsub(/\{call\}/, "999 or 112", q[2]) # the United Kingdom's, as the terminal says them
    gsub(/\{line\}/, "111", q[2])
    gsub(/\{doctor\}/, "GP", q[2])
    put("tasks", "| " f[1] " | " (f[2] == "SELF" ? "the person" : "the clinician") " | " f[3] " | " q[2] " |")
}
FILENAME ~ /walking\.tsv$/ && !/^#/ {
    split($0, f, /\t/)
    put("walking", "| " f[1] " | " f[2] " | " f[3] " | " f[4] " | " f[2] * f[3] * f[4] " | " f[5] " |")
}
FILENAME ~ /exercises\.tsv$/ && !/^#/ {
    split($0, f, /\t/)
    if (f[2] != "WALK")
        put("exercises", "| " f[1] " | " f[2] " " f[3] " | " f[4] " | " f[6] " | " f[7] \
            (f[8] == "yes" ? ", each side" : "") " | " f[9] " | " f[11] " | " f[12] " | " f[17] " |")
}
FILENAME !~ /clinical\.md$/ { next }
/^<!-- table / {
    print
    if (!table[$3]) {
        print FILENAME ":" FNR ": no rows for the table " $3 >"/dev/stderr"
        bad = 1
    }
    head[1] = "| rule | flag | route | all of | and any of | source |\n|---|---|---|---|---|---|"
    head[2] = "| number | value | unit | source | what it is |\n|---|---|---|---|---|"
    head[3] = "| id | family, rung | name | first dose | last dose | nerve | not for | changed for | source |\n" \
        "|---|---|---|---|---|---|---|---|---|"
    head[4] = "| task | for | within days | what |\n|---|---|---|---|"
    head[5] = "| rung | walks a day | minutes each | days a week | minutes a week | source |\n|---|---|---|---|---|---|"
    print head[$3 == "walking" ? 5 : $3 == "gate" ? 1 : $3 == "exercises" ? 3 : $3 == "tasks" ? 4 : 2]
    printf "%s", table[$3]
    if ($3 == "recalled")
        print "\nRules of the gate: " recalled "."
    skip = 1
}
/^<!-- end -->/ { skip = 0 }
skip { next }
{
    out = ""
    while (match($0, /\*\*[0-9]+\*\* \(`[A-Za-z0-9_]+`\)/)) {
        token = substr($0, RSTART, RLENGTH)
        name = token
        sub(/^[^`]*`/, "", name)
        sub(/`.*/, "", name)
        if (!(name in value)) {
            print FILENAME ":" FNR ": no limit named " name >"/dev/stderr"
            bad = 1
        }
        out = out substr($0, 1, RSTART - 1) "**" value[name] "** (`" name "`)"
        $0 = substr($0, RSTART + RLENGTH)
    }
    print out $0
}
END { exit bad }
