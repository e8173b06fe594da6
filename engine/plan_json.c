/* plan_json.c - a plan as one JSON object, its keys and words as the contract names them.
 *
 * A replay prints hundreds of thousands of these a second. So room is asked for once a part, the
 * bytes are laid down with copies of constant length (a name is copied with the padding of its row,
 * and the end moves by its true length), and small numbers need no division. No name and no wording
 * holds a character that JSON would escape: the build of the tables refuses one. */
#include "plan.h"

#include "../core/day.h"

enum {
    NAME_ROOM = 24,    /* of a padded name */
    HEAD_ROOM = 640,   /* bounds everything before the items */
    FLAG_ROOM = 160,   /* bounds one flag */
    ITEM_ROOM = 288,   /* one item, or walking and the breaks from sitting */
    TASK_ROOM = 192,   /* what stands around the two codes of a task */
    REASON_ROOM = 320, /* a reason without its wording: a code and sources of 255 bytes at most */
};

struct name {
    char text[NAME_ROOM];
    uint8_t len;
};
struct piece {
    const char *text;
    uint8_t len;
};
#define NAME(lit)                                                                                  \
    {                                                                                              \
        lit, sizeof(lit) - 1                                                                       \
    }

static const struct name flag_json[FLAG_COUNT] = {
#define QUESTION(key, extent) NAME(#key),
#define FLAG(key) NAME(#key),
#include "../record/questions.def"
};

/* What begins an item: its id and its family. */
static const struct piece item_json[ITEM_COUNT] = {
#define ITEM_ID(id, family) NAME("{\"id\":\"" #id "\",\"family\":\"" #family "\",\"rung\":"),
#include "../record/ids.def"
};

static const struct piece task_json[TASK_COUNT] = {
#define TASK(code, whose, days, text) NAME(#code),
#include "../knowledge/tasks.def"
};

static const struct name likeness_json[] = {
    [LIKENESS_unknown] = NAME("unknown"),
    [LIKENESS_not_typical] = NAME("not_typical"),
    [LIKENESS_some_features] = NAME("some_features"),
    [LIKENESS_typical] = NAME("typical"),
};
static const struct name pattern_json[] = {
    [PATTERN_unknown] = NAME("unknown"),   [PATTERN_radicular] = NAME("radicular"),
    [PATTERN_stenosis] = NAME("stenosis"), [PATTERN_inflammatory] = NAME("inflammatory"),
    [PATTERN_other] = NAME("other"),
};
static const struct name direction_json[] = {
    [DIRECTION_untested] = NAME("untested"),   [DIRECTION_none] = NAME("none"),
    [DIRECTION_extension] = NAME("extension"), [DIRECTION_flexion] = NAME("flexion"),
    [DIRECTION_lateral] = NAME("lateral"),
};
static const struct name colour_json[] = {
    [COLOUR_unknown] = NAME("unknown"),
    [COLOUR_green] = NAME("green"),
    [COLOUR_amber] = NAME("amber"),
    [COLOUR_red] = NAME("red"),
};
static const struct name plan_change_json[] = {
    [PLAN_stop] = NAME("stop"), [PLAN_start] = NAME("start"),     [PLAN_flare] = NAME("flare"),
    [PLAN_ease] = NAME("ease"), [PLAN_advance] = NAME("advance"), [PLAN_hold] = NAME("hold"),
};
static const struct name item_change_json[] = {
    [ITEM_same] = NAME("same"),
    [ITEM_new] = NAME("new"),
    [ITEM_up] = NAME("up"),
    [ITEM_down] = NAME("down"),
};
static const struct name answer_json[] = {
    [ANSWER_yes] = NAME("yes"),
    [ANSWER_unsure] = NAME("unsure"),
    [ANSWER_test] = NAME("test"),
    [ANSWER_profile] = NAME("profile"),
};

/* Each of these lays bytes down at o, where there is room, and moves it past them. */
#define LIT(o, lit) (memcpy(o, lit, sizeof(lit) - 1), (o) += sizeof(lit) - 1)

static inline char *put_name(char *o, const struct name *n)
{
    memcpy(o, n->text, NAME_ROOM);
    return o + n->len;
}

static inline char *put_bytes(char *o, const char *s, size_t n)
{
    memcpy(o, s, n);
    return o + n;
}

static char *put_number(char *o, unsigned v)
{
    if (v >= 100) {
        o = put_number(o, v / 100);
        v %= 100;
        *o++ = (char)('0' + v / 10);
    } else if (v >= 10) {
        *o++ = (char)('0' + v / 10);
    }
    *o++ = (char)('0' + v % 10);
    return o;
}

/* What a dose does not use is 0 in the plan and null outside. */
static inline char *put_used(char *o, int v)
{
    if (v > 0)
        return put_number(o, (unsigned)v);
    return LIT(o, "null");
}

static char *put_word(char *o, struct span word)
{
    *o++ = '"';
    o = put_bytes(o, word.p, word.len);
    *o++ = '"';
    return o;
}

static void put_head(struct text *t, const struct plan *p)
{
    text_lit(t, "{\"engine\":\"ambulando " ENGINE_VERSION " rules ");
    text_int(t, RULES_VERSION);
    text_lit(t, "\",\"day\":\"");
    day_put(t, p->day);
    text_lit(t, "\",\"route\":");
    char *o = text_room(t, FLAG_ROOM);
    o = put_word(o, routes_name(p->route));
    LIT(o, ",\"flags\":[");
    t->len = (size_t)(o - t->p);
    for (int i = 0; i < p->flag_count; i++) {
        const struct plan_flag *f = &p->flag[i];
        o = text_room(t, FLAG_ROOM);
        if (i)
            *o++ = ',';
        LIT(o, "{\"flag\":\"");
        o = put_name(o, &flag_json[f->flag]);
        LIT(o, "\",\"route\":");
        o = put_word(o, routes_name(f->route));
        LIT(o, ",\"since\":\"");
        t->len = (size_t)(o - t->p);
        day_put(t, f->since);
        o = text_room(t, FLAG_ROOM);
        LIT(o, "\",\"answer\":\"");
        o = put_name(o, &answer_json[f->answer]);
        LIT(o, "\"}");
        t->len = (size_t)(o - t->p);
    }
}

