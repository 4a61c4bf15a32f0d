/* An attacker reads a whole export and learns no hidden number.
 *
 * He has the sessions report, the summary and the plan of the same sessions, as files. He knows all
 * about the sessions but the heads that are hidden, so also which of them are in which row; he
 * knows the rule, that heads are whole numbers, and even, which no report says, which blocks are in
 * the sums. Every published number becomes a limit on heads that he does not know; then he goes
 * through all heads that they can be. The judge of what is alike and what counts is written anew
 * here and asks nothing of outreach/suppress.c.
 *
 * TURNOUT_LONG=1 takes a hundred times as many programmes. */
#include "../store/fixture.h"

#include "small_sample.h"
#include "written.h"

#include <time.h>

#include "base/mem.h"
#include "base/str.h"
#include "outreach/table.h"
#include "report/cuts.h"
#include "report/report.h"

enum {
    LIMITS = 400,   /* published numbers */
    ROUNDS = 10000, /* programmes */
    ROUNDS_LONG = 1000000,
    WATCHED = 500, /* of which he is also shown sums that tell */
    FILES = 300,   /* of which files are written and read */
    FILES_LONG = 30000
};

struct limit { /* low <= the sum of heads times weight <= high */
    int64_t weight[N], low, high;
};

struct sight {          /* what the attacker sees */
    bool hidden[N];     /* no number in the sessions report */
    int64_t heads[N];   /* of the others: as published */
    bool counts[N];     /* hidden, and in the sums */
    bool sums_hold_all; /* for the judge's own sake: as if sums were not kept from telling */
    struct limit limit[LIMITS];
    size_t limits;
};

/* ---- the judge's own rule ---- */

static bool is_few(const struct programme *p, int i) {
    return p->s[i].reported.q != COUNT_NOT_RECORDED && p->s[i].reported.n > 0 &&
           p->s[i].reported.n < p->k;
}

/* Is the block of session `i` in the sums, were these the heads? */
static bool block_counts(const struct programme *p, const bool *few, const int64_t *heads, int i) {
    int64_t m = 0, sum = 0;
    for (int j = 0; j < N; j++) {
        if (!few[j] || !p->alike[i][j])
            continue;
        m++;
        sum += heads[j];
    }
    return m > 1 && sum >= m + p->k - 2 && sum <= (m - 1) * (p->k - 1) + 1;
}

/* What is hidden, and what of it is in the sums. */
static void judge(struct sight *x, const struct programme *p) {
    int64_t truth[N];
    for (int i = 0; i < N; i++) {
        x->hidden[i] = is_few(p, i);
        truth[i] = p->s[i].reported.n;
    }
    for (int i = 0; i < N; i++)
        x->counts[i] = x->hidden[i] && block_counts(p, x->hidden, truth, i);
}

/* ---- which sessions are in a row ---- */

static bool lists(const char *list, const char *word, const char *none) {
    size_t n = strlen(word);
    if (list[0] == '\0')
        return strcmp(word, none) == 0;
    for (const char *at = list; (at = strstr(at, word)) != NULL; at++)
        if ((at == list || at[-1] == ';') && (at[n] == '\0' || at[n] == ';'))
            return true;
    return false;
}

static bool is_school(const struct session *s) {
    return s->venue[0] != '\0';
}

static bool has_phase(const struct session *s, const char *phase) {
    if (!is_school(s))
        return strcmp(phase, "(not at a school)") == 0;
    return strcmp(phase, s->year_group[0] == '9'   ? "Secondary"
                         : s->year_group[0] == '5' ? "Primary"
                                                   : "(not said)") == 0;
}

static bool has_quarter(const struct session *s, const char *name) {
    static const char *const names[] = {"(no date)", "Q4 2017/18", "Q1 2018/19"};
    return strcmp(name, names[quarter_of(s) + 1]) == 0;
}

static bool is_or_none(const char *is, const char *value, const char *none) {
    return strcmp(value, is[0] != '\0' ? is : none) == 0;
}

/* Of the action "2.1" it is 2. */
static bool has_priority(const char *list, const char *value) {
    for (const char *code = list; *code != '\0'; code += strcspn(code, ";"), code += *code == ';')
        if (*code == value[0])
            return true;
    return list[0] == '\0' && strcmp(value, "(none)") == 0;
}

