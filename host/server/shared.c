/* A patient's own pages about their clinics: asked for by the browser that holds the record, and about nobody
 * but them. Whoever has no record finds nothing there. */
#include "clinic.h"

#include <string.h>

enum { TRIES = 6 };

static enum store_result fetch(struct server *s, struct arena *a, const struct person_row *row,
                               struct clinic_request *q)
{
    const struct actor self = {0, row->person, ROLE_patient};
    enum store_result r = store_list(s->store, &self, LIST_my_clinics, NULL, 0, a, &q->my_clinics);
    return r == STORE_OK ? store_list(s->store, &self, LIST_my_log, NULL, 0, a, &q->my_log) : r;
}

/* The clinic in whose log it is noted: the one that the page's act is about. */
static int64_t clinic_of(const struct clinic_response *r)
{
    for (int i = 0; i < r->act_count; i++)
        if (r->act[i].name == ACT_patient_leave)
            return r->act[i].value[0].whole;
    return 0;
}

static enum store_result commit(struct server *s, const struct person_row *row, int64_t now_s,
                                const struct clinic_response *r)
{
    struct change c = {.actor = {clinic_of(r), row->person, ROLE_patient},
                       .person = row->person,
                       .acts = r->act,
                       .act_count = r->act_count,
                       .audit = r->note,
                       .audit_count = r->note_count,
                       .now_s = now_s};
    c.facts.p = "";
    return r->act_count ? store_change(s->store, &c) : STORE_OK;
}

int shared_serve(struct server *s, struct arena *a, const struct ask *q, const struct session *x,
                 const struct person_row *row, struct reply *ret)
{
    int64_t number;
    const struct clinic_route *route = clinic_route(q->path, &number);
    enum store_result kept = STORE_CONFLICT;
    size_t mark = a->used;
    if (!route || !(route->roles & ROLES_patient) || !row->person)
        return 0;
    ret->route = route->path;
    for (int i = 0; i < TRIES && kept == STORE_CONFLICT; i++) {
        struct mine mine;
        a->used = mark;
        struct clinic_request *request = arena_alloc(a, 1, sizeof *request);
        struct clinic_response *response = arena_alloc(a, 1, sizeof *response);
        request_begin(s, a, row, &request->app);
        request->app.post = q->post;
        request->app.path = q->path;
        request->app.query = q->query;
        request->app.body = q->body;
        request->form_key = "";
        request->facts = row->facts;
        kept = mine_find(s, a, row, 0, &request->app, &mine);
        if (kept == STORE_OK)
            kept = fetch(s, a, row, request);
        if (kept != STORE_OK)
            break;
        clinic_respond(a, request, response);
        kept = commit(s, row, request->app.now.at_s, response);
        if (kept == STORE_OK) {
            reply_of(&response->app, ret);
            session_put(x, ret);
            return 1;
        }
    }
    reply_world(s, a, kept, ret);
    return 1;
}
