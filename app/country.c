#include "country.h"

#include <stddef.h>

const struct country countries[] = {
#define COUNTRY(code, name, emergency, urgent_name, urgent, department, crisis_name, crisis,       \
                source)                                                                            \
    {code, name, emergency, urgent_name, urgent, department, crisis_name, crisis},
#include "countries.def"
};
const int country_count = (int)(sizeof countries / sizeof countries[0]);

const struct country *country_find(const char *code)
{
    for (int i = 0; i < country_count; i++)
        if (code[0] == countries[i].code[0] && code[0] && code[1] == countries[i].code[1] &&
            !code[2])
            return &countries[i];
    return NULL;
}
