/* learn_body.c - what happens in the body: sciatica, moving, muscles, discs, sitting, sleep.
 * Source: docs/clinical.md 2, 5.6, 5.7, 8.1 and 11; keys as rows of knowledge/sources.tsv. */
#include "learn.h"

const struct para lesson_sciatica[] = {
    {SAID,
     "Sciatica is pain that runs from the back or buttock down the leg. A nerve root of the lower "
     "back is irritated. It is felt where the nerve goes, so the leg hurts although the leg is "
     "not hurt.",
     "S21 S91"},
    {HEAD, "Where it comes from", ""},
    {SAID,
     "Most often a disc, one of the cushions between the bones of the back, presses on the nerve "
     "root or inflames it. Sometimes the space for the nerve has become narrow. Rarely it is "
     "something else.",
     "S91"},
    {SAID,
     "Other things can feel like it: the hip, the joints of the pelvis, the blood vessels of the "
     "leg. That is why only someone who examines you can say for sure.",
     "RECALLED"},
    {HEAD, "What it is like", ""},
    {ITEM, "Pain below the knee, worse than the pain in the back.", "S21 S22"},
    {ITEM, "Tingling or numbness in the leg or foot.", "S21 S22"},
    {ITEM, "A cough or sneeze that shoots into the leg.", "S21"},
    {ITEM, "The line of pain differs from person to person. It does not tell which nerve it is.",
     "S27"},
    {HEAD, "Do you need a scan?", ""},
    {SAID,
     "Mostly not at first. Health services are advised not to scan as a routine, because it seldom "
     "changes what to do. It is done when danger signs appear, or when an injection or an "
     "operation is talked about.",
     "S6 S99"},
    {HEAD, "Coming up the leg", ""},
    {SAID,
     "When pain draws back from the foot towards the back, that is mostly a good sign, even if "
     "the back aches more for a while.",
     "S35 S35b"},
    {SAID, "It is different when pain fades and numbness or weakness grows. Then be seen today.",
     "S92"},
};
LESSON_COUNT(sciatica);

const struct para lesson_moving[] = {
    {SAID,
     "Resting for a day or two when it is very bad does no harm. But it does not make you better "
     "sooner. Moving little and often is about as good for the pain, and it keeps you well.",
     "S44 S45"},
    {HEAD, "Little and often", ""},
    {SAID,
     "A few minutes, several times a day, stay inside what the nerve can bear. One long go often "
     "does not. So the plan begins with short walks and small movements.",
     "DESIGN"},
    {SAID,
     "Some people have a direction that eases the leg: arching back, bending, or gliding the hips. "
     "The plan helps you look for it.",
     "S35 S35b"},
    {HEAD, "How much pain is all right?", ""},
    {ITEM, "A little ache that settles soon after: fine.", "S37"},
    {ITEM, "Ache in the back while the leg gets easier: fine.", "S35b"},
    {ITEM, "Pain that goes further down the leg and stays there: stop that one.", "DESIGN"},
    {ITEM, "Worse the next morning: do no more today.", "S37 DESIGN"},
    {HEAD, "Strength", ""},
    {SAID, "You lose some strength when you move less. It returns when you move more.", "PRACTICE"},
    {HEAD, "Later", ""},
    {SAID,
     "People who had got over back pain and then took up walking, step by step, went longer until "
     "the next bout. Exercise works for that as long as it is kept up. Whether it does the same "
     "for sciatica has not been shown.",
     "S41 S47"},
};
LESSON_COUNT(moving);

const struct para lesson_muscles[] = {
    {SAID,
     "When a nerve hurts, the muscles round it tighten. The body holds the sore part still, as a "
     "hand closes round a cut finger. It is a guard, not an injury.",
     "RECALLED"},
    {SAID,
     "The grip can be so strong that you stand crooked or cannot turn over. That is frightening, "
     "and it mostly eases as the nerve calms down.",
     "RECALLED"},
    {HEAD, "Why gentle movement is safe", ""},
    {SAID,
     "Gentle movement does not pull anything apart. Backs are made to bend and carry. What you try "
     "here starts small, and stops when the leg objects.",
     "DESIGN PRACTICE"},
    {SAID,
     "When you move a little and nothing bad follows, the guard lets go a little. Holding your "
     "breath tightens it, breathing out slowly helps.",
     "PRACTICE"},
    {SAID,
     "People who think that their pain will last long have a slower time. That is no fault. It is "
     "a "
     "reason to try small things and see for yourself.",
     "S24"},
    {HEAD, "Try this", ""},
    {ITEM, "Lie on your back with your legs up on a chair. Sigh each breath out.", "PRACTICE"},
    {ITEM, "Rock your knees a little from side to side, only as far as it is easy.", "PRACTICE"},
    {ITEM, "Get up and walk to the door and back.", "PRACTICE"},
    {HEAD, "Stretching", ""},
    {SAID,
     "Hard stretching of the back of the leg also pulls on the nerve and can annoy it. No stretch "
     "has been shown to be better than another. Walking and small movements come first.",
     "DESIGN S65"},
    {HEAD, "Not a grip, but weak", ""},
    {SAID,
     "A leg that is stiff with pain is one thing. A foot that drags, or a knee that gives way, "
     "needs someone to examine it today.",
     "S19 S20"},
};
LESSON_COUNT(muscles);

