/* See enumerate.h. */
#include "enumerate.h"

#include "../../knowledge/knowledge.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

_Noreturn void enumerate_die(const char *why)
{
    fprintf(stderr, "enumerate: %s\n", why);
    exit(2);
}

double enumerate_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

unsigned long enumerate_broken(const struct broken *b, size_t count)
{
    unsigned long all = 0;
    for (size_t i = 0; i < count; i++) {
        if (b[i].times)
            printf("  broken %lu times: %s\n", b[i].times, b[i].what);
        all += b[i].times;
    }
    return all;
}

static unsigned long failed, passed;

static void row(const char *what, size_t tries, double seconds, int invariants,
                unsigned long broken)
{
    printf("%-58s %13zu tried, %6.2f M/s, %2d invariants, %lu violations\n", what, tries,
           (double)tries / seconds / 1e6, invariants, broken);
    fflush(stdout);
    failed += broken;
    passed += tries;
}

/* --- the core ---------------------------------------------------------------------------------------------- */

#define GOLDEN "test/enumerate/golden.tsv"
enum { STEPS_MAX = 256 };

/* Ladders that exercises have; for a share those that are small. */
static int wanted(int steps, int whole)
{
    for (int i = 0; i < ITEM_COUNT; i++)
        if (exercises[i].steps == steps)
            return whole || steps <= 3;
    return 0;
}

/* What the table of transitions was when it was last looked at: steps, states, hash. */
static int golden_of(int steps, size_t *ret_states, unsigned long long *ret_hash)
{
    FILE *in = fopen(GOLDEN, "r");
    char line[200];
    int found = 0, s;
    while (in && !found && fgets(line, sizeof line, in))
        found = sscanf(line, "%d %zu %llx", &s, ret_states, ret_hash) == 3 && s == steps;
    if (in)
        fclose(in);
    return found;
}

static void core(int whole, int golden)
{
    size_t states = 0, transitions = 0;
    int days = 0, changed = 0;
    double from = enumerate_now();
    for (int steps = 0; steps < STEPS_MAX; steps++) {
        size_t was = 0;
        unsigned long long hash = 0;
        if (!wanted(steps, whole))
            continue;
        struct core c = core_walk(steps, whole ? 11 : 211);
        states += c.states;
        transitions += c.transitions;
        days = c.days_to_top > days ? c.days_to_top : days;
        if (golden) {
            printf("%d\t%zu\t%016llx\n", steps, c.states, (unsigned long long)c.hash);
        } else if (!golden_of(steps, &was, &hash) || hash != c.hash || was != c.states) {
            printf("  the table of a ladder of %d steps is another than in " GOLDEN
                   ": %zu states for %zu, hash %016llx for %016llx\n",
                   steps, c.states, was, (unsigned long long)c.hash, hash);
            changed++;
        }
    }
    if (golden)
        return;
    row("progress: reachable states by all inputs", transitions, enumerate_now() - from,
        core_invariants(), core_broken());
    printf("  %zu states; green days reach the top of any ladder in %d days at most\n", states,
           days);
    if (changed) {
        printf("  say what changes with: test/enumerate/changed; then commit it with: make "
               "golden-table\n");
        failed += (unsigned long)changed;
    }
}

/* --- all ----------------------------------------------------------------------------------------------------- */

static void gate(int whole)
{
    double from = enumerate_now();
    size_t n = gate_each_rule();
    row("gate: each rule over every answer to what it reads", n, enumerate_now() - from,
        gate_invariants(), gate_broken());
    from = enumerate_now();
    n = gate_pairs();
    row("gate: each pair of questions, the rest unsaid, no, yes", n, enumerate_now() - from,
        gate_invariants(), gate_broken());
    from = enumerate_now();
    n = gate_random(whole ? 10000000 : 500000);
    row("gate: at random, and one answer turned worse", n, enumerate_now() - from,
        gate_invariants(), gate_broken());
}

int main(int count, char **argument)
{
    const char *what = count == 2 ? argument[1] : "";
    int whole = !strcmp(what, "whole");
    if (!strcmp(what, "golden")) {
        core(1, 1);
        return 0;
    }
    if (!whole && strcmp(what, "share") != 0) {
        fprintf(stderr, "usage: enumerate share|whole|golden\n");
        return 2;
    }
    core(whole, 0);
    gate(whole);
    double from = enumerate_now();
    size_t n = classes_walk(whole ? 10000000 : 1000000);
    row("colours: cells over all values, sessions at random", n, enumerate_now() - from,
        classes_invariants(), classes_broken());
    from = enumerate_now();
    n = histories_walk(whole ? 4 : 3, whole ? 4 : 2);
    row("histories of days told by two devices, in any order", n, enumerate_now() - from,
        histories_invariants(), histories_broken());
    printf("enumerate: %lu passed, %lu failed\n", passed - failed, failed);
    return failed != 0;
}
