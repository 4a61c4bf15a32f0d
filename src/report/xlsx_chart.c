#include "report/xlsx_chart.h"

#include <string.h>

#include "base/str.h"
#include "report/markup.h"
#include "report/xlsx_parts.h"
#include "report/xml.h"

enum {
    FIRST_LINE = 2, /* under the header */
    SLICES_MAX = 8, /* more cannot be told apart */
    WIDE = 9,       /* columns; and one between two charts */
    HIGH = 18,      /* lines at least */
    TITLE_LINES = 4
};

/* What the three kinds differ in. */
static const struct look {
    const char *start, *end;
} look_of[] = {
    [BOOK_COLUMNS] =
        {"<c:barChart><c:barDir val=\"col\"/><c:grouping val=\"clustered\"/>"
         "<c:varyColors val=\"0\"/>",
         "<c:gapWidth val=\"60\"/><c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>"},
    [BOOK_BARS] = {"<c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"clustered\"/>"
                   "<c:varyColors val=\"0\"/>",
                   "<c:gapWidth val=\"60\"/><c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>"},
    [BOOK_PIE] = {"<c:pieChart><c:varyColors val=\"1\"/>",
                  "<c:firstSliceAng val=\"0\"/></c:pieChart>"},
};

static void add_title(struct str *to, const char *title) {
    str_add(to, "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
                "<a:defRPr sz=\"1400\" b=\"1\"/></a:pPr><a:r><a:rPr lang=\"en-GB\" sz=\"1400\""
                " b=\"1\"/><a:t>");
    markup_text(to, title);
    str_add(to, "</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>"
                "<c:autoTitleDeleted val=\"0\"/>");
}

static void add_formula(struct str *to, const struct book_chart *c, const char *title, int column) {
    uint32_t first = (uint32_t)c->first_row + FIRST_LINE;
    str_add(to, "<c:f>");
    xlsx_range(to, title, column, first, first + (uint32_t)(c->points > 0 ? c->points - 1 : 0));
    str_add(to, "</c:f>");
}

static void add_labels(struct str *to, const struct book_chart *c, const char *title) {
    str_add(to, "<c:cat><c:strRef>");
    add_formula(to, c, title, c->labels);
    str_addf(to, "<c:strCache><c:ptCount val=\"%zu\"/>", c->points);
    for (size_t i = 0; i < c->points; i++) {
        str_addf(to, "<c:pt idx=\"%zu\"><c:v>", i);
        markup_text(to, c->point[i].label);
        str_add(to, "</c:v></c:pt>");
    }
    str_add(to, "</c:strCache></c:strRef></c:cat>");
}

static void add_values(struct str *to, const struct book_chart *c, const char *title) {
    str_add(to, "<c:val><c:numRef>");
    add_formula(to, c, title, c->values);
    str_addf(to, "<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val=\"%zu\"/>",
             c->points);
    for (size_t i = 0; i < c->points; i++)
        if (c->point[i].n >= 0)
            str_addf(to, "<c:pt idx=\"%zu\"><c:v>%lld</c:v></c:pt>", i, (long long)c->point[i].n);
    str_add(to, "</c:numCache></c:numRef></c:val>");
}

static void add_series(struct str *to, const struct book_chart *c, enum book_chart_kind kind,
                       const char *title, const char *heading) {
    str_add(to, "<c:ser><c:idx val=\"0\"/><c:order val=\"0\"/><c:tx><c:strRef><c:f>");
    xlsx_range(to, title, c->values, 1, 1);
    str_add(to, "</c:f><c:strCache><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>");
    markup_text(to, heading);
    str_add(to, "</c:v></c:pt></c:strCache></c:strRef></c:tx>");
    if (kind != BOOK_PIE) /* its slices have colours of their own */
        str_add(to, "<c:spPr><a:solidFill><a:srgbClr val=\"2F5BB7\"/></a:solidFill></c:spPr>"
                    "<c:invertIfNegative val=\"0\"/>");
    str_add(to, "<c:dLbls><c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/>"
                "<c:showCatName val=\"0\"/><c:showSerName val=\"0\"/><c:showPercent val=\"0\"/>"
                "<c:showBubbleSize val=\"0\"/></c:dLbls>");
    add_labels(to, c, title);
    add_values(to, c, title);
    str_add(to, "</c:ser>");
}

/* The first bar stands on top. Every bar says its number, so the axis of numbers is left out. */
static void add_axes(struct str *to, enum book_chart_kind kind) {
    bool lying = kind == BOOK_BARS;
    str_addf(to,
             "<c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"%s\"/></c:scaling>"
             "<c:delete val=\"0\"/><c:axPos val=\"%s\"/><c:majorTickMark val=\"none\"/>"
             "<c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"2\"/>"
             "<c:crosses val=\"autoZero\"/><c:auto val=\"1\"/><c:lblAlgn val=\"ctr\"/>"
             "<c:lblOffset val=\"100\"/><c:tickLblSkip val=\"1\"/></c:catAx>",
             lying ? "maxMin" : "minMax", lying ? "l" : "b");
    str_addf(to,
             "<c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/>"
             "<c:min val=\"0\"/></c:scaling><c:delete val=\"1\"/><c:axPos val=\"%s\"/>"
             "<c:numFmt formatCode=\"General\" sourceLinked=\"1\"/><c:majorTickMark val=\"none\"/>"
             "<c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"1\"/>"
             "<c:crosses val=\"autoZero\"/><c:crossBetween val=\"between\"/></c:valAx>",
             lying ? "b" : "l");
}

