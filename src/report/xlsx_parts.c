#include "report/xlsx_parts.h"

#include <string.h>

#include "base/str.h"
#include "report/markup.h"
#include "report/xml.h"

#define SPREADSHEET "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"

static const char styles_head[] = XML_HEAD
    "<styleSheet xmlns=\"" XML_SHEET "\">"
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
    "<fonts count=\"3\">"
    "<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
    "<font><b/><sz val=\"14\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>"
    "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill>"
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8ECF4\"/><bgColor indexed=\"64\"/>"
    "</patternFill></fill></fills>"
    "<borders count=\"3\"><border><left/><right/><top/><bottom/><diagonal/></border>"
    "<border><left/><right/><top/><bottom style=\"thin\"><color auto=\"1\"/></bottom><diagonal/>"
    "</border>"
    "<border><left/><right/><top style=\"thin\"><color auto=\"1\"/></top><bottom/><diagonal/>"
    "</border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
    "</cellStyleXfs>";

static const char styles_foot[] =
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    "</styleSheet>";

enum { GENERAL = 0, UK_DAY = 164, BOLD = 1, LARGE = 2, TINTED = 2, BELOW = 1, ABOVE = 2 };

#define RIGHT "<alignment horizontal=\"right\" indent=\"1\"/>"
#define RIGHT_TOP "<alignment horizontal=\"right\" vertical=\"top\" indent=\"1\"/>"
#define WRAP "<alignment vertical=\"top\" wrapText=\"1\"/>"

/* Numbers of what stands in the lists above. */
static const struct xf {
    int format, font, fill, border;
    const char *alignment;
} xfs[XLSX_STYLES] = {
    [XLSX_PLAIN] = {0},
    [XLSX_HEAD] = {GENERAL, BOLD, TINTED, BELOW},
    [XLSX_NUMBER] = {GENERAL, .alignment = RIGHT},
    [XLSX_DATE] = {UK_DAY, .alignment = RIGHT},
    [XLSX_TALL] = {GENERAL, .alignment = WRAP},
    [XLSX_TALL_NUMBER] = {GENERAL, .alignment = RIGHT_TOP},
    [XLSX_TALL_DATE] = {UK_DAY, .alignment = RIGHT_TOP},
    [XLSX_SUM] = {GENERAL, BOLD},
    [XLSX_SUM_NUMBER] = {GENERAL, BOLD, .alignment = RIGHT},
    [XLSX_SUM_DATE] = {UK_DAY, BOLD, .alignment = RIGHT},
    [XLSX_FIRST] = {GENERAL, BOLD, .border = ABOVE},
    [XLSX_FIRST_NUMBER] = {GENERAL, BOLD, .border = ABOVE, .alignment = RIGHT},
    [XLSX_FIRST_DATE] = {UK_DAY, BOLD, .border = ABOVE, .alignment = RIGHT},
    [XLSX_TITLE] = {GENERAL, LARGE},
};

static const char relations[] =
    XML_HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">"
             "<Relationship Id=\"rId1\" Type=\"" OFFICE "relationships/officeDocument\""
             " Target=\"xl/workbook.xml\"/>"
             "<Relationship Id=\"rId2\" Type=\"" PACKAGE "relationships/metadata/core-properties\""
             " Target=\"docProps/core.xml\"/>"
             "<Relationship Id=\"rId3\" Type=\"" OFFICE "relationships/extended-properties\""
             " Target=\"docProps/app.xml\"/></Relationships>";

static const char app[] = XML_HEAD "<Properties xmlns=\"" OFFICE "extended-properties\">"
                                   "<Application>Turnout</Application></Properties>";

void xlsx_column(char out[XLSX_COLUMN_MAX], int i) {
    char letters[XLSX_COLUMN_MAX];
    size_t n = 0;
    for (int rest = i + 1; rest > 0 && n + 1 < sizeof letters; rest = (rest - 1) / 26)
        letters[n++] = (char)('A' + (rest - 1) % 26);
    for (size_t k = 0; k < n; k++)
        out[k] = letters[n - 1 - k];
    out[n] = '\0';
}

void xlsx_range(struct str *to, const char *title, int column, uint32_t from, uint32_t until) {
    char letters[XLSX_COLUMN_MAX];
    xlsx_column(letters, column);
    str_add(to, "'");
    markup_text(to, title);
    str_addf(to, "'!$%s$%u", letters, from);
    if (until != from)
        str_addf(to, ":$%s$%u", letters, until);
}

static void part(struct zip *z, const char *name, struct str *xml) {
    zip_entry(z, name);
    zip_write(z, str_c(xml), xml->len);
    str_release(xml);
}

static void override(struct str *to, const char *name, const char *type) {
    str_addf(to, "<Override PartName=\"/%s\" ContentType=\"%s\"/>", name, type);
}

