/* fact.h - a record: dated facts, read from their lines, judged, put in order, written back.
 *
 *     struct record r;
 *     struct faults faults = {0};
 *     record_read(a, bytes, len, &r, &faults);          bytes stay the caller's and must outlive r
 *     for (size_t i = 0; i < r.count; i++) ... r.fact[i].day ...
 *
 * A line is WHEN KIND BODY, parted by one space; BODY is key=value pairs as a posted HTML form, or
 * "-". Blank lines and lines that begin with # say nothing; a byte order mark at the start and CRLF
 * line ends are accepted. Facts come out in the record's order: instant, then _recorded, then _id
 * (its first part as bytes, its number as a number), then the bytes of the line; what is missing
 * comes first. The same _id and body twice, and two equal lines without _id, are one fact.
 *
 * Ownership: everything is in the arena or points into the caller's bytes.
 * Errors: what is wrong with the person's input is a row of faults, in the order of the lines. A
 * record with a fault must not be planned. No memory is the arena's. */
#ifndef AMB_RECORD_FACT_H
#define AMB_RECORD_FACT_H

#include "../core/arena.h"
#include "../core/text.h"
#include "kinds.h"

#include <stddef.h>

enum {
    RECORD_VERSION = 1,
    RECORD_FACTS_MAX = 1000000,
    RECORD_LINE_MAX = 65536,     /* bytes of one line */
    RECORD_FAULTS_MAX = 1000000, /* kept; the rest are counted */
};

struct fact_id { /* SESSION-N; number 0 and session 0 with known 0: none */
    uint64_t session, number;
    int known;
};

struct fact {
    int64_t at;       /* the instant of WHEN, minutes since 1970-01-01T00:00Z */
    int64_t recorded; /* seconds since then, or NO_MOMENT */
    int32_t day;      /* the person's own calendar day, as written */
    int16_t minute;   /* of that day, as written */
    int16_t offset;   /* minutes east of UTC, as written */
    uint8_t kind;     /* enum kind; KIND_COUNT when this version does not know it */
    uint8_t by;       /* enum who */
    uint8_t from_file;
    uint8_t newer; /* _v is above RECORD_VERSION */
    struct fact_id id;
    struct span who;  /* which clinician, as written: percent-encoded; empty: not told */
    const void *keys; /* struct fact_KIND, or NULL for an unknown kind */
    struct span line; /* the whole line without its end */
    struct span body; /* its third part */
    uint32_t line_no; /* from 1 */
};

struct record {
    struct fact *fact;
    size_t count;
};

struct fault {
    uint32_t line_no;
    struct span what; /* for a reader: the key, what was given, what is allowed */
};
struct faults {
    struct fault *fault; /* the first RECORD_FAULTS_MAX of them */
    size_t kept, count, room;
};

/* Reads a whole record. */
void record_read(struct arena *a, const char *bytes, size_t len, struct record *ret_record,
                 struct faults *faults);

/* Reads one line (no line end) into *ret_fact; *ret_fact->line_no is line_no. Returns 1 when it is
 * a fact, 0 when the line says nothing or has a fault. */
int fact_read(struct arena *a, const char *line, size_t len, uint32_t line_no,
              struct fact *ret_fact, struct faults *faults);

/* Judges one pair as a page would post it: 1 when the value may stand for the key of the kind, else
 * 0 with a fault on line 0. key and value are percent-encoded. A key that the kind does not have,
 * and a system key, may not be posted; an empty value may: it is no answer. */
int pair_judge(struct arena *a, enum kind kind, struct span key, struct span value,
               struct faults *faults);

/* What a key of a kind takes, for whoever asks for it on a page. */
struct takes {
    enum { TAKES_NOTHING, TAKES_WHOLE, TAKES_DATE, TAKES_TEXT, TAKES_WORD } what;
    int many;       /* more than once */
    int32_t lo, hi; /* of a whole number */
};
struct takes key_takes(enum kind kind, struct span key); /* TAKES_NOTHING: there is no such key */

/* Reads an _id: 16 hexadecimal digits, - and a number, percent-encoded or not; 1 when it is one. */
int fact_id_read(struct span id, struct fact_id *ret_id);

/* The farthest zone that a check-in tells of: of its chart where one is given, else of reach or
 * tingle; UNANSWERED when there is neither. A side ticked none counts as zones_none, the middle of
 * the back as zones_back. */
int checkin_reach(const struct fact_checkin *c);
int checkin_tingle(const struct fact_checkin *c);

/* Puts facts in the record's order and leaves out what is there twice. The same _id with another
 * line is a fault of the one that stands later in r. */
void record_order(struct arena *a, struct record *r, struct faults *faults);

/* Appends the fact as a line with its line end: WHEN and KIND, system keys, known keys in the order
 * of record.def, then whatever this version does not know, unchanged. Reading it gives the same.
 * WHEN, _id, _recorded, _by and _from are those of *f; every other key is as it stands in f->body,
 * so a changed f->keys is not seen. */
void fact_write(struct text *t, const struct fact *f);

/* The name of a kind, family, item, flag, or of word v of a list: for pages, plans and faults. */
struct span kind_name(int kind);
struct span family_name(int family);
struct span item_name(int item);
struct span flag_name(int flag);
#define LIST(list) struct span list##_name(int v);
#include "choices.def"

#endif
