/* The real clock counts from the boot of the machine, sleep included, so that two marks of one boot
 * can always be told apart in time, whatever happens to the date. */
#include "base/clock.h"

#include <fcntl.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/uuid.h"

static int64_t now_ms(clockid_t id) {
    struct timespec ts;
    if (clock_gettime(id, &ts) != 0)
        BUG("the kernel has no such clock");
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static bool read_boot_id(char out[37]) {
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n = read(fd, out, 36);
    close(fd);
    out[36] = '\0';
    return n == 36;
}

void clock_init_real(struct clock *c) {
    *c = (struct clock){0};
    if (!read_boot_id(c->boot))
        uuid_v4(c->boot); /* no /proc: marks of this run at least belong together */
}

void clock_init_virtual(struct clock *c, int64_t wall) {
    *c = (struct clock){.is_virtual = true, .wall = wall};
    uuid_v4(c->boot);
}

int64_t clock_mono(const struct clock *c) {
    return c->is_virtual ? c->mono : now_ms(CLOCK_BOOTTIME);
}

int64_t clock_wall(const struct clock *c) {
    return c->is_virtual ? c->wall : now_ms(CLOCK_REALTIME);
}

void clock_advance(struct clock *c, int64_t ms) {
    ASSERT(c->is_virtual && ms >= 0);
    c->mono += ms;
    c->wall += ms;
}

bool clock_synchronised(const struct clock *c) {
    struct timex tx = {0};
    return !c->is_virtual && adjtimex(&tx) >= 0 && !(tx.status & STA_UNSYNC);
}
