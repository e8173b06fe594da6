/* memory.h - the store without a disk, with faults on demand. For tests. */
#ifndef AMB_STORE_MEMORY_H
#define AMB_STORE_MEMORY_H

#include "store.h"

/* From now on every write has this result and does nothing, until STORE_OK is given. */
void store_memory_fault(struct store *s, enum store_result result);

#endif
