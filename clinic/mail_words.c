/* mail_words.c - what each mail says. No word about health, and nobody's name in a subject. */
#include "mail.h"

/* --- when ------------------------------------------------------------------------------------------------- */

static void put_two(struct text *t, int n)
{
    text_padded(t, n, 2);
}

static void put_time(struct text *t, int minute)
{
    put_two(t, minute / 60);
    text_char(t, ':');
    put_two(t, minute % 60);
}

static void put_date(struct text *t, int day, int with_year)
{
    static const char *const weekday[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                          "Friday", "Saturday", "Sunday"};
    static const char *const month[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    int y, m, d;
    day_civil(day, &y, &m, &d);
    text_str(t, weekday[day_weekday(day)]);
    text_char(t, ' ');
    text_int(t, d);
    text_char(t, ' ');
    text_str(t, month[m - 1]);
    if (!with_year)
        return;
    text_char(t, ' ');
    text_int(t, y);
}

static void put_when(struct text *t, const struct mail *m)
{
    put_date(t, m->day, 0);
    text_lit(t, " at ");
    put_time(t, m->from_min);
}

/* --- subjects ------------------------------------------------------------------------------------------------ */

struct
    words { /* before is put before the day in the subject, and after after it; first begins the text */
    const char *what, *before, *after, *first;
};
static const struct words of[] = {
    {"ask", "Please confirm your visit on ", "", "You asked for this visit. It is not booked yet."},
    {"booked", "Your visit on ", "", "Your visit is booked."},
    {"moved", "Your visit is now on ", "", "Your visit has another time or place now:"},
    {"cancelled", "Your visit on ", " is cancelled",
     "This visit is cancelled. You do not need to come."},
    {"reminder", "Reminder: your visit on ", "", "This is to remind you of your visit."},
    {"offer", "A time is free for you on ", "",
     "A time has become free that you said would suit you."},
};

static const struct words *words_of(const struct mail *m)
{
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
        if (str_same(of[i].what, m->what))
            return &of[i];
    return NULL;
}

static int of_wait_list(const struct mail *m)
{
    return str_same(m->what, "wait");
}

void mail_subject(struct text *t, const struct mail *m)
{
    const struct words *w = words_of(m);
    if (w) {
        text_str(t, w->before);
        put_when(t, m);
        text_str(t, w->after);
    } else if (of_wait_list(m)) {
        text_str(t, m->waits ? "You are on our wait list"
                             : "Please confirm your place on our wait list");
    } else {
        text_lit(t, "A test: mail from your diary arrives");
    }
}

/* --- the text ---------------------------------------------------------------------------------------------------- */

static void put_line(struct text *t, const char *before, const char *s)
{
    if (!*s)
        return;
    text_str(t, before);
    text_str(t, s);
    text_char(t, '\n');
}

static void put_where(struct text *t, const struct mail *m)
{
    if (m->call) {
        text_lit(t, "Where: by telephone. We call you: you do not need to come.\n");
        put_line(t, "Our telephone: ", m->telephone);
        return;
    }
    put_line(t, "Where: ", m->site);
    put_line(t, "       ", m->address);
    put_line(t, "How to get there: ", m->directions);
    if (m->step_free >= 0)
        text_str(t, m->step_free
                        ? "You can get in without steps.\n"
                        : "There are steps on the way in. Call us if that is a problem.\n");
    put_line(t, "Telephone: ", m->telephone);
}

static void put_visit(struct text *t, const struct mail *m)
{
    text_lit(t, "\nWhen:  ");
    put_date(t, m->day, 1);
    text_lit(t, ", ");
    put_time(t, m->from_min);
    text_lit(t, " to ");
    put_time(t, m->from_min + m->minutes);
    text_char(t, '\n');
    put_line(t, "With:  ", m->with);
    put_where(t, m);
}

static void put_until(struct text *t, const struct mail *m)
{
    if (!m->until_day)
        return;
    text_lit(t, "It is kept for you until ");
    put_time(t, m->until_min);
    text_lit(t, " on ");
    put_date(t, m->until_day, 0);
    text_lit(t, ".\n");
}

static void put_link(struct text *t, const struct mail *m, const char *what)
{
    if (!*m->link)
        return;
    text_char(t, '\n');
    text_str(t, what);
    text_char(t, '\n');
    text_str(t, m->link);
    text_char(t, '\n');
}

/* What to do about it. */
static void put_next(struct text *t, const struct mail *m)
{
    if (str_same(m->what, "ask")) {
        put_until(t, m);
        put_link(t, m, "Open this to confirm it:");
        text_lit(t, "\nIf you did not ask for it, do nothing. It then goes to somebody else.\n");
    } else if (str_same(m->what, "offer")) {
        put_until(t, m);
        put_link(t, m, "Open this to take it, or to let it go:");
        text_lit(t, "\nIf you do nothing, it goes to the next person, and you stay on the list.\n");
    } else if (str_same(m->what, "cancelled")) {
        text_lit(t, "\nCall us if you would like another time.\n");
    } else {
        put_link(t, m, "Move it or cancel it here:");
    }
}

static void put_wait(struct text *t, const struct mail *m)
{
    if (m->waits)
        text_lit(t, "You are on our wait list. We write to you when a time becomes free that "
                    "suits you.\n");
    else
        text_lit(t, "You asked us to tell you when a time becomes free. You are not on the list "
                    "yet.\n");
    put_link(t, m, m->waits ? "Open this to leave the list:" : "Open this to confirm it:");
    if (!m->waits)
        text_lit(t, "\nIf you did not ask for it, do nothing.\n");
    text_char(t, '\n');
    put_line(t, "Telephone: ", m->telephone);
}

void mail_body(struct text *t, const struct mail *m)
{
    const struct words *w = words_of(m);
    text_lit(t, "Hello");
    if (*m->name) {
        text_char(t, ' ');
        text_str(t, m->name);
    }
    text_lit(t, ",\n\n");
    if (w) {
        text_str(t, w->first);
        text_char(t, '\n');
        put_visit(t, m);
        put_next(t, m);
    } else if (of_wait_list(m)) {
        put_wait(t, m);
    } else {
        text_lit(t, "This is a test that you asked for. Mail from your diary arrives.\n");
    }
    text_char(t, '\n');
    put_line(t, "", m->clinic);
}
