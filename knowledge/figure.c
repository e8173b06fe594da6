/* The figures, as the build has written them. */
#include "figure.h"

#include "../core/text.h"

/* What a figure is drawn of. Pages need only its name, its words and its size: a browser has them without. */
#ifdef FIGURES_NOT_DRAWN
#define DRAWN(name) NULL, NULL, NULL, NULL, NULL
#else
#define DRAWN(name) poses_##name, moves_##name, props_##name, arrows_##name, still_##name
#endif
#include "figures.inc"

const struct figure *figure_named(const char *name, size_t len)
{
    for (int i = 0; i < figure_count; i++)
        if (figures[i].name_len == len && !memcmp(figures[i].name, name, len))
            return &figures[i];
    return NULL;
}
