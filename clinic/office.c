/* office.c - fields of the pages on which a clinic is run. */
#include "office.h"

/* --- what was posted -------------------------------------------------------------------------------------- */

static const char *too_long(struct desk *d, int most)
{
    struct text t = {.mem = d->v.a};
    text_lit(&t, "This is too long to keep. Write at most ");
    text_int(&t, most);
    text_lit(&t, " letters.");
    text_char(&t, '\0');
    return t.p;
}

struct value take_line_of(struct desk *d, const char *key, int most, const char *must)
{
    struct value v = value_posted(d, key);
    if (!v.text.len && must)
        wrong(&d->v, key, must);
    if (v.text.len > (uint32_t)most)
        wrong(&d->v, key, too_long(d, most));
    for (uint32_t i = 0; i < v.text.len; i++)
        if (v.text.p[i] == '\n' || v.text.p[i] == '\r' || v.text.p[i] == '\t')
            wrong(&d->v, key, "Write it in one line.");
    return v;
}

struct value take_telephone(struct desk *d, const char *key)
{
    struct value v = take_line_of(d, key, TELEPHONE_MOST, NULL);
    int digits = 0, other = 0;
    for (uint32_t i = 0; i < v.text.len; i++) {
        char c = v.text.p[i];
        int digit = c >= '0' && c <= '9';
        digits += digit;
        other |= !digit && c != ' ' && c != '+' && c != '-' && c != '.' && c != '/' && c != '(' &&
                 c != ')';
    }
    if (v.text.len && (other || digits < 3))
        wrong(&d->v, key, "Write a telephone number: digits, spaces and a plus.");
    return v;
}

/* Letters, digits and signs that need no quoting: what else is allowed in an address hardly anybody has, and what
 * ends a line of a mail's head nobody. */
static int stands_in_mail(char c, int domain)
{
    int plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
    static const char signs[] = "!#$%&'*+/=?^_`{|}~";
    for (int i = 0; !domain && i < COUNT_OF(signs) - 1; i++)
        plain |= c == signs[i];
    return plain;
}

static int is_mail(const char *s, size_t n)
{
    size_t at = 0, dot = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '@' && !at && i)
            at = i;
        else if (!stands_in_mail(s[i], at != 0))
            return 0;
        if (s[i] == '.' && i && (s[i - 1] == '.' || s[i - 1] == '@'))
            return 0;
        dot = s[i] == '.' && at ? i : dot;
    }
    return at && dot && dot + 2 < n && s[0] != '.' && s[at - 1] != '.' && s[n - 1] != '-';
}

