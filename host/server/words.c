/* Eight words of 256: 64 bits that can be read out over the telephone. */
#include "server.h"

#include <string.h>

const char *const word_list[256] = {
#define W(word) #word,
#include "words.def"
};

static int word_of(const char *s, size_t n)
{
    for (int i = 0; i < 256; i++)
        if (strlen(word_list[i]) == n && memcmp(word_list[i], s, n) == 0)
            return i;
    return -1;
}

int words_read(const char *s, size_t n, struct words *ret)
{
    enum { LONGEST = 6 };
    struct words w;
    char word[LONGEST];
    size_t len = 0;
    int count = 0;
    for (size_t i = 0; i <= n; i++) {
        char c = i < n ? (char)(s[i] | 0x20) : '\0';
        if (c >= 'a' && c <= 'z') {
            if (len == LONGEST)
                return 0;
            word[len++] = c;
        } else if (len) {
            int k = word_of(word, len);
            if (k < 0 || count == BACK_WORDS)
                return 0;
            w.index[count++] = (unsigned char)k;
            len = 0;
        }
    }
    if (count != BACK_WORDS)
        return 0;
    *ret = w;
    return 1;
}

void words_put(struct text *t, const struct words *w, char between)
{
    for (int i = 0; i < BACK_WORDS; i++) {
        if (i)
            text_char(t, between);
        text_str(t, word_list[w->index[i]]);
    }
    text_char(t, '\0');
    t->len--;
}
