/* A text is a row of *parts*: some characters that stay together, then the blanks behind them.
 * Widths of pieces of text add up (the fonts are set without kerning), so lines are filled part by
 * part and no piece is measured twice. */
#include "ui/wrap.h"

#include <string.h>

#include "base/utf8.h"
#include "ui/layout.h"

#define ELLIPSIS "\xE2\x80\xA6"
#define ZERO_WIDTH_SPACE 0x200B
#define BULLET_BYTES 3 /* of the dot that stands for a masked character */

struct ui_face ui_face_of(const struct ui_env *env, const struct ui_node *node) {
    const struct ui_type_style *style = ui_type_style(node->type);
    struct ui_face face = {.env = env,
                           .bold = style->bold,
                           .tabular = (node->flags & UI_TABULAR) != 0,
                           .px = ui_font_px(env, node->type)};
    face.line_h = (face.px * style->line_pct + 50) / 100;
    int ascent = env->ascent(env->fonts, face.bold, face.px);
    int descent = face.px * 3 / 10; /* as Noto Sans has it */
    face.baseline = (face.line_h + ascent - descent) / 2;
    return face;
}

int ui_text_width(const struct ui_face *face, const char *s, size_t n) {
    const struct ui_env *env = face->env;
    return n == 0 ? 0 : env->text_width(env->fonts, face->bold, face->px, face->tabular, s, n);
}

/* --- parts ----------------------------------------------------------------------------------- */

struct part {
    const char *start, *end; /* what stays together */
    const char *after;       /* behind its blanks: where the next part starts */
};

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* Accents that stand on the character before them. */
static bool is_combining(uint32_t cp) {
    return (cp >= 0x0300 && cp <= 0x036F) || (cp >= 0x064B && cp <= 0x065F);
}

/* The part at `p`, in a paragraph that ends at `end`. It may be empty when blanks lead. */
static struct part next_part(const char *p, const char *end) {
    struct part part = {.start = p};
    while (p < end && !is_blank(*p)) {
        const char *before = p;
        uint32_t cp = utf8_next(&p, end);
        bool breaks = cp == ZERO_WIDTH_SPACE || (cp == '-' && before > part.start);
        if (breaks)
            break;
    }
    part.end = p;
    while (p < end && is_blank(*p))
        p++;
    part.after = p;
    return part;
}

static const char *paragraph_end(const char *p) {
    return p + strcspn(p, "\n");
}

static int larger(int a, int b) {
    return a > b ? a : b;
}

int ui_wrap_longest_part(const struct ui_face *face, const char *text) {
    int most = 0;
    for (const char *p = text; *p != '\0';) {
        const char *end = paragraph_end(p);
        while (p < end) {
            struct part part = next_part(p, end);
            most = larger(most, ui_text_width(face, part.start, (size_t)(part.end - part.start)));
            p = part.after;
        }
        p = end + (*end == '\n');
    }
    return most;
}

int ui_wrap_widest_line(const struct ui_face *face, const char *text) {
    int most = 0;
    for (const char *p = text; *p != '\0';) {
        const char *end = paragraph_end(p);
        most = larger(most, ui_text_width(face, p, (size_t)(end - p)));
        p = end + (*end == '\n');
    }
    return most;
}

/* --- lines ----------------------------------------------------------------------------------- */

struct wrapping {
    struct arena *arena;
    const struct ui_face *face;
    struct ui_lines *lines;
    size_t cap;
    int width;
    const char *from, *to; /* the line so far, without the blanks at its end */
    int w;                 /* width of from..to */
};

static void add_line(struct wrapping *wr, struct ui_line line) {
    struct ui_lines *lines = wr->lines;
    if (lines->n == wr->cap) {
        size_t cap = wr->cap == 0 ? 1 : wr->cap * 2;
        struct ui_line *grown = arena_array(wr->arena, cap, sizeof *grown);
        if (lines->n > 0)
            memcpy(grown, lines->line, lines->n * sizeof *grown);
        lines->line = grown;
        wr->cap = cap;
    }
    lines->line[lines->n++] = line;
    lines->wide = larger(lines->wide, line.w);
}

static void end_line(struct wrapping *wr) {
    add_line(wr, (struct ui_line){.text = wr->from,
                                  .len = (size_t)(wr->to - wr->from),
                                  .at = (size_t)(wr->from - wr->lines->text),
                                  .w = wr->w});
}

static void begin_line(struct wrapping *wr, const char *from) {
    wr->from = wr->to = from;
    wr->w = 0;
}

/* Breaks a part that is wider than a line between characters; its rest becomes the line so far. */
static void break_part(struct wrapping *wr, const struct part *part) {
    for (const char *p = part->start; p < part->end;) {
        const char *next = p;
        utf8_next(&next, part->end);
        for (const char *mark = next;
             mark < part->end && is_combining(utf8_next(&mark, part->end));)
            next = mark;
        int w = ui_text_width(wr->face, p, (size_t)(next - p));
        if (wr->to > wr->from && wr->w + w > wr->width) {
            end_line(wr);
            begin_line(wr, p);
        }
        wr->to = p = next;
        wr->w += w;
    }
}

