#include "report/book.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/str.h"

static const struct book_format *const formats[] = {&book_xlsx, &book_html, &book_csv, &book_json};

enum { FORMATS = sizeof formats / sizeof *formats };

const struct book_format *book_format_of(const char *path, struct err *err) {
    struct str all CLEANUP(str_release) = {0};
    const char *dot = strrchr(file_name(path), '.');
    for (size_t i = 0; i < FORMATS; i++) {
        if (dot && strcasecmp(dot, formats[i]->ending) == 0)
            return formats[i];
        str_addf(&all, "%s%s", i == 0 ? "" : i + 1 < FORMATS ? ", " : " or ", formats[i]->ending);
    }
    err_set(err, ERR_INPUT, "Reports are written as %s: give %s that ending.", str_c(&all),
            file_name(path));
    return NULL;
}

void book_empties(struct book *b, int n) {
    for (int i = 0; i < n; i++)
        book_empty(b);
}

void book_quarter(struct book *b, struct date d) {
    char text[16];
    date_quarter(d, text);
    book_plain(b, text, strlen(text));
}

int book_printed(const struct book_table *t) {
    return t->printed > 0 ? t->printed : t->columns;
}

/* Letters that stand for words are capitals: "rag" is read as RAG. */
static void capitals(char *word, size_t n) {
    static const char *const initials[] = {"rag"};
    for (size_t i = 0; i < sizeof initials / sizeof *initials; i++)
        if (strlen(initials[i]) == n && strncasecmp(word, initials[i], n) == 0)
            for (size_t k = 0; k < n; k++)
                word[k] = (char)toupper((unsigned char)word[k]);
}

void book_heading(const struct book_column *c, char *out, size_t size) {
    snprintf(out, size, "%s", c->name);
    for (char *p = out; *p != '\0'; p += p[0] == ' ') {
        size_t n = strcspn(p, "_");
        capitals(p, n);
        p += n;
        if (*p == '_')
            *p = ' ';
    }
    out[0] = (char)toupper((unsigned char)out[0]);
}
