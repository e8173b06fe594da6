/* bench_store.h - how fast what is said to be on disk gets there. */
#ifndef AMB_TEST_BENCH_STORE_H
#define AMB_TEST_BENCH_STORE_H

/* Of bench.c: one line of its table. */
void bench_row(const char *what, double figure, const char *unit, const char *budget);

void bench_store(void);

#endif
