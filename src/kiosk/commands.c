/* The commands of `turnout` with their options. Values are checked while the command line is read,
 * so that a slip in one is wrong use and nothing has been done yet. */
#include "kiosk/commands.h"

#include <string.h>

#include "forms/dates.h"
#include "kiosk/cmd.h"
#include "outreach/date.h"
#include "report/report.h"
#include "report/school.h"
#include "report/ticklist.h"

#define VERSION "0.1"

static bool check_size(const char *value, struct err *err) {
    struct settings s;
    settings_init(&s);
    return settings_set(&s, "size", value, err);
}

static bool check_scale(const char *value, struct err *err) {
    struct settings s;
    settings_init(&s);
    return settings_set(&s, "scale", value, err);
}

static bool check_lang(const char *value, struct err *err) {
    struct settings s;
    settings_init(&s);
    return settings_set(&s, "lang", value, err);
}

static bool check_marking(const char *value, struct err *err) {
    struct settings s;
    settings_init(&s);
    return settings_set(&s, "marking", value, err);
}

static bool check_path(const char *value, struct err *err) {
    return *value || err_set(err, ERR_INPUT, "the name is empty: give a path");
}

static bool check_usb(const char *value, struct err *err) {
    struct settings s;
    settings_init(&s);
    return check_path(value, err) && settings_set(&s, "usb", value, err);
}

static bool check_date(const char *value, struct err *err) {
    struct date date;
    return date_parse_iso(value, &date) ||
           err_set(err, ERR_INPUT, "\"%s\" is not a date: write it as 2019-02-06", value);
}

const struct export_other export_others[] = {{"envelopes", cmd_export_envelopes},
                                             {"sealed", cmd_export_sealed},
                                             {TICKLIST, cmd_export_ticklist},
                                             {SCHOOL_SHEET, cmd_export_school},
                                             {NULL, NULL}};

static bool check_report(const char *value, struct err *err) {
    struct str all CLEANUP(str_release) = {0};
    for (size_t i = 0; report_name(i) != NULL; i++) {
        if (str_eq(value, report_name(i)))
            return true;
        str_addf(&all, "%s or ", report_name(i));
    }
    for (size_t i = 0; report_alone(i) != NULL; i++) {
        if (str_eq(value, report_alone(i)))
            return true;
        str_addf(&all, "%s or ", report_alone(i));
    }
    for (const struct export_other *x = export_others; x->name != NULL; x++) {
        if (str_eq(value, x->name))
            return true;
        str_addf(&all, "%s%s", x->name, x[1].name != NULL ? " or " : "");
    }
    return err_set(err, ERR_INPUT, "there is no report \"%s\": it can be %s", value, str_c(&all));
}

static bool check_small(const char *value, struct err *err) {
    enum suppress_mode mode;
    return suppress_mode_parse(value, &mode) ||
           err_set(err, ERR_INPUT, "small numbers can be hide, strict or show, not \"%s\"", value);
}

/* The number that the sessions report has in its column "id". */
static bool check_session(const char *value, struct err *err) {
    size_t digits = strspn(value, "0123456789");
    return (digits > 0 && digits < 19 && value[digits] == '\0') ||
           err_set(err, ERR_INPUT, "\"%s\" is no session: give its id of the sessions report",
                   value);
}

static bool check_moment(const char *value, struct err *err) {
    struct moment m;
    return (moment_parse(value, &m) && m.has_date) ||
           err_set(err, ERR_INPUT, "\"%s\" is not a time: write it as 2024-03-01T10:30", value);
}

static bool check_seed(const char *value, struct err *err) {
    size_t digits = strspn(value, "0123456789");
    return (digits > 0 && digits < 20 && value[digits] == '\0') ||
           err_set(err, ERR_INPUT, "\"%s\" is not a whole number", value);
}

#define DATA                                                                                       \
    { "data", "DIR", "the folder with everything this kiosk keeps", OPT_DATA, check_path }
