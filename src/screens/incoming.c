/* The files that wait in the incoming folder. A tap reads one, or all of them together, and checks
 * it; nothing is imported yet. */
#include "screens/def.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"

enum { BACK = 1, PICK /* arg: index */, LOOK_AGAIN, ALL, CANCEL };

struct incoming_state {
    bool looked, failed;
};

static void incoming_update(void *state, const struct model *m, struct ui_msg msg,
                            struct out *out) {
    struct incoming_state *st = state;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case PICK:
        if (m->job.running || (size_t)msg.arg >= m->files)
            break;
        STR_COPY(out_add(out, CMD_CHECK_FILE)->text, m->file[msg.arg].name);
        st->failed = false;
        break;
    case ALL:
        if (m->job.running || m->files == 0)
            break;
        out_add(out, CMD_CHECK_ALL);
        st->failed = false;
        break;
    case CANCEL:
        out_add(out, CMD_CANCEL);
        break;
    case LOOK_AGAIN:
    case MSG_ENTERED:
        out_add(out, CMD_FIND_FILES);
        break;
    case MSG_FILES:
        st->looked = true;
        break;
    case MSG_CHECKED:
        out_go(out, common_checked(m));
        break;
    case MSG_FAILED:
        st->failed =
            msg.arg == CMD_CHECK_FILE || msg.arg == CMD_CHECK_ALL || msg.arg == CMD_FIND_FILES;
        st->looked = true;
        break;
    default:
        break;
    }
}

static struct ui_node *incoming_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct incoming_state *st = state;
    struct ui_page page = common_page(b, m);
    struct ui_node *chips =
        ui_bar(b, page.body,
               &(struct ui_bar){.title = tr("Import"),
                                .second = tr("Choose a file. It is checked first."),
                                .back = {.id = BACK}});
    ui_chip(b, chips, "look-again", NULL, tr("Look again"), NULL,
            (struct ui_msg){.id = LOOK_AGAIN});
    if (st->failed || m->files == 0) {
        struct ui_node *main = ui_main(b, page.body);
        if (m->files > 0)
            main->flags &= ~(uint32_t)UI_GROW;
        common_failure(b, main, m, st->failed);
        if (m->files == 0 && st->looked)
            ui_empty(b, main, "import", tr("No files are waiting"),
                     tr("Copy .csv, .ics or .public.pem files into the folder named incoming, "
                        "forms into its folder forms, help cards into its folder help, then look "
                        "again."));
    }
    if (m->files > 0) {
        struct ui_node *list = ui_scroll(b, page.body, "files");
        list->flags |= UI_GROW;
        for (size_t i = 0; i < m->files; i++)
            common_file_row(b, list, &m->file[i], (struct ui_msg){.id = PICK, .arg = (int32_t)i});
        common_all_files(b, page.body, m->files, (struct ui_msg){.id = ALL});
    }
    common_job(b, m, &page, (struct ui_msg){.id = CANCEL});
    return page.root;
}

const struct screen_def screen_incoming = {
    .name = "incoming",
    .state_size = sizeof(struct incoming_state),
    .needs = WHO_COORDINATOR,
    .update = incoming_update,
    .view = incoming_view,
};
