/* What the build says of a file of figures that is wrong, and what it makes of one that is right. */
#include "../knowledge/poses.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct gallery g;
static char said[8000];

#define HEAD "figure F side\nsays A person stands and lifts a foot.\nwindow -50 -210 100 220\n"
#define POSES                                                                                      \
    "pose down\nat hip 0 -106\ntrunk 0 0 0 0 0\nnear_leg 0 0 0\nnear_arm 0 0 0\npose up\n"         \
    "near_leg 30 40 0\n"
#define TAIL "play up 1 .5\nplay down 1 0\nstill down up\n"

static void read_text(const char *text)
{
    char path[] = "/tmp/poses-XXXXXX";
    int file = mkstemp(path);
    FILE *out = fdopen(file, "w");
    fputs(text, out);
    fclose(out);
    memset(&g, 0, sizeof g);
    memset(said, 0, sizeof said);
    g.err = fmemopen(said, sizeof said - 1, "w");
    poses_read(&g, path);
    fclose(g.err);
    unlink(path);
}

static void good(void)
{
    read_text("# nothing\n\n" HEAD
              "prop floor\nprop before stick thorax 0 0 0 -40\nworks near_leg head\n"
              "order near_leg far_leg trunk near_arm far_arm\ntempo even\nturned\ncalled A lifted "
              "foot\n" POSES TAIL "ghost down\narrow up 1 2 3 4.5 5 6\n");
    CHECK(g.refused == 0 && g.count == 1);
    const struct drawn *f = &g.figure[0];
    CHECK(!strcmp(f->name, "F") && !strcmp(f->called, "A lifted foot"));
    CHECK(f->figure.poses == 2 && f->figure.motions == 2 && f->figure.stills == 2);
    CHECK(f->figure.works == (7U << PART_near_thigh | 1U << PART_head));
    CHECK(f->figure.ghost == 1 && f->figure.turned && f->figure.tempo == TEMPO_even);
    CHECK(f->motion[0].pose == 1 && f->motion[0].go == 10 && f->motion[0].hold == 5);
    CHECK(f->arrow[0].xy[3] == 45 && f->prop[1].before && f->prop[1].v[3] == -400);
    CHECK(f->pose[1].pose.limb[LIMB_near_leg].v[1] == 400);
    CHECK(f->pose[1].pose.limb[LIMB_far_leg].v[1] == 400); /* as the near one */
    CHECK(f->pose[1].pose.at[1] == -1060);                 /* as in the pose before */
}

/* What nothing is said of: from the side set off a little, from the front on the other side. */
static void far_limbs(void)
{
    read_text(HEAD POSES "near_leg foot 10 -8 5\n" TAIL);
    CHECK(g.refused == 0);
    CHECK(g.figure[0].pose[1].pose.limb[LIMB_far_leg].v[0] == 135);
    CHECK(g.figure[0].pose[1].pose.limb[LIMB_far_leg].v[1] == -85);
    read_text(
        "figure F front\nsays A person stands and lifts a foot.\nwindow -50 -210 100 220\n" POSES
        "near_leg foot 10 -8 5\n" TAIL);
    CHECK(g.figure[0].pose[1].pose.limb[LIMB_far_leg].v[0] == -100);
    CHECK(g.figure[0].pose[1].pose.limb[LIMB_far_leg].v[2] == -50);
    read_text(HEAD POSES "far_leg foot 20 -8 5\nnear_leg foot 10 -8 5\n" TAIL);
    CHECK(g.figure[0].pose[1].pose.limb[LIMB_far_leg].v[0] == 200);
}

static void refuses(void)
{
    static const struct {
        const char *text, *says;
    } bad[] = {
        {"says A person.\n", ":1: a file begins with a figure"},
        {"figure F above\n", ":1: 'above' is no view"},
        {HEAD POSES TAIL HEAD POSES TAIL, "figure 'F' is already there"},
        {HEAD "prop sofa 1 2\n", ":4: 'sofa' is no kind of prop"},
        {HEAD "prop mat 1\n", ":4: '' is no number"},
        {HEAD "prop mat 1 2 3\n", ":4: '3' is too much"},
        {HEAD "prop mat 1 2x\n", ":4: '2x' is no number"},
        {HEAD "prop mat 1 nan\n", ":4: 'nan' is no number"},
        {HEAD "prop mat 1 1000\n", ":4: '1000' is no number"},
        {HEAD "works tail\n", ":4: 'tail' is no part"},
        {HEAD "order near_leg near_leg trunk near_arm far_arm\n", ":4: the order names each"},
        {HEAD "tempo slow\n", ":4: 'slow' is no tempo"},
        {HEAD "at hip 0 0\n", ":4: 'at' belongs to a pose"},
        {HEAD "near_leg 0 0 0\n", ":4: 'near_leg' begins no line"},
        {HEAD "dance\n", ":4: 'dance' begins no line"},
        {HEAD "pose a\nat knee 0 0\n", ":5: 'knee' is no joint"},
        {HEAD "pose a\nnear_leg 0 -1 0\n", ":5: the knee turns from 0 to 158"},
        {HEAD "pose a\nnear_leg 200 0 0\n", ":5: the hip turns from -35 to 142"},
        {HEAD "pose a\ntrunk 0 60 0 0 0\n", ":5: the lumbar turns from -42 to 52"},
        {HEAD "pose a\nnear_arm foot 0 0 0\n", ":5: foot and toe are of a leg"},
        {HEAD "pose a\nnear_leg hand 0 0 0\n", ":5: foot and toe are of a leg"},
        {HEAD "pose a\nnear_arm grip head 0 0 0\n", ":5: a hand grips a thigh"},
        {HEAD "pose a\npose a\n", ":5: pose 'a' is already there"},
        {HEAD "pose a\npose b like c\n", ":5: the figure has no pose 'c'"},
        {HEAD "pose a\npose b\npose c\npose d\npose e\npose f\npose g\n", ":10: more than 6 key"},
        {HEAD POSES "play side 1 1\n", "the figure has no pose 'side'"},
        {HEAD POSES "play up 0 1\n", "a movement takes 0.1 to 10"},
        {HEAD POSES "play up 1 11\n", "a movement takes 0.1 to 10"},
        {HEAD POSES "play up 1 1\n", ":1: figure F has 2 to 6 poses"},
        {HEAD "pose a\nplay a 1 1\nstill a\n", ":1: figure F has 2 to 6 poses"},
        {"figure F side\nwindow 0 0 100 100\n" POSES TAIL, ":1: figure F says nothing"},
        {"figure F side\nsays A person stands and lifts a foot.\n" POSES TAIL,
         ":1: figure F has a window"},
        {"figure F side\nsays Short.\n", ":2: a text here has"},
        {"figure F side\nsays A person stands and lifts a foot\n", ":2: what a figure says ends"},
        {"figure F side\nsays A person <b>stands</b> and lifts.\n", ":2: a text has a quote"},
        {"figure a_name_of_more_than_23_letters side\n", ":1: a name has 1 to 23"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        read_text(bad[i].text);
        if (!CHECK(g.refused > 0 && strstr(said, bad[i].says) != NULL))
            fprintf(stderr, "  wanted: %s\n  said: %s\n", bad[i].says, said);
    }
    memset(&g, 0, sizeof g);
    g.err = fmemopen(said, sizeof said - 1, "w");
    poses_read(&g, "/nowhere/at.all");
    fclose(g.err);
    CHECK(g.refused == 1 && strstr(said, "cannot be opened"));
}

int main(void)
{
    good();
    far_limbs();
    refuses();
    return check_done("poses");
}