#define END                                                                                        \
    { NULL, NULL, NULL, 0, NULL }

static const struct args_option run_options[] = {
    DATA,
    {"size", "WxH", "size of the window in pixels, such as 800x480", OPT_SIZE, check_size},
    {"scale", "PCT", "text size, 100 to 200 percent", OPT_SCALE, check_scale},
    {"lang", "XX", "language at the start, such as en or pl", OPT_LANG, check_lang},
    {"fullscreen", NULL, "covers the whole screen", OPT_FULLSCREEN, NULL},
    {"headless", NULL, "opens no window: for scripts and tests", OPT_HEADLESS, NULL},
    {"script", "FILE", "plays a touch script in virtual time, then ends", OPT_SCRIPT, check_path},
    {"shots", "DIR", "folder for the script's pictures", OPT_SHOTS, check_path},
    {"usb", "DIR", "folder in which USB sticks show, each as a folder of its own", OPT_USB,
     check_usb},
    END};

static const struct args_option import_options[] = {
    DATA,
    {"dry-run", NULL, "tells what the files hold and what is wrong, changes nothing", OPT_DRY_RUN,
     NULL},
    {"replace", NULL, "takes another key of the coordinator in the place of the one that is here",
     OPT_REPLACE, NULL},
    {"second", NULL, "a key is a second reader's: concerns are sealed to both", OPT_SECOND, NULL},
    {"withdraw", NULL, "with --second: from now on concerns are not sealed to that key any more",
     OPT_WITHDRAW, NULL},
    END};

static const struct args_option export_options[] = {
    DATA,
    {"report", "NAME",
     "one report only: sessions (a .csv's if not given), summary, plan, tallies, register, "
     "feedback, shift, safety, asb or quality; or comments, what adults wrote in their own words, "
     "which is not among all; or envelopes, what visitors left sealed, into a new folder; or "
     "sealed, "
     "the same of forms with a key of their own; or roster, the names of a session with boxes to "
     "tick, as a page to print (needs the coordinator's code); or school, a page about a session "
     "for the head teacher",
     OPT_REPORT, check_report},
    {"from", "DATE", "leaves out what was before, such as 2019-02-06", OPT_FROM, check_date},
    {"until", "DATE", "leaves out what was after", OPT_UNTIL, check_date},
    {"marking", "TEXT", "handling marking in the file", OPT_MARKING, check_marking},
    {"bom", NULL, "begins a .csv with a byte order mark, without which Excel garbles accents",
     OPT_BOM, NULL},
    {"small", "HOW",
     "what becomes of small numbers of people: hide those below 5 (if not given), strict: those "
     "below 10, show: all stand there, for the coordinator's own use",
     OPT_SMALL, check_small},
    {"session", "ID", "the session that a page is about: its id of the sessions report",
     OPT_SESSION, check_session},
    {"names", NULL, "writes names into the register; needs the coordinator's code", OPT_NAMES,
     NULL},
    {"key", "FILE", "opens the names of sealed sign-ins with the coordinator's private key",
     OPT_KEY, check_path},
    END};

static const struct args_option open_options[] = {
    {"out", "OUT.csv", "writes the table into a new file instead of printing it", OPT_OUT,
     check_path},
    END};

static const struct args_option status_options[] = {
    DATA, {"json", NULL, "for programs instead of people", OPT_JSON, NULL}, END};

static const struct args_option codes_options[] = {
    DATA,
    {"reset", NULL, "both codes are lost: deletes the names on this kiosk and keeps the counts",
     OPT_RESET, NULL},
    END};

static const struct args_option purge_options[] = {
    DATA,
    {"dry-run", NULL, "tells how much of what would go, deletes nothing", OPT_DRY_RUN, NULL},
    {"until", "DATE", "all of this day and earlier goes, however long it is to be kept", OPT_UNTIL,
     check_date},
    {"envelopes", NULL,
     "also sealed envelopes that were taken away: you say that all of them have arrived",
     OPT_ENVELOPES, NULL},
    END};

