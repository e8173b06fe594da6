/* fold.c - names as one types them in a hurry: looked for without accents, and compared so that nobody
 * gets a second record [H16]. */
#include "office.h"

/* --- letters -------------------------------------------------------------------------------------------- */

/* The small Latin letter without its accent, for a run of Unicode; a dot: none. */
static const struct {
    uint32_t from;
    const char *letters;
} runs[] = {
    {0xc0, "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
           "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooo"
           "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"},
    {0x1cd, "aaiioouuuuuuuuuu.aaaaaa..ggkkoooo..j...gg..nnaaaaooaaaaeeeeiiiioooorrrruuuusstt"},
    {0x1e00, "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooo"
             "pppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s..s."
             "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuu"
             "yyyyyyyy"},
};

/* Of two letters in one the second, too. */
static char second_of(uint32_t c)
{
    switch (c) {
    case 0xdf:
    case 0x1e9e:
        return 's';
    case 0xc6:
    case 0xe6:
    case 0x152:
    case 0x153:
        return 'e';
    case 0xde:
    case 0xfe:
        return 'h';
    default:
        return 0;
    }
}

/* Capitals of Greek and Cyrillic; what has none stays. */
static uint32_t small_of(uint32_t c)
{
    if ((c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
        return c + 0x20;
    return c >= 0x400 && c <= 0x40f ? c + 0x50 : c;
}

/* The next letter of valid UTF-8. */
static uint32_t letter(const char **p, const char *end)
{
    unsigned char first = (unsigned char)*(*p)++;
    uint32_t c = first;
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    if (more)
        c = first & (0x3fu >> more);
    for (; more && *p < end; more--)
        c = c << 6 | ((unsigned char)*(*p)++ & 0x3f);
    return c;
}

static void put_letter(uint32_t c, struct text *ret)
{
    if (c < 0x800) {
        text_char(ret, (char)(0xc0 | c >> 6));
    } else {
        text_char(ret, (char)(c < 0x10000 ? 0xe0 | c >> 12 : 0xf0 | c >> 18));
        if (c >= 0x10000)
            text_char(ret, (char)(0x80 | (c >> 12 & 0x3f)));
        text_char(ret, (char)(0x80 | (c >> 6 & 0x3f)));
    }
    text_char(ret, (char)(0x80 | (c & 0x3f)));
}

static char plain_of(uint32_t c)
{
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++)
        if (c >= runs[i].from && c < runs[i].from + str_len(runs[i].letters))
            return runs[i].letters[c - runs[i].from];
    return '.';
}

static void put_folded(uint32_t c, struct text *ret)
{
    if (c >= 0x300 && c <= 0x36f)
        return; /* an accent of its own */
    if (c < 0x80) {
        int digit = c >= '0' && c <= '9', capital = c >= 'A' && c <= 'Z';
        if (digit || capital || (c >= 'a' && c <= 'z'))
            text_char(ret, (char)(capital ? c + 0x20 : c));
        else if (c != '\'' && ret->len && ret->p[ret->len - 1] != ' ')
            text_char(ret, ' ');
        return;
    }
    if (c == 0x2019) /* the apostrophe of print */
        return;
    char plain = plain_of(c);
    if (plain == '.') {
        put_letter(small_of(c), ret);
        return;
    }
    text_char(ret, plain);
    if (second_of(c))
        text_char(ret, second_of(c));
}

void fold(struct span s, struct text *ret)
{
    const char *p = s.p, *end = s.p + s.len;
    while (p < end)
        put_folded(letter(&p, end), ret);
    while (ret->len && ret->p[ret->len - 1] == ' ')
        ret->len--;
}

/* --- looking for somebody --------------------------------------------------------------------------------- */

static struct span next_word(struct span *rest)
{
    uint32_t n = 0;
    while (rest->len && *rest->p == ' ') {
        rest->p++;
        rest->len--;
    }
    while (n < rest->len && rest->p[n] != ' ')
        n++;
    struct span word = {rest->p, n};
    rest->p += n;
    rest->len -= n;
    return word;
}

static int stands_in(struct span word, struct span in)
{
    for (uint32_t i = 0; word.len <= in.len && i <= in.len - word.len; i++)
        if (memcmp(in.p + i, word.p, word.len) == 0)
            return 1;
    return 0;
}

static struct span span_of(const struct text *t)
{
    return (struct span){t->len ? t->p : "", (uint32_t)t->len};
}

static void digits_of(struct span s, struct text *ret)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9')
            text_char(ret, s.p[i]);
}

