/* A record without an account is tied to a browser by a random secret in a cookie. The store knows
 * a hash of it only: whoever reads the store cannot come in with what is there. */
#include "server.h"

#include <sodium.h>
#include <string.h>

/* use keeps a cookie's secret from being taken for words of the way back, and the other way round. */
void secret_hash(const char *use, const unsigned char *secret, size_t n, uint8_t *ret_hash)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, STORE_HASH);
    crypto_generichash_update(&state, (const unsigned char *)use, strlen(use) + 1);
    crypto_generichash_update(&state, secret, n);
    crypto_generichash_final(&state, ret_hash, STORE_HASH);
    sodium_memzero(&state, sizeof state);
}

void session_fresh(struct session *ret)
{
    ret->came = 0;
    randombytes_buf(ret->secret, sizeof ret->secret);
    secret_hash("browser", ret->secret, sizeof ret->secret, ret->hash);
}

/* libsodium 1.0.18 takes some bytes beyond ASCII for letters. */
static int is_letters(const char *s, size_t n)
{
    size_t good = 0;
    while (good < n && ((s[good] >= '0' && s[good] <= '9') || (s[good] >= 'a' && s[good] <= 'z') ||
                        (s[good] >= 'A' && s[good] <= 'Z') || s[good] == '-' || s[good] == '_'))
        good++;
    return good == n;
}

int secret_read(const char *letters, size_t n, unsigned char *ret_secret)
{
    size_t len = 0;
    return n == COOKIE_LEN && is_letters(letters, n) &&
           sodium_base642bin(ret_secret, 32, letters, n, NULL, &len, NULL,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
           len == 32;
}

void secret_put(const unsigned char *secret, char *ret_letters)
{
    sodium_bin2base64(ret_letters, COOKIE_LEN + 1, secret, 32,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void session_begin(struct session *ret, const char *cookie)
{
    if (!cookie || !secret_read(cookie, strlen(cookie), ret->secret)) {
        session_fresh(ret);
        return;
    }
    ret->came = 1;
    secret_hash("browser", ret->secret, sizeof ret->secret, ret->hash);
}

void session_put(const struct session *x, struct reply *r)
{
    secret_put(x->secret, r->cookie);
}