static const struct args_option data_options[] = {DATA, END};

static const struct args_option form_options[] = {
    {"now", "TIME", "run: the time at which the form is filled in, such as 2024-03-01T10:30",
     OPT_NOW, check_moment},
    {"seed", "N", "run: what chance starts from; the same prints the same", OPT_SEED, check_seed},
    END};
static const struct args_option no_options[] = {END};

static const struct args_command table[] = {
    {.name = "run",
     .operands = "",
     .help = "opens the kiosk",
     .more = "Settings of the data folder's turnout.ini hold where no option says otherwise.",
     .options = run_options,
     .run = cmd_run},
    {.name = "import",
     .operands = "FILE|DIR...",
     .help = "takes in programmes, plans and their updates, replies, figures of others, lists of "
             "people, forms, help cards and the coordinator's key",
     .more = "What a file is shows in its content. A folder stands for its .csv, .ics and "
             ".public.pem files, those in its folder rosters, the forms in its folder forms and "
             "the help cards in its folder help, as a stick brings them. "
             "Everything doubtful is listed with its line. Plans are taken in before programmes, "
             "lists of people behind them, whatever the order of the files; and all of the files "
             "or none: one that is wrong is named, and nothing has changed. "
             "A form brings the files beside it and those in its folder FORM-media; it opens at "
             "the next start.",
     .options = import_options,
     .min = 1,
     .max = -1,
     .run = cmd_import},
    {.name = "export",
     .operands = "OUT",
     .help = "writes reports for the coordinator, or the folder OUT with envelopes",
     .more =
         "The ending of OUT picks the format: a workbook with charts (.xlsx), a page to print "
         "(.html), one table for a spreadsheet (.csv), or JSON for programs (.json). All but .csv "
         "hold every report, each with its definitions; .csv holds one.",
     .options = export_options,
     .min = 1,
     .max = 1,
     .run = cmd_export},
    {.name = "keygen",
     .operands = "OUT",
     .help = "makes the coordinator's pair of keys, OUT.private.pem and OUT.public.pem",
     .more = "For the coordinator's own machine. A kiosk that has the public key seals sign-ins so "
             "that only the private key opens them.",
     .options = no_options,
     .min = 1,
     .max = 1,
     .run = cmd_keygen},
    {.name = "open",
     .operands = "PRIVATE.pem DIR|FILE...",
     .help = "opens sealed envelopes and submissions with the coordinator's private key",
     .more = "For the coordinator's own machine. Looks through the folders for sealed submissions "
             "(ODK form encryption: submission.xml and what it names, beside it), as the kiosk and "
             "ODK servers export them, and makes one table of what was in them. Empty envelopes "
             "are counted and left out. What is damaged is named and not shown; all others open "
             "nevertheless. Media files are checked and left out.",
     .options = open_options,
     .min = 2,
     .max = -1,
     .run = cmd_open},
    {.name = "status",
     .operands = "",
     .help = "tells how the kiosk is doing",
     .options = status_options,
     .run = cmd_status},
    {.name = "verify",
     .operands = "",
     .help = "checks everything that is kept, changes nothing",
     .options = data_options,
     .run = cmd_verify},
    {.name = "backup",
     .operands = "OUT",
     .help = "copies the database to OUT, also while the kiosk runs",
     .options = data_options,
     .min = 1,
     .max = 1,
     .run = cmd_backup},
    {.name = "form",
     .operands = "check FILE.xml | run FILE.xml STEPS",
     .help = "tells whether a form (ODK XForms) runs on this kiosk, and how",
     .more = "check lists, with lines, what stops the form and what will be otherwise here than "
             "its author meant. Lists and pictures are looked for in the folder FILE-media and "
             "beside the file. run fills the form in by the file STEPS (- reads them from the "
             "terminal), keeps nothing and prints what a step asks for. One step a line: set PATH "
             "VALUE (no value or \"\" clears), add PATH (of a repeat), remove PATH[N], lang NAME, "
             "show PATH (the path, a tab, then value=\"...\" relevant=yes readonly=no required=no "
             "valid=yes label=\"...\", with backslashes before quotes and as \\n for a new line), "
             "choices PATH (value, tab, label), validate (path, tab, message of each fault, or "
             "valid), pages, submit (the record as it would be sent). Lines that begin with # are "
             "skipped. The first step that fails ends the run.",
     .options = form_options,
     .min = 2,
     .max = 3,
     .run = cmd_form},
    {.name = "codes",
     .operands = "",
     .help = "sets a new staff code and a new coordinator code",
     .more = "One of the two codes of before is needed; with that the names on the kiosk stay and "
             "open with the new ones. Where both are lost, nobody can open the names any more.",
     .options = codes_options,
     .run = cmd_codes},
    {.name = "purge",
     .operands = "",
     .help = "deletes what has been kept long enough, and keeps every count",
     .more = "Names go after twelve months, drafts and envelopes as the settings say. The kiosk "
             "must be stopped; its coordinator finds the same on the screen. What is deleted is in "
             "no file of the data folder any more, also not in the copies of before, and status "
             "lists when how much of what went. It needs no code.",
     .options = purge_options,
     .run = cmd_purge},
    {.name = NULL}};

