/* A session that staff make for the day that the kiosk shows has its date from the kiosk: when the
 * dates of that boot turn out to be wrong, it moves with the boot's records. One that is made for
 * another day has its date from a person, and stays where it is. */
#include "store/store_internal.h"

const char schema_dates[] =
    "ALTER TABLE session ADD COLUMN made TEXT NOT NULL DEFAULT ''" /* '': not by staff */
    " CHECK (made IN ('', 'on the day', 'afterwards', 'ahead'));"
    "ALTER TABLE session ADD COLUMN made_boot INTEGER REFERENCES boot(number);" /* on the day */
    "UPDATE session SET made = 'on the day' WHERE file = '' AND moved_from IS NULL;";
