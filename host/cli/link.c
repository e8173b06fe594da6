/* link.c - the command that prints a link for the owner of a clinic. */
#include "../server/clinic.h"
#include "cli.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct link_args {
    const char *data, *base_url, *owner; /* owner NULL: for a new clinic */
};

static const char *set_or(const char *variable, const char *preset)
{
    const char *set = getenv(variable);
    return set && *set ? set : preset;
}

static int link_args_read(int argc, char **argv, struct link_args *ret)
{
    struct link_args args = {.data = set_or("AMBULANDO_DATA", "var"),
                             .base_url = set_or("AMBULANDO_BASE_URL", "http://localhost:8080")};
    const struct {
        const char *option;
        const char **to;
    } options[] = {
        {"--data", &args.data}, {"--base-url", &args.base_url}, {"--owner", &args.owner}};
    for (int i = 0; i < argc; i++) {
        const char *value = NULL;
        int is = 0;
        for (size_t k = 0; k < sizeof options / sizeof options[0] && !is; k++) {
            is = option_value(options[k].option, argc, argv, &i, &value);
            if (is > 0)
                *options[k].to = value;
        }
        if (is < 0 || (is && !*value))
            return usage_wrong("link", "an option needs a value", NULL);
        if (!is)
            return usage_wrong("link", "there is no option", argv[i]);
    }
    *ret = args;
    return STATUS_OK;
}

static int print_link(const struct link_args *args, const char *letters)
{
    struct arena a;
    arena_lend(&a, ARENA_OUTPUT);
    struct text t = {.mem = &a};
    text_str(&t, args->owner ? "Choose password and second factor anew: " : "Set up a clinic: ");
    text_str(&t, args->base_url);
    text_str(&t, args->owner ? "/clinic/welcome/" : "/clinic/begin/");
    text_str(&t, letters);
    text_lit(&t, " (works once, for 24 hours)\n");
    return output_write(t.p, t.len);
}

static int make_link(const struct link_args *args, const char *path)
{
    struct store *s;
    const char *why = "";
    char letters[COOKIE_LEN + 1], *login = NULL;
    enum store_result r = store_open_there(path, &s, &why);
    if (r != STORE_OK) {
        complain(path, r == STORE_NONE
                           ? "there is no database (its folder is named with --data DIR "
                             "or AMBULANDO_DATA)"
                           : why);
        return r == STORE_NONE ? STATUS_USAGE : STATUS_FAULT;
    }
    if (args->owner && asprintf(&login, "%s", args->owner) < 0)
        out_of_memory();
    for (char *p = login; p && *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p);
    enum owner_link made = owner_link(s, login, (int64_t)time(NULL), letters);
    free(login);
    store_close(s);
    if (made == OWNER_LINK_made)
        return print_link(args, letters);
    complain(made == OWNER_LINK_no_such_login ? args->owner : path,
             made == OWNER_LINK_no_such_login ? "nobody signs in with this"
                                              : "the link could not be written");
    return STATUS_FAULT;
}

int command_link(int argc, char **argv)
{
    struct link_args args = {.data = NULL};
    char *path;
    int status = link_args_read(argc, argv, &args);
    if (status != STATUS_OK)
        return status;
    if (sodium_init() < 0)
        out_of_memory();
    if (asprintf(&path, "%s/ambulando.db", args.data) < 0)
        out_of_memory();
    status = make_link(&args, path);
    free(path);
    return status;
}
