/* What pages ask. A widget fills in what was posted, and never anything else.
 *
 * The markup follows nhsuk-frontend: a fieldset with its legend, a hint and an error message that are
 * tied to it by id, and an error summary whose links lead to the first control of the field, which
 * has the key for its id. The others have KEY-VALUE. */
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

/* The record that a form was made for: on a shared browser another may be open when it is sent. */
static void put_tag(struct visit *v)
{
    unsigned char tag[8];
    if (!v->q->tag)
        return;
    for (int i = 0; i < 8; i++)
        tag[i] = (unsigned char)(v->q->tag >> (56 - 8 * i));
    html_put(&v->w, "<input type=\"hidden\" name=\"for\" value=\"");
    put_hex(v, tag, sizeof tag);
    html_put(&v->w, "\">");
}

int made_for_another(const struct visit *v)
{
    const char *tag = posted(v, "for", 0);
    return tag && session_read(tag) != v->q->tag;
}

void form_open_same(struct visit *v, const char *action)
{
    html_put(&v->w, "<form method=\"post\" action=\"/%s\">", action + 1);
    for (uint32_t i = 0; i < v->posted_count; i++) {
        const struct posted *p = &v->posted[i];
        int tag = p->key.len == 3 && memcmp(p->key.p, "for", 3) == 0;
        if (p->plain_len && !tag)
            html_put(&v->w, "<input type=\"hidden\" name=\"%.*s\" value=\"%s\">", (int)p->key.len,
                     p->key.p, p->plain);
    }
    put_tag(v);
}

void error_summary(struct visit *v)
{
    if (!v->wrongs || v->summed)
        return;
    v->summed = 1;
    html_put(&v->w, "<div class=\"error-summary\" role=\"alert\" aria-labelledby=\"wrong\" "
                    "tabindex=\"-1\"><h2 id=\"wrong\">");
    if (v->wrongs == 1)
        html_put(&v->w, "One answer needs another look");
    else
        html_put(&v->w, "%d answers need another look", v->wrongs);
    html_put(&v->w, "</h2><ul>");
    for (int i = 0; i < v->wrongs; i++)
        html_put(&v->w, "<li><a href=\"#%s\">%s</a></li>", v->wrong[i].key, v->wrong[i].why);
    html_put(&v->w, "</ul></div>");
}

/* Each form of a page has an id of its own, so that none is taken for another sent again. */
void form_open(struct visit *v, const char *action)
{
    unsigned char id[8];
    memcpy(id, v->q->random, sizeof id);
    id[7] ^= (unsigned char)v->forms++;
    if (v->wrongs && !v->summed) {
        error_summary(v);
        html_put(&v->w, "<p class=\"small quiet\">Nothing is saved yet, and nothing is lost: your "
                        "other answers are still here.</p>");
    }
    html_put(&v->w, "<form method=\"post\"");
    if (action)
        html_put(&v->w, " action=\"/%s\"", action + 1);
    html_put(&v->w, "><input type=\"hidden\" name=\"id\" value=\"");
    put_hex(v, id, sizeof id);
    html_put(&v->w, "\">");
    put_tag(v);
}

void form_close(struct visit *v, const char *button)
{
    html_put(&v->w, "<p><button class=\"btn\">%s</button></p></form>", button);
}

/* --- the frame of a question -------------------------------------------------------------------------- */

void field_described(struct visit *v, const char *key, const char *hint, const char *unit)
{
    int bad = wrong_about(v, key) != NULL;
    if (!hint && !bad && !unit)
        return;
    html_put(&v->w, " aria-describedby=\"");
    if (hint)
        html_put(&v->w, "%s-hint ", key);
    if (bad)
        html_put(&v->w, "%s-error ", key);
    if (unit)
        html_put(&v->w, "%s-unit", key);
    html_put(&v->w, "\"");
}

static void hint_and_error(struct visit *v, const char *key, const char *hint)
{
    const char *why = wrong_about(v, key);
    if (hint)
        html_put(&v->w, "<p class=\"hint\" id=\"%s-hint\">%s</p>", key, hint);
    if (!why)
        return;
    html_put(&v->w, "<p class=\"error\" id=\"%s-error\">", key);
    icon(v, "stop");
    html_put(&v->w, "<span><span class=\"sr\">Error: </span>%s</span></p>", why);
}

/* A question with several controls; one with a single field. */
static void open_group(struct visit *v, const char *key, const char *ask, const char *hint)
{
    html_put(&v->w, "<fieldset class=\"q%s\"", wrong_about(v, key) ? " bad" : "");
    field_described(v, key, hint, NULL);
    html_put(&v->w, "><legend>%s</legend>", ask);
    hint_and_error(v, key, hint);
}

void field_open(struct visit *v, const char *key, const char *ask, const char *hint)
{
    html_put(&v->w, "<div class=\"q%s\"><label for=\"%s\">%s</label>",
             wrong_about(v, key) ? " bad" : "", key, ask);
    hint_and_error(v, key, hint);
}

/* --- choices -------------------------------------------------------------------------------------------- */

static void put_id(struct visit *v, const char *key, const char *value, int first)
{
    html_put(&v->w, "%s", key);
    if (!first)
        html_put(&v->w, "-%s", value);
}

/* An input and the start of its label. */
static void choice_open(struct visit *v, const char *type, const char *key, const char *value,
                        int first)
{
    html_put(&v->w, "<input type=\"%s\" id=\"", type);
    put_id(v, key, value, first);
    html_put(&v->w, "\" name=\"%s\" value=\"%s\"", key, value);
    if (posted_is(v, key, value))
        html_put(&v->w, " checked");
    html_put(&v->w, "><label for=\"");
    put_id(v, key, value, first);
    html_put(&v->w, "\">");
}

