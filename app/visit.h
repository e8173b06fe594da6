/* visit.h - one request being answered: what the pages share. For app/ only.
 *
 *     void walk_get(struct visit *v)
 *     {
 *         page_open(v, "Walk", TAB_today);
 *         form_open(v, "/walk");
 *         ask_number(v, "minutes", "How long did you walk?", NULL, "minutes", 1440);
 *         form_close(v, "Save");
 *         page_close(v);
 *     }
 *     void walk_post(struct visit *v)
 *     {
 *         fact_begin(v, KIND_walk);
 *         fact_take(v, "minutes");
 *         fact_end(v);
 *         if (v->wrongs) walk_get(v); else go_to(v, "/");
 *     }
 *
 * A page that posts has the same function draw it again: the widgets of ask.h fill in what was
 * posted and mark what was wrong. Nothing is ever filled in from the record.
 *
 * Ownership: all of it is the arena's. Errors: as app.h. */
#ifndef AMB_APP_VISIT_H
#define AMB_APP_VISIT_H

#include "../engine/plan.h"
#include "../engine/programme.h"
#include "app.h"
#include "ids.h"

#define SPAN(literal) ((struct span){"" literal, sizeof(literal) - 1})

enum { WRONG_MAX = 24, POSTED_MAX = 400 };
enum drawn { DRAWN_body = 1, DRAWN_figure = 2 }; /* shapes that a page holds once */

struct posted { /* one pair of the form: as it came, and decoded (terminated) */
    struct span key, coded;
    const char *plain;
    uint32_t plain_len;
};
struct wrong { /* a field that cannot be taken, and why, for the person */
    const char *key, *why;
};

struct visit {
    struct arena *a;
    const struct app_request *q;
    struct app_response *r;
    struct html w;         /* the page */
    const char *name;      /* what stood for the * of the path; "" */
    const char *clinician; /* who writes: the facts are theirs; NULL: the person */
    int day;               /* today, as the contract says */
    int bare;              /* the page was opened without tabs and wordmark */
    int drawn;             /* enum drawn */
    int plays;             /* the page has a player: its script too */
    const char *part;      /* a style sheet and a script of its own: "diary"; NULL: none */
    int summed;            /* the error summary is on the page */
    struct span style;     /* of a page that is a file by itself: it stands in it; empty: linked */
    void (*strip)(struct visit *v, const char *name); /* and draws figures into it */
    struct record all;                                /* the person's facts */
    struct record facts; /* the same; of a post without what this very form wrote before */
    struct moment now;   /* the date and time of what is told now */
    uint64_t session;    /* of the form that was posted: its facts are named by it */
    int unkept;          /* what was posted is shown, and not kept */
    struct ids ids;      /* of facts, see fact_named() */
    const uint8_t *back;
    struct plan plan;   /* today's; of no facts: stop, asks for the safety questions */
    struct known known; /* what the facts say up to today */

    struct posted *posted;
    uint32_t posted_count;
    struct wrong wrong[WRONG_MAX];
    int wrongs;
    unsigned forms;        /* on this page so far */
    struct text new_facts; /* what the post writes */
    int new_count;
    /* the fact being written */
    enum kind kind;
    size_t began;
    int keys;
};

/* --- a visit (app.c) -------------------------------------------------------------------------------- */

/* Reads the record and tells the day; 0 after answering that it is damaged. Then, of a post, its form: 0
 * when it is none, has too many fields, or was not made by a page of ours. A form is answered as if what it
 * wrote before were not there: v->facts is without it, v->all has it. */
int visit_begin(struct visit *v, struct arena *a, const struct app_request *q,
                struct app_response *ret);
int visit_take(struct visit *v);

/* --- what was posted (post.c) ------------------------------------------------------------------ */

/* The n-th posted value of a key (from 0), decoded and terminated; NULL when there is none. An empty
 * value is none. */
const char *posted(const struct visit *v, const char *key, int n);
int posted_is(const struct visit *v, const char *key, const char *value); /* any of its values */
void wrong(struct visit *v, const char *key, const char *why);
/* Why a field is wrong, or NULL. */
const char *wrong_about(const struct visit *v, const char *key);

/* --- writing facts (post.c) --------------------------------------------------------------------- */

/* Begins a fact of today and now. Its _id is the one minted with the form, and a number. */
void fact_begin(struct visit *v, enum kind kind);
/* Begins a fact that takes the place of an earlier one of its kind: of the same day and minute,
 * recorded later. So what is told bit by bit, or mended later, stands where it was first told. */
void fact_amend(struct visit *v, const struct fact *f);
/* To finish it, after all that was taken: what the earlier one says of other keys stays. Does nothing
 * when nothing was taken. */
