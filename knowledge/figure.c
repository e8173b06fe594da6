/* The figures, as the build has written them. */
#include "figure.h"

#include "../core/text.h"

#include "figures.inc"

const struct figure *figure_named(const char *name, size_t len)
{
    for (int i = 0; i < figure_count; i++)
        if (figures[i].name_len == len && !memcmp(figures[i].name, name, len))
            return &figures[i];
    return NULL;
}
