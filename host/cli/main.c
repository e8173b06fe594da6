/* main.c - the command line: which command is meant, how it is used, and help. */
#include "cli.h"

#include "../server/command.h"
#include "../server/mailer.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int command_help(int argc, char **argv);
static int command_version(int argc, char **argv);

const struct command commands[] = {
    {"plan", "ambulando plan [--on DATE] [--json] [--html OUT [--country CODE]] FILE",
     "the plan for one day, from a person's record",
     "FILE is a record, one dated fact a line; - is standard input.\n"
     "\n"
     "  --on DATE   plan this day, YYYY-MM-DD; by default the day of the last fact\n"
     "  --json      one JSON object in place of text for a person\n"
     "  --html OUT  one sheet of A4 to print, with pictures, a week to tick, and whom to\n"
     "              call: a page that stands by itself and fetches nothing. OUT must not\n"
     "              be there yet; - is standard output\n"
     "  --country CODE   whose numbers are on that sheet: GB, IE, DE and so on; by\n"
     "                   default GB\n"
     "\n"
     "A record with a fault gives no plan: every fault is told on standard error as\n"
     "FILE:LINE: what is wrong, and the exit status is 1.\n",
     command_plan},
    {"check", "ambulando check FILE", "every fault of a record file, with line numbers",
     "FILE is a record; - is standard input. Each fault is told on standard error as\n"
     "FILE:LINE: what is wrong. The exit status is 0 when there is none, else 1.\n",
     command_check},
    {"replay", "ambulando replay [FILE...] [--every-day] [--threads N]",
     "the plans of many people, one line each",
     "Each record begins with a line \"person ID\". Prints ID, a tab and the plan as a\n"
     "JSON object, one line a person, in the order they come. Without FILE, or for -,\n"
     "standard input is read.\n"
     "\n"
     "  --every-day   a line for each day from a person's first fact to the last\n"
     "  --threads N   how many work at once, 1 to 256; by default one a processor.\n"
     "                The output is the same bytes for any N\n"
     "\n"
     "A person whose record has a fault gets no plan: the fault is told on standard\n"
     "error, the others go on, and the exit status is 1.\n",
     command_replay},
    {"backup", "ambulando backup [--data DIR] FILE",
     "a checked copy of the server's database, also while it runs",
     "FILE must not be there yet. The copy is one SQLite file; it is written beside as\n"
     "FILE.part, opened again, read to its end and checked, and only then given its name.\n"
     "When the last one was made is on the server's page /health.\n"
     "\n"
     "  --data DIR   the server's folder, with ambulando.db in it; by default what\n"
     "               AMBULANDO_DATA says, else var\n"
     "\n"
     "The copy holds health data: keep it where only you can read it. The exit status\n"
     "is 1 when there is no good copy, and 2 when there is no database.\n",
     command_backup},
    {"restore", "ambulando restore [--data DIR] BACKUP",
     "a backup in place of the server's database, which must not run",
     "The backup is copied, brought forward if it is of an older version, and read to its\n"
     "end. Whoever was erased from the database since the backup was made is erased from\n"
     "the copy again. Then it takes the database's place in one step; what was there is\n"
     "kept as ambulando.db.before-restore: it has everybody's facts of until now, so\n"
     "delete it soon. Devices send again what the copy lacks, at their next page.\n"
     "\n"
     "  --data DIR   the server's folder; by default what AMBULANDO_DATA says, else var\n"
     "\n"
     "The exit status is 1 when nothing was changed, and says why, and 2 when there is no\n"
     "such backup or folder.\n",
     command_restore},
    {"verify", "ambulando verify [--data DIR]",
     "whether every record in the server's database is what was written",
     "Reads every record, also while the server runs, and recomputes each person's chain\n"
     "of checksums. Each fault is told on standard error with the person's number, never\n"
     "with what is in the record, and the exit status is 1. Bring back a backup then.\n"
     "Where there is none, the summaries that lists show are made again if they do not follow\n"
     "from their records; how many is told.\n"
     "\n"
     "  --data DIR   the server's folder, with ambulando.db in it; by default what\n"
     "               AMBULANDO_DATA says, else var\n",
     command_verify},
    {"link", "ambulando link [--data DIR] [--base-url URL] [--owner LOGIN]",
     "a link that works once: to set up a clinic, or for a lost second factor",
     "Prints a link that works once, for 24 hours, also while the server runs. Whoever opens\n"
     "it sets up a clinic and is its owner. The links that were printed before, and not\n"
     "used, stop working.\n"
     "\n"
     "  --owner LOGIN    in place of that, for an account that lost its second factor: it\n"
     "                   chooses password and second factor anew\n"
     "  --data DIR       the server's folder, with ambulando.db in it; by default what\n"
     "                   AMBULANDO_DATA says, else var\n"
     "  --base-url URL   how browsers reach the server; by default what AMBULANDO_BASE_URL\n"
     "                   says, else http://localhost:8080\n"
     "\n"
     "Whoever has the link can use it: give it to nobody else.\n",
     command_link},
    {"serve", "ambulando serve [OPTION]...", "the patient's pages, for browsers",
     "Answers browsers until it is told to end. Each option has a variable of the\n"
     "environment; the option wins. How to set it up: docs/admin.md.\n\n",
     command_serve},
    {"demo", "ambulando demo DIR | --codes", "a clinic to try, whose people are invented",
     "Makes a clinic of three sites in the folder DIR, which must be empty or not there yet:\n"
     "its staff, and about forty invented people whose records were run through the engine,\n"
     "day by day, for months up to today. Prints how to sign in. ambulando serve --data DIR\n"
     "shows it; every page says that everyone is invented. Nothing real belongs in it.\n"
     "\n"
     "  --on DATE   as of nine in the morning of this day, YYYY-MM-DD; by default now\n"
     "  --codes     the codes of the moment for its accounts, in place of a clinic\n",
     command_demo},
    {"help", "ambulando help [COMMAND]", "how a command is used",
     "How a command is used; without COMMAND, all of them in short.\n", command_help},
    {"version", "ambulando version", "the version of the program and of its rules",
     "The version of the program and of its rules.\n", command_version},
};
const int command_count = sizeof commands / sizeof commands[0];

