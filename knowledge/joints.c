/* How far each joint turns: for the build, which refuses a pose, and for the tests. */
#include "figure.h"

const struct turning_bound turning_bounds[TURNINGS] = {
#define JOINT(name, low, high, front_low, front_high) {#name, {low, front_low}, {high, front_high}},
#include "joints.def"
};
