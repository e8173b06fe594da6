/* demo.c - the command demo: a clinic to try, in a data folder of its own, and how to sign in to it. */
#include "demo.h"

#include "../../core/day.h"
#include "../server/clinic.h"
#include "../server/zone.h"
#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct demo_args {
    const char *folder;
    int on, codes; /* on: 0: today */
};

static int args_read(int argc, char **argv, struct demo_args *ret)
{
    struct demo_args args = {0};
    for (int i = 0; i < argc; i++) {
        const char *value = NULL;
        int is_on = option_value("--on", argc, argv, &i, &value);
        if (is_on < 0 || (is_on && !day_read(value, strlen(value), &args.on)))
            return usage_wrong("demo", "--on needs a date, YYYY-MM-DD", NULL);
        if (is_on)
            continue;
        if (strcmp(argv[i], "--codes") == 0)
            args.codes = 1;
        else if (argv[i][0] == '-')
            return usage_wrong("demo", "there is no option", argv[i]);
        else if (args.folder)
            return usage_wrong("demo", "one folder at a time, not also", argv[i]);
        else
            args.folder = argv[i];
    }
    if (!args.codes == !args.folder)
        return usage_wrong("demo",
                           args.codes ? "--codes needs nothing else, not" : "in which folder?",
                           args.folder);
    *ret = args;
    return STATUS_OK;
}

/* --- the folder: never one that has anything in it -------------------------------------------------------------- */

static int is_empty(const char *path)
{
    DIR *d = opendir(path);
    int empty = d != NULL;
    for (struct dirent *e; d && (e = readdir(d));)
        empty &= strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
    if (d)
        closedir(d);
    return empty;
}

static int folder_take(const char *path)
{
    if (mkdir(path, 0700) == 0)
        return STATUS_OK;
    if (errno != EEXIST) {
        complain(path, strerror(errno));
        return STATUS_FAULT;
    }
    if (is_empty(path))
        return STATUS_OK;
    complain(path, "there is something in it already; a demo needs an empty folder of its own");
    return STATUS_FAULT;
}

/* --- what is told ------------------------------------------------------------------------------------------------- */

static void put_otpauth(struct text *t, const struct demo_staff *x)
{
    text_lit(t, "otpauth://totp/Ambulando:");
    text_str(t, x->login);
    text_lit(t, "?secret=");
    base32_put((const unsigned char *)x->totp, DEMO_TOTP, t);
    t->len--; /* without its end */
    text_lit(t, "&issuer=Ambulando");
}

static void put_row(struct text *t, const char *what, const char *value)
{
    text_lit(t, "  ");
    text_str(t, what);
    for (size_t n = strlen(what); n < 14; n++)
        text_char(t, ' ');
    text_str(t, value);
    text_char(t, '\n');
}

static const char *role_words(enum role role)
{
    return role == ROLE_owner ? "Owner" : role == ROLE_practitioner ? "Practitioner" : "Front desk";
}

static void put_sign_in(struct text *t)
{
    text_lit(t, "\nSign in at /clinic as any of these, all with the password\n\n    " DEMO_PASSWORD
                "\n\nand the six digits of the moment, which `ambulando demo --codes` prints. An "
                "app that\nmakes such codes can be given the line of an account. They are the "
                "same in every demo:\nanybody can read them here, so keep nothing real in it.\n");
    for (int i = 0; i < DEMO_STAFF; i++) {
        const struct demo_staff *x = &demo_staff[i];
        text_lit(t, "\n");
        put_row(t, role_words(x->role), x->name);
        put_row(t, "  login", x->login);
        text_lit(t, "    code        ");
        put_otpauth(t, x);
        text_char(t, '\n');
    }
}

static int print_codes(void)
{
    struct arena a;
    arena_lend(&a, ARENA_OUTPUT);
    struct text t = {.mem = &a};
    int64_t now = (int64_t)time(NULL);
    for (int i = 0; i < DEMO_STAFF; i++) {
        char code[16];
        uint32_t n = totp_code((const unsigned char *)demo_staff[i].totp, DEMO_TOTP, now / TOTP_S);
        snprintf(code, sizeof code, "%06" PRIu32 "  ", n);
        text_str(&t, code);
        text_str(&t, demo_staff[i].login);
        text_char(&t, '\n');
    }
    return output_write(t.p, t.len);
}

static int count_turns(enum turn turn)
{
    int n = 0;
    for (int i = 0; i < demo_patient_count; i++)
        n += demo_patients[i].turn == turn;
    return n;
}