struct xlsx_chart xlsx_chart_make(const struct book_chart *c, const char *title,
                                  const char *heading) {
    bool crowd = c->kind == BOOK_PIE && c->points > SLICES_MAX;
    enum book_chart_kind kind = crowd ? BOOK_BARS : c->kind;
    size_t lines = c->points + TITLE_LINES; /* a line a bar, so that every label has room */
    struct xlsx_chart chart = {.lines = kind == BOOK_BARS && lines > HIGH ? lines : HIGH};
    struct str *to = &chart.xml;
    str_add(to, XML_HEAD "<c:chartSpace xmlns:c=\"" XML_CHART "\" xmlns:a=\"" XML_DRAWING "\""
                         " xmlns:r=\"" XML_RELATION "\"><c:roundedCorners val=\"0\"/><c:chart>");
    add_title(to, c->title);
    str_add(to, "<c:plotArea><c:layout/>");
    str_add(to, look_of[kind].start);
    add_series(to, c, kind, title, heading);
    str_add(to, look_of[kind].end);
    if (kind != BOOK_PIE)
        add_axes(to, kind);
    str_add(to, "</c:plotArea>");
    if (kind == BOOK_PIE)
        str_add(to, "<c:legend><c:legendPos val=\"r\"/><c:overlay val=\"0\"/></c:legend>");
    str_add(to, "<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart></c:chartSpace>");
    return chart;
}

static void add_anchor(struct str *to, size_t i, size_t line, size_t lines) {
    size_t column = i % 2 * (WIDE + 1);
    str_addf(to,
             "<xdr:twoCellAnchor><xdr:from><xdr:col>%zu</xdr:col><xdr:colOff>0</xdr:colOff>"
             "<xdr:row>%zu</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>%zu"
             "</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>%zu</xdr:row><xdr:rowOff>0</xdr:rowOff>"
             "</xdr:to>",
             column, line, column + WIDE, line + lines);
    str_addf(to,
             "<xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"%zu\""
             " name=\"Chart %zu\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm>"
             "<a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm><a:graphic>"
             "<a:graphicData uri=\"" XML_CHART "\"><c:chart xmlns:c=\"" XML_CHART
             "\" xmlns:r=\"" XML_RELATION
             "\" r:id=\"rId%zu\"/></a:graphicData></a:graphic></xdr:graphicFrame>"
             "<xdr:clientData/></xdr:twoCellAnchor>",
             i + 2, i + 1, i + 1);
}

static void add_relation(struct str *to, size_t id, const char *type, const char *target,
                         size_t n) {
    str_addf(to,
             "<Relationship Id=\"rId%zu\" Type=\"" XML_RELATION "/%s\" Target=\"../%s%zu.xml\"/>",
             id, type, target, n);
}

static void part(struct zip *z, const char *name, struct str *xml) {
    zip_entry(z, name);
    zip_write(z, str_c(xml), xml->len);
    str_cut(xml, 0);
}

void xlsx_drawing_write(struct zip *z, const struct xlsx_chart *chart, size_t charts,
                        size_t sheet) {
    static const char relations[] =
        XML_HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                 "relationships\">";
    struct str xml CLEANUP(str_release) = {0};
    char name[64];
    str_add(&xml, XML_HEAD "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/"
                           "spreadsheetDrawing\" xmlns:a=\"" XML_DRAWING "\">");
    for (size_t i = 0, line = 1; i < charts; i++) {
        add_anchor(&xml, i, line, chart[i].lines);
        if (i % 2 == 1)
            line += 1 + (chart[i].lines > chart[i - 1].lines ? chart[i] : chart[i - 1]).lines;
    }
    str_add(&xml, "</xdr:wsDr>");
    part(z, "xl/drawings/drawing1.xml", &xml);
    str_add(&xml, relations);
    for (size_t i = 1; i <= charts; i++)
        add_relation(&xml, i, "chart", "charts/chart", i);
    str_add(&xml, "</Relationships>");
    part(z, "xl/drawings/_rels/drawing1.xml.rels", &xml);
    str_add(&xml, relations);
    add_relation(&xml, 1, "drawing", "drawings/drawing", 1);
    str_add(&xml, "</Relationships>");
    snprintf(name, sizeof name, "xl/worksheets/_rels/sheet%zu.xml.rels", sheet);
    part(z, name, &xml);
    for (size_t i = 0; i < charts; i++) {
        snprintf(name, sizeof name, "xl/charts/chart%zu.xml", i + 1);
        zip_entry(z, name);
        zip_write(z, str_c(&chart[i].xml), chart[i].xml.len);
    }
}
