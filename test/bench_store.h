/* bench_store.h - how fast what is said to be on disk gets there. */
#ifndef AMB_TEST_BENCH_STORE_H
#define AMB_TEST_BENCH_STORE_H

/* Of bench.c: one line of its table. */
void bench_row(const char *what, double figure, const char *unit, const char *budget);

void bench_store(void);
/* A new store of 10,000 people with 20 facts each, and one more with 90 days of them up to yesterday, whose
 * cookie's secret is 32 zero bytes. */
void bench_fill(const char *path);

#endif
