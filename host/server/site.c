/* What a clinic's pages say of who runs it: country, whether all are invented, who has signed the rules. */
#include "clinic.h"

#include "../../knowledge/country.h"

void signed_words(struct arena *a, const char *name, const char *number, int64_t day, int64_t rules,
                  const char **ret)
{
    struct text t = {.mem = a};
    *ret = "";
    if (!*name || rules != RULES_VERSION)
        return;
    text_str(&t, name);
    text_lit(&t, ", ");
    text_str(&t, number);
    text_lit(&t, ", ");
    day_put(&t, (int)day);
    text_char(&t, '\0');
    *ret = t.p;
}

void site_of(struct server *s, struct arena *a, const struct rows *clinic, struct app_site *ret)
{
    const struct country *there = country_find(row_text(clinic, 0, clinic_country));
    *ret = s->site;
    ret->country = there ? there : ret->country;
    ret->demo |= row_whole(clinic, 0, clinic_demo) != 0;
    if (!*ret->runs)
        ret->runs = row_text(clinic, 0, clinic_name);
    signed_words(a, row_text(clinic, 0, clinic_signed_by),
                 row_text(clinic, 0, clinic_signed_number), row_whole(clinic, 0, clinic_signed_day),
                 row_whole(clinic, 0, clinic_signed_rules), &ret->signed_by);
}
