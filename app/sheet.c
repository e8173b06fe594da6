/* A sheet of paper: its head, its foot, and whom to call. */
#include "sheet.h"

#include "../engine/page.h"
#include "../knowledge/country.h"

static void put_head(struct visit *v, const char *title)
{
    html_put(&v->w,
             "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<title>%s – Ambulando</title>\n",
             title);
    if (!v->style.len) {
        html_put(&v->w, "<link rel=\"icon\" href=\"/mark-16.svg\" type=\"image/svg+xml\">\n"
                        "<link rel=\"stylesheet\" href=\"/style.css\">\n"
                        "<link rel=\"stylesheet\" href=\"/print.css\">\n"
                        "<script src=\"/app.js\" defer></script>\n");
    } else {
        html_put(&v->w, "<style>\n");
        text_add(&v->w.out, v->style.p, v->style.len); /* ours, and no text to be escaped */
        html_put(&v->w, "</style>\n");
    }
    html_put(&v->w, "</head>\n");
}

void sheet_open(struct visit *v, const char *title, const char *rows, const char *back,
                const char *back_words)
{
    put_head(v, title);
    html_put(&v->w, "<body class=\"paper\">\n");
    if (!v->style.len) {
        html_put(&v->w, "<nav class=\"sheet-nav noprint\" aria-label=\"Back\">");
        back_link(v, back, back_words);
        html_put(&v->w, "<p class=\"small quiet\">To print: the menu of your browser, Print.</p>"
                        "</nav>\n");
    }
    demo_bar(v);
    html_put(&v->w,
             "<main class=\"sheet %s\" id=\"main\">\n<div class=\"sheet-top\"><p "
             "class=\"word\"><span class=\"sr\">Ambulando</span>",
             rows);
    wordmark_drawn(v);
    html_put(&v->w, "</p><p>");
}

void sheet_top_close(struct visit *v)
{
    html_put(&v->w, "</p></div>\n");
}

void sheet_strip(struct visit *v, int item)
{
    struct text id = {.mem = v->a};
    if (exercises[item].family == FAMILY_WALK)
        text_lit(&id, "W");
    else
        text_add(&id, item_name(item).p, item_name(item).len);
    text_char(&id, '\0');
    html_put(&v->w, "<div class=\"strip\">");
    if (v->strip)
        v->strip(v, id.p);
    else
        figure_still(v, id.p);
    html_put(&v->w, "</div>");
}

void sheet_cues(struct visit *v, int item, int most)
{
    const struct exercise *x = &exercises[item];
    for (int i = 0; i < most && i < 3 && x->cue[i] && x->cue[i][0]; i++)
        html_put(&v->w, "%s%s.", i ? " " : "", x->cue[i]);
}

void sheet_help(struct visit *v)
{
    const struct country *c = v->q->site->country;
    html_put(&v->w, "<section class=\"sheet-help\"><h2>Get help</h2><p><b>");
    put_say(v, SAY_help_lead, 0);
    html_put(&v->w, "</b> ");
    for (int key = SAY_help_urine; key <= SAY_help_collapse; key++) {
        put_say(v, key, 0);
        html_put(&v->w, "%s", key < SAY_help_collapse ? "; " : ".");
    }
    html_put(&v->w, "</p><p>");
    put_say(v, SAY_help_today, 0);
    html_put(&v->w, "</p>");
    if (c->crisis[0])
        html_put(&v->w,
                 "<p>Somebody to talk to, at any hour: %s, <span class=\"nowrap\">%s</span>.</p>",
                 c->crisis_name, c->crisis);
    html_put(&v->w, "</section>\n");
}

void sheet_close(struct visit *v, const char *says)
{
    html_put(&v->w, "<footer class=\"sheet-foot\"><p>");
    if (v->q->reach)
        html_put(&v->w, "<b>%s.</b> ", v->q->reach);
    html_put(&v->w,
             "%s It supports an examination and does not replace one. Ambulando %s, rules %d.",
             says, ENGINE_VERSION, RULES_VERSION);
    if (!v->q->site->signed_by[0])
        html_put(&v->w, " For trying out: the rules have not been reviewed by a clinician here.");
    html_put(&v->w, "</p></footer>\n</main>\n</body>\n</html>\n");
}
