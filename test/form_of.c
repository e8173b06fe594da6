#include "form_of.h"

#include <stdio.h>
#include <string.h>

/* The value of an attribute that begins at *at, up to its quote. */
static size_t quoted(const char *at)
{
    return strcspn(at, "\"");
}

static void add_pair(char *body, const char *name, size_t name_len, const char *value, size_t len)
{
    size_t n = strlen(body);
    snprintf(body + n, FORM_ROOM - n, "%s%.*s=%.*s", n ? "&" : "", (int)name_len, name, (int)len,
             value);
}

void form_of(const char *page, const char *path, char *body)
{
    static const char name[] = "type=\"hidden\" name=\"", value[] = "\" value=\"";
    char action[400];
    snprintf(action, sizeof action, "action=\"%.*s\"", (int)strcspn(path, "?"), path);
    const char *from = strstr(page, action), *to;
    from = from ? from : strstr(page, "<form");
    to = from ? strstr(from, "</form>") : NULL;
    while (from && to && (from = strstr(from, name)) && from < to) {
        from += sizeof name - 1;
        const char *v = from + quoted(from) + sizeof value - 1;
        add_pair(body, from, quoted(from), v, quoted(v));
        from = v;
    }
}

void form_add(char *body, const char *name, const char *value)
{
    add_pair(body, name, strlen(name), value, strlen(value));
}
