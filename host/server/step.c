/* The proof that some posts wait for: somebody signed in ten minutes ago, and may have left the desk since.
 * What was posted goes along, hidden, and is done once the proof is there. */
#include "clinic.h"

#include <string.h>

static const char field[] = "step_code";

/* Everything that was posted but proofs and passwords, which no page repeats; the key comes anew. */
static void put_posted(struct visit *v)
{
    static const char *const left_out[] = {"step_code", "password", "key"};
    for (uint32_t i = 0; i < v->posted_count; i++) {
        const struct posted *p = &v->posted[i];
        int out = !p->plain_len;
        for (size_t k = 0; k < sizeof left_out / sizeof left_out[0]; k++)
            out |=
                p->key.len == strlen(left_out[k]) && memcmp(p->key.p, left_out[k], p->key.len) == 0;
        if (!out)
            html_put(&v->w, "<input type=\"hidden\" name=\"%.*s\" value=\"%s\">", (int)p->key.len,
                     p->key.p, p->plain);
    }
}

static void step_page(struct leaf *l)
{
    struct visit *v = l->v;
    leaf_open(l, "Is it you?");
    error_summary(v);
    html_put(&v->w, "<h1>Is it still you?</h1><p class=\"lead\">This is not done yet. What you "
                    "wrote is not lost: it is kept once you have shown that it is you.</p>");
    html_put(&v->w, "<form method=\"post\" action=\"/%s\">", own_path(v) + 1);
    put_posted(v);
    hidden(v, "key", l->seat->form_key);
    ask_line(v, field, "Six digits from your app", "Or your password.", "password", "one-time-code",
             22);
    form_close(v, "Go on");
    leaf_close(l);
    l->response.app.status = l->ret->status = v->wrongs ? 422 : 200;
}

int step_taken(struct leaf *l)
{
    const char *typed = posted(l->v, field, 0);
    if (seat_stepped(l->s, l->seat, l->request.now.at_s))
        return 1;
    enum proof proof =
        typed ? prove_again(l->s, l->a, l->seat, typed, l->request.now.at_s) : PROOF_wrong;
    if (proof == PROOF_good)
        return 1;
    if (proof == PROOF_often) {
        leaf_often(l);
    } else if (proof == PROOF_busy) {
        leaf_busy(l);
    } else if (proof == PROOF_world) {
        leaf_world(l, STORE_BROKEN);
    } else {
        if (typed)
            wrong(l->v, field,
                  "This is neither the code of this moment nor your password. A code works "
                  "once: wait for the next one.");
        step_page(l);
    }
    return 0;
}