static bool is_in(const struct session *s, const char *cut, const char *value) {
    char year[16];
    snprintf(year, sizeof year, "Year %s", s->year_group);
    if (strcmp(cut, "total") == 0)
        return true;
    if (strcmp(cut, "school") == 0)
        return is_or_none(s->venue, value, "(not at a school)");
    if (strcmp(cut, "phase") == 0)
        return has_phase(s, value);
    if (strcmp(cut, "year group") == 0)
        return is_or_none(s->year_group[0] ? year : "", value, "(not said)");
    if (strcmp(cut, "topic") == 0)
        return is_or_none(s->topic, value, "(not said)");
    if (strcmp(cut, "audience") == 0)
        return is_or_none(s->audience, value, "(not said)");
    if (strcmp(cut, "ward") == 0)
        return is_or_none(s->ward, value, "(not said)");
    if (strcmp(cut, "deliverer") == 0)
        return lists(s->deliverer, value, "(not said)");
    if (strcmp(cut, "action") == 0)
        return lists(s->actions, value, "(none)");
    if (strcmp(cut, "quarter") == 0)
        return has_quarter(s, value);
    assert_string_equal(cut, "priority");
    return has_priority(s->actions, value);
}

/* ---- reading ---- */

static struct written write_report(struct fixture *f, const struct programme *p, const char *name,
                                   enum suppress_mode mode) {
    const struct ledger l = {.session = (struct session *)p->s, .sessions = N};
    const struct report_opts o = {
        .report = name, .wall = fixture_day(2019, 2, 6), .small = mode, .store = f->s};
    return written_of(&l, &o);
}

static int column(const struct written *w, const char *name) {
    for (int i = 0; i < (int)w->t.head.cells; i++)
        if (strcmp(w->t.head.cell[i], name) == 0)
            return i;
    fail_msg("there is no column %s", name);
    return 0;
}

static bool is_number(const char *text) {
    return text[0] >= '0' && text[0] <= '9';
}

/* What is shown of a row goes to the other side; what is left out is in no sum. */
static void take(struct sight *x, const struct programme *p, const bool in[N], bool minutes,
                 int64_t low, int64_t high) {
    assert_true(x->limits < LIMITS);
    struct limit *l = &x->limit[x->limits];
    *l = (struct limit){.low = low, .high = high};
    bool any = false;
    for (int i = 0; i < N; i++) {
        int64_t weight = minutes ? p->s[i].ends - p->s[i].starts : 1;
        if (!in[i])
            continue;
        if (x->hidden[i] && (x->counts[i] || x->sums_hold_all))
            l->weight[i] = weight;
        else if (!x->hidden[i])
            l->low -= weight * x->heads[i], l->high -= weight * x->heads[i];
        any = any || l->weight[i] != 0;
    }
    if (any) {
        x->limits++;
        return;
    }
    if (l->low > 0 || l->high < 0) /* no session is in it that it should not tell of */
        fail_msg("a sum is not that of its sessions: off by %lld to %lld", (long long)l->low,
                 (long long)l->high);
}

static void members(const struct programme *p, const char *cut, const char *value, bool in[N]) {
    for (int i = 0; i < N; i++)
        in[i] = is_in(&p->s[i], cut, value);
}

static void take_cut(struct sight *x, const struct programme *p, const char *cut, const char *value,
                     const char *cell) {
    bool in[N];
    members(p, cut, value, in);
    if (is_number(cell))
        take(x, p, in, false, strtol(cell, NULL, 10), strtol(cell, NULL, 10));
}

static void read_sessions(struct sight *x, const struct programme *p, const struct written *w) {
    static const char of_action[] = "Total for action ";
    int heads = column(w, "attendances"), qualifier = column(w, "qualifier");
    for (int i = 0; i < N; i++) {
        const char **cell = w->t.row[i].cell;
        assert_int_equal(strtol(cell[0], NULL, 10), p->s[i].id);
        x->heads[i] = strtol(cell[heads], NULL, 10);
        assert_int_equal(is_few(p, i), str_starts(cell[qualifier], "fewer than"));
        assert_true(!is_few(p, i) || cell[heads][0] == '\0');
    }
    judge(x, p);
    for (size_t i = N; i < w->t.rows; i++) {
        const char **cell = w->t.row[i].cell;
        if (strcmp(cell[0], "Total: sessions counted once") == 0)
            take_cut(x, p, "total", "", cell[heads]);
        else if (str_starts(cell[0], of_action))
            take_cut(x, p, "action", cell[0] + strlen(of_action), cell[heads]);
    }
}