static int all_digits(struct span s)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
    return s.len > 0;
}

static int is_year(struct span word, int born)
{
    int n = 0;
    for (uint32_t i = 0; word.len == 4 && i < 4; i++)
        n = 10 * n + (word.p[i] - '0');
    return n == born && n;
}

int found_by(struct arena *a, struct span sought, struct span name, int born, struct span telephone)
{
    enum { FEWEST_DIGITS = 3 };
    struct text s = {.mem = a}, n = {.mem = a}, t = {.mem = a};
    fold(sought, &s);
    fold(name, &n);
    digits_of(telephone, &t);
    struct span rest = span_of(&s), word;
    while ((word = next_word(&rest)).len) {
        int number = all_digits(word);
        int hit = stands_in(word, span_of(&n)) || (number && is_year(word, born)) ||
                  (number && word.len >= FEWEST_DIGITS && stands_in(word, span_of(&t)));
        if (!hit)
            return 0;
    }
    return 1;
}

/* --- is it the same person? --------------------------------------------------------------------------------- */

enum { WORD_LETTERS = 40, WORDS = 8 };

/* How many letters must be put in, left out or changed to make one word of the other. */
static uint32_t steps_between(struct span x, struct span y)
{
    uint32_t row[WORD_LETTERS + 1];
    if (x.len > WORD_LETTERS || y.len > WORD_LETTERS)
        return UINT32_MAX;
    for (uint32_t j = 0; j <= y.len; j++)
        row[j] = j;
    for (uint32_t i = 1; i <= x.len; i++) {
        uint32_t above_left = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= y.len; j++) {
            uint32_t least = above_left + (x.p[i - 1] != y.p[j - 1]);
            least = row[j] + 1 < least ? row[j] + 1 : least;
            least = row[j - 1] + 1 < least ? row[j - 1] + 1 : least;
            above_left = row[j];
            row[j] = least;
        }
    }
    return row[y.len];
}

/* Alike: a letter apart, or two in a long one; a short form or an initial of the other. */
static int words_alike(struct span x, struct span y)
{
    enum { MIDDLING = 4, LONG = 8 };
    struct span small = x.len < y.len ? x : y, large = x.len < y.len ? y : x;
    if (!small.len)
        return 0;
    if (memcmp(small.p, large.p, small.len) == 0)
        return small.len != 2 || large.len == 2;
    return steps_between(x, y) <= (small.len >= LONG ? 2u : small.len >= MIDDLING ? 1u : 0u);
}

static int words_of(const struct text *t, struct span word[WORDS])
{
    struct span rest = span_of(t);
    int n = 0;
    while (n < WORDS && (word[n] = next_word(&rest)).len)
        n++;
    return n;
}

/* Every word of the name with fewer is alike to one of the other: in any order, with or without a second
 * first name. */
static int names_alike(const struct text *x, const struct text *y)
{
    struct span a[WORDS], b[WORDS];
    int n = words_of(x, a), m = words_of(y, b);
    const struct span *few = n <= m ? a : b, *many = n <= m ? b : a;
    unsigned taken = 0;
    int least = n <= m ? n : m, most = n <= m ? m : n;
    for (int i = 0; i < least; i++) {
        int hit = 0;
        for (int k = 0; k < most && !hit; k++)
            if (!(taken >> k & 1) && words_alike(few[i], many[k])) {
                taken |= 1u << k;
                hit = 1;
            }
        if (!hit)
            return 0;
    }
    return least > 0;
}

static int same_text(const struct text *x, const struct text *y)
{
    return x->len == y->len && x->len && memcmp(x->p, y->p, x->len) == 0;
}

int alike(struct arena *a, const struct known_as *x, const struct known_as *y)
{
    enum { WHOLE_NUMBER = 6 };
    struct text p = {.mem = a}, q = {.mem = a}, t = {.mem = a}, u = {.mem = a};
    fold(x->name, &p);
    fold(y->name, &q);
    if (same_text(&p, &q))
        return 1;
    if (x->born && y->born && x->born != y->born)
        return 0;
    digits_of(x->telephone, &t);
    digits_of(y->telephone, &u);
    int one_number = t.len >= WHOLE_NUMBER && same_text(&t, &u) && x->born && y->born;
    return one_number || names_alike(&p, &q);
}
