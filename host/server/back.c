/* The way back in: eight words and a link that open a record in another browser, or in this one when
 * it has lost its cookie. No address and no password is asked: whoever holds the words holds the
 * record, and the pages say so. */
#include "way.h"

#include "../../app/visit.h"

#include <sodium.h>
#include <string.h>

static void way_hash(const struct words *words, uint8_t *ret_hash)
{
    secret_hash("way back", words->index, sizeof words->index, ret_hash);
}

/* --- to make one: /back/new ------------------------------------------------------------------------------ */

enum { INSTEAD = 17 };

/* A name for the words that a form takes the place of, also where there are none: it goes along with the
 * form, which makes new words only while those are still the ones. So a page that is sent again, by a
 * second tap or a reload, does not kill the words that were printed. Without the browser's secret nothing
 * can be learnt from it. */
static void instead_of(const struct way *w, const struct person_row *row, char *ret_name)
{
    unsigned char both[sizeof w->x->secret + STORE_HASH];
    uint8_t hash[STORE_HASH];
    memcpy(both, w->x->secret, sizeof w->x->secret);
    if (row->has_way_back)
        memcpy(both + sizeof w->x->secret, row->way_back, STORE_HASH);
    else
        memset(both + sizeof w->x->secret, 0, STORE_HASH);
    secret_hash("words instead", both, sizeof both, hash);
    sodium_bin2hex(ret_name, INSTEAD, hash, INSTEAD / 2);
    sodium_memzero(both, sizeof both);
}

static void new_form(struct way *w, const struct person_row *row, const char *button)
{
    char name[INSTEAD];
    instead_of(w, row, name);
    form_open(w->v, "/back/new");
    hidden(w->v, "instead", name);
    form_close(w->v, button);
    html_put(&w->v->w, "<p><a href=\"/\">Not now</a></p>");
}

static void new_get(struct way *w)
{
    struct visit *v = w->v;
    page_open(v, "A way back in", TAB_none);
    html_put(&v->w,
             "<h1>A way back in</h1>"
             "<p class=\"lead\">This browser is the only thing that knows which record is yours. A "
             "new phone, or a cleaned browser, would not.</p>"
             "<p>We can give you eight words and a link. They open your record in any browser. You "
             "need no account.</p>");
    if (!w->row->person) {
        html_put(&v->w, "<div class=\"note\"><p>Nothing is kept for you here yet. Come back when "
                        "you have answered the first questions.</p></div>"
                        "<p><a class=\"btn\" href=\"/\">Today</a></p>");
        return;
    }
    if (w->row->has_way_back)
        html_put(&v->w, "<div class=\"note\"><p>You have eight words already. New ones take their "
                        "place: the old words and the old link stop working.</p></div>");
    html_put(&v->w, "<p>They are shown once. Have a pen ready, or a printer.</p>");
    new_form(w, w->row, "Show me my eight words");
}

static void shown_once(struct way *w, const struct person_row *now)
{
    struct visit *v = w->v;
    page_open(v, "Your eight words", TAB_none);
    html_put(
        &v->w,
        "<h1>Your eight words were made already</h1>"
        "<p class=\"lead\">They are shown once, so we cannot show them again. They still work. "
        "Nothing was changed just now.</p>"
        "<p>Did you write them down, or print them? Then all is well.</p>"
        "<p><a class=\"btn\" href=\"/\">I have them. Go on</a></p>"
        "<p>Did you not see them? Make new ones. The words and the link of before stop "
        "working then.</p>");
    new_form(w, now, "Show me new words");
}

static void words_page(struct way *w)
{
    struct visit *v = w->v;
    struct text link = {.mem = w->a};
    text_str(&link, w->s->site.base_url);
    text_lit(&link, "/back/");
    words_put(&link, &w->words, '-');
    page_open(v, "Your eight words", TAB_none);
    html_put(&v->w, "<h1>Your eight words</h1>"
                    "<p class=\"lead\">Write them down now, in this order, or print this page. "
                    "They are not shown again.</p><ol class=\"words\">");
    for (int i = 0; i < BACK_WORDS; i++)
        html_put(&v->w, "<li>%s</li>", word_list[w->words.index[i]]);
    html_put(&v->w,
             "</ol><p>In another browser, go to <strong>%s/back</strong> and type them. Or "
             "scan this with the phone that you want to use:</p>",
             w->s->site.base_url);
    put_qr(v, link.p);
    html_put(&v->w,
             "<p class=\"small\">The same link in letters: %s</p>"
             "<div class=\"note\"><p>Whoever has these words can read and change your record. Keep "
             "them as you would keep a key. If you lose them, make new ones on this page: the old "
             "ones stop working.</p></div>"
             "<p><a class=\"btn\" href=\"/\">I have them. Go on</a></p>",
             link.p);
}

/* One form of a person at a time, else two taps would both find the words that were there before. Nothing
 * within may end the request by the arena: the lock would stay locked. STORE_OK and no new words: *ret_now
 * has others than those that the form takes the place of. */
