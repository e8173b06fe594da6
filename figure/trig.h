/* trig.h - turns and lengths, for where there is no libm: the same bits on every machine.
 *
 *     struct point knee = point_add(hip, point_turned((struct point){0, 49}, turn));
 *
 * Units: degrees, as in SVG: clockwise, with x to the right and y down. */
#ifndef AMB_FIGURE_TRIG_H
#define AMB_FIGURE_TRIG_H

struct point {
    double x, y;
};

double root_of(double v); /* the square root; of what is below 0: 0 */
double cos_of(double degrees);
double angle_of_cos(double v); /* 0 to 180; beyond -1 and 1 as these */
struct point point_turned(struct point p, double degrees);
double turn_towards(struct point v); /* the turn that brings "down" onto v; -180 to 180 */
double turn_wrapped(double degrees); /* -180 up to 180 */

static inline struct point point_add(struct point a, struct point b)
{
    return (struct point){a.x + b.x, a.y + b.y};
}
static inline struct point point_less(struct point a, struct point b)
{
    return (struct point){a.x - b.x, a.y - b.y};
}
static inline struct point point_mix(struct point a, struct point b, double t)
{
    return (struct point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}
static inline double point_length(struct point p)
{
    return root_of(p.x * p.x + p.y * p.y);
}

#endif
