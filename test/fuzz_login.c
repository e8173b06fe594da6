/* fuzz_login.c - what is typed to sign in: a login, six digits, a recovery code; and what a signed-in page
 * brings back.
 *
 * Input: a byte that picks the reader, then its bytes. */
#include "../host/server/clinic.h"

#include <stdio.h>
#include <stdlib.h>

static unsigned char block[1 << 18] __attribute__((aligned(16)));

static void must(int so, const char *what)
{
    if (so)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

static void login(const char *typed)
{
    struct arena a = {.base = block, .size = sizeof block};
    const char *read = NULL, *again = NULL;
    login_read(&a, typed, &read);
    must(read && strlen(read) <= strlen(typed), "a login is no longer than what was typed");
    for (const char *p = read; *p; p++)
        must(*p < 'A' || *p > 'Z', "a login has small letters");
    login_read(&a, read, &again);
    must(!strcmp(read, again), "a login read again is the same");
}

static void digits(const char *typed, int64_t now_s, int64_t used)
{
    static const unsigned char secret[TOTP_SECRET] = "12345678901234567890";
    int64_t step = totp_step(secret, sizeof secret, typed, now_s, used);
    must(step >= 0, "a step is one or none");
    must(!step || (step > used && step >= now_s / TOTP_S - 1 && step <= now_s / TOTP_S + 1),
         "a code counts around now, and once");
    if (step) {
        char code[12];
        snprintf(code, sizeof code, "%06u", (unsigned)totp_code(secret, sizeof secret, step));
        must(strstr(typed, code) || strlen(typed) > 6, "it is the code of that step");
    }
}

static void recovery(const char *typed)
{
    uint8_t hash[STORE_HASH], again[STORE_HASH];
    memset(hash, 0, sizeof hash);
    if (!code_read(typed, hash))
        return;
    size_t letters = 0;
    char small[CODE_ROOM * 8], *to = small;
    for (const char *p = typed; *p && letters < CODE_LETTERS; p++)
        if ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z') {
            *to++ = (char)(*p | 0x20);
            letters++;
        }
    *to = 0;
    must(letters == CODE_LETTERS || strlen(typed) >= CODE_LETTERS, "a code has its letters");
    must(!code_read(small, again) || !memcmp(hash, again, sizeof hash), "however it is parted");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char text[2049];
    if (size < 4 || size > sizeof text - 1)
        return 0;
    memcpy(text, data + 3, size - 3);
    text[size - 3] = 0;
    switch (data[0] % 4) {
    case 0:
        login(text);
        break;
    case 1:
        digits(text, 1772409600 + data[1] * 30, 1772409600 / TOTP_S + data[2] % 8 - 4);
        break;
    case 2:
        recovery(text);
        break;
    default:
        role_read(text);
        break;
    }
    return 0;
}
