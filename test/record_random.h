/* record_random.h - lines of facts made at random from record.def, of every kind and key, some of a
 * newer version, some of a kind or with keys that nobody knows. Each is without fault.
 *
 *     struct random rnd = {seed};
 *     line_random(&text, &rnd);
 */
#ifndef AMB_TEST_RECORD_RANDOM_H
#define AMB_TEST_RECORD_RANDOM_H

#include "../core/day.h"
#include "../core/form.h"
#include "../record/table.h"

struct random {
    uint64_t state;
};

static inline uint32_t random_below(struct random *r, uint32_t n)
{
    r->state = r->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((r->state >> 33) % n);
}

/* Encodes s in one of the ways that mean the same: any letter may be %XX in either case. */
static inline void put_coded(struct text *t, struct random *r, const char *s, size_t n)
{
    int lavish = random_below(r, 4) == 0;
    if (lavish && n && (unsigned char)s[0] >= 0x80) { /* a character may stand for itself, whole */
        text_add(t, s, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (lavish && random_below(r, 2)) {
            const char *digit = random_below(r, 2) ? "0123456789abcdef" : "0123456789ABCDEF";
            text_char(t, '%');
            text_char(t, digit[(unsigned char)s[i] >> 4]);
            text_char(t, digit[(unsigned char)s[i] & 15]);
        } else {
            form_encode(t, s + i, 1);
        }
    }
}

static inline void put_words_random(struct text *t, struct random *r)
{
    static const char *const bit[] = {"a",
                                      "Z",
                                      "0",
                                      " ",
                                      "&",
                                      "=",
                                      "%",
                                      "+",
                                      "\n",
                                      "\t",
                                      "\r",
                                      "\"",
                                      "<",
                                      "'",
                                      "#",
                                      "\xc2\x80",
                                      "~",
                                      "\xdf\xbf",
                                      "\xe2\x82\xac",
                                      "/",
                                      "\xed\x9f\xbf",
                                      "\xf0\x9f\x98\x80",
                                      "-",
                                      "\xf4\x8f\xbf\xbf"};
    for (uint32_t n = 1 + random_below(r, 20); n; n--) {
        const char *s = bit[random_below(r, sizeof bit / sizeof *bit)];
        put_coded(t, r, s, strlen(s));
    }
}

static inline void put_when_random(struct text *t, struct random *r, const char *plus)
{
    struct arena *mem = t->mem;
    struct text when = {.mem = mem};
    moment_put(&when, (int)random_below(r, 109938) - 25567, (int)random_below(r, 1440),
               (int)random_below(r, 1681) - 840);
    for (size_t i = 0; i < when.len; i++) {
        if (when.p[i] == '+')
            text_str(t, plus);
        else
            text_char(t, when.p[i]);
    }
}

static inline void put_dose_random(struct text *t, struct random *r)
{
    static const struct {
        uint32_t most;
        const char *unit;
    } way[] = {{500, ""}, {3600, "s"}, {600, "m"}};
    uint32_t w = random_below(r, 3);
    struct span id = item_name((int)random_below(r, ITEM_COUNT));
    text_add(t, id.p, id.len);
    text_char(t, ':');
    text_int(t, 1 + random_below(r, 50));
    text_char(t, 'x');
    text_int(t, 1 + random_below(r, way[w].most));
    text_str(t, way[w].unit);
}

static inline void put_value_random(struct text *t, struct random *r, const struct row *row)
{
    struct text v = {.mem = t->mem};
    struct span name = {"", 0};
    switch ((enum row_type)row->type) {
    case TYPE_WHOLE:
        text_int(&v, row->lo + (int)random_below(r, (uint32_t)(row->hi - row->lo) + 1));
        break;
    case TYPE_DATE:
        day_put(&v, (int)random_below(r, 109938) - 25567);
        break;
    case TYPE_MOMENT:
        put_when_random(&v, r, "+");
        break;
    case TYPE_DOSES:
        put_dose_random(&v, r);
        break;
    case TYPE_TEXT:
    case TYPE_TEXTS:
    case TYPE_SYSTEM:
        put_words_random(t, r);
        return;
    case TYPE_SCOPE:
        name = family_name((int)random_below(r, FAMILY_COUNT));
        if (random_below(r, 5) == 0)
            name = (struct span){"all", 3};
        else if (random_below(r, 2))
            name = item_name((int)random_below(r, ITEM_COUNT));
        break;
    case TYPE_ITEM:
    case TYPE_ITEMS:
        name = item_name((int)random_below(r, ITEM_COUNT));
        break;
    case TYPE_FLAGS:
        name = flag_name((int)random_below(r, FLAG_COUNT));
        if (random_below(r, 5) == 0)
            name = (struct span){"all", 3};
        break;
    default:
        name = row->word[random_below(r, (uint32_t)row->words)];
    }
    text_add(&v, name.p, name.len);
    put_coded(t, r, v.p, v.len);
}

static inline void put_key(struct text *t, struct random *r, size_t body_at, struct span key)
{
    if (t->len > body_at)
        text_char(t, '&');
    put_coded(t, r, key.p, key.len);
    text_char(t, '=');
}

#define KEY(lit)                                                                                   \
    (struct span)                                                                                  \
    {                                                                                              \
        lit, sizeof(lit) - 1                                                                       \
    }

static inline void put_system_random(struct text *t, struct random *r, size_t body_at, int newer)
{
    static const char *const who[] = {"self", "clinician", "device", "clinic"};
    struct text v = {.mem = t->mem};
    if (random_below(r, 2)) {
        put_key(t, r, body_at, KEY("_id"));
        for (int i = 0; i < 16; i++)
            text_char(&v, "0123456789abcdef"[random_below(r, 16)]);
        text_char(&v, '-');
        text_int(&v, random_below(r, 1000));
        if (random_below(r, 9) == 0) { /* as large as there is */
            v.len = 17;
            text_str(&v, "18446744073709551615");
        }
        put_coded(t, r, v.p, v.len);
    }
    if (random_below(r, 2)) {
        put_key(t, r, body_at, KEY("_recorded"));
        text_str(t, random_below(r, 2) ? "1969-12-31T23:59:58-00:30" : "2026-03-02T08:14:07+05:45");
    }
    if (random_below(r, 3) == 0) {
        put_key(t, r, body_at, KEY("_by"));
        text_str(t, newer && random_below(r, 2) ? "relative" : who[random_below(r, 4)]);
    }
    if (random_below(r, 3) == 0) {
        put_key(t, r, body_at, KEY("_from"));
        text_str(t, newer && random_below(r, 2) ? "phone" : "file");
    }
    if (random_below(r, 4) == 0) {
        put_key(t, r, body_at, KEY("_device"));
        put_words_random(t, r);
    }
    if (newer || random_below(r, 9) == 0) {
        put_key(t, r, body_at, KEY("_v"));
        text_int(t, newer ? 2 + random_below(r, 9) : 1);
    }
}

static inline void put_unknown_random(struct text *t, struct random *r, size_t body_at)
{
    put_key(t, r, body_at, random_below(r, 2) ? KEY("unheard_of") : KEY("_mark"));
    if (random_below(r, 4) == 0)
        text_str(t, random_below(r, 2) ? "yes" : "uns%75re");
    else if (random_below(r, 4))
        put_words_random(t, r);
}

static inline void put_row_random(struct text *t, struct random *r, size_t body_at,
                                  const struct row *row, int newer)
{
    uint32_t times = row->many ? 1 + random_below(r, 4) : 1;
    for (uint32_t i = 0; i < times; i++) {
        put_key(t, r, body_at, row->name);
        if (random_below(r, 20) == 0)
            continue; /* no answer */
        if (newer && (row->type < TYPE_TEXT || row->type == TYPE_FLAGS) && random_below(r, 4) == 0)
            text_str(t, "n%65wer+word");
        else
            put_value_random(t, r, row);
    }
}

/* One line without its end. The rows come from a random place on, so mostly not in their order. */
static inline void line_random(struct text *t, struct random *r)
{
    uint32_t k = random_below(r, KIND_COUNT + 1), newer = random_below(r, 4) == 0;
    put_when_random(t, r, "+");
    text_char(t, ' ');
    text_add(t, k < KIND_COUNT ? kinds[k].name.p : "unheard-of",
             k < KIND_COUNT ? kinds[k].name.len : 10);
    text_char(t, ' ');
    size_t body_at = t->len;
    if (random_below(r, 2))
        put_system_random(t, r, body_at, (int)newer);
    else
        newer = 0;
    for (uint32_t i = 0, n = k < KIND_COUNT ? kinds[k].rows : 0, from = random_below(r, 40); i < n;
         i++)
        if (random_below(r, 3))
            put_row_random(t, r, body_at, &kinds[k].row[(i + from) % n], (int)newer);
    for (uint32_t i = 0, from = random_below(r, QUESTION_COUNT);
         k < KIND_COUNT && kinds[k].asks && i < QUESTION_COUNT; i++)
        if (random_below(r, 3) == 0)
            put_row_random(t, r, body_at, &questions[(i + from) % QUESTION_COUNT], (int)newer);
    while (random_below(r, 4) == 0)
        put_unknown_random(t, r, body_at);
    if (t->len == body_at)
        text_char(t, '-');
}

#endif
