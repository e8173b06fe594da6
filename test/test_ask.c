/* What pages ask: filled in from what was posted and from nothing else, errors tied to their fields,
 * hostile values harmless. */
#include "../app/visit.h"
#include "../knowledge/country.h"
#include "check.h"

#include <stdlib.h>

static unsigned char block[1 << 23] __attribute__((aligned(16)));

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "ask: %s\n", why);
    exit(1);
}

struct stage { /* what a visit needs to draw a form */
    struct arena a;
    struct app_site site;
    struct app_request q;
    struct app_response r;
    struct visit v;
};

static void set(struct stage *s)
{
    static const struct country nowhere = {.code = "XX",
                                           .emergency = "000",
                                           .urgent_name = "Line",
                                           .urgent = "00 11",
                                           .department = "the hospital"};
    memset(s, 0, sizeof *s);
    s->a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    s->site = (struct app_site){
        .runs = "", .contact = "", .signed_by = "", .base_url = "", .country = &nowhere};
    s->q.site = &s->site;
    s->q.path = SPAN("/checkin");
    s->v.a = &s->a;
    s->v.q = &s->q;
    s->v.r = &s->r;
    s->v.name = "";
    s->v.w.out.mem = s->v.new_facts.mem = &s->a;
    s->v.posted = arena_alloc(&s->a, POSTED_MAX, sizeof *s->v.posted);
    memcpy(s->q.random, "0123456789abcdef", APP_RANDOM);
}

static void post(struct stage *s, const char *key, const char *plain)
{
    s->v.posted[s->v.posted_count++] = (struct posted){
        .key = {key, (uint32_t)strlen(key)}, .plain = plain, .plain_len = (uint32_t)strlen(plain)};
}

static const struct choice three[] = {
    {"better", "Better", NULL}, {"same", "Same", "As it was"}, {"worse", "Worse", NULL}};

/* Every widget once, in one form; the page, terminated. */
static const char *all_widgets(struct stage *s)
{
    struct visit *v = &s->v;
    page_open(v, "All", TAB_checkin);
    form_open(v, "/checkin");
    ask_scale(v, "leg", "Leg pain", "Over a day", "none", "worst");
    ask_reach(v, "reach", "How far?", NULL);
    ask_one(v, "morning", "This morning", NULL, three, 3);
    ask_many(v, "worse", "What brings it on?", "Tick all", three, 3);
    ask_number(v, "sit_min", "How long can you sit?", "A guess is fine", "minutes", 600);
    ask_date(v, "since", "Since when?", NULL);
    ask_text(v, "note", "A note", NULL, 3);
    ask_text(v, "word", "A word", NULL, 1);
    ask_body(v);
    form_open_same(v, "/same");
    html_put(&v->w, "</form>");
    form_close(v, "Save");
    page_close(v);
    CHECK(v->w.bug == NULL);
    text_char(&v->w.out, '\0');
    return v->w.out.p;
}

static int count(const char *page, const char *what)
{
    int n = 0;
    for (const char *p = page; (p = strstr(p, what)); p++)
        n++;
    return n;
}
#define HAS(page, what) CHECK(strstr(page, what) != NULL)
#define HAS_NOT(page, what) CHECK(strstr(page, what) == NULL)

/* Nothing is chosen or filled in before a person does. */
static void untouched(void)
{
    struct stage s;
    set(&s);
    const char *page = all_widgets(&s);
    HAS_NOT(page, " checked");
    HAS_NOT(page, " selected");
    HAS(page, "name=\"id\" value=\"3031323334353637\"");
    HAS_NOT(page, "error-summary");
    HAS_NOT(page, "class=\"error\"");
    HAS_NOT(page, "style=\"");
    HAS_NOT(page, "<script>");
    HAS(page, "id=\"sit_min\" name=\"sit_min\" inputmode=\"numeric\"");
    HAS_NOT(page, "size=\"5\" aria-describedby=\"sit_min-hint sit_min-unit\" value");
    HAS(page, ">\n</textarea>");
    CHECK(count(page, "name=\"leg\"") == 11);
    CHECK(count(page, "name=\"reach\"") == 7);
    CHECK(count(page, "name=\"pain_at\"") == 15);
    CHECK(count(page, "name=\"tingle_at\"") == 15);
    CHECK(count(page, "name=\"numb_at\"") == 15);
    CHECK(count(page, "class=\"defs\"") == 1);
    CHECK(count(page, "id=\"b-half\"") == 1);
}

