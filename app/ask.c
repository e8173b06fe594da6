/* What pages ask. A widget fills in what was posted, and never anything else. */
#include "visit.h"

static void put_hex(struct visit *v, const unsigned char *bytes, int n)
{
    static const char digit[] = "0123456789abcdef";
    for (int i = 0; i < n; i++)
        html_put(&v->w, "%.*s%.*s", 1, digit + (bytes[i] >> 4), 1, digit + (bytes[i] & 15));
}

void hidden(struct visit *v, const char *key, const char *value)
{
    html_put(&v->w, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", key, value);
}

void hidden_posted(struct visit *v)
{
    for (uint32_t i = 0; i < v->posted_count; i++) {
        const struct posted *p = &v->posted[i];
        if (p->plain_len)
            html_put(&v->w, "<input type=\"hidden\" name=\"%.*s\" value=\"%s\">", (int)p->key.len,
                     p->key.p, p->plain);
    }
}

void form_open(struct visit *v, const char *action)
{
    const char *id = posted(v, "id", 0);
    if (v->wrongs) {
        html_put(&v->w,
                 "<div class=\"error-summary\" role=\"alert\"><h2>There is a problem</h2><ul>");
        for (int i = 0; i < v->wrongs; i++)
            html_put(&v->w, "<li><a href=\"#%s\">%s</a></li>", v->wrong[i].key, v->wrong[i].why);
        html_put(&v->w, "</ul></div>");
    }
    html_put(&v->w,
             "<form method=\"post\" action=\"/%s\"><input type=\"hidden\" name=\"id\" value=\"",
             action + 1);
    if (id)
        html_put(&v->w, "%s", id);
    else
        put_hex(v, v->q->random, 8);
    html_put(&v->w, "\">");
}

void form_close(struct visit *v, const char *button)
{
    html_put(&v->w, "<p><button class=\"btn\">%s</button></p></form>", button);
}

static void question(struct visit *v, const char *key, const char *ask, const char *hint)
{
    const char *why = wrong_about(v, key);
    html_put(&v->w, "<fieldset class=\"q\" id=\"%s\"><legend>%s</legend>", key, ask);
    if (hint)
        html_put(&v->w, "<p class=\"hint\">%s</p>", hint);
    if (why)
        html_put(&v->w, "<p class=\"error\">%s</p>", why);
}

static void mark(struct visit *v, const char *key, const char *value)
{
    if (posted_is(v, key, value))
        html_put(&v->w, " checked");
}

static void choices(struct visit *v, const char *type, const char *key, const struct choice *choice,
                    int count)
{
    for (int i = 0; i < count; i++) {
        html_put(&v->w, "<label><input type=\"%s\" name=\"%s\" value=\"%s\"", type, key,
                 choice[i].value);
        mark(v, key, choice[i].value);
        html_put(&v->w, ">%s</label>", choice[i].words);
    }
    html_put(&v->w, "</fieldset>");
}

void ask_one(struct visit *v, const char *key, const char *ask, const char *hint,
             const struct choice *choice, int count)
{
    question(v, key, ask, hint);
    choices(v, "radio", key, choice, count);
}

void ask_many(struct visit *v, const char *key, const char *ask, const char *hint,
              const struct choice *choice, int count)
{
    question(v, key, ask, hint);
    choices(v, "checkbox", key, choice, count);
}

void ask_scale(struct visit *v, const char *key, const char *ask, const char *hint, const char *low,
               const char *high)
{
    static const struct choice scale[] = {
        {"0", "0", 0}, {"1", "1", 0}, {"2", "2", 0}, {"3", "3", 0}, {"4", "4", 0},  {"5", "5", 0},
        {"6", "6", 0}, {"7", "7", 0}, {"8", "8", 0}, {"9", "9", 0}, {"10", "10", 0}};
    (void)low;
    (void)high;
    ask_one(v, key, ask, hint, scale, 11);
}

void ask_reach(struct visit *v, const char *key, const char *ask, const char *hint)
{
    static const struct choice zone[] = {{"none", "none", 0},       {"back", "back", 0},
                                         {"buttock", "buttock", 0}, {"hip", "hip", 0},
                                         {"thigh", "thigh", 0},     {"calf", "lower leg", 0},
                                         {"foot", "foot", 0}};
    ask_one(v, key, ask, hint, zone, 7);
}

static void field(struct visit *v, const char *key, const char *ask, const char *hint)
{
    const char *why = wrong_about(v, key);
    html_put(&v->w, "<div class=\"q\"><label for=\"%s\">%s</label>", key, ask);
    if (hint)
        html_put(&v->w, "<p class=\"hint\">%s</p>", hint);
    if (why)
        html_put(&v->w, "<p class=\"error\">%s</p>", why);
}

void ask_number(struct visit *v, const char *key, const char *ask, const char *hint,
                const char *unit, int most)
{
    const char *was = posted(v, key, 0);
    (void)most;
    field(v, key, ask, hint);
    html_put(&v->w, "<input id=\"%s\" name=\"%s\" inputmode=\"numeric\" value=\"%s\"> %s</div>",
             key, key, was ? was : "", unit);
}

void ask_text(struct visit *v, const char *key, const char *ask, const char *hint, int lines)
{
    const char *was = posted(v, key, 0);
    field(v, key, ask, hint);
    html_put(&v->w, "<textarea id=\"%s\" name=\"%s\" rows=\"%d\">%s</textarea></div>", key, key,
             lines, was ? was : "");
}

void ask_date(struct visit *v, const char *key, const char *ask, const char *hint)
{
    const char *was = posted(v, key, 0);
    field(v, key, ask, hint);
    html_put(&v->w, "<input id=\"%s\" name=\"%s\" type=\"date\" value=\"%s\"></div>", key, key,
             was ? was : "");
}
