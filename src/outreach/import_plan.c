/* The plan: one row an action, in the partnership's own words. */
#include <string.h>

#include "outreach/cell.h"
#include "outreach/import_parts.h"

enum { CODE, PRIORITY, PRIORITY_TITLE, ISSUE, ACTION, OWNER, RAG, CARRIES, COLUMNS };

static const struct import_column columns[COLUMNS] = {
    [CODE] = {"code", true},
    [PRIORITY] = {"priority", true},
    [PRIORITY_TITLE] = {"priority_title", false},
    [ISSUE] = {"issue", false},
    [ACTION] = {"action", true},
    [OWNER] = {"owner", true},
    [RAG] = {"rag", false},
    [CARRIES] = {"carries", false},
};

size_t import_plan_columns(const struct import_column **ret_columns) {
    *ret_columns = columns;
    return COLUMNS;
}

static void argue(struct import *im, const struct action *a, int line) {
    bool no_action = a->action[0] == '\0', no_owner = a->owner[0] == '\0';
    if (no_action || no_owner)
        import_warn(im, "plan-gap", line, im->rows,
                    arena_printf(&im->arena, "Action %s has %s.", a->code,
                                 no_action && no_owner ? "no text and no owner"
                                 : no_action           ? "no text"
                                                       : "no owner"),
                    "Agree it at the next meeting and import the plan again.");
}

void import_plan(struct import *im, const struct table *t, const int *at) {
    for (size_t r = 0; r < t->rows; r++) {
        const struct table_row *row = &t->row[r];
        const char *text[COLUMNS];
        if (!import_take_cells(im, &t->head, row, at, COLUMNS, text))
            continue;
        if (!cell_is_code(text[CODE])) {
            import_wrong(im, "code", row->line,
                         arena_printf(&im->arena, "\"%.60s\" is no action code.", text[CODE]),
                         "Write a number such as 1.10 in the column \"code\".");
            continue;
        }
        size_t twin = 0;
        while (twin < im->rows && strcmp(im->row[twin].action.code, text[CODE]) != 0)
            twin++;
        if (twin < im->rows) {
            import_wrong(im, "duplicate", row->line,
                         arena_printf(&im->arena, "Action %s stands in line %d already.",
                                      text[CODE], im->row[twin].line),
                         "Give one of them another code, or remove it.");
            continue;
        }
        struct action a = {text[CODE],  text[PRIORITY], text[PRIORITY_TITLE],
                           text[ISSUE], text[ACTION],   text[OWNER],
                           text[RAG],   text[CARRIES]};
        argue(im, &a, row->line);
        im->row[im->rows++] =
            (struct import_row){.session = session_blank(), .action = a, .line = row->line};
    }
}