/* Every id once, and every label and error link leads to one. */
static void ids(void)
{
    struct stage s;
    char id[64], want[80];
    set(&s);
    wrong(&s.v, "pain_at", "Choose one of the answers.");
    wrong(&s.v, "leg", "Choose one of the answers.");
    wrong(&s.v, "sit_min", "Write a whole number.");
    const char *page = all_widgets(&s);
    for (const char *p = page; (p = strstr(p, " id=\"")); p++) {
        int n = (int)strcspn(p + 5, "\"");
        snprintf(want, sizeof want, " id=\"%.*s\"", n, p + 5);
        if (!CHECK(count(page, want) == 1))
            fprintf(stderr, "  %s\n", want);
    }
    const char *const leads[] = {" for=\"", "href=\"#"};
    for (int k = 0; k < 2; k++)
        for (const char *p = page; (p = strstr(p, leads[k])); p++) {
            const char *name = p + strlen(leads[k]);
            snprintf(id, sizeof id, "%.*s", (int)strcspn(name, "\""), name);
            snprintf(want, sizeof want, " id=\"%s\"", id);
            if (!CHECK(strstr(page, want) != NULL))
                fprintf(stderr, "  %s%s leads nowhere\n", leads[k], id);
        }
}

static void filled_in(void)
{
    struct stage s;
    set(&s);
    post(&s, "id", "00000000000000aa");
    post(&s, "leg", "0");
    post(&s, "reach", "calf");
    post(&s, "morning", "same");
    post(&s, "worse", "better");
    post(&s, "worse", "worse");
    post(&s, "sit_min", "20");
    post(&s, "since", "2026-03-02");
    post(&s, "note", "by the door");
    post(&s, "word", "red");
    post(&s, "pain_at", "left_thigh");
    post(&s, "pain_at", "left_calf");
    post(&s, "numb_at", "right_none");
    const char *page = all_widgets(&s);
    HAS(page, "name=\"leg\" value=\"0\" checked");
    HAS(page, "name=\"reach\" value=\"calf\" checked");
    HAS(page, "name=\"morning\" value=\"same\" checked");
    HAS(page, "name=\"worse\" value=\"better\" checked");
    HAS(page, "name=\"worse\" value=\"worse\" checked");
    HAS(page, " value=\"20\"><span id=\"sit_min-unit\">minutes");
    HAS(page, "type=\"date\" value=\"2026-03-02\"");
    HAS(page, ">\nby the door</textarea>");
    HAS(page, "name=\"word\" value=\"red\"");
    HAS(page, "aria-label=\"Pain: left thigh\" checked");
    HAS(page, "aria-label=\"Pain: left leg below the knee\" checked");
    HAS(page, "aria-label=\"Numb: nothing on my right\" checked");
    CHECK(count(page, " checked") == 8);
    HAS_NOT(page, "error-summary");
}

static void errors(void)
{
    struct stage s;
    set(&s);
    post(&s, "sit_min", "a bit");
    post(&s, "since", "last week");
    post(&s, "leg", "11");
    wrong(&s.v, "sit_min", "Write a whole number.");
    wrong(&s.v, "since", "Write the date.");
    wrong(&s.v, "leg", "Choose one.");
    wrong(&s.v, "pain_at", "Choose a part.");
    const char *page = all_widgets(&s);
    HAS(page, "<title>Error: All");
    HAS(page, "4 answers need another look");
    HAS(page, "<li><a href=\"#sit_min\">Write a whole number.</a></li>");
    HAS(page, "<p class=\"error\" id=\"sit_min-error\">");
    HAS(page, "aria-describedby=\"sit_min-hint sit_min-error sit_min-unit\" value=\"a bit\"");
    HAS(page, "type=\"text\" aria-describedby=\"since-error \" value=\"last week\"");
    HAS(page, "<fieldset class=\"q bad\" aria-describedby=\"leg-hint leg-error \">");
    HAS(page, "Pain: Choose a part.");
    HAS_NOT(page, " checked");
    /* a second form of the same page does not say it again */
    s.v.w.out.len--;
    form_open(&s.v, "/checkin");
    text_char(&s.v.w.out, '\0');
    CHECK(count(s.v.w.out.p, "error-summary") == 1);
}

static void hostile(void)
{
    static const char *const values[] = {"\"><script>alert(1)</script>", "' onfocus='x",
                                         "</textarea><b>", "&lt;", "\" checked x=\""};
    static const char *const keys[] = {"leg",   "reach", "morning", "worse",   "sit_min",
                                       "since", "note",  "word",    "pain_at", "\"><u>"};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct stage s;
        set(&s);
        for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
            post(&s, keys[k], values[i]);
        wrong(&s.v, "sit_min", "Write a whole number.");
        const char *page = all_widgets(&s);
        HAS_NOT(page, "<script>");
        HAS_NOT(page, "</textarea><b>");
        HAS_NOT(page, "' onfocus");
        HAS_NOT(page, "\"><u>");
        HAS_NOT(page, " checked x=\"\"");
        CHECK(count(page, "</textarea>") == 1);
    }
}

