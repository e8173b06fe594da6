/* mail_put.c - a mail as it goes over the wire: headers, encodings, parts. */
#include "mail.h"

enum { LINE = 76, WORD_BYTES = 42 }; /* of RFC 2045; of an encoded word, before it is encoded */
static const char hex[] = "0123456789ABCDEF";

static int plain(unsigned char c)
{
    return c >= ' ' && c < 0x7f;
}

/* --- addresses -------------------------------------------------------------------------------------------- */

int mail_address_good(const char *s)
{
    size_t n = str_len(s), ats = 0, at = 0;
    if (n > MAIL_ADDRESS_MOST)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] <= ' ' || s[i] >= 0x7f)
            return 0;
        for (const char *no = "\"(),:;<>[\\]"; *no; no++)
            if (s[i] == *no)
                return 0;
        if (s[i] == '@') {
            ats++;
            at = i;
        }
    }
    /* A dash at the front would be an option of some program on the way. */
    return ats == 1 && at > 0 && at + 1 < n && s[0] != '-' && s[at + 1] != '.' && s[n - 1] != '.';
}

int mail_from_read(const char *from, struct span *ret_name, struct span *ret_address)
{
    char address[MAIL_ADDRESS_MOST + 2];
    size_t n = str_len(from), begin = 0, end = n, name = 0;
    for (size_t i = 0; i < n; i++)
        if (!plain((unsigned char)from[i]) && (unsigned char)from[i] < 0x80)
            return 0;
    if (n && from[n - 1] == '>') {
        for (begin = n - 1; begin > 0 && from[begin] != '<'; begin--)
            ;
        if (from[begin] != '<')
            return 0;
        for (name = begin; name > 0 && from[name - 1] == ' '; name--)
            ;
        begin++;
        end = n - 1;
    }
    if (end - begin > MAIL_ADDRESS_MOST)
        return 0;
    memcpy(address, from + begin, end - begin);
    address[end - begin] = '\0';
    if (!mail_address_good(address))
        return 0;
    *ret_name = (struct span){from, (uint32_t)name};
    *ret_address = (struct span){from + begin, (uint32_t)(end - begin)};
    return 1;
}

/* --- headers ------------------------------------------------------------------------------------------------- */

static int all_plain(struct span s)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (!plain((unsigned char)s.p[i]))
            return 0;
    return 1;
}

/* "=?utf-8?Q?...?=": no letter is split between two of them. */
static uint32_t put_word(struct text *t, struct span s, uint32_t at)
{
    uint32_t spent = 0;
    text_lit(t, "=?utf-8?Q?");
    while (at < s.len) {
        uint32_t n = 1;
        while (at + n < s.len && ((unsigned char)s.p[at + n] & 0xc0) == 0x80)
            n++;
        uint32_t cost = 0;
        for (uint32_t i = 0; i < n; i++)
            cost += (unsigned char)s.p[at + i] < 0x80 ? 1 : 3;
        if (spent && spent + cost > WORD_BYTES)
            break;
        spent += cost;
        for (uint32_t i = 0; i < n; i++, at++) {
            unsigned char c = (unsigned char)s.p[at];
            int letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter) {
                text_char(t, (char)c);
            } else if (c <= ' ' || c == 0x7f) {
                text_char(t, '_'); /* a line end too: it cannot begin a header */
            } else {
                text_char(t, '=');
                text_char(t, hex[c >> 4]);
                text_char(t, hex[c & 15]);
            }
        }
    }
    text_lit(t, "?=");
    return at;
}

void mail_header_text(struct text *t, struct span s, size_t column)
{
    if (all_plain(s) && column + s.len <= LINE) {
        text_add(t, s.p, s.len);
        return;
    }
    for (uint32_t at = 0; at < s.len;) {
        if (at)
            text_lit(t, "\r\n ");
        at = put_word(t, s, at);
    }
}

static void put_from(struct text *t, const char *from)
{
    struct span name = {"", 0}, address = {"", 0};
    if (!mail_from_read(from, &name, &address))
        return; /* the settings do not take one */
    text_lit(t, "From: ");
    if (name.len && all_plain(name) && name.len < LINE / 2) {
        text_char(t, '"');
        for (uint32_t i = 0; i < name.len; i++) {
            if (name.p[i] == '"' || name.p[i] == '\\')
                text_char(t, '\\');
            text_char(t, name.p[i]);
        }
        text_lit(t, "\"");
    } else if (name.len) {
        mail_header_text(t, name, LINE);
    }
    text_str(t, name.len ? "\r\n <" : "<");
    text_add(t, address.p, address.len);
    text_lit(t, ">\r\n");
}

