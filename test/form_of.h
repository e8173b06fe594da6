/* form_of.h - the hidden fields of a page's form, as a browser would send them.
 *
 *     char body[FORM_ROOM] = "";
 *     form_of(page, "/clinic/people", body);         "id=...&key=..."
 *     form_add(body, "name", "Alex");
 *
 * Values are sent as they stand: those of hidden fields need no encoding. */
#ifndef AMB_TEST_FORM_OF_H
#define AMB_TEST_FORM_OF_H

enum { FORM_ROOM = 4096 };

/* Of the form that posts to a path; else of the page's first form. page is terminated. */
void form_of(const char *page, const char *path, char *body);
void form_add(char *body, const char *name, const char *value);

#endif
