/* The second factor: codes of an app that count with the clock, and ten that stand for it once.
 *
 * Source: RFC 6238 (SHA-1, 30 seconds, six digits, as every app has it), RFC 4226, RFC 4648. */
#include "clinic.h"

#include <gnutls/crypto.h>
#include <sodium.h>
#include <string.h>

uint32_t totp_code(const unsigned char *secret, size_t n, int64_t step)
{
    unsigned char counter[8], mac[20];
    for (int i = 0; i < 8; i++)
        counter[i] = (unsigned char)(step >> 8 * (7 - i));
    if (gnutls_hmac_fast(GNUTLS_MAC_SHA1, secret, n, counter, sizeof counter, mac) < 0)
        return UINT32_MAX; /* no six digits */
    unsigned at = mac[19] & 15;
    uint32_t word = (uint32_t)(mac[at] & 127) << 24 | (uint32_t)mac[at + 1] << 16 |
                    (uint32_t)mac[at + 2] << 8 | mac[at + 3];
    return word % 1000000;
}

/* Six digits, with spaces as apps show them; UINT32_MAX: none. */
static uint32_t six_digits(const char *s)
{
    uint32_t code = 0;
    int n = 0;
    for (; *s; s++) {
        if (*s == ' ')
            continue;
        if (*s < '0' || *s > '9' || ++n > 6)
            return UINT32_MAX;
        code = code * 10 + (uint32_t)(*s - '0');
    }
    return n == 6 ? code : UINT32_MAX;
}

int64_t totp_step(const unsigned char *secret, size_t n, const char *code, int64_t now_s,
                  int64_t used)
{
    uint32_t typed = six_digits(code);
    int64_t now = now_s / TOTP_S, found = 0;
    for (int64_t step = now - 1; step <= now + 1; step++) {
        uint32_t right = totp_code(secret, n, step);
        int same = sodium_memcmp(&typed, &right, sizeof typed) == 0 && typed != UINT32_MAX;
        if (same && step > used && !found)
            found = step;
    }
    return found;
}

static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";

void base32_put(const unsigned char *bytes, size_t n, struct text *ret)
{
    unsigned bits = 0, have = 0;
    for (size_t i = 0; i < n; i++) {
        bits = bits << 8 | bytes[i];
        have += 8;
        for (; have >= 5; have -= 5) {
            char c = letters[bits >> (have - 5) & 31];
            text_char(ret, (char)(c >= 'a' ? c - 32 : c));
        }
        bits &= 255;
    }
    if (have) {
        char c = letters[bits << (5 - have) & 31];
        text_char(ret, (char)(c >= 'a' ? c - 32 : c));
    }
    text_char(ret, '\0');
}

void code_make(char ret_code[CODE_ROOM], uint8_t *ret_hash)
{
    char *to = ret_code;
    for (int i = 0; i < CODE_LETTERS; i++) {
        if (i && i % 4 == 0)
            *to++ = '-';
        *to++ = letters[randombytes_uniform(32)];
    }
    *to = '\0';
    code_read(ret_code, ret_hash);
}

int code_read(const char *typed, uint8_t *ret_hash)
{
    unsigned char code[CODE_LETTERS];
    int n = 0;
    for (; *typed; typed++) {
        char c = (char)(*typed >= 'A' && *typed <= 'Z' ? *typed | 0x20 : *typed);
        if (c == '-' || c == ' ')
            continue;
        if (n == CODE_LETTERS || !strchr(letters, c))
            return 0;
        code[n++] = (unsigned char)c;
    }
    if (n != CODE_LETTERS)
        return 0;
    secret_hash("recovery", code, sizeof code, ret_hash);
    return 1;
}
