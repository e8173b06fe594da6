/* store_help.h - what the tests of the store share: facts to keep, an arena, a folder of their own.
 *
 *     struct span line = fact_note(7, 1, "a note");          "... flare note=a note&_id=...7-1\n"
 *     CHECK(change_of(s, person, line) == STORE_OK);
 */
#ifndef AMB_TEST_STORE_HELP_H
#define AMB_TEST_STORE_HELP_H

#include "../store/store.h"

#include <sqlite3.h>

enum { NOW = 1764000000 }; /* some time in November 2025 */

/* A line with its end, in memory that lasts until the next few hundred of them; note in plain
 * letters. session 0: without an _id. For any thread. */
struct span fact_note(unsigned session, unsigned number, const char *note);
struct span span_of(const char *text);

/* Keeps lines for a person (0: a new one). The person's number, or -1 with what went wrong in *r. */
enum store_result change_of(struct store *s, int64_t person, struct span lines);
int64_t person_new(struct store *s, const uint8_t *browser, struct span lines);
const uint8_t *hash_of(unsigned n); /* 32 bytes, others for each n below 1000 */

/* Finds by browser hash n; the lines, until the next call; NULL: not STORE_OK, which is in *ret. */
const char *lines_of(struct store *s, unsigned n, enum store_result *ret);
struct arena *test_arena(void); /* emptied; one for each thread */

struct store *opened(const char *path); /* or the test ends */
int is_sound(struct store *s);          /* by store_verify, whose words are in told() */
const char *told(void);

sqlite3 *raw(const char *path); /* the file behind the store's back */
int does(sqlite3 *db, const char *sql);
int64_t number(sqlite3 *db, const char *sql); /* first column of the first row; -1: none */

const char *folder(void); /* made when first asked for, in $TMPDIR or /tmp */
const char *in_folder(const char *name);
void folder_remove(void);
int file_there(const char *path);
char *file_bytes(const char *path, size_t *ret_len); /* to be freed; NULL: there is none */
long file_times(const char *path, const char *word); /* how often the word stands in it */

#endif