void fact_keep(struct visit *v, const struct fact *f);
/* The same of a day that is over, told now: at the last minute of that day. */
void fact_begin_on(struct visit *v, enum kind kind, int day);
/* Takes what was posted for a key of the kind, judged as the record's reader would; what is wrong is
 * marked on the field of that name. */
void fact_take(struct visit *v, const char *key);
/* The same where the field has another name than the key. */
void fact_take_as(struct visit *v, const char *key, const char *field);
/* Puts a value that the page knows; not encoded. */
void fact_put(struct visit *v, const char *key, const char *value);
/* Ends it. A fact in which nothing was answered is not written, unless its kind has no keys. */
void fact_end(struct visit *v);

/* "0123456789abcdef-1"; and WHEN KIND _id=... of a fact of now; and a whole retraction. */
void put_fact_id(struct text *t, struct fact_id id);
void put_fact_head(struct visit *v, struct text *t, enum kind kind, struct fact_id id);
void put_retract(struct visit *v, struct text *t, struct fact_id of, struct fact_id id);

uint64_t session_read(const char *form); /* the 16 digits of a form's id */
/* The place of a fact in v->facts, or -1; and which of them were taken back, by place. */
int fact_named(struct visit *v, struct fact_id id);
const uint8_t *taken_back(struct visit *v);
int stands(struct visit *v, const struct fact *f); /* one of v->facts, not taken back */

/* keep.c: what the post comes to; of a clinician's post, who needs no consent and is shown no plan. know(): what some facts say, and their plan today. */
void keep(struct visit *v);
void keep_clinical(struct visit *v);
/* Whether what was shown then is today's plan, whatever its day. */
int plan_shown_is(struct visit *v, const struct fact *shown);
uint64_t random_session(const struct visit *v); /* for a name that is no form's */
void know(struct visit *v, const struct record *facts, struct known *k, struct plan *p);

/* After a post: see another (303). path begins with /. */
void go_to(struct visit *v, const char *path);

/* --- the shell of a page (shell.c) --------------------------------------------------------------- */

enum tab { TAB_none, TAB_today, TAB_checkin, TAB_progress, TAB_learn };
/* Doctype to <main>: title is for the browser's tab. The page's h1 is the caller's. */
void page_open(struct visit *v, const char *title, enum tab tab);
/* The same without tabs and wordmark, for urgent pages. */
void page_open_bare(struct visit *v, const char *title);
/* Their parts, for a shell of another kind (clinic/): doctype to </head>, with one more style sheet (NULL:
 * none); that everybody is invented, in a demo clinic; and the name, as a link home. */
void head_open(struct visit *v, const char *title, const char *sheet);
void demo_bar(struct visit *v);
void wordmark(struct visit *v, const char *home);
void wordmark_drawn(struct visit *v); /* as no link */
/* Foot: whom to call, version, rules not reviewed; of a page that is not bare, who keeps this, too. */
void page_close(struct visit *v);
void icon(struct visit *v, const char *name); /* icons.def; decorative */
void put_day(struct visit *v, int day);       /* Sunday 22 November */
/* The numbers of the country, as links: "999", "111" (call.c). */
void put_emergency_number(struct visit *v);
void put_urgent_number(struct visit *v);
void put_number(struct visit *v, const char *number); /* any other, as a link */
void put_tel(struct visit *v, const char *number);    /* what stands after tel: in a link */
/* "In an emergency call 999; for urgent advice call NHS 111." */
void put_both_numbers(struct visit *v);
/* "Call 999" as a large button: class call, or call today. name: whose number; when: in which case. */
void call_button(struct visit *v, const char *number, const char *name, const char *when,
                 const char *class);
/* "< Today", above the h1; and the bar of steps, "Step 2 of 4". */
void back_link(struct visit *v, const char *path, const char *words);
void page_steps(struct visit *v, int at, int of);
/* The signs of cauda equina syndrome and whom to call: also on pages that tell of a fault (card.c). */
void safety_card(struct visit *v);
void not_found(struct visit *v);
/* A page that stands where one cannot go on yet, with one link. */
void notice(struct visit *v, const char *title, const char *what, const char *path,
            const char *link);

/* --- what pages ask (ask.c) ---------------------------------------------------------------------- */

struct choice {
    const char *value, *words, *hint; /* hint: NULL or a line below */
};
/* What is wrong, each with a link to its field; on a page that has a form with form_open, that does it. */
void error_summary(struct visit *v);
/* <form method=post> with the minted id; after an error the summary of what is wrong. action NULL: to the
 * address in the browser, also where the page does not know it. */
void form_open(struct visit *v, const char *action);
/* The form that was posted, once more, with all of it hidden: to be sent on with one answer more. */
void form_open_same(struct visit *v, const char *action);
/* The form was made for another record than the one that is open. */
int made_for_another(const struct visit *v);
void form_close(struct visit *v, const char *button);
void ask_scale(struct visit *v, const char *key, const char *ask, const char *hint, const char *low,
               const char *high); /* 0 to 10 */
