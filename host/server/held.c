/* What one page asks and the next one needs, carried by the form between them: sealed, so that nobody reads
 * or changes it on the way, for one browser, for half an hour. Nothing is kept of a page that was left. */
#include "clinic.h"

#include "../../core/form.h"

#include <sodium.h>
#include <string.h>

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    UNTIL = 8,
    HELD_MAX = 16384
};

void held_add(struct text *t, const char *key, const char *value)
{
    if (t->len)
        text_char(t, '&');
    text_str(t, key);
    text_char(t, '=');
    form_encode(t, value, strlen(value));
}

/* Whose, and which form: what was sealed for one opens in no other. */
static void bound_to(const struct leaf *l, const char *use, unsigned char *ret)
{
    unsigned char both[STORE_HASH + 32] = {0};
    memcpy(both, l->seat->hash, STORE_HASH);
    strncpy((char *)both + STORE_HASH, use, 31);
    secret_hash("held", both, sizeof both, ret);
}

void held_put(struct leaf *l, const char *use, const struct text *t)
{
    size_t plain = UNTIL + t->len, all = NONCE + plain + TAG;
    size_t room = sodium_base64_encoded_len(all, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    unsigned char *bytes = arena_alloc(l->a, all, 1), *open = arena_alloc(l->a, plain, 1);
    unsigned char bound[STORE_HASH];
    char *letters = arena_alloc(l->a, room, 1);
    int64_t until = l->request.now.at_s + HELD_S;
    memcpy(open, &until, UNTIL);
    memcpy(open + UNTIL, t->p, t->len);
    bound_to(l, use, bound);
    randombytes_buf(bytes, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + NONCE, NULL, open, plain, bound,
                                               sizeof bound, NULL, bytes, l->s->front->seal);
    sodium_bin2base64(letters, room, bytes, all, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(open, plain);
    hidden(l->v, "held", letters);
}

static unsigned char *opened(struct leaf *l, const char *use, size_t *ret_n)
{
    const char *letters = posted(l->v, "held", 0);
    size_t n = letters ? strlen(letters) : 0, len = 0;
    unsigned char bound[STORE_HASH];
    unsigned long long plain = 0;
    if (!n || n > HELD_MAX)
        return NULL;
    unsigned char *bytes = arena_alloc(l->a, n, 1), *open = arena_alloc(l->a, n, 1);
    int64_t until;
    bound_to(l, use, bound);
    if (sodium_base642bin(bytes, n, letters, n, NULL, &len, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        len < NONCE + TAG + UNTIL ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(open, &plain, NULL, bytes + NONCE, len - NONCE,
                                                   bound, sizeof bound, bytes,
                                                   l->s->front->seal) != 0)
        return NULL;
    memcpy(&until, open, UNTIL);
    if (l->request.now.at_s > until)
        return NULL;
    *ret_n = (size_t)plain - UNTIL;
    return open + UNTIL;
}

int held_read(struct leaf *l, const char *use, struct held *ret)
{
    size_t n = 0;
    const unsigned char *open = opened(l, use, &n);
    struct form_pair pair;
    ret->count = 0;
    if (!open)
        return 0;
    struct form_reader r = {(const char *)open, (const char *)open + n};
    while (ret->count < HELD_FIELDS && form_next(&r, &pair) == FORM_PAIR) {
        char *plain = arena_alloc(l->a, pair.value_len + 1, 1);
        ptrdiff_t len = form_decode(pair.value, pair.value_len, plain);
        plain[len < 0 ? 0 : len] = '\0';
        ret->field[ret->count++] =
            (struct posted){.key = {pair.key, (uint32_t)pair.key_len}, .plain = plain};
    }
    return 1;
}

const char *held_get(const struct held *h, const char *key)
{
    size_t n = strlen(key);
    for (int i = 0; i < h->count; i++)
        if (h->field[i].key.len == n && memcmp(h->field[i].key.p, key, n) == 0)
            return h->field[i].plain;
    return "";
}

void held_same(const struct held *h, struct text *ret)
{
    for (int i = 0; i < h->count; i++) {
        if (ret->len)
            text_char(ret, '&');
        text_add(ret, h->field[i].key.p, h->field[i].key.len);
        text_char(ret, '=');
        form_encode(ret, h->field[i].plain, strlen(h->field[i].plain));
    }
}
