/* Requests that hash a password. Each takes a tenth of a second and 64 MiB, and a thread of the library has
 * many connections: one that hashed there would hold up whoever is behind it, with danger signs to read. So
 * they are served by two threads of their own, one after the other, and their connections wait meanwhile. */
#include "http.h"

static void serve_one(struct http *h, struct exchange *x)
{
    struct lent *l = lent_take(h);
    x->lent = l;
    if (l)
        serve(h->s, &l->a, &x->ask, &x->reply);
    x->served = 1;
    MHD_resume_connection(x->connection); /* from here on x is the library's again */
}

static struct exchange *next_one(struct slow *s)
{
    pthread_mutex_lock(&s->lock);
    while (!s->first && !s->ending)
        pthread_cond_wait(&s->more, &s->lock);
    struct exchange *x = s->first;
    if (x) {
        s->first = x->next;
        s->waiting--;
    }
    pthread_mutex_unlock(&s->lock);
    return x;
}

static void *work(void *http)
{
    struct http *h = http;
    struct exchange *x;
    while ((x = next_one(&h->slow)))
        serve_one(h, x);
    return NULL;
}

int slow_start(struct http *h)
{
    struct slow *s = &h->slow;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->more, NULL);
    while (s->threads < SLOW_THREADS && pthread_create(&s->thread[s->threads], NULL, work, h) == 0)
        s->threads++;
    return s->threads > 0;
}

int slow_put(struct http *h, struct MHD_Connection *c, struct exchange *x)
{
    struct slow *s = &h->slow;
    pthread_mutex_lock(&s->lock);
    int room = s->waiting < SLOW_WAIT && !s->ending;
    if (room) {
        x->connection = c;
        x->next = NULL;
        if (s->first)
            s->last->next = x;
        else
            s->first = x;
        s->last = x;
        s->waiting++;
        MHD_suspend_connection(c); /* before anybody can resume it */
        pthread_cond_signal(&s->more);
    }
    pthread_mutex_unlock(&s->lock);
    return room;
}

void slow_stop(struct http *h)
{
    struct slow *s = &h->slow;
    pthread_mutex_lock(&s->lock);
    s->ending = 1;
    pthread_cond_broadcast(&s->more);
    pthread_mutex_unlock(&s->lock);
    for (int i = 0; i < s->threads; i++)
        pthread_join(s->thread[i], NULL);
    s->threads = 0;
}