void ask_one(struct visit *v, const char *key, const char *ask, const char *hint,
             const struct choice *choice, int count); /* radios */
void ask_many(struct visit *v, const char *key, const char *ask, const char *hint,
              const struct choice *choice, int count); /* ticks */
void ask_number(struct visit *v, const char *key, const char *ask, const char *hint,
                const char *unit, int most);
void ask_text(struct visit *v, const char *key, const char *ask, const char *hint, int lines);
void ask_date(struct visit *v, const char *key, const char *ask, const char *hint);
/* The frame of a question with a single field of the page's own, which has the key for its id: up to the
 * field and shut by </div>; and the attribute that ties the field to its hint, error and unit (NULL:
 * none). */
void field_open(struct visit *v, const char *key, const char *ask, const char *hint);
void field_described(struct visit *v, const char *key, const char *hint, const char *unit);
/* How far down the pain goes: seven small figures with words, as radios. */
void ask_reach(struct visit *v, const char *key, const char *ask, const char *hint);
/* Where it hurts, tingles and is numb: pain_at, tingle_at, numb_at (body.c). It brings its own legend,
 * unseen, and a line on how to use it; the question itself is the page's. */
void ask_body(struct visit *v);
void hidden(struct visit *v, const char *key, const char *value);
const char *
own_path(const struct visit *v); /* the path asked for, terminated: to post there again */

/* --- pictures (body.c, picture.c): decorative, so say it in words beside them ----------------------- */

/* The shapes that all of these refer to. The first one brings them; a page whose first one is in a
 * closed details calls this before it. */
void body_shapes(struct visit *v);
/* A small figure with what was painted (sets of places); of a day without an answer, its dashed
 * outline. */
void body_small(struct visit *v, uint32_t pain, uint32_t tingle, uint32_t numb, int answered);
/* The same, painted from the back down to a zone, on a side (sides3; the left when nobody has said);
 * of no zone (below 0) as of a day without an answer. */
void reach_small(struct visit *v, int zone, int side);
uint32_t reach_places(int zone, int side); /* what it paints */
/* Both views, large, with what was painted: pain, tingling, numb; and places in words, side by side from
 * the back down: "left low back, left buttock"; how many. */
void body_large(struct visit *v, const uint32_t painted[3]);
int put_places(struct visit *v, uint32_t places);
void item_picture(struct visit *v, int item); /* of an exercise, for a card: inside class pic */
void item_thumb(struct visit *v, int item);   /* for a row: decorative */
/* The figure of an exercise or of a test, by its name ("E3", "W", "bend"): moving, as a <picture> that rests
 * where less motion is asked for, and below it a link to see it again; the strip of its key poses; the
 * same, drawn into the page itself, for a page that is a file by itself. */
void figure_moving(struct visit *v, const char *name);
void figure_still(struct visit *v, const char *name);
void figure_strip(struct visit *v, const char *name);

/* --- words ---------------------------------------------------------------------------------------- */

/* "6 slow ones, 3 times", "3 minutes, once": the dose of an item in a person's words, to go on with
 * "today"; put_dose_once leaves the times out: what one round is. */
void put_dose(struct visit *v, int item, struct dose d);
void put_dose_once(struct visit *v, int item, struct dose d);
void put_walk_dose(struct visit *v, const struct plan_walk *w);
void put_reason(struct visit *v, const struct plan_reason *r);
/* Words of a table in which {call}, {line}, {doctor}, {department} stand for the country's own
 * (knowledge/country.h): those of a task of tasks.def, of words/en.def (its number, and what {a} is),
 * any other; country_text gives them terminated. */
void put_task(struct visit *v, int task);
void put_say(struct visit *v, int words, int number);
void put_words(struct visit *v, const char *words);
const char *country_text(struct visit *v, const char *words);

/* --- the short safety screen, inside another form (screen.c) ------------------------------------------ */

/* Ticks that say what to do in place, and "None of these"; nothing is chosen in advance. */
void ask_short_screen(struct visit *v);
/* Writes the screen fact of it; nothing when neither a tick nor "None of these" was sent. */
void take_short_screen(struct visit *v);

/* The pages (routes.def). */
#define ROUTE(path, get, post, open)                                                               \
    void get(struct visit *v);                                                                     \
    void post(struct visit *v);
#include "routes.def"
/* start.c: the first page; consent.c; urgent.c: what stands in place of all others. */
void start_page(struct visit *v);
void consent_page(struct visit *v);
void other_page(
    struct visit *v); /* the form was made for another record: what was written, to send here */
void cookie_page(struct visit *v); /* the browser kept no cookie: what was written, to send again */
void urgent_page(struct visit *v);

#endif
