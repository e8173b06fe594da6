/* A clinic's first page: /clinic/begin/SECRET. Who runs it, where, who has signed the rules, and the owner's
 * account; then the second factor. Nothing is kept before all of it is told: what was answered goes along
 * with the form, sealed. */
#include "clinic.h"

#include "zone.h"

#include "../../knowledge/country.h"

#include <sodium.h>
#include <string.h>

static const char use[] = "begin";

/* What is asked: name, most letters, why it must be there (NULL: it may be left out). */
static const struct {
    const char *key;
    int most;
    const char *must;
} lines[] = {
    {"clinic", 100, "Write the name of the clinic."},
    {"country", 2, "Choose the country."},
    {"site", 100, "Write a name for the first place, for example its street."},
    {"address", 300, NULL},
    {"telephone", 40, NULL},
    {"zone", 60, NULL},
    {"signed_by", 100, NULL},
    {"signed_number", 40, NULL},
    {"signed_day", 10, NULL},
    {"name", 100, "Write your name."},
    {"login", 200, "Write the email that you will sign in with."},
    {"number", 40, NULL},
};
enum { LINES = sizeof lines / sizeof lines[0] };

static void ask_country(struct visit *v)
{
    const char *was = posted(v, "country", 0);
    was = was ? was : v->q->site->country->code;
    field_open(v, "country", "Country", "Whose emergency numbers are shown.");
    html_put(&v->w, "<select class=\"field\" id=\"country\" name=\"country\">");
    for (int i = 0; i < country_count; i++) {
        html_put(&v->w, "<option value=\"%s\"", countries[i].code);
        if (strcmp(countries[i].code, was) == 0)
            html_put(&v->w, " selected");
        html_put(&v->w, ">%s</option>", countries[i].name);
    }
    html_put(&v->w, "</select></div>");
}

static void ask_clinic(struct visit *v)
{
    html_put(&v->w, "<h2>The clinic</h2>");
    ask_line(v, "clinic", "Who runs it", "The name that patients know.", "text", "organization",
             40);
    ask_country(v);
    ask_line(v, "site", "First place", "More can be added later.", "text", "off", 40);
    ask_line(v, "address", "Its address", NULL, "text", "off", 40);
    ask_line(v, "telephone", "Its telephone", "Shown to patients.", "tel", "tel", 24);
    ask_line(v, "zone", "Its time zone", "For example Europe/London. Empty: that of this server.",
             "text", "off", 24);
}

static void ask_signature(struct visit *v)
{
    html_put(&v->w,
             "<h2>Who has signed the rules</h2><p>The plans follow rules. A registered clinician "
             "of yours reads them (docs/clinical.md), and signs. Until then every page says that "
             "nobody has. It can be done later.</p>");
    ask_line(v, "signed_by", "Name of the clinician", NULL, "text", "off", 40);
    ask_line(v, "signed_number", "Registration number", NULL, "text", "off", 24);
    ask_date(v, "signed_day", "Signed on", NULL);
}

static void ask_owner(struct visit *v)
{
    html_put(&v->w, "<h2>You, as the owner</h2>");
    ask_line(v, "name", "Your name", NULL, "text", "name", 40);
    ask_line(v, "login", "Email", "To sign in with. Nothing is sent to it unless you ask.", "email",
             "username", 40);
    ask_line(v, "number", "Registration number", "If you treat people yourself.", "text", "off",
             24);
    ask_line(v, "password", "Password",
             "12 letters or more. Any letters will do; four words are easy to remember.",
             "password", "new-password", 40);
}

static void begin_page(struct leaf *l)
{
    struct visit *v = l->v;
    leaf_open(l, "Set up a clinic");
    html_put(&v->w, "<h1>Set up a clinic</h1><p class=\"lead\">It takes about five minutes. Have "
                    "your phone at hand. Nothing is kept before the last step.</p>");
    leaf_form(l, own_path(v));
    ask_clinic(v);
    ask_signature(v);
    ask_owner(v);
    form_close(v, "Go on");
    leaf_close(l);
}

static const char *taken(const char *const *value, const char *key)
{
    for (int i = 0; i < LINES; i++)
        if (strcmp(lines[i].key, key) == 0)
            return value[i];
    return "";
}

static int login_looks_right(const char *s)
{
    const char *at = strchr(s, '@');
    return at && at != s && at[1] && !strchr(at + 1, '@') && !strchr(s, ' ');
}

static void judge_lines(struct leaf *l, const char *const *value)
{
    struct visit *v = l->v;
    struct moment there;
    int day;
    const char *zone = taken(value, "zone"), *signed_day = taken(value, "signed_day");
    if (!country_find(taken(value, "country")))
        wrong(v, "country", "Choose the country.");
    if (*zone && !zone_moment(zone, l->request.now.at_s, &there))
        wrong(v, "zone", "There is no such time zone here. Write it as in Europe/London.");
    if (!login_looks_right(taken(value, "login")))
        wrong(v, "login", "Write an email address, as in name@example.org.");
    if (!*taken(value, "signed_by"))
        return;
    if (!*taken(value, "signed_number"))
        wrong(v, "signed_number", "Write the registration number of the clinician who signed.");
    if (!day_read(signed_day, strlen(signed_day), &day) || day > v->day)
        wrong(v, "signed_day", "Write the day on which it was signed.");
}