static void write_types(struct zip *z, size_t sheets, size_t charts) {
    struct str xml = {0};
    char name[64];
    str_add(&xml, XML_HEAD "<Types xmlns=\"" PACKAGE "content-types\">"
                           "<Default Extension=\"rels\" ContentType=\""
                           "application/vnd.openxmlformats-package.relationships+xml\"/>"
                           "<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
    override(&xml, "xl/workbook.xml", SPREADSHEET "sheet.main+xml");
    override(&xml, "xl/styles.xml", SPREADSHEET "styles+xml");
    for (size_t i = 1; i <= sheets; i++) {
        snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", i);
        override(&xml, name, SPREADSHEET "worksheet+xml");
    }
    for (size_t i = 1; i <= charts; i++) {
        snprintf(name, sizeof name, "xl/charts/chart%zu.xml", i);
        override(&xml, name, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml");
    }
    if (charts > 0)
        override(&xml, "xl/drawings/drawing1.xml",
                 "application/vnd.openxmlformats-officedocument.drawing+xml");
    override(&xml, "docProps/core.xml",
             "application/vnd.openxmlformats-package.core-properties+xml");
    override(&xml, "docProps/app.xml",
             "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    str_add(&xml, "</Types>");
    part(z, "[Content_Types].xml", &xml);
}

/* The filter of a table is a name of its own, as is the line that is printed on every page. */
static void add_names(struct str *to, const struct xlsx_sheet *sheet, size_t sheets) {
    char last[XLSX_COLUMN_MAX];
    str_add(to, "<definedNames>");
    for (size_t i = 0; i < sheets; i++) {
        if (sheet[i].columns == 0)
            continue;
        xlsx_column(last, sheet[i].columns - 1);
        str_addf(to,
                 "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%zu\" hidden=\"1\">",
                 i);
        xlsx_range(to, sheet[i].title, 0, 1, 1);
        str_addf(to, ":$%s$%u</definedName>", last, sheet[i].records);
        str_addf(to, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%zu\">'", i);
        markup_text(to, sheet[i].title);
        str_add(to, "'!$1:$1</definedName>");
    }
    str_add(to, "</definedNames>");
}

static void write_styles(struct zip *z) {
    struct str xml = {0};
    str_add(&xml, styles_head);
    str_addf(&xml, "<cellXfs count=\"%d\">", XLSX_STYLES);
    for (int i = 0; i < XLSX_STYLES; i++)
        str_addf(&xml,
                 "<xf numFmtId=\"%d\" fontId=\"%d\" fillId=\"%d\" borderId=\"%d\" xfId=\"0\""
                 " applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\""
                 " applyAlignment=\"1\">%s</xf>",
                 xfs[i].format, xfs[i].font, xfs[i].fill, xfs[i].border,
                 xfs[i].alignment != NULL ? xfs[i].alignment : "");
    str_add(&xml, "</cellXfs>");
    str_add(&xml, styles_foot);
    part(z, "xl/styles.xml", &xml);
}

static void write_workbook(struct zip *z, const struct xlsx_sheet *sheet, size_t sheets) {
    struct str xml = {0};
    str_add(&xml, XML_HEAD "<workbook xmlns=\"" XML_SHEET "\" xmlns:r=\"" XML_RELATION "\">"
                           "<workbookPr defaultThemeVersion=\"124226\"/>"
                           "<bookViews><workbookView xWindow=\"240\" yWindow=\"15\""
                           " windowWidth=\"22000\" windowHeight=\"12000\"/></bookViews><sheets>");
    for (size_t i = 0; i < sheets; i++) {
        str_add(&xml, "<sheet name=\"");
        markup_text(&xml, sheet[i].title);
        str_addf(&xml, "\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", i + 1, i + 1);
    }
    str_add(&xml, "</sheets>");
    add_names(&xml, sheet, sheets);
    str_add(&xml, "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/></workbook>");
    part(z, "xl/workbook.xml", &xml);
    str_add(&xml, XML_HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (size_t i = 1; i <= sheets; i++)
        str_addf(&xml,
                 "<Relationship Id=\"rId%zu\" Type=\"" XML_RELATION "/worksheet\""
                 " Target=\"worksheets/sheet%zu.xml\"/>",
                 i, i);
    str_addf(&xml,
             "<Relationship Id=\"rId%zu\" Type=\"" XML_RELATION "/styles\""
             " Target=\"styles.xml\"/></Relationships>",
             sheets + 1);
    part(z, "xl/_rels/workbook.xml.rels", &xml);
}

/* The time of the data, not of the writing: "2019-12-12T12:00:00Z". */
static void add_time(struct str *to, const char *name, int64_t wall) {
    enum { DAY = 86400 };
    char day[11];
    int64_t seconds = wall / 1000;
    int in_day = (int)(seconds % DAY);
    date_iso(date_from_days((int32_t)(seconds / DAY)), day);
    str_addf(to, "<dcterms:%s xsi:type=\"dcterms:W3CDTF\">%sT%02d:%02d:%02dZ</dcterms:%s>", name,
             day, in_day / 3600, in_day / 60 % 60, in_day % 60, name);
}

static void write_properties(struct zip *z, const struct book_about *about) {
    struct str xml = {0};
    str_add(&xml, XML_HEAD "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\""
                           " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                           " xmlns:dcterms=\"http://purl.org/dc/terms/\""
                           " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                           "<dc:title>Turnout reports</dc:title><dc:creator>Turnout</dc:creator>"
                           "<cp:keywords>");
    markup_text(&xml, about->marking);
    str_add(&xml, "</cp:keywords>");
    add_time(&xml, "created", about->wall);
    add_time(&xml, "modified", about->wall);
    str_add(&xml, "</cp:coreProperties>");
    part(z, "docProps/core.xml", &xml);
}

static void write_constant(struct zip *z, const char *name, const char *xml) {
    zip_entry(z, name);
    zip_write(z, xml, strlen(xml));
}

void xlsx_parts_write(struct zip *z, const struct book_about *about, const struct xlsx_sheet *sheet,
                      size_t sheets, size_t charts) {
    write_types(z, sheets, charts);
    write_constant(z, "_rels/.rels", relations);
    write_workbook(z, sheet, sheets);
    write_styles(z);
    write_properties(z, about);
    write_constant(z, "docProps/app.xml", app);
}
