/* What the screens share: the staff page with its toast and the dialog of running work, a session's
 * row, its tag, a page on which one text is typed, and the way into the staff side. */
#pragma once

#include "model/command.h"
#include "model/model.h"
#include "ui/build.h"

/* The page of every screen: ui_page() with the model's toast on it. */
struct ui_page common_page(struct ui_build *b, const struct model *m);

/* The dialog of long work, while some runs; `cancel` is the screen's own message for Cancel, to
 * which it answers with CMD_CANCEL. To be called last, when the page is full. */
void common_job(struct ui_build *b, const struct model *m, struct ui_page *page,
                struct ui_msg cancel);

/* Is there room for two columns side by side? */
bool common_is_wide(const struct ui_env *env);

/* Words with the number pad beside them, or below them on an upright screen. Only the words scroll:
 * the keys stay under the thumb. Returns the column for the words; *ret_pad is the pad. */
struct ui_node *common_beside_pad(struct ui_build *b, struct ui_node *page,
                                  struct ui_node **ret_pad);

/* A card of rows: paper with a line around it and between its rows. When the last row is in,
 * common_card_end() takes away what would stick out of the round corners. A heading stands above a
 * group of rows; in a list whose rows go from edge to edge, common_list_heading(). */
struct ui_node *common_card(struct ui_build *b, struct ui_node *parent);
void common_card_end(struct ui_node *card);
/* A row of a card that holds words and, at its end, what is tapped. */
struct ui_node *common_card_row(struct ui_build *b, struct ui_node *card, int gap);
struct ui_node *common_heading(struct ui_build *b, struct ui_node *parent, const char *label);
struct ui_node *common_list_heading(struct ui_build *b, struct ui_node *list, const char *label);

/* A button without a face, to be filled with children. */
struct ui_node *common_bare_button(struct ui_build *b, struct ui_node *parent, const char *key,
                                   const char *label, struct ui_msg tap);

/* Tiles, so many abreast that each has room for its words: icon, title, what it is for. */
struct common_tile {
    const char *key, *icon, *title, *words;
    struct ui_msg tap; /* id 0: it cannot be tapped now, and its words say why */
};
void common_tiles(struct ui_build *b, struct ui_node *parent, const struct common_tile *tile,
                  size_t n);
/* Two abreast, with the icon beside the words: for four on a low screen. */
void common_flat_tiles(struct ui_build *b, struct ui_node *parent, const struct common_tile *tile,
                       size_t n);

/* Behind the door (model.on_journey) every page has these two. The dark chip *Hide this*, key
 * "hide", last of the bar's chips: it makes the start screen stand there at once. `tap` is the
 * screen's own message, to which it answers with CMD_HIDE; nothing shows elsewhere. */
void common_hide(struct ui_build *b, const struct model *m, struct ui_node *chips,
                 struct ui_msg tap);
/* And when nobody touches it: after COMMON_WARN_MS the question whether somebody is still there,
 * with one tap to stay, at COMMON_WIPE_MS the start screen, by CMD_HIDE, too. */
enum { COMMON_WARN_MS = 25000, COMMON_WIPE_MS = 45000 };
/* When that is next, for the screen's `due`. */
int64_t common_left_alone(const struct model *m, bool warned);
void common_still_there(struct ui_build *b, struct ui_page *page, struct ui_msg stay,
                        struct ui_msg leave);

/* What went wrong with the last command, as a box at the top; nothing when `failed` is false. */
void common_failure(struct ui_build *b, struct ui_node *parent, const struct model *m, bool failed);

void common_tag(struct ui_build *b, struct ui_node *parent, const struct session *s);

/* The count as shown for a session now: of the one that is being counted, the marks on screen. */
struct count common_counted(const struct model *m, const struct session *s);

/* More people than the room holds, as a box; nothing where that is not so or not known. It stops
 * nobody: how many are let in is for those at the door. */
void common_over(struct ui_build *b, struct ui_node *parent, const struct model *m,
                 const struct session *s);

/* At the end of a staff bar: a number, and below it what it is measured by: how many are expected
 * at the session (which may be NULL) and how many there is room for, as far as that is known. The
 * bar of an upright screen has no room for the measure: it heads the list below. */
struct ui_node *common_bar_number(struct ui_build *b, struct ui_node *end, const char *number,
                                  const struct session *s);

/* A session as a row that opens: time or nothing, title and place, number, tag. Its key is
 * "session:ID", its message carries the id in `ref`. `lead` stands where the time does; NULL leaves
 * the column out. Returns the row, for a dialog over such rows to give it a key of its own. */
struct ui_node *common_session_row(struct ui_build *b, struct ui_node *list, const struct model *m,
                                   const struct session *s, const char *lead, struct ui_msg tap);

/* How many visitors have answered at a session, as a row that leads to its forms; nothing where
 * there are none. Key "answers". */
void common_answers_row(struct ui_build *b, struct ui_node *card, const struct model *m,
                        int64_t session, struct ui_msg tap);

/* A file that can be imported, as a row that opens; key "file:NAME". */
void common_file_row(struct ui_build *b, struct ui_node *list, const struct file_view *file,
                     struct ui_msg tap);

/* The way to the dry run of all `n` of them together, in a foot; nothing where there is only one.
 * Key "all". */
void common_all_files(struct ui_build *b, struct ui_node *page, size_t n, struct ui_msg tap);
/* The screen that shows what was checked last. */
const char *common_checked(const struct model *m);

/* The way to the USB sticks, in a foot; NULL while none is there. Key "usb". */
struct ui_node *common_usb(struct ui_build *b, struct ui_node *foot, const struct model *m,
                           struct ui_msg tap);

/* A page on which one text is typed: heading, field and keys, in the place of the screen's own
 * content. Hands its body's keys "field", "done". */
struct common_edit {
    const char *title, *label, *hint, *value, *done;
    struct ui_msg edit, enter, back;
};
void common_edit(struct ui_build *b, struct ui_page *page, const struct common_edit *e);

/* A field above a list that it searches. While the keys are away it is a button that brings them: a
 * tap into it means "I want to type". Keys "search", "clear". */
struct common_search {
    const char *text, *hint;
    bool keys;
    struct ui_msg show, edit, enter, clear;
};
void common_search(struct ui_build *b, struct ui_node *parent, const struct common_search *c);

/* Copies what a field now holds, if the message carries text. */
void common_take(char *dst, size_t size, struct ui_msg msg);

/* Into the staff side, after the code: the date, as long as nobody has confirmed it (its init gets
 * COMMON_ON_THE_WAY_IN as `why`), then what is still open from an earlier day, once a day; then
 * common_home(): the session that is open, if it is the only one, else today's list. */
enum { COMMON_ON_THE_WAY_IN = 1 };
void common_enter(const struct model *m, struct out *out);
void common_home(const struct model *m, struct out *out);

/* To the second person's figures of an opening. */
void common_go_confirm(struct out *out, int64_t session, int32_t opening);
