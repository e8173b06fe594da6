/* poses.c - the program of poses.h. Exit status 0: written; 1: refused. */
#include "poses.h"

int main(int count, char **argument)
{
    static struct gallery g;
    g.err = stderr;
    for (int i = 1; i < count; i++)
        poses_read(&g, argument[i]);
    if (!g.refused && !poses_write(&g, stdout)) {
        fprintf(stderr, "poses: figures.inc could not be written\n");
        g.refused++;
    }
    return g.refused != 0;
}
