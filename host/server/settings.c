/* What is set by flags, by the environment, or else by itself. A flag wins. */
#include "command.h"
#include "mailer.h"
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum setting_type { TEXT, FLAG, COUNT };
struct setting {
    const char *option, *environment, *value, *preset, *help;
    enum setting_type type;
    int least, most;
    size_t at; /* in struct settings */
};
#define AT(name) offsetof(struct settings, name)
static const struct setting settings[] = {
#define SETTING(name, option, environment, value, preset, help)                                    \
    {option, environment, value, preset, help, TEXT, 0, 0, AT(name)},
#define SETTING_FLAG(name, option, environment, help)                                              \
    {option, environment, "", "", help, FLAG, 0, 1, AT(name)},
#define SETTING_COUNT(name, option, environment, value, least, most, preset, help)                 \
    {option, environment, value, #preset, help, COUNT, least, most, AT(name)},
#include "settings.def"
};
enum { SETTINGS = sizeof settings / sizeof settings[0] };

static const struct {
    const char *environment;
    size_t at;
} for_tests[] = {
#define SETTING(name, option, environment, value, preset, help)
#define SETTING_TEST(name, environment, preset) {environment, AT(name)},
#include "settings.def"
};

static int wrong(const char *name, const char *what)
{
    fprintf(stderr, "ambulando: serve: %s: %s\nsee: ambulando serve --help\n", name, what);
    return 0;
}

static int set(struct settings *to, const struct setting *s, const char *name, const char *value)
{
    char *at = (char *)to + s->at;
    if (s->type == TEXT) {
        memcpy(at, &value, sizeof value);
        return 1;
    }
    char *end;
    long n = strtol(value, &end, 10);
    if (end == value || *end || n < s->least || n > s->most) {
        char what[80];
        snprintf(what, sizeof what, "takes a whole number from %d to %d", s->least, s->most);
        return wrong(name, what);
    }
    int number = (int)n;
    memcpy(at, &number, sizeof number);
    return 1;
}

static void preset(struct settings *to)
{
    *to = (struct settings){
#define SETTING(name, option, environment, value, preset, help) .name = preset,
#define SETTING_FLAG(name, option, environment, help) .name = 0,
#define SETTING_COUNT(name, option, environment, value, least, most, preset, help) .name = preset,
#define SETTING_TEST(name, environment, preset) .name = preset,
#include "settings.def"
    };
}

static int from_environment(struct settings *to)
{
    for (size_t i = 0; i < SETTINGS; i++) {
        const char *value = getenv(settings[i].environment);
        if (value && *value && !set(to, &settings[i], settings[i].environment, value))
            return 0;
    }
    for (size_t i = 0; i < sizeof for_tests / sizeof for_tests[0]; i++) {
        const char *value = getenv(for_tests[i].environment);
        int n = value ? atoi(value) : 0;
        if (n <= 0)
            continue;
        memcpy((char *)to + for_tests[i].at, &n, sizeof n);
        /* A limit that was lifted for a test and forgotten is not to stay unnoticed. */
        fprintf(stderr, "ambulando: serve: %s is set to %d: it is for tests only\n",
                for_tests[i].environment, n);
    }
    return 1;
}

void serve_help(struct text *t)
{
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *s = &settings[i];
        text_lit(t, "  ");
        text_str(t, s->option);
        text_str(t, *s->value ? " " : "");
        text_str(t, s->value);
        text_lit(t, "\n      ");
        for (const char *p = s->help; *p; p++)
            text_str(t, *p == '\n' ? "\n      " : (char[]){*p, '\0'});
        text_lit(t, "\n      ");
        text_str(t, s->environment);
        text_str(t, *s->preset ? "; by default " : "");
        text_str(t, s->preset);
        text_lit(t, "\n");
    }
}

static int from_flags(struct settings *to, int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        const struct setting *s = NULL;
        size_t n = 0;
        for (size_t k = 0; k < SETTINGS && !s; k++) {
            n = strlen(settings[k].option);
            if (strncmp(argv[i], settings[k].option, n) == 0 && (!argv[i][n] || argv[i][n] == '='))
                s = &settings[k];
        }
        if (!s)
            return wrong(argv[i], "there is no such option");
        const char *value = argv[i][n] == '=' ? argv[i] + n + 1 : NULL;
        if (s->type == FLAG) {
            if (value)
                return wrong(s->option, "takes no value");
            value = "1";
        } else if (!value && i + 1 < argc) {
            value = argv[++i];
        }
        if (!value)
            return wrong(s->option, "needs a value");
        if (!set(to, s, s->option, value))
            return 0;
    }
    return 1;
}

/* What stands in a header, a page or a log is one line. */
static int one_line(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < ' ' || *s == 0x7f)
            return 0;
    return 1;
}

static int judge(const struct settings *s)
{
    const char *const text[] = {s->base_url,    s->runs_by,   s->contact,  s->signed_by,
                                s->mail_server, s->mail_from, s->mail_user};
    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
        if (!one_line(text[i]) || strlen(text[i]) > 300)
            return wrong("a setting", "is longer than 300 letters or more than a line");
    if (!*s->data)
        return wrong("--data", "needs a folder");
    if (!*s->tls_cert != !*s->tls_key)
        return wrong("--tls-cert and --tls-key", "one needs the other");
    size_t n = strlen(s->base_url);
    int http = strncmp(s->base_url, "http://", 7) == 0,
        https = strncmp(s->base_url, "https://", 8) == 0;
    const char *host = s->base_url + (https ? 8 : 7);
    if (n && ((!http && !https) || !*host || strpbrk(host, "/?# \"<>")))
        return wrong("--base-url", "is http:// or https:// and a name, with no path after it");
    const char *option = "", *why = mail_settings_wrong(s, &option);
    return !why || wrong(option, why);
}

int settings_read(struct settings *ret, int argc, char **argv)
{
    preset(ret);
    return from_environment(ret) && from_flags(ret, argc, argv) && judge(ret);
}