const struct para lesson_discs[] = {
    {SAID,
     "Discs are the tough cushions between the bones of the back. They let it bend and carry. "
     "A disc can bulge or tear a little, and its soft middle can come out and touch a nerve.",
     "S91"},
    {HEAD, "Many get smaller by themselves", ""},
    {SAID,
     "When people were scanned again later, in about six of ten the part that had come out had "
     "become smaller without an operation. Big pieces did so more often than small bulges, mostly "
     "within half a year.",
     "S59 S60 S61"},
    {SAID,
     "The pain often gets better before the scan does, and it can get better although the scan "
     "does not.",
     "RECALLED"},
    {HEAD, "Discs and movement", ""},
    {SAID,
     "Discs cope with movement and load. People who run had healthier-looking discs than people "
     "who sit, in one first study. That does not prove that running made them so.",
     "S66"},
    {SAID, "Walking and gentle exercise are good for you. We do not know that they heal a disc.",
     "S66"},
    {HEAD, "Words that frighten", ""},
    {SAID,
     "“Worn”, “crumbling” or “slipped” sound worse than they are. A disc cannot slip out of its "
     "place. Changes on a scan are common in people without any pain.",
     "RECALLED"},
};
LESSON_COUNT(discs);

const struct para lesson_sitting[] = {
    {SAID,
     "For many people sitting is what the leg likes least. It is rarely the way you sit. It is "
     "how long.",
     "DESIGN"},
    {HEAD, "Breaks", ""},
    {SAID,
     "Get up before the leg complains, not after. Today’s plan names the minutes: a little less "
     "than you can bear, and never more than half an hour.",
     "DESIGN"},
    {ITEM, "Stand for phone calls. Walk to the window. It need not be exercise.", "PRACTICE"},
    {ITEM, "In the car, stop and walk a few steps.", "PRACTICE"},
    {ITEM, "A cushion at the small of the back, or a higher seat, is worth a try.", "PRACTICE"},
    {HEAD, "Posture", ""},
    {SAID, "There is no one right posture. The best one is the next one: change often.", "DESIGN"},
    {SAID,
     "Sitting more than five hours a day and staying in awkward positions went with more new bouts "
     "of back pain in one study. It could not say what caused what.",
     "S46"},
    {HEAD, "Bending and lifting", ""},
    {SAID,
     "Bending is not forbidden. If it sends pain down your leg now, do less of it for some days, "
     "keep things close when you lift, and let it come back in small steps.",
     "PRACTICE DESIGN"},
};
LESSON_COUNT(sitting);

const struct para lesson_sleep[] = {
    {SAID, "Nights can be the hardest part. Pain at night alone is not a danger sign.", "S10"},
    {HEAD, "Ways to lie", ""},
    {ITEM, "On your side with a pillow between your knees, the sore leg on top.", "PRACTICE"},
    {ITEM, "On your back with a pillow under your knees.", "PRACTICE"},
    {ITEM, "On your front, if your leg likes that.", "PRACTICE"},
    {ITEM, "No mattress and no position is right for all. Keep what lets you sleep.", "PRACTICE"},
    {HEAD, "If you wake", ""},
    {SAID,
     "Get up, walk a few steps, lie down another way. Ten minutes with your legs up on a chair can "
     "calm the leg.",
     "PRACTICE"},
    {HEAD, "Getting up", ""},
    {ITEM, "Roll onto your side, all in one piece.", "PRACTICE"},
    {ITEM, "Let your lower legs drop over the edge and push up with your arms.", "PRACTICE"},
    {ITEM, "Sit for a moment, then stand.", "PRACTICE"},
    {SAID,
     "The first half hour is often stiff. Give it some minutes of moving before you judge the "
     "day.",
     "RECALLED"},
    {HEAD, "When to ask", ""},
    {SAID,
     "If you do not sleep for several nights because of the pain, talk to your {doctor} or clinic "
     "in the "
     "next days. If pain wakes you every night and never eases in any position, and you feel ill "
     "or lose weight, have it looked at soon.",
     "RECALLED S13 S14"},
};
LESSON_COUNT(sleep);
