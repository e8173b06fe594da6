/* learn_course.c - how it goes on: flares, expectations, what one can change, work, help.
 * Source: docs/clinical.md 1, 5.5, 5.8, 8 and 9; keys as rows of knowledge/sources.tsv. */
#include "learn.h"

const struct para lesson_flare[] = {
    {SAID, "A flare-up is common. It rarely means new damage.", "RECALLED"},
    {HEAD, "What to do", ""},
    {ITEM, "Tap “Too sore today” on the first page. The plan becomes smaller at once.", "DESIGN"},
    {ITEM,
     "For two days: positions that ease it, shorter walks, the movement that helps you, gently.",
     "DESIGN"},
    {ITEM, "Then the plan comes back in small steps, over about a week.", "DESIGN"},
    {ITEM, "You need not find out what you did wrong. Often there is nothing.", "PRACTICE"},
    {HEAD, "When it is more than a flare", ""},
    {SAID,
     "If it has not settled after a week, or this is the third in a month, tell your {doctor} or "
     "clinic. "
     "If you get weak, or numb between the legs, or cannot pee as usual, get help now.",
     "DESIGN S2"},
};
LESSON_COUNT(flare);

const struct para lesson_expect[] = {
    {SAID,
     "Most people get much better. Nobody can tell you the day, and some need much longer than "
     "others.",
     "S24 S54"},
    {HEAD, "What studies found", ""},
    {ITEM,
     "Of people who saw their {doctor} with sciatica, a bit more than half were clearly better "
     "after a "
     "year.",
     "S24"},
    {ITEM, "Of people sent to a hospital with it, about half did well after a year.", "S54 S55"},
    {ITEM,
     "Of people with very bad sciatica for some weeks, nearly all in one study said after a year "
     "that they had recovered, with an early operation or without; but four in ten of those who "
     "waited had one in the end, and two years on one in five was not content.",
     "S50 S50b"},
    {ITEM, "Up to three in ten have pain for a year or more.", "S34d S49"},
    {HEAD, "Along the way", ""},
    {ITEM, "Around week 2: some change in where it hurts.", "DESIGN"},
    {ITEM, "Around week 6: most people notice that the leg pain is less.", "DESIGN S50c"},
    {ITEM, "Around week 12: many are back to most things.", "DESIGN S50c"},
    {ITEM, "After a year: about half to most are well; some still have bouts.", "S24 S54"},
    {SAID,
     "These are about groups. Your own line is on the progress page. It shows where you have been, "
     "not where you will be.",
     "DESIGN"},
    {HEAD, "It may come back", ""},
    {SAID,
     "In the year after leg pain has gone, about one in four has it again. It mostly goes again "
     "too, and you know by then what helps.",
     "S57 S58"},
    {HEAD, "Does care make it faster?", ""},
    {SAID,
     "Treatment sessions help some people to move sooner. In a big study of sciatica, care that "
     "was matched to the person was not clearly faster than usual care. We cannot promise a "
     "number, and this program has not been tested in a study.",
     "S34 S49"},
    {HEAD, "When to ask again", ""},
    {ITEM, "Very bad leg pain that is no better after two weeks.", "RECALLED"},
    {ITEM, "Not much better after six weeks.", "S99"},
    {ITEM, "Not better after twelve weeks: a specialist should look.", "S70 S45"},
};
LESSON_COUNT(expect);