static enum store_result words_make(struct way *w, const char *instead, struct person_row *ret_now,
                                    int *ret_made)
{
    char name[INSTEAD];
    uint8_t hash[STORE_HASH];
    pthread_mutex_t *lock = &w->s->making[w->row->person % MAKING];
    pthread_mutex_lock(lock);
    enum store_result r = store_find(w->s->store, KEY_browser, w->x->hash, NULL, ret_now);
    *ret_made = 0;
    if (r == STORE_OK) {
        instead_of(w, ret_now, name);
        *ret_made = instead && strcmp(instead, name) == 0;
    }
    /* That two people draw the same words will not happen; the store would say so. */
    for (int turn = 0; r == STORE_OK && *ret_made && turn < 3; turn++) {
        randombytes_buf(w->words.index, sizeof w->words.index);
        way_hash(&w->words, hash);
        struct change c = {.person = ret_now->person, .way_back = hash, .now_s = clock_s()};
        c.facts.p = "";
        r = store_change(w->s->store, &c);
        if (r == STORE_OK)
            break;
        if (r == STORE_CONFLICT && turn < 2)
            r = STORE_OK;
    }
    pthread_mutex_unlock(lock);
    return r;
}

static void new_post(struct way *w)
{
    struct person_row now;
    int made;
    if (!w->row->person) {
        new_get(w);
        return;
    }
    enum store_result r = words_make(w, posted(w->v, "instead", 0), &now, &made);
    if (r != STORE_OK)
        reply_world(w->s, w->a, r, w->ret);
    else if (made)
        words_page(w);
    else if (now.has_way_back)
        shown_once(w, &now);
    else
        new_get(w); /* a form of before an upgrade */
}

/* --- to use it: /back, /back/apple-river-... ------------------------------------------------------------- */

static void ask_words(struct way *w)
{
    struct visit *v = w->v;
    page_open(v, "Open my record", TAB_none);
    html_put(&v->w, "<h1>Open my record in this browser</h1>"
                    "<p>Type the eight words that you wrote down. Small or large letters do not "
                    "matter.</p>");
    form_open(v, "/back");
    ask_text(v, "words", "Your eight words", "In the order in which they were shown.", 2);
    form_close(v, "Open my record");
    html_put(&v->w, "<p class=\"small\">No words? Then there is no other way to find your record: "
                    "we do not know who you are. You can <a href=\"/\">begin a new one</a>. The "
                    "<a href=\"/safety\">danger signs</a> need no record.</p>");
}

/* The words go along, hidden, to be sent to /back. */
static void words_form_open(struct way *w)
{
    struct text plain = {.mem = w->a};
    words_put(&plain, &w->words, ' ');
    form_open(w->v, "/back");
    hidden(w->v, "words", plain.p);
}

/* A link opens nothing by itself: a preview in a chat, or a program that looks at links, follows
 * them too. */
static void link_page(struct way *w)
{
    struct visit *v = w->v;
    page_open(v, "Open my record", TAB_none);
    html_put(&v->w, "<h1>Open my record in this browser</h1>"
                    "<p>This link belongs to a record. If it is yours, open it here. From then on "
                    "this browser shows it to anybody who uses it.</p>");
    words_form_open(w);
    form_close(v, "Open my record");
    html_put(&v->w, "<p><a href=\"/\">No, go to Today</a></p>");
}

static void back_post(struct way *w)
{
    struct person_row found = {0};
    uint8_t hash[STORE_HASH];
    const char *typed = posted(w->v, "words", 0);
    int good = typed && words_read(typed, strlen(typed), &w->words);
    if (!w->x->came) {
        /* Words sent by a page that we did not give out: another site could tie somebody to a record
         * of its own. With the cookie of this answer it works. */
        if (good)
            link_page(w);
        else
            ask_words(w);
        return;
    }
    if (!limit_take(&w->s->tries, &w->q->address, clock_ms())) {
        way_too_many(w, "Words were tried too often from here.");
        return;
    }
    /* Words that cannot be are looked for too, and answered in the same way. */
    if (!good)
        memset(&w->words, 0, sizeof w->words);
    way_hash(&w->words, hash);
    enum store_result r = store_find(w->s->store, KEY_way_back, hash, w->a, &found);
    if (r != STORE_OK && r != STORE_NONE) {
        reply_world(w->s, w->a, r, w->ret);
    } else if (!good || r == STORE_NONE) {
        wrong(w->v, "words", "These words open no record here. Look at each word, and the order.");
        w->response.status = 422;
        ask_words(w);
    } else if (w->row->person && w->row->person != found.person && w->row->record.len &&
               !posted_is(w->v, "other", "leave")) {
        way_other_record(w, words_form_open, "Forget it, and open the record of my words");
    } else {
        way_come_in(w, found.person);
    }
}

int back_serve(struct server *s, struct arena *a, const struct ask *q, struct session *x,
               const struct person_row *row, struct reply *ret)
{
    static const char base[] = "/back";
    size_t n = sizeof base - 1;
    if (q->path.len < n || memcmp(q->path.p, base, n) != 0 ||
        (q->path.len > n && q->path.p[n] != '/'))
        return 0;
    struct way w = {.s = s, .a = a, .q = q, .x = x, .row = row, .ret = ret};
    const char *rest = q->path.p + n + (q->path.len > n);
    size_t len = q->path.len - n - (q->path.len > n);
    way_open(&w);
    way_read(&w);
    if (q->path.len == n) {
        ret->route = "/back";
        (q->post ? back_post : ask_words)(&w);
    } else if (len == 3 && memcmp(rest, "new", 3) == 0) {
        ret->route = "/back/new";
        (q->post ? new_post : new_get)(&w);
    } else {
        ret->route = "/back/*";
        (words_read(rest, len, &w.words) ? link_page : ask_words)(&w);
    }
    if (!ret->status) /* else it was answered by another page than one of these */
        way_close(&w);
    return 1;
}
