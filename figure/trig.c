/* Sums and products only: each is rounded the same way everywhere. */
#include "trig.h"

#define DEGREE 0.017453292519943295

double root_of(double v)
{
    double r = v > 1 ? v : 1;
    if (!(v > 0))
        return 0;
    for (int i = 0; i < 60; i++) { /* Newton, from above: halves, then doubles its digits */
        double next = (r + v / r) / 2;
        if (next >= r)
            break;
        r = next;
    }
    return r;
}

/* From 0 to 45 degrees, in radians; the next term is below 1e-12. */
static double sin_small(double x)
{
    double s = x * x;
    return x * (1 - s / 6 * (1 - s / 20 * (1 - s / 42 * (1 - s / 72 * (1 - s / 110)))));
}
static double cos_small(double x)
{
    double s = x * x;
    return 1 - s / 2 * (1 - s / 12 * (1 - s / 30 * (1 - s / 56 * (1 - s / 90 * (1 - s / 132)))));
}

static double sin_of(double degrees)
{
    double d = turn_wrapped(degrees), sign = d < 0 ? -1 : 1;
    d *= sign;
    if (d > 90)
        d = 180 - d;
    return sign * (d > 45 ? cos_small((90 - d) * DEGREE) : sin_small(d * DEGREE));
}

double cos_of(double degrees)
{
    return sin_of(degrees + 90);
}

double turn_wrapped(double degrees)
{
    double turns = degrees / 360;
    long whole = (long)(turns + (turns < 0 ? -0.5 : 0.5));
    double d = degrees - 360.0 * (double)whole;
    return d >= 180 ? d - 360 : d < -180 ? d + 360 : d;
}

/* Of 0 or more: halved twice, then a short series. */
static double angle_of_tangent(double t)
{
    double h = t / (1 + root_of(1 + t * t));
    double q = h / (1 + root_of(1 + h * h)), s = q * q, sum = 0;
    for (int k = 21; k > 0; k -= 2)
        sum = 1.0 / k - s * sum;
    return 4 * q * sum / DEGREE;
}

double turn_towards(struct point v)
{
    double x = v.x < 0 ? -v.x : v.x, y = v.y < 0 ? -v.y : v.y;
    double turn = y > 0 ? angle_of_tangent(x / y) : x > 0 ? 90 : 0; /* from the line up and down */
    if (v.y < 0)
        turn = 180 - turn;
    return v.x > 0 ? -turn : turn;
}

double angle_of_cos(double v)
{
    double c = v > 1 ? 1 : v < -1 ? -1 : v;
    struct point p = {-root_of(1 - c * c), c};
    return turn_towards(p);
}

struct point point_turned(struct point p, double degrees)
{
    double c = cos_of(degrees), s = sin_of(degrees);
    return (struct point){p.x * c - p.y * s, p.x * s + p.y * c};
}
