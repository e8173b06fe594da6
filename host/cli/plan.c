/* plan.c - the commands about one record: plan and check. */
#include "../../core/day.h"
#include "cli.h"

#include <stdlib.h>

/* Reads the record at path into memory of a. Its faults are told on standard error. The record
 * points into *ret_bytes, which the caller frees whatever the status. */
static int record_load(struct arena *a, const char *path, struct record *ret_record,
                       char **ret_bytes)
{
    size_t len = 0;
    int status = read_whole(path, ret_bytes, &len);
    if (status != STATUS_OK)
        return status;
    struct faults faults = {0};
    record_read(a, *ret_bytes, len, ret_record, &faults);
    if (!faults.count)
        return STATUS_OK;
    struct text t = {.mem = a};
    faults_put(&t, path, &faults, 0);
    error_write(&t);
    return STATUS_FAULT;
}

struct plan_args {
    const char *path;
    int json, has_day, day;
};

/* STATUS_OK, or the status to end with after saying what is wrong. */
static int plan_args_read(int argc, char **argv, struct plan_args *ret_args)
{
    struct plan_args args = {0};
    int options = 1;
    for (int i = 0; i < argc; i++) {
        const char *value = NULL;
        int is_on = options ? option_value("--on", argc, argv, &i, &value) : 0;
        if (is_on < 0)
            return usage_wrong("plan", "--on needs a date", NULL);
        if (is_on) {
            if (!day_read(value, strlen(value), &args.day))
                return usage_wrong("plan", "--on needs a date as YYYY-MM-DD, 1900 to 2200, not",
                                   value);
            args.has_day = 1;
        } else if (options && strcmp(argv[i], "--json") == 0) {
            args.json = 1;
        } else if (options && strcmp(argv[i], "--") == 0) {
            options = 0;
        } else if (options && argv[i][0] == '-' && argv[i][1]) {
            return usage_wrong("plan", "there is no option", argv[i]);
        } else if (args.path) {
            return usage_wrong("plan", "one file at a time, not also", argv[i]);
        } else {
            args.path = argv[i];
        }
    }
    if (!args.path)
        return usage_wrong("plan", "which file? (- for standard input)", NULL);
    *ret_args = args;
    return STATUS_OK;
}

static int plan_print(struct arena *a, const struct plan_args *args, const struct record *r)
{
    int first, day = args->day;
    if (!args->has_day && !record_days(r, &first, &day)) {
        complain(args->path,
                 "there is no fact in it, so no day to plan: say which, with --on DATE");
        return STATUS_USAGE;
    }
    struct plan p;
    engine_plan(a, r, day, &p);
    struct text t = {.mem = a};
    if (args->json) {
        plan_put_json(&t, &p);
        text_char(&t, '\n');
    } else {
        plan_put_text(&t, &p);
    }
    return output_write(t.p, t.len);
}

int command_plan(int argc, char **argv)
{
    struct plan_args args;
    int status = plan_args_read(argc, argv, &args);
    if (status != STATUS_OK)
        return status;
    struct arena a;
    arena_lend(&a, ARENA_RECORD);
    struct record r;
    char *bytes = NULL;
    status = record_load(&a, args.path, &r, &bytes);
    if (status == STATUS_OK)
        status = plan_print(&a, &args, &r);
    free(bytes);
    return status;
}

int command_check(int argc, char **argv)
{
    if (argc && strcmp(argv[0], "--") == 0) {
        argc--;
        argv++;
    } else if (argc && argv[0][0] == '-' && argv[0][1]) {
        return usage_wrong("check", "there is no option", argv[0]);
    }
    if (argc == 0)
        return usage_wrong("check", "which file? (- for standard input)", NULL);
    if (argc > 1)
        return usage_wrong("check", "one file at a time, not also", argv[1]);
    struct arena a;
    arena_lend(&a, ARENA_RECORD);
    struct record r;
    char *bytes = NULL;
    int status = record_load(&a, argv[0], &r, &bytes);
    free(bytes);
    return status;
}
