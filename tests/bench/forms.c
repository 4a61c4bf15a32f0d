/* What a form costs before anyone sees it, and what a long list costs.
 *
 *     forms load FILE.xml    prints ratio=... load_ms=... parse_ms=...
 *     forms filter           prints filter_ms=... build_ms=...
 *
 * load: a form is read, compiled, ordered and checked, against what libxml2 needs to read the same
 * bytes into a document of its own and to free it; in turn, the median of the ratios.
 * filter: the choices of a question about 100,000 rows of CSV that one column narrows down to 100,
 * asked again and again with another answer; build_ms is the first time, when the table of the
 * column is made. What is timed is the processor. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/file.h"
#include "forms/instance.h"
#include "forms/xml.h"
#include "timing.h"

enum { ROUNDS = 9, ROWS = 100000, GROUPS = 1000, ASKS = 50 };

static double load_once(const struct str *xml) {
    struct err err = {0};
    double start = cpu_ms();
    struct form *f = form_load(str_c(xml), xml->len, NULL, NULL, &err);
    must(f != NULL, &err);
    form_free(f);
    return cpu_ms() - start;
}

static double parse_once(const struct str *xml) {
    double start = cpu_ms();
    xmlDocPtr doc = xmlReadMemory(str_c(xml), (int)xml->len, NULL, NULL, XML_PARSE_NONET);
    if (doc == NULL)
        exit(1);
    xmlFreeDoc(doc);
    return cpu_ms() - start;
}

static void bench_load(const char *path) {
    struct str xml CLEANUP(str_release) = {0};
    struct err err = {0};
    double load[ROUNDS], parse[ROUNDS], ratio[ROUNDS];
    must(file_read(path, XML_MAX, &xml, &err), &err);
    for (int i = 0; i < ROUNDS; i++) {
        parse[i] = parse_once(&xml);
        load[i] = load_once(&xml);
        ratio[i] = load[i] / parse[i];
    }
    printf("ratio=%.3f load_ms=%.1f parse_ms=%.1f\n", median(ratio, ROUNDS), median(load, ROUNDS),
           median(parse, ROUNDS));
}

static const char filter_form[] =
    "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\">"
    "<h:head><h:title/><model><instance><data id=\"d\"><group/><place/></data></instance>"
    "<instance id=\"places\" src=\"jr://file-csv/places.csv\"/></model></h:head><h:body>"
    "<input ref=\"/data/group\"/><select1 ref=\"/data/place\">"
    "<itemset nodeset=\"instance('places')/root/item[group = /data/group]\">"
    "<value ref=\"name\"/><label ref=\"label\"/></itemset></select1></h:body></h:html>";

static bool places(void *ctx, const char *name, struct str *ret, struct err *err) {
    (void)ctx;
    (void)name;
    (void)err;
    str_add(ret, "name,label,group\n");
    for (int i = 0; i < ROWS; i++)
        str_addf(ret, "p%d,Place %d,g%d\n", i, i, i % GROUPS);
    return true;
}

static double ask(struct instance *in, int group) {
    ARENA(a);
    struct err err = {0};
    struct form_option *option;
    size_t n;
    char answer[16];
    const struct control *select = instance_form(in)->body->next;
    struct node *root = instance_root(in);
    snprintf(answer, sizeof(answer), "g%d", group);
    must(instance_set(in, root->child, answer, &err), &err);
    double start = cpu_ms();
    must(instance_options(in, select, root->child->next, &a, &option, &n, &err), &err);
    double took = cpu_ms() - start;
    if (n != ROWS / GROUPS)
        exit(1);
    return took;
}

static void bench_filter(void) {
    struct err err = {0};
    const struct form_files files = {.read = places};
    const struct instance_env env = {.now_ms = 1700000000000, .seed = 1};
    double took[ASKS];
    struct form *f = form_load(filter_form, sizeof(filter_form) - 1, &files, NULL, &err);
    must(f != NULL, &err);
    struct instance *in = instance_new(f, &env, &err);
    must(in != NULL, &err);
    double build = ask(in, 0);
    for (int i = 0; i < ASKS; i++)
        took[i] = ask(in, i * 7 % GROUPS);
    printf("filter_ms=%.3f build_ms=%.1f\n", median(took, ASKS), build);
    instance_free(in);
    form_free(f);
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "load") == 0)
        bench_load(argv[2]);
    else if (argc == 2 && strcmp(argv[1], "filter") == 0)
        bench_filter();
    else {
        fputs("usage: forms load FILE.xml | forms filter\n", stderr);
        return 2;
    }
    return 0;
}
