/* Passwords: which may be one, and their hashes. A hash takes 64 MiB and a tenth of a second on purpose, so
 * only two are made at once, a few wait, and the others are told to come back: whoever floods the door
 * takes neither the memory nor the threads of the others (slow.c). */
#include "clinic.h"

#include <sodium.h>
#include <string.h>

static const char *const common[] = {
#define P(word) #word,
#include "passwords.def"
};
enum { COMMON = sizeof common / sizeof common[0] };

/* --- which may be one --------------------------------------------------------------------------------------- */

enum { OWN_LEAST = 6, DISTINCT_LEAST = 5, WORD_LEAST = 4 };

static size_t longest(const char *at, const char *const *words, size_t count)
{
    size_t best = 0;
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(words[i]);
        if (n > best && n >= WORD_LEAST && strncmp(at, words[i], n) == 0)
            best = n;
    }
    return best;
}

static size_t small_letters(const char *s, char *to, size_t room)
{
    size_t n = 0;
    for (; *s && n + 1 < room; s++)
        to[n++] = (char)(*s >= 'A' && *s <= 'Z' ? *s | 0x20 : *s);
    to[n] = '\0';
    return n;
}

/* The words of a name or an address, as somebody would try them. */
static size_t words_of(const char *s, char *room, size_t size, const char **word, size_t most)
{
    size_t count = 0;
    small_letters(s, room, size);
    for (char *p = room; *p && count < most;) {
        size_t n = strcspn(p, " ,.-_@'/&()+");
        if (p[n])
            p[n++] = '\0';
        if (strlen(p) >= WORD_LEAST)
            word[count++] = p;
        p += n;
    }
    return count;
}

/* What is left when up to two words that everybody would try are taken out. Three and more are somebody's
 * own thought, as in a sentence. */
static size_t own_letters(const char *p, const char *const *about, size_t count)
{
    size_t own = 0;
    int words = 0;
    while (*p) {
        size_t listed = longest(p, common, COMMON), theirs = longest(p, about, count);
        size_t n = listed > theirs ? listed : theirs;
        words += n > 0;
        own += n ? 0 : 1;
        p += n ? n : 1;
    }
    return words > 2 ? PASSWORD_MOST : own;
}

static int distinct(const char *p)
{
    unsigned char seen[256] = {0};
    int n = 0;
    for (; *p; p++)
        n += !seen[(unsigned char)*p]++;
    return n;
}

/* Each letter a step up or down from the one before: abcdefghijkl, 987654321098. */
static int in_a_row(const char *p)
{
    size_t steps = 0, n = strlen(p);
    for (size_t i = 1; i < n; i++)
        steps += p[i] - p[i - 1] == 1 || p[i] - p[i - 1] == -1;
    return n > 1 && steps * 4 >= (n - 1) * 3;
}

const char *password_wrong(const char *password, const char *const *about)
{
    enum { ABOUT = 32, ROOM = 256 };
    char small[PASSWORD_MOST + 1], room[8][ROOM];
    const char *word[ABOUT];
    size_t n = strlen(password), count = 0;
    if (n < PASSWORD_LEAST)
        return "Use 12 letters or more. Four words that have nothing to do with each other are "
               "easy to remember.";
    if (n > PASSWORD_MOST)
        return "Use at most 200 letters.";
    for (size_t i = 0; about && about[i] && i < 8; i++)
        count += words_of(about[i], room[i], ROOM, word + count, ABOUT - count);
    small_letters(password, small, sizeof small);
    const char *why = NULL;
    if (distinct(small) < DISTINCT_LEAST || in_a_row(small))
        why = "These are the same few letters over and over, or letters in a row. Choose another.";
    else if (own_letters(small, word, count) < OWN_LEAST)
        why = "This is made of words that are tried first: common passwords, or names of yours "
              "or of the clinic. Choose another.";
    sodium_memzero(small, sizeof small);
    return why;
}

/* --- hashes ---------------------------------------------------------------------------------------------------- */

static int hashing_enter(struct hashing *h)
{
    pthread_mutex_lock(&h->lock);
    int may = h->running < HASHES_AT_ONCE || h->waiting < HASHES_WAIT;
    if (may) {
        h->waiting++;
        while (h->running == HASHES_AT_ONCE)
            pthread_cond_wait(&h->one_less, &h->lock);
        h->waiting--;
        h->running++;
        h->count++;
    }
    pthread_mutex_unlock(&h->lock);
    return may;
}

static void hashing_leave(struct hashing *h)
{
    pthread_mutex_lock(&h->lock);
    h->running--;
    pthread_cond_signal(&h->one_less);
    pthread_mutex_unlock(&h->lock);
}

enum { OPS = 2 };
static const size_t MEMORY = (size_t)64 << 20;
_Static_assert(PASSWORD_HASH == crypto_pwhash_STRBYTES, "what libsodium writes");

enum hashed password_hash(struct front *f, const char *password, char ret_hash[PASSWORD_HASH])
{
    if (!hashing_enter(&f->hashing))
        return HASHED_busy;
    int done = crypto_pwhash_str(ret_hash, password, strlen(password), OPS, MEMORY) == 0;
    hashing_leave(&f->hashing);
    return done ? HASHED_yes : HASHED_busy;
}

enum hashed password_check(struct front *f, const char *hash, const char *password)
{
    /* A limit of ours, so that nobody sends a megabyte to be hashed. */
    size_t n = strnlen(password, PASSWORD_MOST + 1);
    int known = hash && *hash && n <= PASSWORD_MOST;
    if (!hashing_enter(&f->hashing))
        return HASHED_busy;
    int right = crypto_pwhash_str_verify(known ? hash : f->hashing.nobody, password, n) == 0;
    hashing_leave(&f->hashing);
    return known && right ? HASHED_yes : HASHED_no;
}
