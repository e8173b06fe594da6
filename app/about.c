/* about.c - which version this is, what it is for and what not, who answers for it, and its sources. */
#include "asked.h"
#include "sources.h"

static void line_number(struct visit *v, const char *name, int n)
{
    html_put(&v->w, "<tr><th scope=\"row\">%s</th><td>%d</td></tr>", name, n);
}

static void line_of(struct visit *v, const char *name, const char *value)
{
    html_put(&v->w, "<tr><th scope=\"row\">%s</th><td>%s</td></tr>", name, value);
}

static void versions(struct visit *v)
{
    const struct app_site *s = v->q->site;
    html_put(&v->w, "<table class=\"tbl\"><tbody>");
    line_of(v, "Version", ENGINE_VERSION);
    line_number(v, "Rules", RULES_VERSION);
    if (v->q->device && v->q->device->core[0])
        line_of(v, "On this device", v->q->device->core);
    line_of(v, "Runs this server", s->runs[0] ? s->runs : "not told");
    if (s->contact[0])
        line_of(v, "To reach them", s->contact);
    line_of(v, "Signed the rules",
            s->signed_by[0] ? s->signed_by : "not reviewed by a clinician here");
    html_put(&v->w, "</tbody></table>");
}

void about_get(struct visit *v)
{
    page_open(v, "About", TAB_none);
    html_put(&v->w,
             "<h1>About Ambulando</h1><p class=\"lead\"><i lang=\"la\">Solvitur "
             "ambulando</i>: it is solved by walking. A free program for people with sciatica: "
             "a small plan for today, and the reason for each step.</p>");
    versions(v);
    if (!v->q->site->signed_by[0])
        html_put(&v->w,
                 "<section class=\"note note-wait\"><h2>For trying out</h2><p>The rules have not "
                 "been reviewed by a clinician here.</p></section>");
    html_put(&v->w, "<section class=\"note note-wait\"><h2>Nobody is watching</h2><p>");
    if (v->q->clinic)
        html_put(&v->w, "%s can see what you answer, hours or days later. ", v->q->clinic);
    else
        html_put(&v->w, "No doctor, clinic or helper sees what you answer. ");
    put_both_numbers(v);
    html_put(
        &v->w,
        " <a href=\"/safety\">Danger signs</a></p></section>"
        "<section class=\"sec\"><h2>What it is for</h2><p>For grown-ups with pain from the back "
        "into the leg who look after themselves at home, alone or beside the care they have. It "
        "asks about danger signs, says how soon to be seen, and otherwise offers a few exercises "
        "and a walk that follow your answers.</p></section>"
        "<section class=\"sec\"><h2>What it is not for</h2><ul class=\"dots\">"
        "<li>It does not tell you what you have. That takes someone who examines you.</li>"
        "<li>It never says that all is well. It only ever adds a reason to be seen.</li>"
        "<li>It does not choose, start or stop medicines.</li>"
        "<li>It does not replace a visit, and it does not promise that you get better.</li>"
        "<li>Under 16 it makes no plan. From 16 to 17 it gives a walk only, until a clinician "
        "opens the exercises.</li></ul></section>"
        "<section class=\"sec\"><h2>Is it a medical device?</h2><p>It is not certified as one. "
        "Software like this is very likely to count as one where somebody offers it to people "
        "under their name. Whoever runs it for others has to settle that with their "
        "authority.</p></section>"
        "<section class=\"sec\"><h2>Licence</h2><p>Free software under the Apache Licence 2.0: "
        "anyone may read it, run it, change it and pass it on. It comes without any warranty."
        "</p></section>"
        "<section class=\"sec\"><h2>Thanks</h2><p>The patterns of question pages and care cards "
        "follow those of NHS England’s nhsuk-frontend (MIT licence), which were tried with "
        "patients. This is no NHS service.</p></section>"
        "<section class=\"sec\"><h2>Sources</h2><p>Each rule and each number names where it comes "
        "from. Of most papers we have seen the summary or a table, seldom the whole. “Our "
        "choice” means that no study tells.</p><details class=\"more\"><summary>Show all "
        "sources</summary><ul class=\"dots small\">");
    for (int i = 0; i < source_count; i++) {
        html_put(&v->w, "<li>");
        put_source(v, &source_rows[i]);
        html_put(&v->w, "</li>");
    }
    html_put(&v->w, "</ul></details></section>");
    page_close(v);
}
