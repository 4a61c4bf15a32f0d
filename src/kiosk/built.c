#include "kiosk/built.h"

#include <stdlib.h>
#include <string.h>

/* The compiler says "Feb  6 2019", or question marks. */
struct date built_date(void) {
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec", day[] = __DATE__;
    for (int month = 1; month <= 12; month++) {
        if (strncmp(day, months + 3 * (month - 1), 3) != 0)
            continue;
        struct date d = {(int16_t)strtol(day + 7, NULL, 10), (int8_t)month,
                         (int8_t)strtol(day + 4, NULL, 10)};
        return date_valid(d) ? d : (struct date){0};
    }
    return (struct date){0};
}