static void read_summary(struct sight *x, const struct programme *p, const struct written *w) {
    enum { HOUR = 60 };
    int heads = column(w, "attendances"), hours = column(w, "contact_hours"),
        left_out = column(w, "left_out");
    for (size_t i = 0; i < w->t.rows; i++) {
        const char **cell = w->t.row[i].cell;
        bool in[N];
        if (cell[2][0] == '\0')
            break; /* the foot */
        take_cut(x, p, cell[0], cell[1], cell[heads]);
        members(p, cell[0], cell[1], in);
        long out = 0;
        for (int j = 0; j < N; j++)
            out += in[j] && x->hidden[j] && !x->counts[j];
        assert_int_equal(strtol(cell[left_out], NULL, 10), out);
        for (int j = 0; j < N; j++)
            in[j] = in[j] && p->s[j].ends > p->s[j].starts;
        int64_t n = strtol(cell[hours], NULL, 10) * HOUR;
        if (is_number(cell[hours])) /* rounded */
            take(x, p, in, true, n - HOUR / 2, n + HOUR / 2 - 1);
    }
}

/* "Q4 2017/18: 2 sessions at 1 school, at least 120 students, ...": of an action in a quarter. */
static void read_quarter_line(struct sight *x, const struct programme *p, const char *code,
                              const char *line) {
    char quarter[32] = "(no date)", *colon = strchr(line, ':');
    bool in[N];
    const char *comma = strchr(line, ',');
    assert_non_null(comma);
    const char *n = comma + 2;
    n += str_starts(n, "at least ") ? strlen("at least ") : 0;
    if (line[0] == 'Q')
        snprintf(quarter, sizeof quarter, "%.*s", (int)(colon - line), line);
    for (int i = 0; i < N; i++)
        in[i] = lists(p->s[i].actions, code, "(none)") && has_quarter(&p->s[i], quarter);
    char *end;
    int64_t heads = strtol(n, &end, 10);
    if (is_number(n) && !str_starts(end, " with fewer") && !str_starts(end, " not recorded"))
        take(x, p, in, false, heads, heads);
}

/* A line of one session ends with its heads. */
static void read_session_line(const struct sight *x, const struct programme *p, const char *line,
                              int64_t id) {
    for (int i = 0; i < N; i++) {
        char heads[24];
        if (p->s[i].id != id || p->s[i].reported.q == COUNT_NOT_RECORDED)
            continue;
        const char *last = strrchr(line, ',');
        snprintf(heads, sizeof heads, ", %d ", (int)p->s[i].reported.n);
        assert_non_null(last);
        if (x->hidden[i] ? !str_starts(last, ", fewer than ") : !str_starts(last, heads))
            fail_msg("session %d: %s", (int)id, line);
    }
}

static void read_plan(struct sight *x, const struct programme *p, const struct written *w) {
    int heads = column(w, "attendances"), update = column(w, "update"),
        sources = column(w, "source_sessions");
    for (size_t i = 0; i < w->t.rows; i++) {
        const char **cell = w->t.row[i].cell;
        char lines[4096], ids[1024], *line[N], *id[N];
        if (strcmp(cell[0], "Total: sessions counted once") == 0) {
            take_cut(x, p, "total", "", cell[heads]);
            return;
        }
        take_cut(x, p, "action", cell[0], cell[heads]);
        assert_true(STR_COPY(lines, cell[update]) && STR_COPY(ids, cell[sources]));
        size_t n = str_split(lines, '\n', line, N);
        assert_int_equal(str_split(ids, '\n', id, N), n);
        for (size_t j = 0; j < n; j++)
            if (line[j][0] == 'Q' || str_starts(line[j], "Without a date"))
                read_quarter_line(x, p, cell[0], line[j]);
            else
                read_session_line(x, p, line[j], strtol(id[j], NULL, 10));
    }
    fail_msg("the plan has no total");
}