static int tell(const struct demo *c, const char *folder, int64_t facts, const char *link)
{
    struct arena a;
    arena_lend(&a, ARENA_OUTPUT);
    struct text t = {.mem = &a};
    char line[160];
    int left = count_turns(TURN_left), archived = count_turns(TURN_archived);
    text_lit(&t, "A demo clinic, " DEMO_NAME ". Everyone in it is invented.\n\n");
    put_row(&t, "folder", folder);
    snprintf(line, sizeof line, "%d", DEMO_SITES);
    put_row(&t, "sites", line);
    snprintf(line, sizeof line, "%d", DEMO_STAFF);
    put_row(&t, "staff", line);
    snprintf(line, sizeof line, "%d: %d in care, %d archived, %d who left", demo_patient_count,
             demo_patient_count - left - archived, archived, left);
    put_row(&t, "patients", line);
    snprintf(line, sizeof line, "%" PRId64, facts);
    put_row(&t, "facts", line);
    text_lit(&t, "\nServe it with\n\n    ambulando serve --data ");
    text_str(&t, folder);
    text_char(&t, '\n');
    put_sign_in(&t);
    snprintf(line, sizeof line, "\nOn a phone, as %s, born %d, once and within %d days:\n\n    ",
             demo_patients[0].name, demo_born(c, 0), LINK_DAYS);
    text_str(&t, line);
    text_str(&t, link);
    text_lit(&t, "\n\nafter the address that serve prints.\n");
    return output_write(t.p, t.len);
}

/* --- making it ------------------------------------------------------------------------------------------------------ */

int64_t demo_number(int what, int nth)
{
    uint64_t x = UINT64_C(0x9e3779b97f4a7c15) * (uint64_t)(what * 1000 + nth + 1);
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return (int64_t)((x ^ x >> 31) & ((UINT64_C(1) << 53) - 1));
}

/* on: a day, as of nine in the morning; 0: now. */
static void demo_begin(struct demo *c, int on)
{
    struct moment now;
    int64_t now_s = on ? demo_instant(on, 540) : (int64_t)time(NULL);
    if (!zone_moment(DEMO_ZONE, now_s, &now))
        now.day = (int)(now_s / 86400);
    *c = (struct demo){.today = now.day, .now_s = now_s, .clinic = demo_number(0, 0)};
    for (int i = 0; i < DEMO_SITES; i++)
        c->site[i] = demo_number(1, i);
    for (int i = 0; i < DEMO_STAFF; i++)
        c->account[i] = demo_number(2, i);
    for (int i = 0; i < demo_patient_count; i++)
        c->patient[i] = demo_number(3, i);
}

static void live_all(const struct demo *c, struct demo_life **lives)
{
    struct arena a;
    arena_lend(&a, ARENA_RECORD);
    for (int row = 0; row < demo_patient_count; row++) {
        lives[row] = calloc(1, sizeof *lives[row]);
        if (!lives[row])
            out_of_memory();
        arena_reset(&a);
        demo_live(&a, c, row, lives[row]);
    }
}

/* Half a demo is none. */
static void take_away(const char *path)
{
    static const char *const tail[] = {"", "-wal", "-shm"};
    char file[4096];
    for (int i = 0; i < 3; i++)
        if (snprintf(file, sizeof file, "%s%s", path, tail[i]) < (int)sizeof file)
            unlink(file);
}

static int make(const char *folder, int on)
{
    static struct demo_life *lives[DEMO_NUMBERS];
    struct demo c;
    struct store *s;
    struct store_health h;
    char *path, link[64];
    const char *why = "";
    if (asprintf(&path, "%s/ambulando.db", folder) < 0)
        out_of_memory();
    demo_begin(&c, on);
    live_all(&c, lives);
    if (store_open(path, &s, &why) != STORE_OK) {
        complain(path, why);
        free(path);
        return STATUS_FAULT;
    }
    int made = demo_write(&c, s, lives) && demo_link(&c, s, 0, link, sizeof link);
    store_health(s, &h);
    store_close(s);
    if (!made)
        take_away(path);
    for (int row = 0; row < demo_patient_count; row++)
        free(lives[row]);
    free(path);
    return made ? tell(&c, folder, h.facts, link) : STATUS_FAULT;
}

int command_demo(int argc, char **argv)
{
    struct demo_args args = {0};
    int status = args_read(argc, argv, &args);
    if (status != STATUS_OK)
        return status;
    if (sodium_init() < 0)
        out_of_memory();
    if (args.codes)
        return print_codes();
    status = folder_take(args.folder);
    return status == STATUS_OK ? make(args.folder, args.on) : status;
}
