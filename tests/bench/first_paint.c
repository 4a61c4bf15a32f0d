/* From start to first frame, seen from outside; then what the program costs while nothing happens.
 *
 *     first_paint X Y IDLE_SECONDS PROGRAM [ARGUMENT...]
 *
 * Watches pixel X,Y of the root window until it has another colour than before the start. Then,
 * after a second to settle, counts the voluntary context switches (wake-ups) of all threads for
 * IDLE_SECONDS and reads the program's proportional set size. Prints: first_ms=... pss_kib=...
 * wakeups=... */
#include "outside.h"

#include <dirent.h>
#include <string.h>

/* Sum of a "Name: number" line over the threads of a process; -1: it is gone. */
static long long sum_threads(pid_t pid, const char *name) {
    char dir[64], path[512], line[256];
    snprintf(dir, sizeof(dir), "/proc/%d/task", (int)pid);
    DIR *d = opendir(dir);
    if (d == NULL)
        return -1;
    long long sum = 0;
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        snprintf(path, sizeof(path), "%s/%s/status", dir, e->d_name);
        FILE *f = e->d_name[0] == '.' ? NULL : fopen(path, "r");
        if (f == NULL)
            continue;
        while (fgets(line, sizeof(line), f) != NULL)
            if (strncmp(line, name, strlen(name)) == 0)
                sum += strtoll(line + strlen(name), NULL, 10);
        fclose(f);
    }
    closedir(d);
    return sum;
}

static long pss_kib(pid_t pid) {
    char path[64], line[256];
    long pss = -1;
    snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int)pid);
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return -1;
    while (fgets(line, sizeof(line), f) != NULL)
        if (strncmp(line, "Pss:", 4) == 0)
            pss = strtol(line + 4, NULL, 10);
    fclose(f);
    return pss;
}

int main(int argc, char **argv) {
    if (argc < 5) {
        fputs("usage: first_paint X Y IDLE_SECONDS PROGRAM [ARGUMENT...]\n", stderr);
        return 2;
    }
    int x = (int)strtol(argv[1], NULL, 10), y = (int)strtol(argv[2], NULL, 10);
    long idle = strtol(argv[3], NULL, 10);
    Display *d = open_display();
    unsigned long before = pixel_at(d, x, y);
    double start = wall_ms();
    pid_t pid = start_program(argv + 4);
    double waited = wait_pixel(d, x, y, before, 0, 300, 20000), first = wall_ms() - start;
    long long wakeups = -1;
    long pss = -1;
    if (waited >= 0 && idle > 0) {
        sleep_us(1000000);
        long long from = sum_threads(pid, "voluntary_ctxt_switches:");
        sleep_us(idle * 1000000);
        wakeups = sum_threads(pid, "voluntary_ctxt_switches:") - from;
        pss = pss_kib(pid);
    }
    end_program(pid);
    XCloseDisplay(d);
    if (waited < 0) {
        fprintf(stderr, "%s painted nothing.\n", argv[4]);
        return 1;
    }
    printf("first_ms=%.2f pss_kib=%ld wakeups=%lld\n", first, pss, wakeups);
    return 0;
}
