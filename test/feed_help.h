/* feed_help.h - a practitioner of two_clinics.h with something of each kind in their diary, for what reads calendars.
 *
 *     feed_made(c.store);
 *     feed_linked(c.store, FEED_coming, letters);      the link of a mail about it, in letters
 *
 * Visits are around now. Service, patient and whoever holds one have names that must not be seen: FEED_HIDDEN. */
#ifndef AMB_TEST_FEED_HELP_H
#define AMB_TEST_FEED_HELP_H

#include "two_clinics.h"

enum feed_visit { /* of one number each */
                  FEED_coming = 0x5000001,
                  FEED_cancelled,
                  FEED_done,
                  FEED_no_show,
                  FEED_held,
                  FEED_moved,
                  FEED_shown, /* those before are shown, those after are not */
                  FEED_ran_out,
                  FEED_long_ago,
                  FEED_far_off,
                  FEED_of_another,
                  FEED_end
};
#define FEED_HIDDEN "Sciatica"
#define FEED_ROOM "Room 2; by the stairs, left"

void feed_made(struct store *s);
/* booking 0: of a place on the wait list. */
void feed_linked(struct store *s, int64_t booking, char ret_letters[COOKIE_LEN + 1]);
/* The practitioner's feed goes on, with the secret that these letters are. */
void feed_switched(struct store *s, char ret_letters[COOKIE_LEN + 1]);
void feed_acts(struct store *s, enum role role, int count, const struct act *acts);

#endif
