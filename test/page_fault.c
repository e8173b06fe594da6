#include "page_fault.h"

#include <stdio.h>
#include <string.h>

static int is_void(const char *tag, size_t n)
{
    static const char *const voids[] = {"meta", "link",   "input", "br",
                                        "img",  "source", "hr",    "!doctype"};
    for (size_t i = 0; i < sizeof voids / sizeof voids[0]; i++)
        if (strlen(voids[i]) == n && !memcmp(voids[i], tag, n))
            return 1;
    return 0;
}

const char *tag_attribute(const char *tag, const char *end, const char *name, size_t *ret_len)
{
    size_t n = strlen(name);
    for (const char *p = tag; p + n + 3 < end; p++)
        if (*p == ' ' && !memcmp(p + 1, name, n) && p[n + 1] == '=' && p[n + 2] == '"') {
            const char *value = p + n + 3, *stop_at = strchr(value, '"');
            *ret_len = (size_t)(stop_at - value);
            return value;
        }
    return NULL;
}

const char *page_fault(const char *page)
{
    static char why[200];
    struct {
        const char *name, *open;
        size_t n;
        int words;
    } stack[64];
    struct {
        const char *p;
        size_t n;
    } ids[400];
    int depth = 0, id_count = 0, h1 = 0, links = 0;
    for (const char *p = page; *p;) {
        if (*p != '<') {
            if (depth && *p != ' ' && *p != '\n')
                for (int i = 0; i < depth; i++)
                    stack[i].words = 1;
            p++;
            continue;
        }
        const char *end = strchr(p, '>'), *name = p + 1 + (p[1] == '/');
        size_t n = strcspn(name, " >/"), len;
        if (!end || memchr(p + 1, '<', (size_t)(end - p - 1)))
            return "a tag that does not end";
        if (p[1] == '/') {
            if (!depth || stack[depth - 1].n != n || memcmp(stack[depth - 1].name, name, n)) {
                snprintf(why, sizeof why, "</%.*s> closes nothing: %.60s", (int)n, name, p);
                return why;
            }
            depth--;
            const char *open = stack[depth].open, *open_end = strchr(open, '>');
            if ((n == 1 && *name == 'a') || (n == 6 && !memcmp(name, "button", 6))) {
                links++;
                if (!stack[depth].words && !tag_attribute(open, open_end, "aria-label", &len))
                    return "an empty link or button";
            }
        } else {
            const char *id = tag_attribute(p, end, "id", &len);
            h1 += n == 2 && !memcmp(name, "h1", 2);
            for (int i = 0; id && i < id_count; i++)
                if (ids[i].n == len && !memcmp(ids[i].p, id, len)) {
                    snprintf(why, sizeof why, "id %.*s twice", (int)len, id);
                    return why;
                }
            if (id && id_count < 400) {
                ids[id_count].p = id;
                ids[id_count++].n = len;
            }
            const char *to = tag_attribute(p, end, "href", &len);
            if (to && !len)
                return "a link to nowhere";
            if (to && !strncmp(to, "tel:", 4) && (len == 4 || memchr(to, ' ', len)))
                return "a call to no number";
            if (end - p > 8 &&
                (!memcmp(end - 8, " checked", 8) || !memcmp(end - 9, " selected", 9)))
                return "something is chosen beforehand";
            if (!is_void(name, n) && end[-1] != '/') {
                if (depth == 64)
                    return "too deep";
                stack[depth].name = name;
                stack[depth].open = p;
                stack[depth].n = n;
                stack[depth++].words = 0;
            }
        }
        p = end + 1;
    }
    return depth ? "a tag stays open" : h1 != 1 ? "not one h1" : links < 1 ? "no link" : NULL;
}
