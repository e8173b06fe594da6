/* summary.c - what lists of people show of one. */
#include "clinic.h"

void summary_make(struct arena *a, struct span record, int day, struct text *ret_body)
{
    (void)a;
    (void)record;
    text_lit(ret_body, "day=");
    text_int(ret_body, day);
}