const struct para lesson_change[] = {
    {SAID, "Much of how sciatica goes is nobody’s doing. These things are partly in your hands.",
     "S56"},
    {HEAD, "What you expect", ""},
    {SAID,
     "People who were sure that it would last long were less often better after a year. Doing a "
     "little each day and seeing what happens is the best answer to that.",
     "S24"},
    {HEAD, "How much you move", ""},
    {SAID,
     "Keep to as much of your day as the leg allows. Exercise with some teaching makes new bouts "
     "of "
     "back pain less likely, for as long as it is kept up.",
     "S47 S41"},
    {HEAD, "Smoking and sleep", ""},
    {SAID,
     "In one study of people with sciatica, smokers did worse. Other studies did not find it. "
     "Stopping is good for you either way.",
     "S55 S56"},
    {SAID,
     "Poor sleep and low mood make pain harder to bear. Both can be helped: ask your {doctor}.",
     "RECALLED"},
    {HEAD, "What matters less than you may think", ""},
    {SAID,
     "Your age, whether you are a man or a woman, and how bad it was at first say little about how "
     "it goes on.",
     "S56"},
    {HEAD, "Worries", ""},
    {SAID,
     "If worry or low mood is with you most days, tell your {doctor}. Care that looks at both pain "
     "and "
     "worry helps some people.",
     "S6 S73"},
};
LESSON_COUNT(change);

const struct para lesson_work[] = {
    {SAID,
     "You need not be free of pain to work. For most people some work is better than none, if it "
     "can be fitted to the leg.",
     "S6 RECALLED"},
    {HEAD, "Fitting it", ""},
    {ITEM, "Break up sitting, or standing, before the leg complains.", "DESIGN"},
    {ITEM, "Ask for lighter lifting, or to share it, for some weeks.", "PRACTICE"},
    {ITEM, "Shorter days for a while can be better than none.", "PRACTICE"},
    {ITEM, "A long drive counts as sitting. Plan stops.", "PRACTICE"},
    {HEAD, "If you are off", ""},
    {SAID,
     "Keep in touch with work, and agree on a first step back: some hours, some days. Talk to your "
     "{doctor} or clinic if the pain keeps you off for more than two weeks.",
     "RECALLED"},
    {HEAD, "Driving", ""},
    {SAID,
     "Do not drive when you cannot brake hard, when your foot is weak or numb, or when a medicine "
     "makes you sleepy.",
     "RECALLED S7"},
};
LESSON_COUNT(work);

const struct para lesson_help[] = {
    {SAID,
     "Most sciatica is painful and not dangerous. These signs are different. If you are not sure, "
     "take it as a yes.",
     "S1 S10"},
    {HEAD, "Go to {department} now", ""},
    {ITEM, "Harder to start to pee, not feeling it, or leaking.", "S2 S5"},
    {ITEM, "Numb, tingly or strange between the legs or round the back passage.", "S2 S5"},
    {ITEM, "Not feeling that you need to poo, or leaking.", "S2 S5"},
    {ITEM, "Both legs weak.", "S2 S4"},
    {ITEM,
     "A cold, pale foot; sudden very bad pain of back or belly with feeling faint; short of breath "
     "or pain in the chest.",
     "S15 S90 RECALLED"},
    {SAID, "Do not wait to see whether it passes. These can leave lasting harm within hours.",
     "S4"},
    {HEAD, "Be seen today", ""},
    {ITEM, "A foot or leg that has become weak: it drags, slaps or gives way.", "S19 S20"},
    {ITEM, "Pain, tingling or numbness in both legs that is new.", "S2 S5"},
    {ITEM, "Fever or feeling ill with this pain.", "S11 S12"},
    {ITEM, "A calf that is swollen, hot or red.", "S16 S17"},
    {ITEM, "A bad fall or accident before it began.", "S1"},
    {ITEM, "Pain that fades while numbness grows.", "S92"},
    {HEAD, "Tell your {doctor} or clinic in the next days", ""},
    {ITEM, "You lose weight without trying, or had cancer.", "S10 S13 S14"},
    {ITEM, "Very bad leg pain that is not easing after two weeks, or no sleep.", "RECALLED"},
    {ITEM, "Not clearly better after six weeks.", "S99"},
    {SAID,
     "This list is not all there is. If something worries you, ring. You will not be wasting "
     "anyone’s time.",
     "DESIGN"},
};
LESSON_COUNT(help);