/* The same sums before they become text, and contact hours to the minute. */
static void read_cells(struct sight *x, const struct programme *p, enum suppress_mode mode) {
    struct suppress *small = suppress_new(mode);
    struct cuts *cuts = cuts_new(small);
    size_t rows;
    for (int i = 0; i < N; i++)
        suppress_add(small, &p->s[i]);
    judge(x, p);
    for (int i = 0; i < N; i++) {
        cuts_add(cuts, &p->s[i]);
        x->heads[i] = x->hidden[i] ? 0 : p->s[i].reported.n;
        assert_int_equal(suppress_session(small, &p->s[i]), !x->hidden[i]  ? SUPPRESS_SHOWN
                                                            : x->counts[i] ? SUPPRESS_IN_SUMS
                                                                           : SUPPRESS_LEFT_OUT);
    }
    for (const struct cut_row *row = cuts_finish(cuts, &rows), *end = row + rows; row < end;
         row++) {
        bool in[N];
        int64_t heads = row->sum.heads.total.n;
        members(p, cut_name(row->cut), row->value, in);
        take(x, p, in, false, heads, heads);
        if (row->minutes >= 0)
            take(x, p, in, true, row->minutes, row->minutes);
    }
    cuts_free(cuts);
    suppress_free(small);
}

/* ---- the attack ---- */

static bool holds(const struct sight *x, const int64_t heads[N]) {
    for (size_t i = 0; i < x->limits; i++) {
        int64_t sum = 0;
        for (int j = 0; j < N; j++)
            sum += x->limit[i].weight[j] * heads[j];
        if (sum < x->limit[i].low || sum > x->limit[i].high)
            return false;
    }
    return true;
}

/* Would the same blocks be in the sums, were these the heads? */
static bool same_blocks(const struct sight *x, const struct programme *p, const int64_t heads[N]) {
    for (int i = 0; i < N; i++)
        if (x->hidden[i] && block_counts(p, x->hidden, heads, i) != x->counts[i])
            return false;
    return true;
}

/* All heads that are hidden, as the digits of a number; a reader of the sums can take them in any
 * order, and in a mixed one he soon meets all that is possible. */
static void nth_heads(const struct sight *x, const struct programme *p, int64_t n,
                      int64_t heads[N]) {
    for (int i = 0; i < N; i++) {
        heads[i] = x->hidden[i] ? 1 + n % (p->k - 1) : 0;
        n /= x->hidden[i] ? p->k - 1 : 1;
    }
}

/* How many hidden sessions have not all of their k - 1 numbers left. */
static int found_out(const struct sight *x, const struct programme *p) {
    enum { STEP = 7919 }; /* a prime, so that every number comes once */
    uint32_t possible[N] = {0}, all = (1u << p->k) - 2;
    int64_t heads[N], numbers = 1, n = 0;
    int found = 0;
    for (int i = 0; i < N; i++)
        numbers *= x->hidden[i] ? p->k - 1 : 1;
    for (int64_t left = numbers; left > 0; left--, n = (n + STEP) % numbers) {
        nth_heads(x, p, n, heads);
        if (!holds(x, heads) || (!x->sums_hold_all && !same_blocks(x, p, heads)))
            continue;
        found = 0;
        for (int i = 0; i < N; i++) {
            possible[i] |= 1u << heads[i];
            found += x->hidden[i] && (possible[i] & all) != all;
        }
        if (found == 0) /* nothing can be ruled out any more */
            break;
    }
    return found;
}

/* The true heads fit every published number: none was counted twice, none is in a sum that says it
 * is not. */
static void fits(const struct sight *x, const struct programme *p) {
    int64_t heads[N];
    for (int i = 0; i < N; i++)
        heads[i] = p->s[i].reported.n;
    if (!holds(x, heads))
        fail_msg("a sum is not that of its sessions");
}

