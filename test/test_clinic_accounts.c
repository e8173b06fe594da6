/* test_clinic_accounts.c - who may come in: codes, passwords, the queue, sessions by a passed clock, forms,
 * proofs. Times are counted in hashes, not in seconds. */
#include "check.h"
#include "clinic_help.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* RFC 6238, appendix B: its last six of eight digits. */
static void codes_of_the_standard(void)
{
    static const struct {
        int64_t at_s;
        uint32_t code;
    } rfc[] = {{59, 287082},       {1111111109, 81804},  {1111111111, 50471},
               {1234567890, 5924}, {2000000000, 279037}, {20000000000, 353130}};
    for (size_t i = 0; i < sizeof rfc / sizeof rfc[0]; i++)
        CHECK(totp_code(TOTP_SHARED, 20, rfc[i].at_s / TOTP_S) == rfc[i].code);
    CHECK(totp_step(TOTP_SHARED, 20, "050471", 1111111111, 0) == 1111111111 / 30);
    CHECK(totp_step(TOTP_SHARED, 20, " 050 471", 1111111111, 0) == 1111111111 / 30);
    CHECK(totp_step(TOTP_SHARED, 20, "050471", 1111111111 + 30, 0) == 1111111111 / 30);
    CHECK(totp_step(TOTP_SHARED, 20, "050471", 1111111111 - 30, 0) == 1111111111 / 30);
    CHECK(!totp_step(TOTP_SHARED, 20, "050471", 1111111111 + 60, 0));
    CHECK(!totp_step(TOTP_SHARED, 20, "050471", 1111111111 - 60, 0));
    CHECK(!totp_step(TOTP_SHARED, 20, "050471", 1111111111, 1111111111 / 30)); /* used */
    CHECK(!totp_step(TOTP_SHARED, 20, "50471", 1111111111, 0));
    CHECK(!totp_step(TOTP_SHARED, 20, "0504711", 1111111111, 0));
    CHECK(!totp_step(TOTP_SHARED, 20, "", 1111111111, 0));
    struct text t = {.mem = test_arena()};
    base32_put(TOTP_SHARED, 20, &t);
    CHECK(strcmp(t.p, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") == 0);
}

static void paper_codes(void)
{
    char code[CODE_ROOM], shout[CODE_ROOM];
    uint8_t hash[STORE_HASH], again[STORE_HASH];
    code_make(code, hash);
    CHECK(strlen(code) == 19);
    for (int i = 0; i < 20; i++)
        shout[i] = (char)(code[i] >= 'a' && code[i] <= 'z' ? code[i] - 32 : code[i]);
    CHECK(code_read(shout, again) && memcmp(hash, again, STORE_HASH) == 0);
    CHECK(!code_read("abcd-efgh-ijkl-mno", again) && !code_read("123456", again) &&
          !code_read("abcd-efgh-ijkl-mno1", again) && !code_read("", again));
}

static void which_passwords(void)
{
    static const char *const about[] = {"olive.owner@example.org", "Olive Owner",
                                        "Riverside Osteopaths", NULL};
    static const char *const bad[] = {
        "",
        "short",
        "elevenlette",
        "aaaaaaaaaaaaaaa",
        "abababababababab",
        "123456789012345",
        "abcdefghijklmnop",
        "password1234",
        "PASSWORD12345",
        "qwertyuiop123",
        "Riverside2026",
        "oliveowner12",
        "riversideolive!",
        "football!!123",
    };
    static const char *const good[] = {
        "correct horse battery staple", "quiet harbour lantern 7", "Zw9!kd02-qpTT",
        "wir gehen langsam bergauf",    "xkq vvnm trelw 12",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (!CHECK(password_wrong(bad[i], about)))
            fprintf(stderr, "    taken: %s\n", bad[i]);
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (!CHECK(!password_wrong(good[i], about)))
            fprintf(stderr, "    refused: %s: %s\n", good[i], password_wrong(good[i], about));
    char longest[PASSWORD_MOST + 2];
    for (int i = 0; i <= PASSWORD_MOST; i++)
        longest[i] = (char)('!' + i * 7 % 90);
    longest[PASSWORD_MOST + 1] = '\0';
    CHECK(password_wrong(longest, about));
    longest[PASSWORD_MOST] = '\0';
    CHECK(!password_wrong(longest, about));
}

/* --- the queue ------------------------------------------------------------------------------------------------------ */

struct crowd {
    struct server *s;
    atomic_int busy, done, at_once;
};

static void *one_of_a_crowd(void *crowd)
{
    struct crowd *c = crowd;
    enum hashed r = password_check(c->s->front, NULL, "whatever it may be");
    atomic_fetch_add(r == HASHED_busy ? &c->busy : &c->done, 1);
    return NULL;
}

static void *watch_the_crowd(void *crowd)
{
    struct crowd *c = crowd;
    struct hashing *h = &c->s->front->hashing;
    while (atomic_load(&c->busy) + atomic_load(&c->done) < 30) {
        pthread_mutex_lock(&h->lock);
        int running = h->running, waiting = h->waiting;
        pthread_mutex_unlock(&h->lock);
        if (running > HASHES_AT_ONCE || waiting > HASHES_WAIT)
            atomic_store(&c->at_once, running + waiting);
    }
    return NULL;
}

static void queue(struct server *s)
{
    struct crowd c = {.s = s};
    pthread_t watch, who[30];
    unsigned long before = s->front->hashing.count;
    pthread_create(&watch, NULL, watch_the_crowd, &c);
    for (int i = 0; i < 30; i++)
        pthread_create(&who[i], NULL, one_of_a_crowd, &c);
    for (int i = 0; i < 30; i++)
        pthread_join(who[i], NULL);
    pthread_join(watch, NULL);
    CHECK(c.busy > 0 && c.done >= HASHES_AT_ONCE && c.busy + c.done == 30);
    CHECK(c.at_once == 0);
    CHECK(s->front->hashing.count - before == (unsigned long)c.done);
    CHECK(!s->front->hashing.running && !s->front->hashing.waiting);
}

/* --- signing in -------------------------------------------------------------------------------------------------------- */

static enum proof try(struct server *s, const char *login, const char *password, const char *code,
                      int64_t now_s, struct seat *ret)
{
    struct address from = {.v6 = 0};
    return prove_login(s, test_arena(), &from, login, password, code, "Mozilla Firefox/128 Windows",
                       now_s, ret);
}

static void all_wrong_is_one(struct server *s)
{
    struct seat x;
    static const char *const paper = "abcd-efgh-ijkl-mnop";
    const struct {
        const char *login, *password, *code;
    } wrongs[] = {
        {"nobody@example.org", PASSWORD, NULL},  {"tom@example.org", "another one entirely", NULL},
        {"tom@example.org", PASSWORD, "000000"}, {"tom@example.org", PASSWORD, ""},
        {"tom@example.org", "", NULL},           {"", "", ""},
        {"tom@example.org", PASSWORD, paper},    {"nobody@example.org", PASSWORD, paper},
        {"new@example.org", PASSWORD, NULL},     {"gone@example.org", PASSWORD, NULL},
    };
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        unsigned long before = s->front->hashing.count;
        const char *code = wrongs[i].code ? wrongs[i].code : code_of(LATER_S);
        if (!CHECK(try(s, wrongs[i].login, wrongs[i].password, code, LATER_S, &x) == PROOF_wrong))
            fprintf(stderr, "    %s %s\n", wrongs[i].login, code);
        CHECK(s->front->hashing.count - before == 1);
    }
    CHECK(s->front->failed.count >= 6); /* of accounts that there are */
    for (int i = 0; i < s->front->failed.count; i++)
        CHECK(s->front->failed.actor[i].clinic == CLINIC);
}

static int sits(struct server *s, const struct seat *x, int64_t now_s, struct seat *ret)
{
    char cookie[COOKIE_LEN + 1];
    secret_put(x->secret, cookie);
    struct ask q = {.clinic_cookie = cookie};
    CHECK(seat_begin(s, test_arena(), &q, now_s, ret) == STORE_OK);
    return ret->in;
}

static void sessions(struct server *s)
{
    struct seat x, y, again;
    int64_t at = LATER_S + 3600;
    unsigned long before = s->front->hashing.count;
    CHECK(try(s, "tom@example.org", PASSWORD, code_of(at), at, &x) == PROOF_good);
    CHECK(s->front->hashing.count - before == 1);
    CHECK(x.in && sits(s, &x, at, &again) && again.staff.actor.who == TOM &&
          again.staff.actor.role == ROLE_practitioner && again.staff.site == SITE);
    CHECK(seat_stepped(s, &again, at + 599) && !seat_stepped(s, &again, at + 600));
    CHECK(try(s, "tom@example.org", PASSWORD, code_of(at), at, &y) == PROOF_wrong); /* used */
    CHECK(try(s, "tom@example.org", PASSWORD, code_of(at + 30), at, &y) == PROOF_good);
    CHECK(memcmp(x.secret, y.secret, 32) != 0);
    /* A quarter of an hour without a page; each page begins it anew; twelve hours at most. */
    CHECK(sits(s, &x, at + 899, &again));
    CHECK(sits(s, &x, at + 899 + 899, &again));
    CHECK(!sits(s, &y, at + 900, &again));
    CHECK(!sits(s, &x, at + 899 + 899 + 900, &again) && again.lost);
    CHECK(try(s, "tom@example.org", PASSWORD, code_of(at + 3000), at + 3000, &x) == PROOF_good);
    for (int64_t t = 0; t < 43200; t += 600)
        CHECK(sits(s, &x, at + 3000 + t, &again));
    CHECK(!sits(s, &x, at + 3000 + 43200, &again));
    /* Who was seen a moment ago is not written down again. */
    at += 100000;
    CHECK(try(s, "tom@example.org", PASSWORD, code_of(at), at, &x) == PROOF_good);
    CHECK(sits(s, &x, at + 59, &again) && !sits(s, &x, at + 900, &again));
    CHECK(try(s, "tom@example.org", PASSWORD, code_of(at + 960), at + 960, &x) == PROOF_good);
    CHECK(sits(s, &x, at + 960 + 60, &again) && sits(s, &x, at + 960 + 900, &again));
    /* A clock that was set back by hours does not make it last. */
    CHECK(!sits(s, &x, at - 7200, &again));
}

static void leaves(struct server *s)
{
    const struct actor owner = {CLINIC, OWNER, ROLE_owner};
    struct seat x, again;
    struct acts acts = {.count = 0};
    int64_t at = LATER_S + 500000;
    CHECK(try(s, "dana@example.org", PASSWORD, code_of(at), at, &x) == PROOF_good);
    CHECK(sits(s, &x, at, &again) && again.staff.actor.role == ROLE_desk);
    act_put(&acts, account_leave, value_whole(FRONT), value_whole(1));
    CHECK(acts_as(s, owner, &acts, at) == STORE_OK);
    CHECK(!sits(s, &x, at + 1, &again));
    CHECK(try(s, "dana@example.org", PASSWORD, code_of(at + 30), at + 30, &x) == PROOF_wrong);
    acts.count = 0;
    act_put(&acts, account_leave, value_whole(FRONT), value_whole(0));
    CHECK(acts_as(s, owner, &acts, at) == STORE_OK);
}

static void paper_once(struct server *s)
{
    struct acts *acts = calloc(1, sizeof *acts);
    struct codes codes;
    struct seat x;
    int64_t at = LATER_S + 600000;
    codes_make(test_arena(), acts, &codes);
    CHECK(acts_as(s, (struct actor){CLINIC, TOM, ROLE_practitioner}, acts, at) == STORE_OK);
    for (int i = 0; i < CODES; i++) {
        CHECK(try(s, "tom@example.org", PASSWORD, codes.code[i], at, &x) == PROOF_good);
        CHECK(try(s, "tom@example.org", PASSWORD, codes.code[i], at, &x) == PROOF_wrong);
    }
    acts->count = 0;
    codes_make(test_arena(), acts, &codes);
    CHECK(acts_as(s, (struct actor){CLINIC, TOM, ROLE_practitioner}, acts, at) == STORE_OK);
    CHECK(try(s, "olive@example.org", PASSWORD, codes.code[0], at, &x) == PROOF_wrong);
    /* A new set takes the place of the old one. */
    struct codes later;
    acts->count = 0;
    codes_make(test_arena(), acts, &later);
    CHECK(acts_as(s, (struct actor){CLINIC, TOM, ROLE_practitioner}, acts, at) == STORE_OK);
    CHECK(try(s, "tom@example.org", PASSWORD, codes.code[0], at, &x) == PROOF_wrong);
    CHECK(try(s, "tom@example.org", PASSWORD, later.code[0], at, &x) == PROOF_good);
    free(acts);
}

static void again(struct server *s)
{
    struct seat x, y;
    int64_t at = LATER_S + 700000, late = at + 700;
    CHECK(try(s, "tom@example.org", PASSWORD, code_of(at), at, &x) == PROOF_good);
    CHECK(sits(s, &x, late, &y) && !seat_stepped(s, &y, late));
    CHECK(prove_again(s, test_arena(), &y, "000000", late) == PROOF_wrong);
    CHECK(!seat_stepped(s, &y, late));
    CHECK(prove_again(s, test_arena(), &y, code_of(late), late) == PROOF_good);
    CHECK(seat_stepped(s, &y, late) && sits(s, &x, late, &y) && seat_stepped(s, &y, late));
    CHECK(prove_again(s, test_arena(), &y, code_of(late), late) == PROOF_wrong); /* used */
    CHECK(prove_again(s, test_arena(), &y, PASSWORD, late + 700) == PROOF_good);
    CHECK(prove_again(s, test_arena(), &y, "not the password", late + 700) == PROOF_wrong);
}

static void people_begin(struct server *s)
{
    const struct actor owner = {CLINIC, OWNER, ROLE_owner};
    struct acts acts = {.count = 0};
    CHECK(clinic_made(s, LATER_S));
    act_put(&acts, account_add, value_whole(7104), value_str("practitioner"), value_str("Nora New"),
            value_str("new@example.org"), value_str(""), value_whole(SITE), value_str(""));
    act_put(&acts, account_add, value_whole(7105), value_str("desk"), value_str("Gil Gone"),
            value_str("gone@example.org"), value_str(""), value_whole(SITE), value_str(""));
    act_put(&acts, account_leave, value_whole(7105), value_whole(1));
    CHECK(acts_as(s, owner, &acts, LATER_S) == STORE_OK);
}

int main(void)
{
    struct server *s = clinic_server(in_folder("accounts.db"));
    codes_of_the_standard();
    paper_codes();
    which_passwords();
    queue(s);
    people_begin(s);
    all_wrong_is_one(s);
    sessions(s);
    leaves(s);
    paper_once(s);
    again(s);
    clinic_close(s);
    folder_remove();
    return check_done("clinic accounts");
}
