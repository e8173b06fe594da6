/* country.h - whom to call, by country: chosen by whoever runs the server.
 *
 *     const struct country *c = country_find("GB");
 *
 * Source: countries.def, a source for each row. */
#ifndef AMB_APP_COUNTRY_H
#define AMB_APP_COUNTRY_H

struct country {
    const char *code, *name;
    const char *emergency;   /* the ambulance: 999 */
    const char *urgent_name; /* the urgent medical line, as people call it: NHS 111; "" none */
    const char *urgent;      /* its number: 111; "" none */
    const char *department;  /* A&E */
    const char *crisis_name, *crisis; /* somebody to talk to, at any hour */
};

/* NULL when there is none of that code. */
const struct country *country_find(const char *code);
extern const struct country countries[];
extern const int country_count;

#endif
