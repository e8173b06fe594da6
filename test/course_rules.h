/* course_rules.h - the rules that hold for every record (record.md 5), as judges of a person's days.
 *
 *     for (int i = 0; i < course_rule_count; i++) {
 *         const char *why = NULL;
 *         int at = course_rules[i].first_break(&days, &why);       -1: the rule holds
 *     }
 *
 * Each rule looks at the facts and at the plans of all days, and works out by itself what had to be
 * so: it asks nothing of the engine. Where a retraction or a fact of a newer version would make that
 * work as large as the engine's, a rule looks only at records without one.
 *
 * Errors: none. */
#ifndef AMB_TEST_COURSE_RULES_H
#define AMB_TEST_COURSE_RULES_H

#include "../engine/plan.h"

struct days {
    const struct record *record;
    const struct plan *plan; /* of the days from first on */
    int first, count;
    int plain; /* nothing is retracted and nothing is of a newer version */
};

struct course_rule {
    const char *name;
    int (*first_break)(const struct days *d, const char **ret_why);
};
extern const struct course_rule course_rules[];
extern const int course_rule_count;

#endif
