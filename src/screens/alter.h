/* What the screen `alter` is asked for: its init gets one of these as `why`. */
#pragma once

enum alter { ALTER_CANCEL = 1, ALTER_MOVE, ALTER_REINSTATE, ALTER_REOPEN };