struct value take_mail(struct desk *d, const char *key, const char *must)
{
    struct value v = take_line_of(d, key, MAIL_MOST, must);
    char *low = arena_alloc(d->v.a, (size_t)v.text.len + 1, 1);
    for (uint32_t i = 0; i < v.text.len; i++) {
        char c = v.text.p[i];
        low[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    if (v.text.len && !is_mail(low, v.text.len))
        wrong(&d->v, key, "Write the whole email address, as in anna@example.org.");
    return value_text((struct span){low, v.text.len});
}

int take_born(struct desk *d, const char *key, int must)
{
    enum { OLDEST = 120 };
    struct value v = value_posted(d, key);
    int n = 0, now = day_year(d->v.day);
    if (!v.text.len && !must)
        return 0;
    for (uint32_t i = 0; i < v.text.len && i < 5; i++)
        n = v.text.p[i] >= '0' && v.text.p[i] <= '9' ? 10 * n + (v.text.p[i] - '0') : -10000;
    if (v.text.len == 4 && n >= now - OLDEST && n <= now)
        return n;
    wrong(&d->v, key, "Write the year of birth with four digits, as in 1979.");
    return 0;
}

int64_t form_number(struct desk *d)
{
    int64_t clinic = d->who ? d->who->actor.clinic : d->q->whose;
    uint64_t n = d->v.session ^ (uint64_t)clinic * 0x9e3779b97f4a7c15u;
    n = (n ^ n >> 31) * 0xbf58476d1ce4e5b9u;
    n = (n ^ n >> 29) * 0x94d049bb133111ebu;
    n = (n ^ n >> 32) & (((uint64_t)1 << 53) - 1);
    return n ? (int64_t)n : 1;
}

/* --- lists to pick from -------------------------------------------------------------------------------------- */

const char *hex_of(struct desk *d, int64_t number)
{
    return number_path(d, "", number, "");
}

static void put_option(struct desk *d, const char *key, const char *value, const char *words)
{
    const char *was = posted(&d->v, key, 0);
    html_put(&d->v.w, "<option value=\"%s\"", value);
    if (was && str_same(was, value))
        html_put(&d->v.w, " selected");
    html_put(&d->v.w, ">%s</option>", words);
}

void ask_pick(struct desk *d, const char *key, const char *ask, const char *hint, const char *none,
              const struct option *option, int count)
{
    field_open(&d->v, key, ask, hint);
    html_put(&d->v.w, "<select class=\"field\" id=\"%s\" name=\"%s\"", key, key);
    field_described(&d->v, key, hint, NULL);
    html_put(&d->v.w, ">");
    if (none)
        html_put(&d->v.w, "<option value=\"\">%s</option>", none);
    for (int i = 0; i < count; i++)
        put_option(d, key, hex_of(d, option[i].number), option[i].words);
    html_put(&d->v.w, "</select></div>");
}

int64_t take_pick(struct desk *d, const char *key, const struct option *option, int count)
{
    int64_t n = posted_number(d, key);
    if (!posted(&d->v, key, 0))
        return 0;
    for (int i = 0; i < count; i++)
        if (option[i].number == n)
            return n;
    wrong(&d->v, key, "Choose one of the list.");
    return 0;
}

int clinician_options(struct desk *d, int64_t was, struct option **ret)
{
    const struct rows *r = &d->q->staff_rows;
    struct option *o = arena_alloc(d->v.a, r->count + 1, sizeof *o);
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        int64_t number = row_whole(r, i, staff_account);
        int treats = !str_same(row_text(r, i, staff_role), "desk") && !row_is(r, i, staff_left_s);
        if (treats || number == was)
            o[n++] = (struct option){number, row_text(r, i, staff_name)};
    }
    *ret = o;
    return n;
}

int site_options(struct desk *d, int64_t was, struct option **ret)
{
    const struct rows *r = &d->q->sites;
    struct option *o = arena_alloc(d->v.a, r->count + 1, sizeof *o);
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        int64_t number = row_whole(r, i, sites_site);
        if (!row_is(r, i, sites_closed_s) || number == was)
            o[n++] = (struct option){number, row_text(r, i, sites_name)};
    }
    *ret = o;
    return n;
}

/* --- rows ------------------------------------------------------------------------------------------------------ */

int in_care(const struct rows *people, uint32_t i)
{
    return !row_is(people, i, people_left_s) && !row_is(people, i, people_archived_s);
}

int people_of(struct desk *d, int64_t account)
{
    const struct rows *p = &d->q->people;
    int n = 0;
    for (uint32_t i = 0; i < p->count; i++)
        n += in_care(p, i) && row_whole(p, i, people_account) == account;
    return n;
}

int owners_left(struct desk *d, int64_t without)
{
    const struct rows *r = &d->q->staff_rows;
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++)
        n += str_same(row_text(r, i, staff_role), "owner") && !row_is(r, i, staff_left_s) &&
             row_whole(r, i, staff_account) != without;
    return n;
}

/* --- words ------------------------------------------------------------------------------------------------------- */

const char *role_called(const char *role)
{
    static const char *const words[][2] = {{"owner", "Owner"},
                                           {"practitioner", "Practitioner"},
                                           {"desk", "Front desk"},
                                           {"patient", "Patient"},
                                           {"system", "The program"}};
    for (int i = 0; i < COUNT_OF(words); i++)
        if (str_same(role, words[i][0]))
            return words[i][1];
    return "Somebody";
}

int day_of_instant(struct desk *d, int64_t at_s)
{
    int64_t local = at_s + (int64_t)d->v.now.offset * 60;
    return (int)((local >= 0 ? local : local - 86399) / 86400);
}

void put_crumb(struct desk *d, const char *path, const char *words)
{
    html_put(&d->v.w, "<p class=\"crumb\"><a href=\"/%s\">%s</a></p>", path + 1, words);
}

void put_name_born(struct desk *d, const struct rows *r, uint32_t i)
{
    html_put(&d->v.w, "%s", row_text(r, i, people_name));
    if (row_is(r, i, people_born))
        html_put(&d->v.w, ", born %d", (int)row_whole(r, i, people_born));
}