/* What he would see if sums held everything and only small cells were empty. */
static int found_out_without_the_rule(const struct sight *seen, const struct programme *p) {
    static const char *const cuts[][2] = {
        {"total", ""},     {"topic", "Knives"},      {"action", "1.1"},
        {"action", "1.2"}, {"school", "Ash School"}, {"ward", "Elstree"}};
    static struct sight x;
    x = *seen;
    x.limits = 0;
    x.sums_hold_all = true;
    for (size_t c = 0; c < sizeof cuts / sizeof cuts[0]; c++) {
        bool in[N];
        int64_t sum = 0;
        members(p, cuts[c][0], cuts[c][1], in);
        for (int i = 0; i < N; i++)
            if (in[i] && p->s[i].reported.q != COUNT_NOT_RECORDED)
                sum += p->s[i].reported.n;
        if (sum == 0 || sum >= p->k)
            take(&x, p, in, false, sum, sum);
    }
    return found_out(&x, p);
}

static enum suppress_mode mode_of(int round) {
    return round % 4 == 0 ? SUPPRESS_STRICT : SUPPRESS_HIDE;
}

static void no_sum_tells_a_hidden_number(void **state) {
    (void)state;
    static struct sight x;
    int rounds = getenv("TURNOUT_LONG") ? ROUNDS_LONG : ROUNDS;
    int in_sums = 0, hidden = 0, without = 0;
    uint64_t r = 20190206;
    for (int round = 0; round < rounds; round++) {
        struct programme p = any_programme(&r, mode_of(round));
        x = (struct sight){0};
        read_cells(&x, &p, mode_of(round));
        fits(&x, &p);
        if (found_out(&x, &p) != 0)
            fail_msg("round %d: a hidden number is found out", round);
        if (round < WATCHED)
            without += found_out_without_the_rule(&x, &p) > 0;
        for (int i = 0; i < N; i++) {
            hidden += x.hidden[i];
            in_sums += x.counts[i];
        }
    }
    /* The attacker is awake, and not everything is left out to please him. */
    assert_true(without > WATCHED / 2);
    assert_true(in_sums > hidden / 10);
}

static void no_file_tells_a_hidden_number(void **state) {
    struct fixture *f = *state;
    static struct sight x;
    int rounds = getenv("TURNOUT_LONG") ? FILES_LONG : FILES;
    uint64_t r = 20191008;
    for (int round = 0; round < rounds; round++) {
        enum suppress_mode mode = mode_of(round);
        struct programme p = any_programme(&r, mode);
        struct written sessions = write_report(f, &p, "sessions", mode),
                       summary = write_report(f, &p, "summary", mode),
                       plan = write_report(f, &p, "plan", mode);
        x = (struct sight){0};
        read_sessions(&x, &p, &sessions);
        read_summary(&x, &p, &summary);
        read_plan(&x, &p, &plan);
        fits(&x, &p);
        if (found_out(&x, &p) != 0)
            fail_msg("round %d: a hidden number is found out\n%s\n%s\n%s", round, sessions.bytes,
                     summary.bytes, plan.bytes);
        written_forget(&sessions);
        written_forget(&summary);
        written_forget(&plan);
    }
}

/* Whether one kiosk had all sessions, or two had some each: put together they are the same. */
static void neither_order_nor_kiosk_matters(void **state) {
    (void)state;
    uint64_t r = 7;
    for (int round = 0; round < 2000; round++) {
        struct programme p = any_programme(&r, SUPPRESS_HIDE);
        struct suppress *one = suppress_new(SUPPRESS_HIDE), *two = suppress_new(SUPPRESS_HIDE);
        uint64_t kiosk = next_random(&r);
        for (int i = 0; i < N; i++)
            suppress_add(one, &p.s[i]);
        for (int half = 0; half < 2; half++)
            for (int i = N - 1; i >= 0; i--)
                if ((int)(kiosk >> i & 1) == half)
                    suppress_add(two, &p.s[i]);
        assert_int_equal(suppress_left_out(one), suppress_left_out(two));
        for (int i = 0; i < N; i++)
            assert_int_equal(suppress_session(one, &p.s[i]), suppress_session(two, &p.s[i]));
        suppress_free(one);
        suppress_free(two);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(no_sum_tells_a_hidden_number),
        TEST(no_file_tells_a_hidden_number),
        TEST(neither_order_nor_kiosk_matters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