/* Two columns when the answers are short and make full rows. */
static int in_two(const struct choice *choice, int count)
{
    enum { SHORT = 12 };
    for (int i = 0; i < count; i++) {
        int n = 0;
        while (choice[i].words[n])
            n++;
        if (choice[i].hint || n > SHORT)
            return 0;
    }
    return count % 2 == 0 || count > 4;
}

static void picks(struct visit *v, const char *type, const char *key, const struct choice *choice,
                  int count)
{
    html_put(&v->w, "<div class=\"picks%s\">", in_two(choice, count) ? " two" : "");
    for (int i = 0; i < count; i++) {
        html_put(&v->w, "<div class=\"pick\">");
        choice_open(v, type, key, choice[i].value, i == 0);
        html_put(&v->w, "%s", choice[i].words);
        if (choice[i].hint)
            html_put(&v->w, "<span class=\"hint\">%s</span>", choice[i].hint);
        html_put(&v->w, "</label></div>");
    }
    html_put(&v->w, "</div></fieldset>");
}

void ask_one(struct visit *v, const char *key, const char *ask, const char *hint,
             const struct choice *choice, int count)
{
    open_group(v, key, ask, hint);
    picks(v, "radio", key, choice, count);
}

void ask_many(struct visit *v, const char *key, const char *ask, const char *hint,
              const struct choice *choice, int count)
{
    open_group(v, key, ask, hint);
    picks(v, "checkbox", key, choice, count);
}

void ask_scale(struct visit *v, const char *key, const char *ask, const char *hint, const char *low,
               const char *high)
{
    static const char *const number[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
    open_group(v, key, ask, hint);
    html_put(&v->w, "<div class=\"scale\">");
    for (int i = 0; i <= 10; i++) {
        html_put(&v->w, "<span>");
        choice_open(v, "radio", key, number[i], i == 0);
        html_put(&v->w, "%d", i);
        if (i == 0 || i == 10)
            html_put(&v->w, "<span class=\"sr\"> %s</span>", i ? high : low);
        html_put(&v->w, "</label></span>");
    }
    html_put(&v->w,
             "</div><div class=\"ends\" aria-hidden=\"true\"><span>0 = %s</span>"
             "<span>10 = %s</span></div></fieldset>",
             low, high);
}

void ask_reach(struct visit *v, const char *key, const char *ask, const char *hint)
{
    static const char *const zone[] = {"none", "back", "buttock", "hip", "thigh", "calf", "foot"};
    open_group(v, key, ask, hint);
    html_put(&v->w, "<div class=\"reach\">");
    for (int i = zones_none; i <= zones_foot; i++) {
        html_put(&v->w, "<span>");
        choice_open(v, "radio", key, zone[i], i == 0);
        reach_small(v, i, sides3_left);
        html_put(&v->w, "%s</label></span>", i == zones_calf ? "lower leg" : zone[i]);
    }
    html_put(&v->w, "</div></fieldset>");
}

/* --- fields --------------------------------------------------------------------------------------------- */

void ask_number(struct visit *v, const char *key, const char *ask, const char *hint,
                const char *unit, int most)
{
    const char *was = posted(v, key, 0);
    int digits = 1;
    for (int m = most; m >= 10; m /= 10)
        digits++;
    field_open(v, key, ask, hint);
    html_put(&v->w,
             "<div class=\"unit\"><input class=\"field\" id=\"%s\" name=\"%s\" "
             "inputmode=\"numeric\" autocomplete=\"off\" size=\"%d\"",
             key, key, digits + 2);
    field_described(v, key, hint, unit[0] ? unit : NULL);
    if (was)
        html_put(&v->w, " value=\"%s\"", was);
    html_put(&v->w, ">");
    if (unit[0])
        html_put(&v->w, "<span id=\"%s-unit\">%s</span>", key, unit);
    html_put(&v->w, "</div></div>");
}

void ask_text(struct visit *v, const char *key, const char *ask, const char *hint, int lines)
{
    const char *was = posted(v, key, 0);
    field_open(v, key, ask, hint);
    if (lines <= 1)
        html_put(&v->w, "<input class=\"field\" id=\"%s\" name=\"%s\"", key, key);
    else
        html_put(&v->w, "<textarea class=\"field\" id=\"%s\" name=\"%s\" rows=\"%d\"", key, key,
                 lines);
    field_described(v, key, hint, NULL);
    if (lines <= 1 && was)
        html_put(&v->w, " value=\"%s\"", was);
    html_put(&v->w, ">");
    if (lines > 1) /* a browser drops the first line end, so it gets one to drop */
        html_put(&v->w, "\n%s</textarea>", was ? was : "");
    html_put(&v->w, "</div>");
}

/* A browser's own field of dates posts YYYY-MM-DD and cannot hold anything else: what could not be
 * taken is shown in a plain field, so that it is not lost. */
void ask_date(struct visit *v, const char *key, const char *ask, const char *hint)
{
    const char *was = posted(v, key, 0);
    field_open(v, key, ask, hint);
    html_put(&v->w, "<input class=\"field\" id=\"%s\" name=\"%s\" type=\"%s\"", key, key,
             wrong_about(v, key) ? "text" : "date");
    field_described(v, key, hint, NULL);
    if (was)
        html_put(&v->w, " value=\"%s\"", was);
    html_put(&v->w, "></div>");
}
