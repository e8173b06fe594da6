#include "form.h"

enum form_step form_next(struct form_reader *r, struct form_pair *ret_pair)
{
    const char *p = r->at, *end = r->end, *equals = NULL;
    if (p == end)
        return FORM_END;
    while (p < end && *p != '=' && *p != '&')
        p++;
    if (p < end && *p == '=') {
        equals = p;
        while (p < end && *p != '&')
            p++;
    }
    int good = equals && equals > r->at;
    if (good) {
        ret_pair->key = r->at;
        ret_pair->key_len = (size_t)(equals - r->at);
        ret_pair->value = equals + 1;
        ret_pair->value_len = (size_t)(p - equals - 1);
    }
    /* An & that ends the body has an empty pair after it: stay on it, so that the next call finds
     * that nothing stands before it. */
    int dangling = good && end - p == 1;
    r->at = p == end || dangling ? p : p + 1;
    return good ? FORM_PAIR : FORM_MALFORMED;
}

/*@ assigns \nothing;
    ensures -1 <= \result <= 15;
*/
static int hex(unsigned char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

ptrdiff_t form_decode(const char *s, size_t n, char *out)
{
    size_t len = 0;
    /*@ loop invariant 0 <= i <= n && 0 <= len <= i;
        loop assigns i, len, out[0 .. n - 1];
        loop variant n - i;
    */
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c <= ' ' || c == 0x7f)
            return -1;
        if (c == '+') {
            c = ' ';
        } else if (c == '%') {
            if (n - i < 3)
                return -1;
            int high = hex((unsigned char)s[i + 1]), low = hex((unsigned char)s[i + 2]);
            if (high < 0 || low < 0)
                return -1;
            c = (unsigned char)(high * 16 + low);
            i += 2;
            if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
                return -1;
        }
        out[len++] = (char)c;
    }
    return utf8_valid(out, len) ? (ptrdiff_t)len : -1;
}

void form_encode(struct text *t, const char *s, size_t n)
{
    static const char digit[] = "0123456789ABCDEF";
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        unsigned lower = (unsigned)c | 0x20;
        if ((c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z') || c == '*' || c == '-' ||
            c == '.' || c == '_') {
            text_char(t, (char)c);
        } else if (c == ' ') {
            text_char(t, '+');
        } else {
            char three[3] = {'%', digit[c >> 4], digit[c & 15]};
            text_add(t, three, 3);
        }
    }
}

/* The length of the character at s, or 0. The table of well-formed byte sequences of the Unicode
 * standard: the second byte is narrower after E0, ED, F0 and F4, which leaves out overlong forms,
 * surrogates and what is above U+10FFFF. */
/*@ requires 1 <= n && \valid_read(s + (0 .. n - 1));
    assigns \nothing;
    ensures 0 <= \result <= 4 && \result <= n;
*/
static size_t utf8_length(const unsigned char *s, size_t n)
{
    unsigned char c = s[0], low = 0x80, high = 0xbf;
    size_t len;
    if (c < 0x80)
        return 1;
    if (c >= 0xc2 && c <= 0xdf)
        len = 2;
    else if (c >= 0xe0 && c <= 0xef)
        len = 3;
    else if (c >= 0xf0 && c <= 0xf4)
        len = 4;
    else
        return 0;
    if (c == 0xe0)
        low = 0xa0;
    else if (c == 0xed)
        high = 0x9f;
    else if (c == 0xf0)
        low = 0x90;
    else if (c == 0xf4)
        high = 0x8f;
    if (n < len || s[1] < low || s[1] > high)
        return 0;
    /*@ loop invariant 2 <= i && (i <= len || len < 2);
        loop assigns i;
        loop variant len - i;
    */
    for (size_t i = 2; i < len; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    return len;
}

int utf8_valid(const char *s, size_t n)
{
    const unsigned char *u = (const unsigned char *)s;
    size_t i = 0;
    while (i < n) {
        uint64_t eight;
        if (n - i >= 8) { /* nearly all of a record is ASCII: eight bytes at a step */
            __builtin_memcpy(&eight, u + i, 8);
            if (!(eight & UINT64_C(0x8080808080808080))) {
                i += 8;
                continue;
            }
        }
        size_t len = utf8_length(u + i, n - i);
        if (!len)
            return 0;
        i += len;
    }
    return 1;
}