static void man_more(struct str *out) {
    settings_man(out);
    str_add(out, ".SH ENVIRONMENT\n.TP\n.B TURNOUT_CODE\nThe staff or coordinator code, for "
                 "commands that read or write names. Where it is not set, they ask for the code at "
                 "the terminal. It is never an option: everybody on a machine can read those.\n"
                 ".TP\n.B TURNOUT_STAFF_CODE\n.TQ\n.B TURNOUT_COORDINATOR_CODE\nThe new codes for "
                 "\\fBturnout codes\\fR, asked for in the same way.\n"
                 ".TP\n.B TURNOUT_PASSPHRASE\nThe passphrase of the coordinator's private key, "
                 "asked for in the same way.\n");
    str_add(out, ".SH FILES\n.TP\n.I $XDG_DATA_HOME/turnout\nThe data folder if \\fB\\-\\-data\\fR "
                 "does not name one; \\fI~/.local/share/turnout\\fR if the variable is not set.\n"
                 ".TP\n.I DIR/incoming\nFiles here are offered for import on the screen.\n"
                 ".TP\n.I DIR/tallies.ini\nWhat is tallied besides heads, in place of the list "
                 "that was installed.\n"
                 ".TP\n.I DIR/forms\nForms that were imported; of one id the newer version opens. "
                 "\\fIkiosk.ini\\fR there says for whom forms are, in place of the list that was "
                 "installed; what it does not name staff find under Forms.\n");
}

const struct args_program *commands(void) {
    static const struct args_program program = {
        .name = "turnout",
        .version = VERSION,
        .help = "offline kiosk for attendance at school workshops",
        .more =
            "Turnout runs on a touch screen in a school hall. Staff count who came to each "
            "session, every tap is safe on the card at once, and afterwards the counts leave as "
            "a file. It needs no network.",
        .commands = table,
        .man_more = man_more,
    };
    return &program;
}

bool command_settings(const struct args *a, const char *dir, struct settings *ret,
                      struct err *err) {
    static const struct {
        const char *key;
        enum option option;
    } overrides[] = {{"size", OPT_SIZE},
                     {"scale", OPT_SCALE},
                     {"lang", OPT_LANG},
                     {"marking", OPT_MARKING},
                     {"usb", OPT_USB}};
    struct settings s;
    settings_init(&s);
    if (!settings_load(&s, dir, err))
        return false;
    for (size_t i = 0; i < sizeof(overrides) / sizeof(overrides[0]); i++) {
        const char *value = args_value(a, (int)overrides[i].option);
        if (value && !settings_set(&s, overrides[i].key, value, err))
            return false;
    }
    *ret = s;
    return true;
}
