/* learn_care.c - what others can do: medicines, hands-on care, injections and surgery. Nothing here
 * tells anyone to start, stop or change a medicine. Source: docs/clinical.md 8, 9, 10 and 11. */
#include "learn.h"

const struct para lesson_medicines[] = {
    {SAID,
     "No medicine has been shown to make sciatica heal sooner. Some help some people to bear it or "
     "to move. You do not need any to begin here.",
     "S7 S67"},
    {SAID,
     "We do not tell you to take, stop or change a medicine. That is for you and a pharmacist, "
     "{doctor} "
     "or nurse.",
     "DESIGN"},
    {HEAD, "What is known", ""},
    {ITEM,
     "Anti-inflammatories, such as ibuprofen: it is not clear that they help sciatica. They have "
     "harms. If one is used, the smallest dose that works, for the shortest time.",
     "S7 S9 S67"},
    {ITEM, "Paracetamol alone is not advised for low back pain.", "S101"},
    {ITEM,
     "Gabapentin, pregabalin and other medicines for fits, steroid tablets, and diazepam and its "
     "like: health services are told not to offer them for sciatica.",
     "S7 S8 S100"},
    {ITEM, "Opioids such as codeine or tramadol: not for sciatica that has lasted long.",
     "S7 S8 S100"},
    {ITEM, "Antidepressants: often used, not well tested in sciatica.", "S8"},
    {HEAD, "If you take one of these already", ""},
    {SAID,
     "Do not stop by yourself: some must be lowered slowly. Ask whoever prescribed it what it is "
     "for, and how to come off it when the time comes.",
     "S7 S100"},
    {SAID, "Some make you sleepy. Do not drive if they do.", "S7"},
    {HEAD, "Ask a pharmacist or {doctor} before any anti-inflammatory", ""},
    {ITEM, "if you are 65 or older", "RECALLED"},
    {ITEM, "if you have had a stomach ulcer or bleeding, or have Crohn’s or colitis", "RECALLED"},
    {ITEM,
     "with kidney, liver or heart trouble, high blood pressure, or after a heart attack or stroke",
     "RECALLED"},
    {ITEM,
     "if you take blood thinners, aspirin, steroids, lithium, methotrexate, water tablets, blood "
     "pressure tablets or certain antidepressants",
     "RECALLED"},
    {ITEM, "if aspirin or ibuprofen has set off asthma", "RECALLED"},
    {ITEM, "if you are pregnant or trying to be", "RECALLED"},
    {ITEM, "if you use another one already, a gel too", "RECALLED"},
    {HEAD, "Get help now", ""},
    {SAID, "Black stools, vomiting blood, or passing no urine: emergency department, now.",
     "RECALLED"},
    {HEAD, "Tell us what you take", ""},
    {SAID,
     "Pain relief can hide what an exercise does. So the check-in asks now and then whether you "
     "took some, and on the first day of a new one nothing goes up.",
     "DESIGN"},
};
LESSON_COUNT(medicines);

const struct para lesson_hands[] = {
    {SAID,
     "Hands-on care by an osteopath, physiotherapist or chiropractor may be added to activity and "
     "exercise. On its own it is not recommended.",
     "S86"},
    {SAID,
     "Studies of physiotherapy for sciatica found no clear difference to other care. Some people "
     "feel that it helps them to get moving.",
     "S49"},
    {HEAD, "What to look for", ""},
    {ITEM, "They ask about the danger signs and examine your strength and feeling.", "S1 S6"},
    {ITEM, "They tell you what they do and why, and ask whether you agree.", "PRACTICE"},
    {ITEM, "You leave with something to do yourself.", "S86"},
    {ITEM, "If three visits have changed nothing, you talk about another way.", "DESIGN S34"},
    {HEAD, "How to get there", ""},
    {SAID,
     "Through your {doctor}, by yourself where your health service allows it, or privately. You "
     "can use "
     "this program with any of them, or with none.",
     "RECALLED"},
};
LESSON_COUNT(hands);

const struct para lesson_surgery[] = {
    {SAID,
     "Most people with sciatica need neither an injection nor an operation. For a few they are "
     "worth talking about.",
     "S24 S50"},
    {HEAD, "Injections", ""},
    {SAID,
     "A steroid injection near the nerve can ease leg pain a little for some weeks. It does little "
     "for what you can do. It may be considered when sciatica is new and very bad.",
     "S53b RECALLED"},
    {SAID, "It is not advised for the leg pain of a narrowed spine that comes with walking.",
     "RECALLED"},
    {HEAD, "Operations", ""},
    {SAID,
     "An operation takes pressure off the nerve. Relief comes faster. After a year those who had "
     "an "
     "early one and those who waited were about alike.",
     "S50 S50b"},
    {SAID,
     "For leg pain of four to twelve months, people who had an operation had clearly less of it "
     "half a year later than people who had none.",
     "S51"},
    {SAID,
     "How sure one can be of all this is low, because many people changed their mind in the "
     "studies.",
     "S52"},
    {SAID, "Most feel better after it. A few have leg pain again.", "S62b"},
    {HEAD, "When to talk about it", ""},
    {ITEM, "Not much better after six weeks, and you would consider it.", "S99 S50"},
    {ITEM, "Not better after twelve weeks.", "S70 S45"},
    {ITEM, "Your weight, smoking or worries should not keep you from being heard.", "RECALLED"},
    {HEAD, "When it cannot wait", ""},
    {SAID,
     "Trouble with bladder or bowel, numbness between the legs, or both legs weak: go to "
     "{department} now. Weakness of a foot or leg: be examined today.",
     "S2 S4 S19 S20"},
    {SAID, "A weak foot does not always mean an operation. Doctors differ about it.", "S20"},
};
LESSON_COUNT(surgery);
