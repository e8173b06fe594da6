/* diary_who.c - whose visit it is: a patient who is found by name, or somebody new. */
#include "diary_desk.h"

enum { FOUND_MOST = 12 };

static int is_found(struct desk *d, const char *sought, uint32_t i)
{
    const struct rows *p = &d->q->people;
    return found_by(d->v.a, (struct span){sought, (uint32_t)str_len(sought)},
                    row_value(p, i, people_name).text, (int)row_whole(p, i, people_born),
                    row_value(p, i, people_telephone).text);
}

static struct choice choice_of(struct desk *d, uint32_t i)
{
    const struct rows *p = &d->q->people;
    struct text t = {.mem = d->v.a};
    text_str(&t, row_text(p, i, people_name));
    if (row_is(p, i, people_born)) {
        text_lit(&t, ", born ");
        text_int(&t, row_whole(p, i, people_born));
    }
    text_char(&t, '\0');
    const char *telephone = row_text(p, i, people_telephone);
    return (struct choice){hex_of(d, row_whole(p, i, people_patient)), t.p,
                           telephone[0] ? telephone : NULL};
}

/* The one that is chosen stays, whatever is sought next. */
static int choices(struct desk *d, const char *sought, struct choice *ret)
{
    const struct rows *p = &d->q->people;
    int64_t chosen = posted_number(d, "patient");
    int n = 0;
    for (uint32_t i = 0; i < p->count && n < FOUND_MOST; i++)
        if (!row_is(p, i, people_left_s) && (row_whole(p, i, people_patient) == chosen ||
                                             (sought && sought[0] && is_found(d, sought, i))))
            ret[n++] = choice_of(d, i);
    return n;
}

int ask_whom(struct desk *d, const char *sought, int fresh)
{
    struct choice c[FOUND_MOST + 1];
    int n = choices(d, sought, c);
    if (sought && sought[0] && !n)
        html_put(&d->v.w, "<p class=\"sub\">Nobody here is called that.</p>");
    if (fresh && n)
        c[n++] = (struct choice){"new", "Somebody new", "Write their name below."};
    if (n)
        ask_one(&d->v, "patient", "Who is it?",
                n > FOUND_MOST ? "There may be more: write more of the name." : NULL, c, n);
    else if (wrong_about(&d->v, "patient"))
        html_put(&d->v.w, "<p class=\"error\" id=\"patient\"><span>%s</span></p>",
                 wrong_about(&d->v, "patient"));
    if (!fresh)
        return n;
    html_put(&d->v.w, "<div class=\"fields\">");
    ask_text(&d->v, "name", "Name of somebody new", NULL, 1);
    ask_text(&d->v, "telephone", "Telephone", NULL, 1);
    ask_text(&d->v, "mail", "Email", "For the confirmation and a reminder.", 1);
    html_put(&d->v.w, "</div>");
    return n;
}

/* --- taking ----------------------------------------------------------------------------------------------------- */

int patient_posted(struct desk *d, int64_t *ret)
{
    int64_t patient = posted_number(d, "patient");
    int at = patient ? row_of(&d->q->people, patient) : -1;
    if (at < 0 || row_is(&d->q->people, (uint32_t)at, people_left_s)) {
        wrong(&d->v, "patient", "Find them by name, and choose one.");
        return 0;
    }
    *ret = patient;
    return 1;
}

int take_whom(struct desk *d, struct whom *ret)
{
    const char *chosen = posted(&d->v, "patient", 0);
    *ret = (struct whom){0, value_str(""), value_str(""), value_str("")};
    if (chosen && !str_same(chosen, "new"))
        return patient_posted(d, &ret->patient);
    if (!chosen && !posted(&d->v, "name", 0)) {
        wrong(&d->v, "patient",
              "Say who it is: find them by name, or write the name of somebody new.");
        return 0;
    }
    ret->name = take_line_of(d, "name", NAME_MOST, "Write their name.");
    ret->telephone = take_telephone(d, "telephone");
    ret->mail = take_mail(d, "mail", NULL);
    return !d->v.wrongs;
}
