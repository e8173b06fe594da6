#include "record_tell.h"

#include "../core/form.h"
#include "asked.h"

struct named_key {
    int kind;
    const char *key, *name, *unit;
};
static const char *const kind_called[KIND_COUNT] = {
#define CALL(kind, name) [KIND_##kind] = name,
#include "record_words.def"
};
static const struct named_key named_keys[] = {
#define TELL(kind, key, name, unit) {KIND_##kind, #key, name, unit},
#include "record_words.def"
};
enum { NAMED = sizeof named_keys / sizeof named_keys[0] };

/* Words of the record that would not be understood, or that a person says another way. */
static const struct {
    const char *word, *said;
} said_as[] = {
    {"calf", "lower leg"},
    {"back", "low back"},
    {"unsure", "not sure"},
    {"immune", "weak immune system"},
    {"osteoporosis", "thin bones (osteoporosis)"},
    {"steroids", "steroid tablets"},
    {"aneurysm", "widened main artery (aneurysm)"},
    {"past_clot", "blood clot before"},
    {"hypertension", "high blood pressure"},
    {"hip_replacement", "new hip"},
    {"falls", "falls easily"},
    {"knee", "knee trouble"},
    {"heart", "heart disease"},
    {"nsaid", "anti-inflammatory"},
    {"opioid", "strong painkiller (opioid)"},
    {"gabapentinoid", "gabapentin or pregabalin"},
    {"extension", "arching back"},
    {"flexion", "bending forward"},
    {"lateral", "gliding the hips sideways"},
    {"pins", "pins and needles"},
    {"cauda_equina", "the danger signs card"},
    {"store", "keep my record here"},
    {"share", "share it with my clinic"},
    {"research", "use in research"},
    {"gp", "{doctor}"},
    {"msk", "muscle and joint clinic"},
    {"self_care", "nothing urgent told"},
    {"slightly_worse", "a little worse"},
    {"left_none", "nowhere on the left"},
    {"right_none", "nowhere on the right"},
    {"left_calf", "left lower leg"},
    {"right_calf", "right lower leg"},
    {"nsaid_helps", "anti-inflammatories help"},
    {"enthesitis", "sore where tendons meet bone"},
};

static const char *const families[FAMILY_COUNT] = {
    [FAMILY_REST] = "positions of ease",
    [FAMILY_EXT] = "arching back",
    [FAMILY_LAT] = "side gliding",
    [FAMILY_FLX] = "bending",
    [FAMILY_ROT] = "rolling and turning",
    [FAMILY_HIP] = "hip mobility",
    [FAMILY_NEU] = "nerve sliders and stretches",
    [FAMILY_TRK] = "trunk strength",
    [FAMILY_GLU] = "buttock strength",
    [FAMILY_LEG] = "leg strength",
    [FAMILY_LIFT] = "lifting",
    [FAMILY_BAL] = "balance",
    [FAMILY_WALK] = "walking",
    [FAMILY_AER] = "cycling, swimming, jogging",
};

const char *family_called(int family)
{
    return families[family];
}

static int names_key(const struct named_key *n, int kind, const char *key)
{
    return n->kind == kind && str_same(n->key, key);
}

static const struct named_key *key_named(int kind, const char *key)
{
    for (int i = 0; i < NAMED; i++)
        if (names_key(&named_keys[i], kind, key))
            return &named_keys[i];
    return NULL;
}

int keys_unnamed(void)
{
    int unnamed = 0;
#define NAMED_ROW(kind, key) unnamed += !key_named(KIND_##kind, #key);
#define SCALE(kind, key, hi) NAMED_ROW(kind, key)
#define WHOLE(kind, key, lo, hi) NAMED_ROW(kind, key)
#define CHOICE(kind, key, list) NAMED_ROW(kind, key)
#define SEVERAL(kind, key, list) NAMED_ROW(kind, key)
#define DATE(kind, key) NAMED_ROW(kind, key)
#define MOMENT(kind, key) NAMED_ROW(kind, key)
#define TEXT(kind, key) NAMED_ROW(kind, key)
#define TEXTS(kind, key) NAMED_ROW(kind, key)
#define ITEMS(kind, key) NAMED_ROW(kind, key)
#define ITEM(kind, key) NAMED_ROW(kind, key)
#define SCOPE(kind, key) NAMED_ROW(kind, key)
#define FLAGS(kind, key) NAMED_ROW(kind, key)
#define DOSES(kind, key) NAMED_ROW(kind, key)
#include "../record/record.def"
    for (int i = 0; i < KIND_COUNT; i++)
        unnamed += !kind_called[i];
    return unnamed;
}

const char *fact_called(const struct fact *f)
{
    return f->kind < KIND_COUNT ? kind_called[f->kind] : "Something this version does not know";
}

void tell_word(struct visit *v, const char *word)
{
    for (size_t i = 0; i < sizeof said_as / sizeof said_as[0]; i++)
        if (str_same(said_as[i].word, word)) {
            put_words(v, said_as[i].said);
            return;
        }
    for (const char *p = word; *p; p++)
        html_put(&v->w, "%.*s", 1, *p == '_' ? " " : p);
}

