/* diary_words.c - why something cannot be booked, for who books it. */
#include "diary.h"

const char *no_words(enum no no)
{
    static const char *const words[NO_COUNT] = {
        [NO_reason] = "",
        [NO_site] = "This site is closed. Choose another.",
        [NO_practitioner] = "They do not work here any more. Choose somebody else.",
        [NO_service] = "This is not offered any more. Choose another visit.",
        [NO_offer] = "They do not give this kind of visit. Choose somebody else.",
        [NO_time] = ("There is no such time on that day, or the visit would go past midnight. "
                     "Choose another."),
        [NO_past] = "That time has passed. Choose a later one.",
        [NO_day] = "They do not work at this site that day. Choose another day or site.",
        [NO_away] = "They are away then, or the site is closed. Choose another time.",
        [NO_taken] = "Somebody else has that time. Choose another.",
        [NO_person] = "This person has another visit at that time. Choose another time.",
        [NO_way] = "They are at another site just before or after. Leave time to travel.",
        [NO_room] = "No room that suits is free then. Choose another time.",
    };
    return words[no];
}
