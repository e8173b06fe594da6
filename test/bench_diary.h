/* bench_diary.h - how many bookings a second are on disk when everybody books at once. */
#ifndef AMB_TEST_BENCH_DIARY_H
#define AMB_TEST_BENCH_DIARY_H

void bench_diary(void);

#endif
