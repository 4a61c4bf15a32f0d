/* What the parts of a workbook begin with and refer to. */
#pragma once

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define XML_SHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define XML_RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define XML_DRAWING "http://schemas.openxmlformats.org/drawingml/2006/main"
#define XML_CHART "http://schemas.openxmlformats.org/drawingml/2006/chart"
