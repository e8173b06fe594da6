/* mail_calendar.c - the visit as a calendar file, beside a mail that it is booked, moved or cancelled. */
#include "desk.h"
#include "ics.h"
#include "mail.h"

static int has_calendar(const char *what)
{
    return str_same(what, "booked") || str_same(what, "moved") || str_same(what, "cancelled");
}

static const char *text_of(struct arena *a, struct span s)
{
    struct text t = {.mem = a};
    text_add(&t, s.p, s.len);
    text_char(&t, '\0');
    return t.p;
}

void mail_calendar(struct arena *a, const struct mail *m, const char *home, struct calendar *ret)
{
    struct text uid = {.mem = a}, file = {.mem = a};
    struct span name = {"", 0}, address = {"", 0};
    *ret = (struct calendar){.file = {"", 0}, .method = ""};
    if (!m->booking || !has_calendar(m->what))
        return;
    put_number_hex(&uid, m->booking);
    text_char(&uid, '\0');
    mail_from_read(m->from, &name, &address);
    struct ics_visit v = {.uid = uid.p,
                          .home = home,
                          .from_s = m->from_s,
                          .until_s = m->from_s + (int64_t)m->minutes * 60,
                          .stamp_s = m->at_s,
                          .made_s = m->made_s,
                          .changed_s = m->changed_s,
                          .sequence = m->sequence,
                          .status = str_same(m->what, "cancelled") ? ICS_cancelled : ICS_confirmed,
                          .url = m->link,
                          .organiser = name.len ? text_of(a, name) : m->clinic,
                          .organiser_mail = text_of(a, address)};
    const struct ics_words words = {.clinic = m->clinic,
                                    .site = m->call ? "" : m->site,
                                    .address = m->call ? "" : m->address,
                                    .telephone = m->telephone,
                                    .directions = m->call ? "" : m->directions,
                                    .with = m->with};
    ics_for_visitor(a, &words, &v);
    ics_booking(&file, &v);
    *ret = (struct calendar){.file = {file.p, (uint32_t)file.len}, .method = ics_method_word(&v)};
}
