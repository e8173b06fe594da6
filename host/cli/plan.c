/* plan.c - the commands about one record: plan and check. */
#include "../../app/app.h"
#include "../../engine/page.h"
#include "../server/command.h"
#include "cli.h"

#include <stdlib.h>

/* Reads the record at path into memory of a. Its faults are told on standard error. The record
 * points into *ret_bytes, which the caller frees whatever the status. */
static int record_load(struct arena *a, const char *path, struct record *ret_record,
                       char **ret_bytes, size_t *ret_len)
{
    int status = read_whole(path, ret_bytes, ret_len);
    if (status != STATUS_OK)
        return status;
    struct faults faults = {0};
    record_read(a, *ret_bytes, *ret_len, ret_record, &faults);
    if (!faults.count)
        return STATUS_OK;
    struct text t = {.mem = a};
    faults_put(&t, path, &faults, 0);
    error_write(&t);
    return STATUS_FAULT;
}

struct plan_args {
    const char *path, *html;       /* html: where the sheet goes; NULL: none */
    const struct country *country; /* whose numbers are on it; NULL: not told */
    int json, has_day, day;
};

/* An option with a value, if this is one: 1 when it was, 0 when not, else -1 after saying what is wrong. */
static int plan_option(int argc, char **argv, int *at, struct plan_args *args)
{
    const char *value = NULL;
    int is = option_value("--on", argc, argv, at, &value);
    if (is > 0) {
        args->has_day = day_read(value, strlen(value), &args->day);
        if (!args->has_day)
            usage_wrong("plan", "--on needs a date as YYYY-MM-DD, 1900 to 2200, not", value);
        return args->has_day ? 1 : -1;
    }
    if (is < 0) {
        usage_wrong("plan", "--on needs a date", NULL);
        return -1;
    }
    is = option_value("--html", argc, argv, at, &args->html);
    if (is < 0)
        usage_wrong("plan", "--html needs a file to write (- for standard output)", NULL);
    if (is)
        return is;
    is = option_value("--country", argc, argv, at, &value);
    if (is > 0 && !(args->country = country_find(value))) {
        usage_wrong("plan", "--country needs a code as GB, not", value);
        return -1;
    }
    if (is < 0)
        usage_wrong("plan", "--country needs a code as GB", NULL);
    return is;
}

/* STATUS_OK, or the status to end with after saying what is wrong. */
static int plan_args_read(int argc, char **argv, struct plan_args *ret_args)
{
    struct plan_args args = {0};
    int options = 1;
    for (int i = 0; i < argc; i++) {
        int is = options ? plan_option(argc, argv, &i, &args) : 0;
        if (is < 0)
            return STATUS_USAGE;
        if (is) {
            continue;
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
    if (args.json && args.html)
        return usage_wrong("plan", "--json or --html, not both", NULL);
    if (args.country && !args.html)
        return usage_wrong("plan", "--country goes with --html", NULL);
    *ret_args = args;
    return STATUS_OK;
}

/* The style sheets of the pages, one after the other. */
static struct span sheet_style(struct arena *a)
{
    static const char *const files[] = {"/style.css", "/print.css"};
    struct text t = {.mem = a};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct span file = static_file(files[i]);
        text_add(&t, file.p, file.len);
    }
    return (struct span){t.p, (uint32_t)t.len};
}

/* Today's plan on one sheet, as a page that stands by itself. */
static int plan_html(struct arena *a, const struct plan_args *args, struct span record, int day)
{
    const struct app_site site = {.runs = "",
                                  .contact = "",
                                  .signed_by = "",
                                  .base_url = "",
                                  .country = args->country ? args->country : page_country()};
    struct app_request q = {.path = {"/", 1}, .site = &site, .record = record};
    struct app_response r;
    q.now.day = day;
    app_handout(a, &q, sheet_style(a), &r);
    if (r.status != 200) {
        complain(args->path, "the sheet could not be made: that is our fault");
        return STATUS_FAULT;
    }
    return file_write(args->html, r.body.p, r.body.len);
}

static int plan_print(struct arena *a, const struct plan_args *args, const struct record *r,
                      struct span bytes)
{
    int first, day = args->day;
    if (!args->has_day && !record_days(r, &first, &day)) {
        complain(args->path,
                 "there is no fact in it, so no day to plan: say which, with --on DATE");
        return STATUS_USAGE;
    }
    if (args->html)
        return plan_html(a, args, bytes, day);
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
    size_t len = 0;
    status = record_load(&a, args.path, &r, &bytes, &len);
    if (status == STATUS_OK)
        status = plan_print(&a, &args, &r, (struct span){bytes, (uint32_t)len});
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
    size_t len = 0;
    int status = record_load(&a, argv[0], &r, &bytes, &len);
    free(bytes);
    return status;
}
