/* The ten people of the courses. */
#include "courses.h"

/* clang-format off */
#define TYPICAL \
    "number=1&side=left&below_knee=yes&leg_worse_than_back=yes&tingling_or_numb=yes" \
    "&cough_hurts=yes&slump=unsure&worse=sitting&eases=walking&sit_min=15"

const struct invented people[PEOPLE] = {
    {.name = "Typical recoverer",
     .who = "A woman of 42, ten days into a first episode, with leg pain 7 down to the foot. She "
            "does what is shown on most days and answers what is asked.",
     .profile = "born=1984&sex=female&pregnant_weeks=0",
     .episode = TYPICAL "&interference=quite_a_bit",
     .start_back = "total=4&distress=1",
     .weeks = 12, .began_before = 10, .operated_before = -1,
     .level = 700, .stays = 30, .pace = 27, .farthest = zones_foot,
     .can_min = 150, .walk_free_min = 50, .eased_by = "extension",
     .habits = TELLS | MEASURES | RECOVERS},
    {.name = "Does not recover",
     .who = "A man of 51, three weeks into it, whose leg stays at 7 and goes down to the calf or "
            "foot. He does what is shown on most days, and no movement eases it.",
     .profile = "born=1975&sex=male",
     .episode = TYPICAL "&interference=extremely",
     .start_back = "total=6&distress=3",
     .weeks = 16, .began_before = 21, .operated_before = -1,
     .level = 710, .stays = 690, .pace = 20, .farthest = zones_foot,
     .can_min = 190, .walk_free_min = 40,
     .habits = TELLS | MEASURES},
    {.name = "A flare in week 4",
     .who = "A man of 37, two weeks into it, leg pain 6, on the way to recovery. In week 4 he moves "
            "house, wakes 3 to 4 points worse and taps \"too sore today\".",
     .profile = "born=1989&sex=male",
     .episode = TYPICAL "&interference=moderately",
     .start_back = "total=3&distress=1",
     .weeks = 12, .began_before = 14, .operated_before = -1,
     .level = 620, .stays = 30, .pace = 32, .farthest = zones_calf,
     .can_min = 160, .walk_free_min = 55, .flare_day = 24, .eased_by = "extension",
     .habits = TELLS | MEASURES | RECOVERS},
    {.name = "Fast recoverer",
     .who = "A woman of 29, five days into it, leg pain 6 and well within a month. Every sixth day "
            "she walks twice as long as shown.",
     .profile = "born=1997&sex=female&pregnant_weeks=0",
     .episode = TYPICAL "&interference=moderately",
     .start_back = "total=2&distress=0",
     .weeks = 12, .began_before = 5, .operated_before = -1,
     .level = 620, .stays = 0, .pace = 75, .farthest = zones_calf,
     .can_min = 200, .walk_free_min = 70, .eased_by = "extension",
     .habits = TELLS | MEASURES | OVERDOES | RECOVERS},
    {.name = "Chronic and afraid",
     .who = "A woman of 48 whose leg has hurt for five months, 5 with ups and downs, and who fears "
            "that moving harms. She does two thirds of what is shown and no movement test.",
     .profile = "born=1978&sex=female&pregnant_weeks=0",
     .episode = TYPICAL "&interference=quite_a_bit&expects_long=9&moving_is_safe=2",
     .start_back = "total=8&distress=5",
     .weeks = 16, .began_before = 150, .operated_before = -1,
     .level = 520, .stays = 420, .pace = 8, .swing = 120, .farthest = zones_calf,
     .can_min = 110, .walk_free_min = 40,
     .habits = TELLS | AFRAID},
    {.name = "Logs twice a week",
     .who = "A man of 45, two weeks into it, leg pain 6, recovering. He follows the last plan he "
            "saw, and writes on Mondays and Thursdays only.",
     .profile = "born=1981&sex=male",
     .episode = TYPICAL "&interference=moderately",
     .start_back = "total=3&distress=1",
     .weeks = 14, .began_before = 14, .operated_before = -1,
     .level = 620, .stays = 30, .pace = 25, .farthest = zones_calf,
     .can_min = 150, .walk_free_min = 50,
     .habits = TELLS | TWICE | RECOVERS},
    {.name = "Older, with the stenosis pattern",
     .who = "A woman of 74 whose legs ache on walking and standing and ease on sitting or bending, "
            "for eight weeks. Leg pain 5 falls slowly to 3; her GP sees her when she is told to go.",
     .profile = "born=1952&sex=female&has=hypertension",
     .episode = "number=1&side=both&below_knee=yes&leg_worse_than_back=yes&tingling_or_numb=no"
                "&cough_hurts=no&slump=no&worse=walking&worse=standing&eases=sitting&eases=bending"
                "&sit_min=60&interference=moderately",
     .start_back = "total=3&distress=1",
     .weeks = 16, .began_before = 56, .operated_before = -1,
     .level = 520, .stays = 250, .pace = 14, .farthest = zones_calf,
     .can_min = 100, .walk_free_min = 24, .eased_by = "flexion",
     .habits = TELLS | MEASURES},
    {.name = "After a disc operation",
     .who = "A man of 40 on day 16 after a disc operation for leg pain of twelve weeks; what is left "
            "is 3. He does what is shown on most days.",
     .profile = "born=1986&sex=male",
     .episode = TYPICAL "&interference=moderately",
     .start_back = "total=3&distress=1",
     .weeks = 16, .began_before = 100, .operated_before = 16,
     .level = 320, .stays = 30, .pace = 25, .farthest = zones_calf,
     .can_min = 120, .walk_free_min = 40,
     .habits = TELLS | RECOVERS},
    {.name = "Never says what was done",
     .who = "A man of 33, ten days into it, leg pain 6, recovering. He checks in every morning and "
            "does what is shown, but never writes it down.",
     .profile = "born=1993&sex=male",
     .episode = TYPICAL "&interference=moderately",
     .start_back = "total=3&distress=1",
     .weeks = 12, .began_before = 10, .operated_before = -1,
     .level = 620, .stays = 30, .pace = 27, .farthest = zones_calf,
     .can_min = 150, .walk_free_min = 50,
     .habits = RECOVERS},
    {.name = "Pregnant",
     .who = "A woman of 31, 24 weeks pregnant, three weeks into it, leg pain 5 that falls slowly. "
            "She does what is shown on most days.",
     .profile = "born=1995&sex=female&pregnant_weeks=24",
     .episode = TYPICAL "&interference=moderately",
     .start_back = "total=3&distress=2",
     .weeks = 14, .began_before = 21, .operated_before = -1,
     .level = 540, .stays = 200, .pace = 15, .farthest = zones_calf,
     .can_min = 120, .walk_free_min = 45, .pregnant_weeks = 24,
     .habits = TELLS | MEASURES},
};
/* clang-format on */
