/* backup.c - the commands about the database of a server, which may be running: backup and verify. */
#include "../../store/store.h"
#include "cli.h"
#include "summaries.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int data_args_read(const char *command, int argc, char **argv, struct data_args *ret_args)
{
    const char *set = getenv("AMBULANDO_DATA");
    struct data_args args = {.data = set && *set ? set : "var"};
    int options = 1;
    for (int i = 0; i < argc; i++) {
        const char *value = NULL;
        int is_data = options ? option_value("--data", argc, argv, &i, &value) : 0;
        if (is_data < 0 || (is_data && !*value))
            return usage_wrong(command, "--data needs a folder", NULL);
        if (is_data)
            args.data = value;
        else if (options && strcmp(argv[i], "--") == 0)
            options = 0;
        else if (options && argv[i][0] == '-')
            return usage_wrong(command, "there is no option", argv[i]);
        else if (args.file)
            return usage_wrong(command, "one file at a time, not also", argv[i]);
        else
            args.file = argv[i];
    }
    *ret_args = args;
    return STATUS_OK;
}

/* The database in the folder; ret_path is for messages, and the caller's to free. */
static int data_open(const char *data, struct store **ret_store, char **ret_path)
{
    const char *why = "";
    int n = asprintf(ret_path, "%s/ambulando.db", data);
    if (n < 0)
        out_of_memory();
    enum store_result r = store_open_there(*ret_path, ret_store, &why);
    if (r == STORE_OK)
        return STATUS_OK;
    if (r == STORE_NONE)
        why = "there is no database (its folder is named with --data DIR or AMBULANDO_DATA)";
    complain(*ret_path, why);
    free(*ret_path);
    return r == STORE_NONE ? STATUS_USAGE : STATUS_FAULT;
}

int command_backup(int argc, char **argv)
{
    struct data_args args;
    struct store *s;
    char *path;
    const char *why = "";
    int status = data_args_read("backup", argc, argv, &args);
    if (status == STATUS_OK && !args.file)
        status = usage_wrong("backup", "to which file?", NULL);
    if (status == STATUS_OK)
        status = data_open(args.data, &s, &path);
    if (status != STATUS_OK)
        return status;
    if (store_backup(s, args.file, (int64_t)time(NULL), &why) != STORE_OK) {
        complain(args.file, why);
        status = STATUS_FAULT;
    }
    store_close(s);
    free(path);
    return status;
}

static void tell(void *path, const char *what)
{
    complain(path, what);
}

int command_verify(int argc, char **argv)
{
    struct data_args args;
    struct store *s;
    char *path;
    int64_t people = 0, facts = 0;
    int status = data_args_read("verify", argc, argv, &args);
    if (status == STATUS_OK && args.file)
        status = usage_wrong("verify", "takes no file, not", args.file);
    if (status == STATUS_OK)
        status = data_open(args.data, &s, &path);
    if (status != STATUS_OK)
        return status;
    struct summaries sum = {0};
    enum store_result r = store_verify(s, tell, path, &people, &facts);
    if (r == STORE_OK) /* else they would be made from damaged records */
        r = summaries_mend(s, &sum);
    store_close(s);
    if (r == STORE_OK) {
        char line[192];
        int n = snprintf(line, sizeof line,
                         "people: %lld\nfacts: %lld\nsummaries: %lld\nmade again: %lld\n"
                         "faults: none\n",
                         (long long)people, (long long)facts, (long long)sum.count,
                         (long long)sum.made);
        status = output_write(line, (size_t)n);
    } else {
        if (r != STORE_BROKEN) /* whose faults were told one by one */
            complain(path, r == STORE_BUSY ? "another program has locked the database"
                                           : "there was no room to check all of it");
        status = STATUS_FAULT;
    }
    free(path);
    return status;
}
