/* The address of one's own calendar: made, and shown once. */
#include "clinic.h"

#include <sodium.h>
#include <string.h>

static enum store_result keep_hash(struct leaf *l, const uint8_t *hash)
{
    struct acts acts = {.count = 0};
    const struct audit_note note = {"calendar address made", 0};
    act_put(&acts, feed_put, value_bytes(hash, STORE_HASH));
    struct change c = {.actor = l->seat->staff.actor,
                       .acts = acts.act,
                       .act_count = acts.count,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = l->request.now.at_s};
    c.facts.p = "";
    return store_change(l->s->store, &c);
}

static const char *address_of(struct leaf *l, const char *before, const char *letters)
{
    struct text t = {.mem = l->a};
    text_str(&t, before);
    text_lit(&t, "/feed/");
    text_str(&t, letters);
    text_lit(&t, ".ics");
    text_char(&t, '\0');
    return t.p;
}

static void put_ways(struct leaf *l)
{
    html_put(
        &l->v->w,
        "<h2>How to add it</h2>"
        "<p><b>iPhone, iPad.</b> Scan the picture with the camera, and choose to subscribe. "
        "Or, in the Calendar app: Calendars, Add Calendar, Add Subscription Calendar. Paste the "
        "address.</p>"
        "<p><b>Mac.</b> In Calendar: File, New calendar subscription. Paste the address.</p>"
        "<p><b>Android with Google Calendar.</b> On a computer open calendar.google.com. "
        "Beside Other calendars choose the plus, then From URL. Paste the address. It looks "
        "for changes only a few times a day.</p>"
        "<p><b>Outlook.</b> Add calendar, Subscribe from web. Paste the address.</p>"
        "<p>With Google or Outlook, that company too sees when and where you work. It is told "
        "no names.</p>");
}

static void put_address(struct leaf *l, const char *letters)
{
    struct visit *v = l->v;
    const char *base = l->s->site.base_url, *host = strstr(base, "://");
    /* The one name of an address that phones take for a calendar to be looked at again. */
    const char *again = address_of(l, host ? host + 3 : base, letters);
    struct text webcal = {.mem = l->a};
    text_lit(&webcal, "webcal://");
    text_str(&webcal, again);
    text_char(&webcal, '\0');
    l->at = AT_self;
    leaf_open(l, "The address of your calendar");
    html_put(&v->w,
             "<h1>The address of your calendar</h1><p class=\"lead\">It is shown this once. Add it "
             "to your calendar now. Whoever has it sees when and where you work: do not pass it "
             "on.</p><p class=\"secret\"><code>%s</code></p>"
             "<p><a class=\"btn btn-auto\" href=\"webcal://%s\">Add it on this device</a></p>",
             address_of(l, base, letters), again);
    put_qr(v, webcal.p);
    put_ways(l);
    html_put(&v->w, "<p><a class=\"btn btn-2 btn-auto\" href=\"/clinic/calendar\">It is added"
                    "</a></p>");
    leaf_close(l);
}

void feed_page(struct leaf *l)
{
    unsigned char secret[32];
    char letters[COOKIE_LEN + 1];
    uint8_t hash[STORE_HASH];
    randombytes_buf(secret, sizeof secret);
    secret_hash("feed", secret, sizeof secret, hash);
    secret_put(secret, letters);
    sodium_memzero(secret, sizeof secret);
    enum store_result kept = keep_hash(l, hash);
    if (kept == STORE_OK)
        put_address(l, letters);
    else
        leaf_world(l, kept);
}
