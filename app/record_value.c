/* record_value.c - one value of a fact in a person's words, or in a clinician's where one looks. */
#include "record_tell.h"

#include "asked.h"
#include "danger.h"

/* Words of the record that would not be understood, or that a person says another way; and as a clinician
 * says them, NULL: as they stand. */
static const struct said {
    const char *word, *said, *clinical;
} said_as[] = {
    {"calf", "lower leg", "lower leg"},
    {"back", "low back", "low back"},
    {"unsure", "not sure", "not sure"},
    {"immune", "weak immune system", "weak immune system"},
    {"osteoporosis", "thin bones (osteoporosis)", NULL},
    {"steroids", "steroid tablets", NULL},
    {"aneurysm", "widened main artery (aneurysm)", NULL},
    {"past_clot", "blood clot before", "clot before"},
    {"hypertension", "high blood pressure", NULL},
    {"hip_replacement", "new hip", NULL},
    {"falls", "falls easily", NULL},
    {"knee", "knee trouble", NULL},
    {"heart", "heart disease", NULL},
    {"nsaid", "anti-inflammatory", NULL},
    {"opioid", "strong painkiller (opioid)", NULL},
    {"gabapentinoid", "gabapentin or pregabalin", NULL},
    {"extension", "arching back", "extension"},
    {"flexion", "bending forward", NULL},
    {"lateral", "gliding the hips sideways", NULL},
    {"pins", "pins and needles", "pins and needles"},
    {"cauda_equina", "the danger signs card", "the danger signs card"},
    {"store", "keep my record here", "keep the record"},
    {"share", "share it with my clinic", "share with the clinic"},
    {"research", "use in research", NULL},
    {"gp", "{doctor}", "GP"},
    {"msk", "muscle and joint clinic", "musculoskeletal service"},
    {"self_care", "nothing urgent told", "self-care"},
    {"slightly_worse", "a little worse", NULL},
    {"left_none", "nowhere on the left", "nothing on the left"},
    {"right_none", "nowhere on the right", "nothing on the right"},
    {"left_calf", "left lower leg", "left lower leg"},
    {"right_calf", "right lower leg", "right lower leg"},
    {"nsaid_helps", "anti-inflammatories help", NULL},
    {"enthesitis", "sore where tendons meet bone", NULL},
    {"soft_tissue", "massage of muscles", NULL},
    {"articulation", "slow moving of joints", NULL},
    {"manipulation", "manipulation (a small quick push)", NULL},
    {"traction_gentle", "gentle pulling", "gentle traction"},
    {"neural", "nerve sliding", NULL},
    {"education", "explaining", NULL},
    {"given", "you agreed", NULL},
    {"declined", "you did not want it", NULL},
    {"positive", "brings the leg pain on", NULL},
    {"negative", "does not bring the leg pain on", NULL},
    {"reduced", "less than usual", NULL},
    {"absent", "not there", NULL},
    {"pain", "your pain", NULL},
    {"time", "days, not pain", "time"},
    {"spinal", "spine clinic", "spinal service"},
    {"injection", "injection clinic", NULL},
    {"surgery", "spine surgeon", "spinal surgery"},
    {"rheumatology", "joint inflammation clinic", NULL},
    {"vascular", "blood vessel clinic", NULL},
    {"maternity", "maternity unit", NULL},
    {"psychology", "psychologist", NULL},
    {"all", "everything", "everything"},
    {"REST", "resting positions", "resting positions"},
    {"EXT", "arching back", "extension"},
    {"LAT", "gliding the hips sideways", "side glides"},
    {"FLX", "bending forward", "flexion"},
    {"ROT", "turning", "rotation"},
    {"HIP", "hip exercises", "hip mobility"},
    {"NEU", "nerve exercises", "neural mobilisation"},
    {"TRK", "trunk exercises", "trunk"},
    {"GLU", "buttock exercises", "gluteal"},
    {"LEG", "leg exercises", "leg strength"},
    {"LIFT", "lifting", "lifting"},
    {"BAL", "balance", "balance"},
    {"WALK", "walking", "walking"},
    {"AER", "cycling, pool and jogging", "aerobic"},
};

void tell_word(struct visit *v, const char *word)
{
    for (size_t i = 0; i < sizeof said_as / sizeof said_as[0]; i++)
        if (str_same(said_as[i].word, word)) {
            const struct said *s = &said_as[i];
            if (!v->clinician)
                put_words(v, s->said);
            else if (s->clinical)
                html_put(&v->w, "%s", s->clinical);
            else
                break;
            return;
        }
    for (const char *p = word; *p; p++)
        html_put(&v->w, "%.*s", 1, *p == '_' ? " " : p);
}

const char *family_called(int family)
{
    struct span name = family_name(family);
    for (size_t i = 0; i < sizeof said_as / sizeof said_as[0]; i++)
        if (str_len(said_as[i].word) == name.len && memcmp(said_as[i].word, name.p, name.len) == 0)
            return said_as[i].said;
    return name.p;
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

/* A date, or a date and time: "2026-03-02T08:05+00:00". */
static void tell_date(struct visit *v, const char *value)
{
    struct moment m;
    int day;
    if (day_read(value, str_len(value), &day)) {
        put_full_date(v, day);
    } else if (moment_read(value, str_len(value), 0, &m)) {
        put_full_date(v, m.day);
        html_put(&v->w, ", %d:%d%d", m.minute / 60, m.minute % 60 / 10, m.minute % 10);
    } else {
        html_put(&v->w, "%s", value);
    }
}

/* What a clearance is about, as it was asked. */
static int tell_flag(struct visit *v, const char *value)
{
    for (int i = 0; i < FLAG_COUNT; i++) {
        struct span name = flag_name(i);
        if (str_len(value) == name.len && memcmp(value, name.p, name.len) == 0) {
            put_flag(v, i);
            return 1;
        }
    }
    return 0;
}

void tell_value(struct visit *v, int kind, const char *key, const char *value)
{
    int item = exercise_at(value);
    struct span k = {key, (uint32_t)str_len(key)};
    switch (kind < KIND_COUNT ? key_takes((enum kind)kind, k).what : TAKES_TEXT) {
    case TAKES_DATE:
        tell_date(v, value);
        break;
    case TAKES_WORD:
        if (kind == KIND_clearance && str_same(key, "flag") && tell_flag(v, value))
            break;
        if (item >= 0) {
            const char *dose = value + exercises[item].id_len;
            html_put(&v->w, "%s", exercises[item].name);
            if (*dose == ':') {
                html_put(&v->w, ", ");
                tell_dose(v, dose + 1);
            }
            break;
        }
        if (kind == KIND_mobility) /* a knee here is one that the hands reach */
            html_put(&v->w, "%s", value);
        else
            tell_word(v, value);
        break;
    default:
        html_put(&v->w, "%s", value);
    }
}

const char *fact_who(struct visit *v, const struct fact *f)
{
    return f->who.len ? plain_text(v, f->who) : "";
}
