/* page_fault.h - is a page whole: what a reader of its markup would stumble over.
 *
 *     const char *fault = page_fault(page);        NULL, or what is wrong with it
 *
 * Each tag closes what stands open, one h1, no id twice, no link or button without words, nothing
 * chosen beforehand. Not a validator: it is quick, so that it can look at every page of every case.
 *
 * Ownership: the answer is constant, or good until the next call. */
#ifndef AMB_TEST_PAGE_FAULT_H
#define AMB_TEST_PAGE_FAULT_H

#include <stddef.h>

const char *page_fault(const char *page);
/* The value of an attribute of the tag from tag to its > at end; NULL when there is none. */
const char *tag_attribute(const char *tag, const char *end, const char *name, size_t *ret_len);

#endif
