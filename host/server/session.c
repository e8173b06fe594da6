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

void session_begin(struct session *ret, const char *cookie)
{
    size_t n = 0;
    if (!cookie || strlen(cookie) != COOKIE_LEN ||
        sodium_base642bin(ret->secret, sizeof ret->secret, cookie, COOKIE_LEN, NULL, &n, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        n != sizeof ret->secret) {
        session_fresh(ret);
        return;
    }
    ret->came = 1;
    secret_hash("browser", ret->secret, sizeof ret->secret, ret->hash);
}

void session_put(const struct session *x, struct reply *r)
{
    sodium_bin2base64(r->cookie, sizeof r->cookie, x->secret, sizeof x->secret,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
