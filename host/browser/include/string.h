/* string.h - what a compiler asks of a C library where there is none (memory.c). */
#ifndef AMB_BROWSER_STRING_H
#define AMB_BROWSER_STRING_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int byte, size_t n);
int memcmp(const void *a, const void *b, size_t n);

#endif
