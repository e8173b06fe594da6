/* test_csv.c - tables as other programs write them out, whole and broken. */
#include "../clinic/csv.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>

static _Alignas(16) unsigned char block[64 << 20];
static struct arena a;
static struct csv t;

static enum csv_wrong reads(const char *text, size_t n)
{
    a = (struct arena){.base = block, .size = sizeof block};
    return csv_read(&a, (struct span){text, (uint32_t)n}, &t);
}

static enum csv_wrong read_of(const char *text)
{
    return reads(text, strlen(text));
}

/* All of it with | between cells and / between rows. */
static const char *all(void)
{
    static char out[4000];
    size_t n = 0;
    for (uint32_t i = 0; i < t.rows; i++) {
        for (int k = 0; k < t.row[i].cells; k++) {
            struct span c = csv_cell(&t, i, k);
            CHECK(c.p[c.len] == '\0');
            n += (size_t)snprintf(out + n, sizeof out - n, "%s%s", k ? "|" : "", c.p);
        }
        n += (size_t)snprintf(out + n, sizeof out - n, "/");
    }
    out[n] = '\0';
    return out;
}

static void is(const char *text, const char *expected)
{
    CHECK(read_of(text) == CSV_fine);
    if (!CHECK(strcmp(all(), expected) == 0))
        fprintf(stderr, "is %s, not %s\n", all(), expected);
}

static void whole(void)
{
    is("a,b\n1,2\n", "a|b/1|2/");
    is("a,b\r\n1,2", "a|b/1|2/");
    is("a,b\r1,2\r", "a|b/1|2/");
    is("a;b\n1,5;2\n", "a|b/1,5|2/");
    is("a\tb\n1\t2;3\n", "a|b/1|2;3/");
    is("\xef\xbb\xbf"
       "a,b\n1,2\n",
       "a|b/1|2/");
    is("sep=;\r\na;b,c\r\n1;2\r\n", "a|b,c/1|2/");
}

static void quotes(void)
{
    is("a,b\n\"x, y\",\"say \"\"so\"\"\"\n", "a|b/x, y|say \"so\"/");
    is("a,b\n\"x\r\ny\",2\n3,4\n", "a|b/x\ny|2/3|4/");
    CHECK(t.row[1].line == 2 && t.row[2].line == 4);
    is("a,b\n5\" pipe,2\n", "a|b/5\" pipe|2/");
    is("\"a;b\",c\n1,2\n", "a;b|c/1|2/"); /* what stands in quotes parts nothing */
    is("a,b\n \"x\" , y \n", "a|b/x|y/");
    is("a,b\n\"\",\"\"\n1,\n", "a|b/1|/");
}

static void lines(void)
{
    is("\n\na,b\n\n,\n1,2\n\n\n", "a|b/1|2/");
    CHECK(t.row[0].line == 3 && t.row[1].line == 6);
    is("a,b,c\n1\n1,2,3,4\n", "a|b|c/1/1|2|3|4/");
    CHECK(csv_cell(&t, 1, 2).len == 0 && csv_cell(&t, 1, -1).len == 0);
    CHECK(t.row[2].cells == 4);
}

static void old_bytes(void)
{
    is("name;x\nJ\xf6rg M\xfcller;\x80 5\n", "name|x/J\xc3\xb6rg M\xc3\xbcller|\xe2\x82\xac 5/");
    CHECK(t.was_1252);
    is("name;x\nJ\xc3\xb6rg;1\n", "name|x/J\xc3\xb6rg|1/");
    CHECK(!t.was_1252);
    CHECK(read_of("a,b\n1,2\n\xfc\x81,2\n") == CSV_bytes && t.wrong_line == 3 && !t.rows);
    CHECK(reads("a,b\n1\0,2\n", 9) == CSV_bytes && t.wrong_line == 2);
}

static void broken(void)
{
    CHECK(read_of("") == CSV_empty && read_of("\n\n,,\n") == CSV_empty);
    CHECK(read_of("a,b\n1,2\n\"x,3\n4,5\n") == CSV_quote && t.wrong_line == 3 && !t.rows);
    CHECK(read_of("a,b\n\"x\"y,3\n") == CSV_after && t.wrong_line == 2);
    CHECK(read_of("a,b\n\"x\r\nz\"y,3\n") == CSV_after && t.wrong_line == 3);
    for (int i = 1; i < CSV_WRONGS; i++)
        CHECK(csv_words((enum csv_wrong)i)[0] != '\0');
}

static void limits(void)
{
    enum { ROOM = CSV_BYTES_MAX + 10 };
    char *big = malloc(ROOM);
    memset(big, ',', ROOM);
    CHECK(reads(big, CSV_COLUMNS_MAX) == CSV_columns);
    CHECK(reads(big, CSV_BYTES_MAX + 1) == CSV_large);
    memset(big, 'x', ROOM);
    CHECK(reads(big, CSV_BYTES_MAX) == CSV_fine && t.rows == 1);
    for (int i = 0; i < CSV_BYTES_MAX; i++)
        big[i] = i % 2 ? '\n' : 'x';
    CHECK(reads(big, 2 * (CSV_ROWS_MAX + 1)) == CSV_fine && t.rows == CSV_ROWS_MAX + 1);
    CHECK(reads(big, 2 * (CSV_ROWS_MAX + 2)) == CSV_rows && !t.rows);
    memset(big, '"', ROOM);
    CHECK(reads(big, CSV_BYTES_MAX) == CSV_fine);
    memset(big, 0x80, ROOM);
    CHECK(reads(big, CSV_BYTES_MAX) == CSV_fine && csv_cell(&t, 0, 0).len == 3 * CSV_BYTES_MAX);
    free(big);
}

int main(void)
{
    whole();
    quotes();
    lines();
    old_bytes();
    broken();
    limits();
    return check_done("csv");
}