static int login_free(struct leaf *l, const char *login)
{
    static const struct actor nobody = {0, 0, ROLE_none};
    struct value v = value_str(login);
    struct rows r;
    return store_list(l->s->store, &nobody, LIST_login, &v, 1, l->a, &r) == STORE_OK && !r.count;
}

static void first_post(struct leaf *l)
{
    struct visit *v = l->v;
    struct text held = {.mem = l->a};
    const char *value[LINES], *login, *password = posted(v, "password", 0);
    char hash[PASSWORD_HASH];
    for (int i = 0; i < LINES; i++)
        value[i] = take_line(v, lines[i].key, lines[i].most, lines[i].must);
    login_read(l->a, taken(value, "login"), &login);
    judge_lines(l, value);
    const char *about[] = {login,
                           taken(value, "name"),
                           taken(value, "clinic"),
                           taken(value, "site"),
                           "ambulando sciatica",
                           NULL};
    const char *why = password_wrong(password ? password : "", about);
    if (why)
        wrong(v, "password", why);
    if (!v->wrongs && !login_free(l, login))
        wrong(v, "login", "Somebody here signs in with this already. Write another.");
    if (v->wrongs) {
        begin_page(l);
        return;
    }
    if (password_hash(l->s->front, password, hash) != HASHED_yes) {
        leaf_busy(l);
        return;
    }
    for (int i = 0; i < LINES; i++)
        held_add(&held, lines[i].key, strcmp(lines[i].key, "login") ? value[i] : login);
    held_add(&held, "hash", hash);
    enrol_secret(&held);
    enrol_page(l, use, login, &held);
}

/* --- all of it is told: the clinic begins ----------------------------------------------------------------------- */

static void clinic_acts(const struct held *h, const struct link_found *link, int64_t account,
                        int64_t site, struct acts *to)
{
    int day;
    const char *signed_day = held_get(h, "signed_day");
    act_put(to, link_use, value_bytes(link->hash, STORE_HASH));
    act_put(to, clinic_add, value_whole(row_whole(&link->rows, 0, link_clinic)),
            value_str(held_get(h, "clinic")), value_str(held_get(h, "country")), value_whole(0));
    act_put(to, site_add, value_whole(site), value_str(held_get(h, "site")),
            value_str(held_get(h, "address")), value_str(held_get(h, "telephone")),
            value_str(held_get(h, "zone")));
    act_put(to, account_add, value_whole(account), value_str("owner"),
            value_str(held_get(h, "name")), value_str(held_get(h, "login")),
            value_str(held_get(h, "number")), value_whole(site), value_str(""));
    if (*held_get(h, "signed_by") && day_read(signed_day, strlen(signed_day), &day))
        act_put(to, clinic_sign, value_str(held_get(h, "signed_by")),
                value_str(held_get(h, "signed_number")), value_whole(day),
                value_whole(RULES_VERSION));
}

static void begun(struct leaf *l, const struct held *h, const struct link_found *link,
                  const unsigned char *secret, int64_t step)
{
    struct acts *acts = arena_alloc(l->a, 1, sizeof *acts);
    struct codes codes;
    struct seat x = {.in = 1};
    int64_t account = new_number(&l->d, 0), site = new_number(&l->d, 1);
    const struct audit_note note = {"clinic set up", 0};
    seat_fresh(&x);
    x.staff.actor = (struct actor){row_whole(&link->rows, 0, link_clinic), account, ROLE_owner};
    clinic_acts(h, link, account, site, acts);
    act_put(acts, password_put, value_str(held_get(h, "hash")));
    act_put(acts, totp_put, value_bytes(secret, TOTP_SECRET), value_whole(step));
    codes_make(l->a, acts, &codes);
    seat_acts(&x, l->a, l->q->agent, acts);
    struct change c = {.actor = x.staff.actor,
                       .acts = acts->act,
                       .act_count = acts->count,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = l->request.now.at_s};
    c.facts.p = "";
    enum store_result kept = store_change(l->s->store, &c);
    if (kept != STORE_OK) {
        leaf_world(l, kept);
        return;
    }
    atomic_store(&l->s->front->clinics, 1);
    codes_page(l, &codes);
    *l->seat = x;
    sodium_memzero(&codes, sizeof codes);
}

static void second_post(struct leaf *l, const struct link_found *link)
{
    struct held h;
    struct text again = {.mem = l->a};
    unsigned char secret[TOTP_SECRET];
    if (!held_read(l, use, &h)) {
        leaf_say(l, 409, "That took too long",
                 "Half an hour has passed, or the server was started anew. Nothing was kept. "
                 "Begin again.",
                 own_path(l->v), "Begin again");
        return;
    }
    int64_t step = enrol_code(l, &h, secret);
    if (step) {
        begun(l, &h, link, secret, step);
        sodium_memzero(secret, sizeof secret);
        return;
    }
    held_same(&h, &again);
    enrol_page(l, use, held_get(&h, "login"), &again);
}

void begin_serve(struct leaf *l, const struct link_found *link)
{
    if (!l->q->post)
        begin_page(l);
    else if (posted_is(l->v, "do", "confirm"))
        second_post(l, link);
    else
        first_post(l);
}