static void put_state(struct text *t, const struct plan *p)
{
    char *o = text_room(t, HEAD_ROOM);
    LIT(o, "],\"likeness\":\"");
    o = put_name(o, &likeness_json[p->likeness]);
    LIT(o, "\",\"pattern\":\"");
    o = put_name(o, &pattern_json[p->pattern]);
    LIT(o, "\",\"group\":");
    o = put_used(o, p->group);
    LIT(o, ",\"mode\":");
    o = put_word(o, modes_name(p->mode));
    LIT(o, ",\"direction\":\"");
    o = put_name(o, &direction_json[p->direction]);
    LIT(o, "\",\"stage\":");
    o = put_word(o, stages_name(p->stage));
    LIT(o, ",\"colour\":\"");
    o = put_name(o, &colour_json[p->colour]);
    LIT(o, "\",\"change\":\"");
    o = put_name(o, &plan_change_json[p->change]);
    LIT(o, "\",\"items\":[");
    t->len = (size_t)(o - t->p);
}

static char *put_item(char *o, const struct plan_item *item)
{
    const struct exercise *x = &exercises[item->item];
    const struct dose *d = &item->dose;
    o = put_bytes(o, item_json[item->item].text, item_json[item->item].len);
    o = put_number(o, x->rung);
    LIT(o, ",\"times_a_day\":");
    o = put_used(o, d->times_a_day);
    LIT(o, ",\"sets\":");
    o = put_used(o, d->sets);
    LIT(o, ",\"reps\":");
    o = put_used(o, d->reps);
    LIT(o, ",\"hold_s\":");
    o = put_used(o, d->hold_s);
    LIT(o, ",\"minutes\":");
    o = put_used(o, d->minutes);
    LIT(o, ",\"load_kg\":");
    o = put_used(o, d->load_kg);
    if (x->each_side)
        LIT(o, ",\"each_side\":true,\"change\":\"");
    else
        LIT(o, ",\"each_side\":false,\"change\":\"");
    o = put_name(o, &item_change_json[item->change]);
    return LIT(o, "\"}");
}

static void put_items(struct text *t, const struct plan *p)
{
    char *o = text_room(t, (PLAN_ITEMS_MAX + 1) * ITEM_ROOM);
    for (int i = 0; i < p->item_count; i++) {
        if (i)
            *o++ = ',';
        o = put_item(o, &p->item[i]);
    }
    LIT(o, "],\"walk\":");
    if (p->walk.rung) {
        LIT(o, "{\"rung\":\"W");
        o = put_number(o, p->walk.rung);
        LIT(o, "\",\"times_a_day\":");
        o = put_number(o, p->walk.times_a_day);
        LIT(o, ",\"minutes\":");
        o = put_number(o, p->walk.minutes);
        LIT(o, ",\"days_a_week\":");
        o = put_number(o, p->walk.days_a_week);
        *o++ = '}';
    } else {
        LIT(o, "null");
    }
    LIT(o, ",\"sit_break_min\":");
    o = put_used(o, p->sit_break_min);
    LIT(o, ",\"tasks\":[");
    t->len = (size_t)(o - t->p);
}

static void put_tasks(struct text *t, const struct plan *p)
{
    for (int i = 0; i < p->task_count; i++) {
        const struct plan_task *task = &p->task[i];
        const struct reason_row *why = &reason_rows[task->reason];
        const struct piece *code = &task_json[task->task];
        char *o = text_room(t, TASK_ROOM + (size_t)code->len + why->code_len);
        if (i)
            *o++ = ',';
        if (task_rows[task->task].clinician)
            LIT(o, "{\"for\":\"clinician\",\"task\":\"");
        else
            LIT(o, "{\"for\":\"self\",\"task\":\"");
        o = put_bytes(o, code->text, code->len);
        LIT(o, "\",\"within_days\":");
        o = put_number(o, task->within_days);
        LIT(o, ",\"reason\":\"");
        o = put_bytes(o, why->code, why->code_len);
        LIT(o, "\"}");
        t->len = (size_t)(o - t->p);
    }
}

static void put_reasons(struct text *t, const struct plan *p)
{
    text_lit(t, "],\"reasons\":[");
    for (int i = 0; i < p->reason_count; i++) {
        const struct plan_reason *reason = &p->reason[i];
        const struct reason_row *row = &reason_rows[reason->code];
        char *o = text_room(t, REASON_ROOM);
        if (i)
            *o++ = ',';
        LIT(o, "{\"code\":\"");
        o = put_bytes(o, row->code, row->code_len);
        LIT(o, "\",\"text\":\"");
        t->len = (size_t)(o - t->p);
        reason_text(t, reason->code, reason->item, reason->number);
        o = text_room(t, REASON_ROOM);
        LIT(o, "\",\"sources\":[");
        o = put_bytes(o, row->sources_json, row->sources_len);
        LIT(o, "]}");
        t->len = (size_t)(o - t->p);
    }
    text_lit(t, "]}");
}

void plan_put_json(struct text *t, const struct plan *p)
{
    text_room(t, 4096); /* most plans fit: one growth instead of several */
    put_head(t, p);
    put_state(t, p);
    put_items(t, p);
    put_tasks(t, p);
    put_reasons(t, p);
}