static const struct command *command_named(const char *name)
{
    for (int i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

/* How many letters must be added, removed or changed to make one word of the other. */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 32 };
    size_t n = strlen(b), row[LONGEST + 1];
    if (n > LONGEST || strlen(a) > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = corner + (a[i - 1] != b[j - 1]);
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            corner = row[j];
            row[j] = best;
        }
    }
    return row[n];
}

static int unknown_command(const char *name)
{
    const struct command *near = NULL;
    size_t best = 4; /* farther than three letters is another word */
    for (int i = 0; i < command_count; i++) {
        size_t d = distance(name, commands[i].name);
        if (d < best && d < strlen(commands[i].name)) {
            best = d;
            near = &commands[i];
        }
    }
    fprintf(stderr, "ambulando: there is no command \"%s\"", name);
    if (near)
        fprintf(stderr, "; did you mean \"%s\"?\n", near->name);
    else
        fprintf(stderr, "; see: ambulando help\n");
    return STATUS_USAGE;
}

static void put_overview(struct text *t)
{
    text_lit(t,
             "A plan for today from a person's record, for recovering from sciatica.\n\nusage:\n");
    for (int i = 0; i < command_count; i++) {
        text_lit(t, "  ");
        text_str(t, commands[i].usage);
        text_lit(t, "\n      ");
        text_str(t, commands[i].brief);
        text_char(t, '\n');
    }
}

/* c may be NULL: all of them. */
static int put_help(const struct command *c)
{
    struct arena a;
    arena_lend(&a, ARENA_OUTPUT);
    struct text t = {.mem = &a};
    if (c) {
        text_lit(&t, "usage: ");
        text_str(&t, c->usage);
        text_lit(&t, "\n\n");
        text_str(&t, c->help);
        if (c->run == command_serve)
            serve_help(&t);
    } else {
        put_overview(&t);
    }
    return output_write(t.p, t.len);
}

static int command_help(int argc, char **argv)
{
    if (argc > 1)
        return usage_wrong("help", "one command at a time, not also", argv[1]);
    const struct command *c = argc ? command_named(argv[0]) : NULL;
    return argc && !c ? unknown_command(argv[0]) : put_help(c);
}

static int command_version(int argc, char **argv)
{
    if (argc)
        return usage_wrong("version", "takes no argument, not", argv[0]);
    struct arena a;
    arena_lend(&a, ARENA_OUTPUT);
    struct text t = {.mem = &a};
    text_lit(&t, "ambulando " ENGINE_VERSION " rules ");
    text_int(&t, RULES_VERSION);
    text_char(&t, '\n');
    return output_write(t.p, t.len);
}

int usage_wrong(const char *command, const char *what, const char *which)
{
    fprintf(stderr, "ambulando: %s: %s", command, what);
    if (which)
        fprintf(stderr, " \"%s\"", which);
    fprintf(stderr, "\nusage: %s\n", command_named(command)->usage);
    return STATUS_USAGE;
}

int option_value(const char *option, int argc, char **argv, int *at, const char **ret_value)
{
    size_t n = strlen(option);
    const char *arg = argv[*at];
    if (strncmp(arg, option, n) != 0)
        return 0;
    if (arg[n] == '=') {
        *ret_value = arg + n + 1;
        return 1;
    }
    if (arg[n])
        return 0;
    if (*at + 1 >= argc)
        return -1;
    *ret_value = argv[++*at];
    return 1;
}

/* A standard descriptor that came closed would be given to the next file opened, and a plan written
 * over it. It is filled with one that refuses what it is for. */
static void fill_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
            _exit(STATUS_FAULT);
}

int main(int argc, char **argv)
{
    fill_descriptors();
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is seen where it is written to */
    if (argc < 2) {
        struct arena a;
        arena_lend(&a, ARENA_OUTPUT);
        struct text t = {.mem = &a};
        put_overview(&t);
        error_write(&t);
        return STATUS_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    else if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
        name = "version";
    else if (strcmp(name, "mailer") == 0)
        return command_mailer(); /* the server's own: of no use to a person */
    const struct command *c = command_named(name);
    if (!c)
        return unknown_command(name);
    int status;
    if (argc > 2 && (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0))
        status = put_help(c);
    else
        status = c->run(argc - 2, argv + 2);
    int closed = output_close();
    return status != STATUS_OK ? status : closed;
}