static void put_date(struct text *t, int64_t at_s)
{
    static const char weekday[] = "MonTueWedThuFriSatSun",
                      month[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct moment m;
    int y, mon, d;
    moment_at(at_s, 0, &m);
    day_civil(m.day, &y, &mon, &d);
    text_lit(t, "Date: ");
    text_add(t, &weekday[(ptrdiff_t)3 * day_weekday(m.day)], 3);
    text_lit(t, ", ");
    text_int(t, d);
    text_char(t, ' ');
    text_add(t, &month[(ptrdiff_t)3 * (mon - 1)], 3);
    text_char(t, ' ');
    text_int(t, y);
    text_char(t, ' ');
    text_padded(t, m.minute / 60, 2);
    text_char(t, ':');
    text_padded(t, m.minute % 60, 2);
    text_char(t, ':');
    text_padded(t, m.second, 2);
    text_lit(t, " +0000\r\n");
}

static void put_hex(struct text *t, int64_t n)
{
    for (int shift = 60; shift >= 0; shift -= 4)
        text_char(t, hex[(uint64_t)n >> shift & 15]);
}

static void put_head(struct text *t, const struct mail *m)
{
    struct text subject = {.mem = t->mem};
    put_date(t, m->at_s);
    put_from(t, m->from);
    text_lit(t, "To: <");
    text_str(t, mail_address_good(m->to) ? m->to : "");
    text_lit(t, ">\r\nMessage-ID: <");
    put_hex(t, m->number);
    text_char(t, '@');
    text_str(t, m->host);
    text_lit(t, ">\r\nSubject: ");
    mail_subject(&subject, m);
    mail_header_text(t, (struct span){subject.p, (uint32_t)subject.len}, sizeof "Subject: " - 1);
    text_lit(t, "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
}

/* --- bodies ------------------------------------------------------------------------------------------------------ */

/* Quoted-printable. A dot at the start of a line is coded too, though whoever sends it doubles it. */
static void put_quoted(struct text *t, struct span s)
{
    size_t column = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '\n') {
            text_lit(t, "\r\n");
            column = 0;
            continue;
        }
        int last = i + 1 == s.len || s.p[i + 1] == '\n';
        int coded = !plain(c) || c == '=' || (c == ' ' && last) || (c == '.' && !column);
        size_t n = coded ? 3 : 1;
        if ((c < ' ' && c != '\t') || c == 0x7f)
            continue;
        if (column + n > LINE - 1) {
            text_lit(t, "=\r\n");
            column = 0;
        }
        column += n;
        if (!coded) {
            text_char(t, (char)c);
            continue;
        }
        text_char(t, '=');
        text_char(t, hex[c >> 4]);
        text_char(t, hex[c & 15]);
    }
}

static void put_base64(struct text *t, struct span s)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (uint32_t i = 0; i < s.len; i += 3) {
        uint32_t left = s.len - i, n = 0;
        for (uint32_t k = 0; k < 3; k++)
            n = n << 8 | (k < left ? (unsigned char)s.p[i + k] : 0);
        text_char(t, digit[n >> 18 & 63]);
        text_char(t, digit[n >> 12 & 63]);
        text_char(t, left > 1 ? digit[n >> 6 & 63] : '=');
        text_char(t, left > 2 ? digit[n & 63] : '=');
        if ((i / 3 + 1) % (LINE / 4) == 0 && left > 3)
            text_lit(t, "\r\n");
    }
    text_lit(t, "\r\n");
}

static void put_text(struct text *t, const struct mail *m)
{
    struct text body = {.mem = t->mem};
    mail_body(&body, m);
    text_lit(t, "Content-Type: text/plain; charset=utf-8\r\n"
                "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
    put_quoted(t, (struct span){body.p, (uint32_t)body.len});
}

/* The line between parts has an equals sign and an underscore in a row, which quoted-printable never has. */
static void put_between(struct text *t, const struct mail *m, const char *end)
{
    text_lit(t, "--=_");
    put_hex(t, m->number);
    text_str(t, end);
    text_lit(t, "\r\n");
}

void mail_put(struct text *t, const struct mail *m, const struct calendar *c)
{
    put_head(t, m);
    if (!c->file.len) {
        put_text(t, m);
        return;
    }
    text_lit(t, "Content-Type: multipart/mixed;\r\n boundary=\"=_");
    put_hex(t, m->number);
    text_lit(t, "\"\r\n\r\n");
    put_between(t, m, "");
    put_text(t, m);
    text_lit(t, "\r\n");
    put_between(t, m, "");
    text_lit(t, "Content-Type: text/calendar; charset=utf-8; method=");
    text_str(t, c->method);
    text_lit(t, ";\r\n name=\"visit.ics\"\r\n"
                "Content-Disposition: attachment; filename=\"visit.ics\"\r\n"
                "Content-Transfer-Encoding: base64\r\n\r\n");
    put_base64(t, c->file);
    put_between(t, m, "--");
}
