/* restore.c - a backup takes the place of a server's database, with the erasures made since applied again. */
#include "../../store/store.h"
#include "../server/clinic.h"
#include "cli.h"
#include "summaries.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct places {
    char *path, *beside, *aside;
};

static char *joined(const char *data, const char *name)
{
    char *path;
    if (asprintf(&path, "%s/ambulando.db%s", data, name) < 0)
        out_of_memory();
    return path;
}

static void tell(void *path, const char *what)
{
    complain(path, what);
}

/* As the person's own erasing did it: what a clinic must keep stays, closed. */
static enum store_result erase_again(struct store *s, struct arena *a, int64_t person,
                                     int *ret_gone)
{
    const struct actor self = {0, 0, ROLE_system};
    struct person_row row = {0};
    arena_reset(a);
    enum store_result r = store_person(s, &self, person, a, &row);
    if (r == STORE_NONE)
        return STORE_OK;
    if (r != STORE_OK)
        return r;
    struct text kept = {.mem = a};
    mine_retained(a, row.record, &kept);
    struct change c = {.person = person,
                       .facts = {"", 0},
                       .erase = 1,
                       .retain = {kept.len ? kept.p : "", (uint32_t)kept.len},
                       .facts_seen = 1 + row.facts,
                       .now_s = (int64_t)time(NULL)};
    r = store_change(s, &c);
    *ret_gone += r == STORE_OK;
    return r;
}

/* The copy as a store: brought forward, without whom it must not have, and read to its end. */
static enum store_result make_good(const struct places *at, const struct restored *was, char *told,
                                   size_t room)
{
    struct arena a = {.size = 256 << 20};
    struct store *s;
    struct summaries sum = {0};
    const char *why = "it cannot be read";
    int64_t people = 0, facts = 0;
    int gone = 0;
    a.base = malloc(a.size);
    if (!a.base)
        out_of_memory();
    enum store_result r = store_open(at->beside, &s, &why);
    if (r != STORE_OK) {
        complain(at->beside, why);
        free(a.base);
        return r;
    }
    r = store_verify(s, tell, at->beside, &people, &facts);
    for (size_t i = 0; r == STORE_OK && i < was->count; i++)
        r = erase_again(s, &a, was->erased[i], &gone);
    if (r == STORE_OK)
        r = store_verify(s, tell, at->beside, &people, &facts);
    if (r == STORE_OK)
        r = summaries_mend(s, &sum);
    store_close(s);
    free(a.base);
    if (r != STORE_OK)
        complain(at->beside, "the copy is not good; the database is as it was");
    snprintf(told, room,
             "people: %lld\nfacts: %lld\nerased again: %d\nsummaries made again: %lld\n",
             (long long)people, (long long)facts, gone, (long long)sum.made);
    return r;
}

static void remove_beside(const char *beside)
{
    static const char *const tails[] = {"", "-wal", "-shm", ".schema-1", ".schema-2", ".schema-3"};
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        char *path;
        if (asprintf(&path, "%s%s", beside, tails[i]) < 0)
            out_of_memory();
        unlink(path);
        free(path);
    }
}

static int restore(const struct places *at, const char *backup)
{
    struct restored was;
    const char *why = "";
    char told[256];
    if (access(at->aside, F_OK) == 0) {
        complain(at->aside, "what an earlier restore put aside is still there: move it away first");
        return STATUS_FAULT;
    }
    enum store_result r = store_restore_begin(backup, at->path, at->beside, &was, &why);
    if (r != STORE_OK) {
        complain(r == STORE_BUSY ? at->path : backup, why);
        if (r != STORE_CONFLICT)
            remove_beside(at->beside);
        restored_drop(&was);
        return r == STORE_NONE ? STATUS_USAGE : STATUS_FAULT;
    }
    r = make_good(at, &was, told, sizeof told);
    if (r == STORE_OK) {
        r = store_restore_end(at->path, at->beside, at->aside, was.was_there, &why);
        if (r != STORE_OK)
            complain(at->path, why);
    } else {
        remove_beside(at->beside);
    }
    if (was.unknown)
        complain(at->aside,
                 "is damaged: who was erased since the backup could not be learnt from it, and "
                 "is in the records again");
    restored_drop(&was);
    return r == STORE_OK ? output_write(told, strlen(told)) : STATUS_FAULT;
}

int command_restore(int argc, char **argv)
{
    struct data_args args;
    int status = data_args_read("restore", argc, argv, &args);
    if (status == STATUS_OK && !args.file)
        status = usage_wrong("restore", "from which backup?", NULL);
    if (status == STATUS_OK && access(args.data, W_OK) != 0) {
        complain(args.data, "there is no such folder, or it may not be written");
        status = STATUS_USAGE;
    }
    if (status != STATUS_OK)
        return status;
    struct places at = {joined(args.data, ""), joined(args.data, ".restored"),
                        joined(args.data, ".before-restore")};
    status = restore(&at, args.file);
    free(at.path);
    free(at.beside);
    free(at.aside);
    return status;
}