/* The family of that name; -1: none. */
static int family_at(const char *text)
{
    for (int i = 0; i < FAMILY_COUNT; i++) {
        struct span name = family_name(i);
        if (str_len(text) == name.len && memcmp(text, name.p, name.len) == 0)
            return i;
    }
    return -1;
}

/* The exercise whose id begins the text and ends at its end or at a colon; -1: none. */
static int exercise_at(const char *text)
{
    for (int i = 0; i < ITEM_COUNT; i++) {
        struct span id = item_name(i);
        if (memcmp(text, id.p, str_len(text) < id.len ? str_len(text) : id.len) == 0 &&
            str_len(text) >= id.len && (!text[id.len] || text[id.len] == ':'))
            return i;
    }
    return -1;
}

/* "3x10", "2x30s", "4x5m" of an exercise that was done. */
static void tell_dose(struct visit *v, const char *dose)
{
    for (; *dose; dose++) {
        if (*dose == 'x')
            html_put(&v->w, " × ");
        else if (*dose == 's')
            html_put(&v->w, " seconds");
        else if (*dose == 'm')
            html_put(&v->w, " minutes");
        else
            html_put(&v->w, "%.*s", 1, dose);
    }
}

static void tell_value(struct visit *v, int kind, const char *key, const char *value)
{
    int item = exercise_at(value);
    struct span k = {key, (uint32_t)str_len(key)};
    int day;
    switch (kind < KIND_COUNT ? key_takes((enum kind)kind, k).what : TAKES_TEXT) {
    case TAKES_DATE:
        if (day_read(value, str_len(value), &day))
            put_full_date(v, day);
        else
            html_put(&v->w, "%s", value);
        break;
    case TAKES_WORD:
        if (item >= 0) {
            const char *dose = value + exercises[item].id_len;
            html_put(&v->w, "%s", exercises[item].name);
            if (*dose == ':') {
                html_put(&v->w, ", ");
                tell_dose(v, dose + 1);
            }
            break;
        }
        if (family_at(value) >= 0)
            html_put(&v->w, "%s", families[family_at(value)]);
        else if (kind == KIND_mobility) /* a knee here is one that the hands reach */
            html_put(&v->w, "%s", value);
        else
            tell_word(v, value);
        break;
    default:
        html_put(&v->w, "%s", value);
    }
}

static int question_named(const char *key)
{
    for (int i = 0; i < QUESTION_COUNT; i++) {
        struct span name = flag_name(i);
        if (str_len(key) == name.len && memcmp(key, name.p, name.len) == 0)
            return i;
    }
    return -1;
}

/* was: the key before it, which has its name already. */
static void tell_pair(struct visit *v, const struct fact *f, const char *key, const char *value,
                      const char *was)
{
    const struct named_key *n = key_named(f->kind, key);
    int q = f->kind == KIND_screen && !n ? question_named(key) : -1;
    if (!str_same(key, was))
        html_put(&v->w, "<dt>%s</dt>", q >= 0 ? question_rows[q].ask : n ? n->name : key);
    html_put(&v->w, "<dd>");
    tell_value(v, f->kind, key, value);
    if (n && n->unit[0])
        html_put(&v->w, " %s", n->unit);
    html_put(&v->w, "</dd>");
}

/* A "no" of a safety question, of which a whole screen holds thirty: they are folded away. */
static int is_no(const struct fact *f, const char *key, const char *value)
{
    return f->kind == KIND_screen && question_named(key) >= 0 && str_same(value, "no");
}

/* The pairs of a fact, the noes or the others; gives how many it has of the other sort. */
static int tell_pairs(struct visit *v, const struct fact *f, int noes)
{
    struct form_reader r = {f->body.p, f->body.p + f->body.len};
    struct form_pair pair;
    const char *was = "";
    int others = 0;
    while (form_next(&r, &pair) == FORM_PAIR) {
        const char *key = plain_text(v, (struct span){pair.key, (uint32_t)pair.key_len});
        const char *value = plain_text(v, (struct span){pair.value, (uint32_t)pair.value_len});
        if (key[0] == '_' || !pair.value_len)
            continue; /* who wrote it and when is told apart */
        if (is_no(f, key, value) != noes) {
            others++;
            continue;
        }
        if (!was[0])
            html_put(&v->w, "<dl>");
        tell_pair(v, f, key, value, was);
        was = key;
    }
    if (was[0])
        html_put(&v->w, "</dl>");
    return others;
}

void tell_fact(struct visit *v, const struct fact *f)
{
    int noes = tell_pairs(v, f, 0);
    if (!noes)
        return;
    html_put(&v->w, "<details class=\"more\"><summary>No: %d %s</summary>", noes,
             noes == 1 ? "question" : "questions");
    tell_pairs(v, f, 1);
    html_put(&v->w, "</details>");
}
