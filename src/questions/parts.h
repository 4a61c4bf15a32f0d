/* What the controls are made of: keys and messages of a question, its head, buttons, marks. */
#pragma once

#include "questions/question.h"

/* "PATH:PART", unique on a page; an option's is "PATH:2". */
const char *question_key(const struct question_view *v, struct ui_build *b, const char *part);
const char *question_option_key(const struct question_view *v, struct ui_build *b, size_t option);
struct ui_msg question_tap(const struct question_view *v, int32_t id, int32_t arg);
/* Words of a form without the signs of its markup (questions/plain.h), in the frame. */
const char *question_words(struct ui_build *b, const char *text);
const char *question_option_words(const struct question_view *v, struct ui_build *b, size_t option);

/* Full path of a picture of the form, in the frame; NULL where the form has no folder. */
const char *question_file(const struct question_view *v, struct ui_build *b, const char *name);

/* Label, picture, hint and fault: large when the question is alone, smaller while keys leave little
 * room. */
void question_head(const struct question_view *v, struct ui_build *b, struct ui_node *parent);
void question_hint(const struct question_view *v, struct ui_build *b, struct ui_node *parent);
void question_fault(const struct question_view *v, struct ui_build *b, struct ui_node *parent);
/* Is it a text that a visitor types, which is looked through for what gives them away? And does the
 * form's hint stand where that would be said, because there is no room for both? */
bool question_is_watched(const struct question_view *v);
bool question_hint_below(const struct question_view *v, struct ui_build *b);
/* The answer, as a button that opens the question; key "PATH". */
void question_row(const struct question_view *v, struct ui_build *b, struct ui_node *parent);
/* The answer as a person reads it, in the frame; "" without one. */
const char *question_value(const struct survey_question *q, struct ui_build *b);

/* A button without a face, outlined, at least 64 high. */
struct ui_node *question_bare(struct ui_build *b, struct ui_node *parent, const char *key,
                              const char *label, struct ui_msg tap);
/* A square button with an icon that repeats while it is held. */
struct ui_node *question_step(struct ui_build *b, struct ui_node *parent, const char *key,
                              const char *icon, const char *label, struct ui_msg tap);
/* A mark that can be tapped: round with `tick` when chosen. */
void question_mark(struct ui_build *b, struct ui_node *parent, bool chosen, bool round);
/* The field of a question that is typed into; `error` words stand in the head already. */
struct ui_node *question_field(const struct question_view *v, struct ui_build *b,
                               struct ui_node *parent, const struct ui_field *field);

bool question_is_wide(const struct ui_env *env); /* room for two columns side by side? */
bool question_is_low(const struct ui_env *env);  /* do keys leave no more than a line or two? */
/* How many choices abreast: by the appearance (columns, columns-n), else by their words. */
int question_columns(const struct question_view *v, struct ui_build *b);
/* Gives `parent` rows of so many columns: the parent of the i-th choice. */
struct question_grid {
    struct ui_node *parent, *row;
    int columns, filled;
};
struct ui_node *question_cell(struct question_grid *grid, struct ui_build *b);
void question_grid_end(struct question_grid *grid, struct ui_build *b); /* fills the last row */
