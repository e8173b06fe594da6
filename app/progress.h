/* progress.h - the parts of the progress page that stand in files of their own. For app/ only. */
#ifndef AMB_APP_PROGRESS_H
#define AMB_APP_PROGRESS_H

#include "days.h"

/* The mobility measures, first and latest, and all under "Show the numbers"; nothing when there is
 * none. */
void mobility_section(struct visit *v, const struct days *d);
/* What was done and left out, day by day. */
void done_section(struct visit *v, const struct days *d);

#endif
