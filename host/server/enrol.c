/* The second factor being set up: a secret for an app, proved by one of its codes, and ten codes on paper. */
#include "clinic.h"

#include "../../core/form.h"

#include <sodium.h>
#include <string.h>

void enrol_secret(struct text *t)
{
    unsigned char secret[TOTP_SECRET];
    char hex[2 * TOTP_SECRET + 1];
    randombytes_buf(secret, sizeof secret);
    sodium_bin2hex(hex, sizeof hex, secret, sizeof secret);
    held_add(t, "totp", hex);
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(hex, sizeof hex);
}

static int secret_held(const struct held *h, unsigned char ret_secret[TOTP_SECRET])
{
    size_t n = 0;
    const char *hex = held_get(h, "totp");
    return sodium_hex2bin(ret_secret, TOTP_SECRET, hex, strlen(hex), NULL, &n, NULL) == 0 &&
           n == TOTP_SECRET;
}

/* What an app scans, by the scheme that all of them read. */
static const char *otpauth(struct arena *a, const char *login, const char *base32)
{
    struct text t = {.mem = a};
    text_lit(&t, "otpauth://totp/Ambulando:");
    form_encode(&t, login, strlen(login));
    text_lit(&t, "?secret=");
    text_str(&t, base32);
    text_lit(&t, "&issuer=Ambulando");
    text_char(&t, '\0');
    return t.p;
}

/* In fours, to be typed. */
static void put_secret(struct visit *v, const char *base32)
{
    html_put(&v->w, "<p>Cannot scan it? Type this into the app, as a key that counts with time:</p>"
                    "<p class=\"secret\"><code>");
    for (size_t i = 0; base32[i]; i += 4)
        html_put(&v->w, "%.*s ", 4, base32 + i);
    html_put(&v->w, "</code></p>");
}

void enrol_page(struct leaf *l, const char *use, const char *login, const struct text *held)
{
    struct visit *v = l->v;
    struct text base32 = {.mem = l->a};
    struct form_reader r = {held->p, held->p + held->len};
    struct form_pair pair;
    struct held h = {.count = 0};
    unsigned char secret[TOTP_SECRET] = {0};
    while (form_next(&r, &pair) == FORM_PAIR)
        if (pair.key_len == 4 && memcmp(pair.key, "totp", 4) == 0) {
            struct text hex = {.mem = l->a};
            text_add(&hex, pair.value, pair.value_len);
            text_char(&hex, '\0');
            h.field[h.count++] = (struct posted){.key = {"totp", 4}, .plain = hex.p};
        }
    if (!secret_held(&h, secret))
        arena_fail(l->a, "a second factor without its secret");
    base32_put(secret, sizeof secret, &base32);
    leaf_open(l, "A second proof");
    error_summary(v);
    html_put(&v->w,
             "<h1>A second proof, on your phone</h1>"
             "<p class=\"lead\">A password can be seen or guessed. An app on your phone shows six "
             "digits that nobody else has.</p><ol class=\"count\">"
             "<li>Open an app for codes (any will do: Aegis, Google or Microsoft Authenticator, "
             "or your password manager), and add an account.</li>"
             "<li>Scan this picture with it.</li>"
             "<li>Type the six digits that it shows.</li></ol>");
    put_qr(v, otpauth(l->a, login, base32.p));
    put_secret(v, base32.p);
    leaf_form(l, own_path(v));
    hidden(v, "do", "confirm");
    held_put(l, use, held);
    ask_line(v, "code", "The six digits", NULL, "text", "one-time-code", 8);
    form_close(v, "Go on");
    sodium_memzero(secret, sizeof secret);
    leaf_close(l);
}

int64_t enrol_code(struct leaf *l, const struct held *h, unsigned char ret_secret[TOTP_SECRET])
{
    const char *code = posted(l->v, "code", 0);
    int64_t step = secret_held(h, ret_secret) ? totp_step(ret_secret, TOTP_SECRET, code ? code : "",
                                                          l->request.now.at_s, 0)
                                              : 0;
    if (!step)
        wrong(l->v, "code",
              "These are not the digits of this moment. Type those that the app shows now. If "
              "they are, the clock of the phone or of the server is wrong.");
    return step;
}

void codes_make(struct arena *a, struct acts *to, struct codes *ret)
{
    acts_add(to, ACT_recovery_drop, NULL, 0);
    for (int i = 0; i < CODES; i++) {
        uint8_t *hash = arena_alloc(a, STORE_HASH, 1);
        code_make(ret->code[i], hash);
        act_put(to, recovery_add, value_bytes(hash, STORE_HASH));
    }
}

void codes_page(struct leaf *l, const struct codes *c)
{
    struct visit *v = l->v;
    leaf_open(l, "Ten codes for paper");
    html_put(&v->w,
             "<h1>Ten codes, for when the phone is lost</h1>"
             "<p class=\"lead\">Print this page, or write them down. They are not shown again.</p>"
             "<p>Each stands in place of the six digits once. Keep them where you keep your keys, "
             "and not with the password.</p><ol class=\"words\">");
    for (int i = 0; i < CODES; i++)
        html_put(&v->w, "<li><code>%s</code></li>", c->code[i]);
    html_put(&v->w, "</ol><p><a class=\"btn\" href=\"/clinic\">I have them. Go on</a></p>");
    leaf_close(l);
}
