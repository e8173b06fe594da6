/* fuzz_record.c - whole records: whatever the bytes, what is read can be written and read again. */
#include "../core/form.h"
#include "fact_same.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int so)
{
    if (!so)
        abort();
}

static void faults_told(const struct faults *f, size_t size)
{
    must(f->kept <= f->count && (f->kept == f->count || f->kept == RECORD_FAULTS_MAX));
    for (size_t i = 0; i < f->kept; i++) {
        must(f->fault[i].line_no >= 1 && f->fault[i].line_no <= size + 1);
        must(f->fault[i].what.len > 0 && utf8_valid(f->fault[i].what.p, f->fault[i].what.len));
        must(!i || f->fault[i - 1].line_no <= f->fault[i].line_no);
        for (uint32_t k = 0; k < f->fault[i].what.len; k++)
            must((unsigned char)f->fault[i].what.p[k] >= 0x20);
    }
}

static void backwards(const struct record *r, struct text *t)
{
    for (size_t i = r->count; i > 0; i--)
        fact_write(t, &r->fact[i - 1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static _Alignas(16) unsigned char block[1 << 24];
    struct arena a = {.base = block, .size = sizeof block};
    struct record r, again, turned;
    struct faults faults = {0}, none = {0};
    if (size > 16384)
        return 0;
    char *s = malloc(size ? size : 1);
    must(s != NULL);
    memcpy(s, data, size);
    record_read(&a, s, size, &r, &faults);
    faults_told(&faults, size);
    struct text once = {.mem = &a}, twice = {.mem = &a}, back = {.mem = &a};
    for (size_t i = 0; i < r.count; i++) {
        must(!i || r.fact[i - 1].at <= r.fact[i].at);
        fact_write(&once, &r.fact[i]);
    }
    if (!faults.count) {
        /* Written, facts of one minute may change places, or two that differed only in how they
         * were written be one. From then on nothing changes. */
        record_read(&a, once.p, once.len, &again, &none);
        must(!none.count && again.count <= r.count);
        backwards(&again, &back);
        record_read(&a, back.p, back.len, &turned, &none);
        must(!none.count && turned.count == again.count);
        for (size_t i = 0; i < turned.count; i++) {
            must(fact_same(&turned.fact[i], &again.fact[i]));
            fact_write(&twice, &again.fact[i]);
            must(twice.len >= again.fact[i].line.len + 1 &&
                 memcmp(twice.p + twice.len - again.fact[i].line.len - 1, again.fact[i].line.p,
                        again.fact[i].line.len) == 0);
        }
    }
    for (size_t i = 0; i < r.count; i++) { /* each alone: read(write(x)) is x */
        struct text line = {.mem = &a};
        struct fact f;
        size_t mark = a.used;
        fact_write(&line, &r.fact[i]);
        must(fact_read(&a, line.p, line.len - 1, 1, &f, &none) && fact_same(&f, &r.fact[i]));
        a.used = mark;
    }
    free(s);
    return 0;
}
