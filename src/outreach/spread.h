/* How the answers to a survey spread: by question, area and quarter.
 *
 * What is taken in is a sum in every cell, so neither the order of answers nor the kiosk on which
 * they were given changes a number. */
#pragma once

#include "outreach/date.h"
#include "outreach/share.h"

#include <stddef.h>

enum {
    SPREAD_QUESTIONS = 32,
    SPREAD_OPTIONS = 40, /* of a question; the last takes whatever is none of the others */
    SPREAD_OTHER = SPREAD_OPTIONS - 1
};
/* Two areas are always there, once spread_finish() has filled them; others follow. */
enum { SPREAD_ALL, SPREAD_FEW, SPREAD_NAMED };

struct spread_sum {
    int64_t answers;    /* to the question */
    struct share share; /* those on one side of it, of those who took a side */
    int64_t option[SPREAD_OPTIONS];
};

struct spread;

struct spread *spread_new(size_t questions); /* at most SPREAD_QUESTIONS */
void spread_free(struct spread *p);          /* NULL is fine */
void spread_clear(struct spread *p);

/* A quarter as a number that the next one follows, 0 of no date; and as people read it. */
int spread_quarter(struct date d);
void spread_quarter_words(int quarter, char out[16]); /* "Q4 2018/19", "" of 0 */

int spread_area(struct spread *p, const char *name); /* its number, given at the first call */
/* The cell, made at the first call. It stays where it is until spread_clear(). */
struct spread_sum *spread_at(struct spread *p, size_t question, int quarter, int area);
/* Adds what `from` has of the questions i with told[i]. */
void spread_merge(struct spread *to, const struct spread *from, const bool *told);

/* Sums the areas up as SPREAD_ALL. Where an area has 1 to k - 1 answers to a question in a quarter,
 * it goes into SPREAD_FEW there; if these have fewer than k together, so does the next larger area,
 * because all areas less those that are shown would tell. Nothing can be added after it. */
void spread_finish(struct spread *p, int64_t k);

size_t spread_areas(const struct spread *p); /* with the two that are always there */
const char *spread_area_name(const struct spread *p, int area);
/* In order; they live as long as `p`. */
const int *spread_quarters(const struct spread *p, size_t *ret_n);
/* NULL: nobody answered, or it is part of SPREAD_FEW. */
const struct spread_sum *spread_find(const struct spread *p, size_t question, int quarter,
                                     int area);
