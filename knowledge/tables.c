/* tables.c - the program of tables.h. Exit status 0: written; 1: refused; 2: wrong usage. */
#include "tables.h"

int main(int count, char **argument)
{
    static struct tables t;
    const char *path[TABLE_COUNT];
    if (count != TABLE_COUNT + 1) {
        fprintf(stderr, "usage: tables EXERCISES WALKING SOURCES QUESTIONS > knowledge.inc\n");
        return 2;
    }
    for (int i = 0; i < TABLE_COUNT; i++)
        path[i] = argument[i + 1];
    int good = tables_read(&t, path, &tables_defs, stderr);
    if (good && !tables_write(&t, stdout)) {
        fprintf(stderr, "tables: knowledge.inc could not be written\n");
        good = 0;
    }
    tables_free(&t);
    return good ? 0 : 1;
}
