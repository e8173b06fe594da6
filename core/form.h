/* form.h - key=value pairs as a posted HTML form (application/x-www-form-urlencoded), strictly.
 *
 *     struct form_pair pair;
 *     struct form_reader r = {body, body + len};
 *     while (form_next(&r, &pair) == FORM_PAIR) ... pair.key, pair.value, still encoded ...
 *
 * Strict: pairs are parted by one &, none is empty, each has a = after a key that is not empty;
 * a % is followed by two hexadecimal digits; bytes decode to valid UTF-8 without NUL. Any other
 * byte but a control character or a space stands for itself; + is a space.
 *
 * Ownership: pairs point into the body. Decoded text goes where the caller says.
 * Errors:    values; nothing is written past what is told. */
#ifndef AMB_CORE_FORM_H
#define AMB_CORE_FORM_H

#include "text.h"

struct form_pair {
    const char *key, *value; /* encoded */
    size_t key_len, value_len;
};
struct form_reader {
    const char *at, *end;
};
enum form_step { FORM_END, FORM_PAIR, FORM_MALFORMED };

/* The next pair, with its encoding not yet looked into. After FORM_MALFORMED the reader stands past
 * the bad piece. */
enum form_step form_next(struct form_reader *r, struct form_pair *ret_pair);

/* Decodes n bytes to out, which has room for n. Returns the decoded length, or -1 when the encoding
 * or the UTF-8 is broken or a NUL or another control character but tab and line ends comes out. */
/*@ requires n <= 0x7fffffff && \valid_read(s + (0 .. n - 1)) && \valid(out + (0 .. n - 1));
    requires \separated(s + (0 .. n - 1), out + (0 .. n - 1));
    assigns out[0 .. n - 1];
    ensures never_longer: -1 <= \result <= n;
*/
ptrdiff_t form_decode(const char *s, size_t n, char *out);

/* Appends s encoded: letters, digits, * - . _ stand for themselves, a space is +, the rest %XX. */
void form_encode(struct text *t, const char *s, size_t n);

/* 1 when the bytes are valid UTF-8 (no surrogates, no overlong forms, up to U+10FFFF). */
/*@ requires \valid_read(s + (0 .. n - 1));
    assigns \nothing;
*/
int utf8_valid(const char *s, size_t n);

#endif
