/* Pairs of a state and an input whose outcome is another than it was: how many, and ten of them. */
#include "step.h"

#include "../../knowledge/knowledge.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROOM = 1 << 22, EXAMPLES = 10 };
static uint64_t slot[ROOM], list[ROOM / 2];
static size_t count;

static void add(uint64_t state)
{
    size_t at = (size_t)(state * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (ROOM - 1);
    for (; slot[at]; at = (at + 1) & (ROOM - 1))
        if (slot[at] == state + 1)
            return;
    if (count == ROOM / 2) {
        fprintf(stderr, "changed: more states than there is room for\n");
        exit(2);
    }
    slot[at] = state + 1;
    list[count++] = state;
}

static void show(int steps, uint64_t state, struct input in, struct outcome was, struct outcome is)
{
    static const char *const judged[] = {"unanswered", "green", "amber", "red", "rests"};
    static const char *const rose[] = {"", ", up a step", ", up a rung"};
    struct counts c = counts_of(state), a = counts_of(was.state), b = counts_of(is.state);
    printf("  ladder of %d: at step %d, %d green, %s, leave %d, pace %d, break %d: was step %d (%d "
           "green, "
           "rests %d%s), is step %d (%d green, rests %d%s)\n",
           steps, c.step, c.greens, judged[in.judged], in.leave, in.pace, in.gap, a.step, a.greens,
           a.rest, rose[was.rose], b.step, b.greens, b.rest, rose[is.rose]);
}

/* Whatever the one or the other can reach. */
static size_t one_ladder(int steps, size_t *ret_pairs, int *examples)
{
    size_t changed = 0;
    struct input in;
    for (size_t i = 0; i < ROOM; i++)
        slot[i] = 0;
    count = 0;
    add(0);
    for (size_t i = 0; i < count; i++)
        for (int n = 0; n < INPUTS; n++) {
            if (!input_of(n, &in))
                continue;
            struct outcome is = core_step(list[i], in, steps),
                           was = core_step_before(list[i], in, steps);
            ++*ret_pairs;
            add(is.state);
            add(was.state);
            if (is.state == was.state && is.move == was.move && is.rose == was.rose)
                continue;
            changed++;
            if ((*examples)++ < EXAMPLES)
                show(steps, list[i], in, was, is);
        }
    return changed;
}

int main(void)
{
    size_t changed = 0, pairs = 0;
    int examples = 0;
    for (int steps = 0; steps < 256; steps++)
        for (int i = 0; i < ITEM_COUNT; i++)
            if (exercises[i].steps == steps) {
                changed += one_ladder(steps, &pairs, &examples);
                break;
            }
    printf("%zu of %zu (state, input) pairs have another outcome\n", changed, pairs);
    return changed != 0;
}
