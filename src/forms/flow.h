/* The way through a form: its pages in order, as they are at this moment.
 *
 * A page is one question, or one group with appearance field-list (all its questions), or the
 * question "another one?" after a repeat that may grow. Groups without field-list only lend their
 * label (a heading) to the pages in them. What is not relevant has no page; a note (a readonly
 * input) has one; a calculate that no control shows has none. The list changes with every answer,
 * so a place in it is remembered by node and control, not by number.
 *
 * Source: what ODK Collect does (docs.getodk.org "Form logic", "Form styling"). */
#pragma once

#include "forms/instance.h"

enum flow_kind {
    FLOW_QUESTION,
    FLOW_LIST,   /* field-list */
    FLOW_REPEAT, /* "Add another?" of a repeat that people may extend */
    FLOW_END
};

struct question {
    const struct control
        *control;      /* CONTROL_GROUP or CONTROL_REPEAT: a heading, nothing to answer */
    struct node *node; /* in the instance, never NULL; of a heading: where its words are read */
};

struct flow_page {
    enum flow_kind kind;
    const struct control *control; /* question, field-list group or repeat; NULL at the end */
    struct node *node;   /* in the instance; for FLOW_REPEAT the parent of the instances */
    size_t repeat_count; /* FLOW_REPEAT: instances there are */
};

/* All pages in order with FLOW_END last; the array lives in `a`. */
void flow_pages(struct instance *in, struct arena *a, struct flow_page **ret, size_t *ret_count);
/* The questions of a page, in order: one for FLOW_QUESTION, the relevant ones of a field-list
 * (nested groups and their headings included), none for others. */
void flow_questions(struct instance *in, const struct flow_page *p, struct arena *a,
                    struct question **ret, size_t *ret_count);
/* What has a label among the groups above a page, outermost first: at most max. */
size_t flow_headings(struct instance *in, const struct flow_page *p, struct question *ret,
                     size_t max);
