/* bench_pages.h - how fast a page is made of facts in memory. */
#ifndef AMB_TEST_BENCH_PAGES_H
#define AMB_TEST_BENCH_PAGES_H

/* Of bench.c: one line of its table. */
void bench_row(const char *what, double figure, const char *unit, const char *budget);

void bench_pages(void);
/* bench_clinic.c */
void bench_clinic(void);

#endif
