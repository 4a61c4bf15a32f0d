/* A photograph, a recording, a signature, a place on a map: this kiosk has no way to take them. It
 * says so and lets the person go on; a form that cannot do without one is refused when it is
 * loaded. */
#include "questions/parts.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

static bool unsupported_takes(const struct survey_question *q) {
    (void)q;
    return true;
}

static const char *title_of(const struct survey_question *q) {
    const char *media = q->control->mediatype != NULL ? q->control->mediatype : "";
    if (control_looks(q->control, "signature") || control_looks(q->control, "draw"))
        return tr("A drawing cannot be made on this kiosk");
    if (str_starts(media, "image"))
        return tr("A photograph cannot be taken on this kiosk");
    if (str_starts(media, "audio") || str_starts(media, "video"))
        return tr("A recording cannot be made on this kiosk");
    if (q->control->kind == CONTROL_UPLOAD)
        return tr("A file cannot be given to this kiosk");
    if (q->bind != NULL && q->bind->type >= TYPE_GEOPOINT && q->bind->type <= TYPE_GEOSHAPE)
        return tr("A place on a map cannot be chosen on this kiosk");
    return tr("This question cannot be answered on this kiosk");
}

static void unsupported_view(const struct question_view *v, struct ui_build *b,
                             struct ui_node *parent) {
    ui_banner(b, parent, UI_TONE_WAIT, title_of(v->q),
              tr("Go on without it. All other answers count."));
}

static void unsupported_update(struct question_state *st, const struct survey_question *q,
                               struct ui_msg msg, struct out *out) {
    (void)st, (void)q, (void)msg, (void)out;
}

const struct question_def question_unsupported = {.name = "unsupported",
                                                  .takes = unsupported_takes,
                                                  .view = unsupported_view,
                                                  .update = unsupported_update};
