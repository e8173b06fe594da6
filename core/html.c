#include "html.h"

#include <stdarg.h>

/* Markup of the format passes as it is, and moves the place we are at; the rest of the format. */
static const char *put_markup(struct html *w, const char *f)
{
    const char *p = f;
    for (; *p && *p != '%'; p++) {
        if (w->at == HTML_TEXT && *p == '<')
            w->at = HTML_TAG;
        else if (w->at == HTML_TAG && *p == '>')
            w->at = HTML_TEXT;
        else if (w->at != HTML_TEXT && *p == '"')
            w->at = w->at == HTML_TAG ? HTML_VALUE : HTML_TAG;
    }
    text_add(&w->out, f, (size_t)(p - f));
    return p;
}

static int ends_with(const struct text *t, const char *s, size_t n)
{
    return t->len >= n && memcmp(t->p + t->len - n, s, n) == 0;
}
#define ENDS_WITH(t, literal) ends_with((t), literal, sizeof(literal) - 1)

/* At the start of a link a value could choose where it leads: javascript:, or, after a first
 * slash, //another.site, also with a tab or line end between the slashes. */
static int may_stand(const struct html *w, const char *s, size_t most)
{
    const struct text *t = &w->out;
    if (w->at == HTML_TEXT)
        return 1;
    if (w->at != HTML_VALUE)
        return 0;
    char last = t->len ? t->p[t->len - 1] : 0;
    /* a browser drops tabs and line ends from an address, and what is before it */
    int slash = most && s[0] && ((unsigned char)s[0] <= ' ' || s[0] == '/' || s[0] == '\\');
    if (last == '/')
        return !(slash && ENDS_WITH(t, "=\"/"));
    return last != '"' || (!ENDS_WITH(t, "href=\"") && !ENDS_WITH(t, "src=\"") &&
                           !ENDS_WITH(t, "action=\"") && !ENDS_WITH(t, "srcset=\""));
}

static void put_text(struct text *t, const char *s, size_t most)
{
    size_t plain = 0; /* bytes that wait to be added as they are */
    for (size_t i = 0;; i++) {
        int end = i == most || !s[i];
        char c = end ? 0 : s[i];
        if (!end && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'') {
            plain++;
            continue;
        }
        text_add(t, s + i - plain, plain);
        plain = 0;
        if (end)
            return;
        if (c == '&')
            text_lit(t, "&amp;");
        else if (c == '<')
            text_lit(t, "&lt;");
        else if (c == '>')
            text_lit(t, "&gt;");
        else if (c == '"')
            text_lit(t, "&quot;");
        else
            text_lit(t, "&#39;");
    }
}

void html_put_(struct html *w, const char *format, ...)
{
    va_list arguments;
    if (w->bug)
        return;
    va_start(arguments, format);
    for (const char *f = put_markup(w, format); *f; f = put_markup(w, f + 1)) {
        if (*++f == '%') {
            text_char(&w->out, '%');
            continue;
        }
        size_t most = SIZE_MAX;
        if (f[0] == '.' && f[1] == '*') {
            int n = va_arg(arguments, int);
            most = n < 0 ? 0 : (size_t)n;
            f += 2;
        }
        if (*f == 'd' && may_stand(w, "", 0)) {
            text_int(&w->out, va_arg(arguments, int));
            continue;
        }
        const char *s = *f == 's' ? va_arg(arguments, const char *) : NULL;
        if (*f != 's' || !may_stand(w, s ? s : "", s ? most : 0)) {
            w->bug = format;
            break;
        }
        if (s)
            put_text(&w->out, s, most);
    }
    va_end(arguments);
}