static void add_part(struct wrapping *wr, const struct part *part) {
    int blanks = ui_text_width(wr->face, wr->to, (size_t)(part->start - wr->to));
    int w = ui_text_width(wr->face, part->start, (size_t)(part->end - part->start));
    if (wr->w + blanks + w <= wr->width) {
        wr->to = part->end;
        wr->w += blanks + w;
        return;
    }
    if (part->start > wr->from) {
        end_line(wr);
        begin_line(wr, part->start);
    }
    if (w > wr->width) {
        break_part(wr, part);
    } else {
        wr->to = part->end;
        wr->w = w;
    }
}

static void add_paragraph(struct wrapping *wr, const char *p, const char *end) {
    begin_line(wr, p);
    int w = ui_text_width(wr->face, p, (size_t)(end - p));
    if (w <= wr->width) { /* most texts: measured once, and done */
        wr->to = end;
        wr->w = w;
    }
    while (wr->to < end && p < end) {
        struct part part = next_part(p, end);
        add_part(wr, &part);
        p = part.after;
    }
    end_line(wr);
}

/* One line that shows as much as fits before an ellipsis. */
static void add_cut_line(struct wrapping *wr, const char *text) {
    size_t len = strlen(text);
    int w = ui_text_width(wr->face, text, len);
    if (w <= wr->width) {
        add_line(wr, (struct ui_line){.text = text, .len = len, .w = w});
        return;
    }
    int dots = ui_text_width(wr->face, ELLIPSIS, strlen(ELLIPSIS));
    const char *to = text, *next = text;
    for (int shown = 0; *to != '\0'; to = next) {
        utf8_next(&next, text + len);
        shown += ui_text_width(wr->face, to, (size_t)(next - to));
        if (shown + dots > wr->width)
            break;
    }
    while (to > text && is_blank(to[-1]))
        to--;
    char *cut = arena_printf(wr->arena, "%.*s" ELLIPSIS, (int)(to - text), text);
    len = strlen(cut);
    add_line(wr, (struct ui_line){.text = cut, .len = len, .w = ui_text_width(wr->face, cut, len)});
}

struct ui_lines *ui_wrap(struct arena *a, const struct ui_face *face, const char *text, int width,
                         bool ellipsis) {
    struct ui_lines *lines = NEW(a, struct ui_lines);
    *lines = (struct ui_lines){.text = text,
                               .bold = face->bold,
                               .tabular = face->tabular,
                               .px = face->px,
                               .line_h = face->line_h,
                               .baseline = face->baseline};
    struct wrapping wr = {.arena = a, .face = face, .lines = lines, .width = width};
    if (ellipsis) {
        add_cut_line(&wr, text);
        return lines;
    }
    for (const char *p = text;;) {
        const char *end = paragraph_end(p);
        add_paragraph(&wr, p, end);
        if (*end == '\0')
            return lines;
        p = end + 1;
    }
}

/* --- the caret ------------------------------------------------------------------------------- */

/* Characters of a line are drawn from left to right, on a mirrored screen too. */

/* A masked field draws one dot a character: offsets in its value and in its dots differ. */
static size_t drawn_offset(const struct ui_node *field, size_t at) {
    if (!(field->flags & UI_MASKED))
        return at;
    size_t chars = 0;
    for (size_t i = 0; i < at; i = utf8_step(field->value, i))
        chars++;
    return chars * BULLET_BYTES;
}

static size_t value_offset(const struct ui_node *field, size_t drawn) {
    if (!(field->flags & UI_MASKED))
        return drawn;
    size_t at = 0;
    for (size_t chars = drawn / BULLET_BYTES; chars > 0; chars--)
        at = utf8_step(field->value, at);
    return at;
}

struct ui_rect ui_caret_rect(const struct ui_node *field, const struct ui_env *env, size_t at) {
    const struct ui_lines *lines = field->lines;
    const struct ui_line *line = &lines->line[0];
    int before = 0;
    if (!lines->is_hint && field->value) {
        size_t drawn = drawn_offset(field, at);
        for (size_t i = 1; i < lines->n && lines->line[i].at <= drawn; i++)
            line = &lines->line[i];
        struct ui_face face = ui_face_of(env, field);
        before = ui_text_width(&face, lines->text + line->at, drawn - line->at);
    }
    return (struct ui_rect){field->at.x + line->x + before, field->at.y + line->y, 0,
                            lines->line_h};
}

size_t ui_caret_at(const struct ui_node *field, const struct ui_env *env, int x, int y) {
    const struct ui_lines *lines = field->lines;
    if (lines->is_hint || !field->value)
        return 0;
    size_t row = 0;
    while (row + 1 < lines->n && y >= field->at.y + lines->line[row + 1].y)
        row++;
    const struct ui_line *line = &lines->line[row];
    int want = x - field->at.x - line->x;
    struct ui_face face = ui_face_of(env, field);
    const char *p = lines->text + line->at, *end = p + line->len;
    for (int passed = 0; p < end;) {
        const char *next = p;
        utf8_next(&next, end);
        int w = ui_text_width(&face, p, (size_t)(next - p));
        if (want < passed + w / 2)
            break;
        passed += w;
        p = next;
    }
    return value_offset(field, (size_t)(p - lines->text));
}
