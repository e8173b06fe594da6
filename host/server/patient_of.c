/* A person who is a patient of clinics: what their pages say of it, and what an erasure leaves. */
#include "clinic.h"

#include "../../knowledge/country.h"

/* "A, B and C": the clinics that the record is shared with. */
static const char *names_of(struct arena *a, const struct rows *r)
{
    struct text t = {.mem = a};
    uint32_t left = 0;
    for (uint32_t i = 0; i < r->count; i++)
        left += !row_is(r, i, my_clinics_left_s);
    if (!left)
        return NULL;
    for (uint32_t i = 0; i < r->count; i++) {
        if (row_is(r, i, my_clinics_left_s))
            continue;
        if (t.len)
            text_str(&t, left == 1 ? " and " : ", ");
        text_str(&t, row_text(r, i, my_clinics_name));
        left--;
    }
    text_char(&t, '\0');
    return t.p;
}

/* Of the first of their clinics: "Riverside clinic, 01632 960 123", and the person's name there. */
static void for_paper(struct arena *a, const struct rows *r, struct app_request *q)
{
    uint32_t i = 0;
    while (i < r->count && row_is(r, i, my_clinics_left_s))
        i++;
    if (i == r->count)
        return;
    struct text t = {.mem = a};
    const char *telephone = row_text(r, i, my_clinics_site_telephone);
    text_str(&t, row_text(r, i, my_clinics_name));
    if (telephone[0]) {
        text_lit(&t, ", ");
        text_str(&t, telephone);
    }
    text_char(&t, '\0');
    q->reach = t.p;
    q->name = row_text(r, i, my_clinics_patient_name);
}

/* Where they book a visit: at the first that lets them do so online. */
static void for_booking(struct arena *a, const struct rows *r, struct app_request *q)
{
    struct text t = {.mem = a};
    for (uint32_t i = 0; i < r->count && !t.len; i++) {
        if (row_is(r, i, my_clinics_left_s) || !row_whole(r, i, my_clinics_books))
            continue;
        text_lit(&t, "/book/");
        put_number_hex(&t, row_whole(r, i, my_clinics_clinic));
        text_char(&t, '\0');
        q->book = t.p;
    }
}

/* The words of the first of their clinics whose clinician has signed these rules. */
static void site_of_clinics(struct arena *a, const struct rows *r, struct app_site *site)
{
    const char *own = "";
    for (uint32_t i = 0; i < r->count; i++) {
        if (row_is(r, i, my_clinics_left_s))
            continue;
        const struct country *there = country_find(row_text(r, i, my_clinics_country));
        site->country = there ? there : site->country;
        site->demo |= row_whole(r, i, my_clinics_demo) != 0;
        if (!*own)
            signed_words(a, row_text(r, i, my_clinics_signed_by),
                         row_text(r, i, my_clinics_signed_number),
                         row_whole(r, i, my_clinics_signed_day),
                         row_whole(r, i, my_clinics_signed_rules), &own);
    }
    site->signed_by = own;
}

enum store_result mine_find(struct server *s, struct arena *a, const struct person_row *row,
                            int all, struct app_request *q, struct mine *ret)
{
    const struct actor self = {0, row->person, ROLE_patient};
    *ret = (struct mine){.site = s->site};
    if (!row->person || !(row->clinics || all))
        return STORE_OK;
    enum store_result r = store_list(s->store, &self, LIST_my_clinics, NULL, 0, a, &ret->rows);
    if (r != STORE_OK)
        return r;
    for (uint32_t i = 0; i < ret->rows.count; i++) {
        int until = (int)row_whole(&ret->rows, i, my_clinics_retain_day);
        if (until >= q->now.day && until > ret->kept_until)
            ret->kept_until = until;
    }
    q->clinic = names_of(a, &ret->rows);
    q->kept_until = ret->kept_until;
    for_paper(a, &ret->rows, q);
    for_booking(a, &ret->rows, q);
    if (q->clinic)
        site_of_clinics(a, &ret->rows, &ret->site);
    q->site = &ret->site;
    return STORE_OK;
}

/* What came in a file says of itself that a clinician wrote it: that is nothing of the clinic's. */
void mine_retained(struct arena *a, struct span record, struct text *ret)
{
    struct record r;
    struct faults faults = {0};
    record_read(a, record.p, record.len, &r, &faults);
    for (size_t i = 0; i < r.count; i++) {
        const struct fact *f = &r.fact[i];
        if (f->by != WHO_clinician || f->from_file)
            continue;
        text_add(ret, f->line.p, f->line.len);
        text_char(ret, '\n');
    }
}