/* The sentence that stands on every page until a clinician has signed; where a page is open to all. */
static void shell(void)
{
    struct stage s;
    static const char trial[] = "The rules have not been reviewed by a clinician here.";
    set(&s);
    const char *page = all_widgets(&s);
    HAS(page, trial);
    HAS(page, "Nobody is watching your answers.");
    HAS(page, "href=\"tel:000\">000<");
    HAS(page, "href=\"tel:0011\">Line<");
    HAS(page, "<a href=\"/checkin\" aria-current=\"page\">");
    CHECK(count(page, "aria-current") == 1);
    HAS(page, "href=\"/safety\"");
    HAS(page, "href=\"#main\"");
    HAS(page, "Ambulando " ENGINE_VERSION);

    set(&s);
    page_open_bare(&s.v, "Go now");
    page_close(&s.v);
    text_char(&s.v.w.out, '\0');
    HAS(s.v.w.out.p, trial);
    HAS_NOT(s.v.w.out.p, "<nav");
    HAS_NOT(s.v.w.out.p, "class=\"word\"");
    /* no way on but a call */
    HAS(s.v.w.out.p, "href=\"tel:000\">000<");
    CHECK(count(s.v.w.out.p, "<a ") == count(s.v.w.out.p, "href=\"tel:"));

    set(&s);
    put_urgent_number(&s.v);
    text_char(&s.v.w.out, '\0');
    HAS(s.v.w.out.p, "href=\"tel:0011\">00 11<");

    set(&s);
    s.site.signed_by = "Dr Example";
    HAS_NOT(all_widgets(&s), trial);

    set(&s);
    app_broken(&s.a, &s.site, 503, "Cannot save", "The disk is full.", &s.r);
    text_char(&s.r.body, '\0');
    CHECK(s.r.status == 503);
    HAS(s.r.body.p, "The disk is full.");
    HAS(s.r.body.p, "Go to the hospital now if this is new");
    HAS(s.r.body.p, trial);
    HAS_NOT(s.r.body.p, "is kept");
}

/* Each exercise has its picture, a file of its own; shapes are on a page once. */
static void pictures(void)
{
    struct stage s;
    set(&s);
    for (int i = 0; i < ITEM_COUNT; i++)
        item_picture(&s.v, i);
    item_thumb(&s.v, 0);
    figure_moving(&s.v, "E3");
    figure_strip(&s.v, "E3");
    figure_strip(&s.v, "one_leg");
    body_small(&s.v, 1u << places_left_calf, 0, 1u << places_right_foot, 1);
    body_small(&s.v, 0, 0, 0, 0);
    reach_small(&s.v, zones_none, sides3_left);
    CHECK(s.v.w.bug == NULL);
    text_char(&s.v.w.out, '\0');
    CHECK(count(s.v.w.out.p, "class=\"fig\"") == ITEM_COUNT + 4);
    CHECK(count(s.v.w.out.p, "src=\"/figure/W-single.svg\"") == 7);
    CHECK(count(s.v.w.out.p, "src=\"/figure/E3-single.svg\"") == 1);
    HAS(s.v.w.out.p, "<source media=\"(prefers-reduced-motion: reduce)\" "
                     "srcset=\"/figure/E3-still.svg\"><img class=\"fig\" "
                     "src=\"/figure/E3.svg\" alt=\"A person");
    HAS(s.v.w.out.p, "<a href=\"?again=1\">");
    CHECK(count(s.v.w.out.p, "<g") == count(s.v.w.out.p, "</g>"));
    CHECK(count(s.v.w.out.p, "<svg") == count(s.v.w.out.p, "</svg>"));
    CHECK(count(s.v.w.out.p, "class=\"defs\"") == 2);
    CHECK(count(s.v.w.out.p, "class=\"na\"") == 1);
    HAS(s.v.w.out.p, "<g class=\"zp\"><use href=\"#z4\"/></g>");
    HAS(s.v.w.out.p, "<g fill=\"url(#numb-s)\"><use href=\"#z11\"/></g>");
}

int main(void)
{
    untouched();
    ids();
    filled_in();
    errors();
    hostile();
    shell();
    pictures();
    return check_done("ask");
}
