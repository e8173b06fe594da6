/* country.h - whom to call: the table is in knowledge/, so that the engine's words can use it. */
#include "../knowledge/country.h"
