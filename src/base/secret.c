/* Pages from the system itself, not from malloc(): what malloc() gives back to itself, it keeps. */
#include "base/secret.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/err.h"

size_t secret_size(size_t n) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (n + page - 1) / page * page;
}

/* A system that refuses to lock them still gives the pages: they are only not kept from its swap,
 * which a kiosk does not have. */
void *secret_new(size_t n) {
    size_t size = secret_size(n);
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        BUG("out of memory");
    (void)mlock2(p, size, MLOCK_ONFAULT); /* a page takes memory when it is used */
    (void)madvise(p, size, MADV_DONTDUMP);
    return p;
}

void secret_free(void *p, size_t n) {
    if (!p)
        return;
    explicit_bzero(p, secret_size(n));
    munmap(p, secret_size(n));
}

bool secret_locks(size_t n) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_MEMLOCK, &limit);
    }
    size_t size = secret_size(n);
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    bool locks = p != MAP_FAILED && mlock(p, size) == 0;
    if (p != MAP_FAILED)
        munmap(p, size);
    return locks;
}
