/* What is said of a plan, where a day seldom goes: numbers of three digits, and room left over from another day. */
#include "../engine/plan.h"
#include "../engine/urgent.h"
#include "check.h"

#include <stdlib.h>

enum { SIZE = 1 << 20 };
static struct arena a;

static void failed(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "%s\n", why);
    exit(2);
}

static void each_number(void)
{
    for (int v = 1; v <= 255; v++) {
        struct plan p = {.day = 20000};
        struct text t = {.mem = &a};
        char want[40];
        arena_reset(&a);
        p.walk = (struct plan_walk){1, 4, (uint8_t)v, 7, ITEM_same};
        plan_put_json(&t, &p);
        text_char(&t, '\0');
        snprintf(want, sizeof want, "\"minutes\":%d,\"days_a_week\"", v);
        CHECK(strstr(t.p, want) != NULL);
    }
}

/* A flag behind the last is none, whatever stands there. */
static void no_more_flags_than_there_are(void)
{
    struct plan p = {.day = 20000, .route = routes_emergency, .flag_count = 1};
    struct urgent u;
    p.flag[0] = (struct plan_flag){Q_saddle, routes_emergency, ANSWER_yes, 20000};
    p.flag[1] = (struct plan_flag){Q_collapse, routes_emergency, ANSWER_yes, 20000};
    urgent_of(&p, &u);
    CHECK(u.go && !u.ambulance);
    p.flag_count = 2;
    urgent_of(&p, &u);
    CHECK(u.ambulance && !u.go);
}

int main(void)
{
    a = (struct arena){.base = malloc(SIZE), .size = SIZE, .fail = failed};
    each_number();
    no_more_flags_than_there_are();
    free(a.base);
    return check_done("said");
}
