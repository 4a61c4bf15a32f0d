/* Pages from the system itself, not from malloc(): what malloc() gives back to itself, it keeps. */
#include "base/secret.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/err.h"

size_t secret_size(size_t n) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (n + page - 1) / page * page;
}

/* A system that refuses to lock pages still lets them be used: they are only not kept from its
 * swap, which a kiosk does not have. A page takes memory when it is used. */
static void lock(void *p, size_t size) {
    (void)mlock2(p, size, MLOCK_ONFAULT);
    (void)madvise(p, size, MADV_DONTDUMP);
}

void *secret_new(size_t n) {
    size_t size = secret_size(n);
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        BUG("out of memory");
    lock(p, size);
    return p;
}

void secret_free(void *p, size_t n) {
    if (!p)
        return;
    explicit_bzero(p, secret_size(n));
    munmap(p, secret_size(n));
}

/* A stack grows where its lowest page is touched, and one that is locked may grow only as long as
 * there is memory to lock: so it is made larger than that first, and what is below stays as it is
 * and grows freely. */
__attribute__((noinline)) void secret_stack(void) {
    unsigned char below[SECRET_STACK + (64 << 10)];
    uintptr_t page = secret_size(1), here = (uintptr_t)__builtin_frame_address(0);
    uintptr_t to = (here + page) / page * page;
    explicit_bzero(below, 1);
    lock((void *)(to - SECRET_STACK), SECRET_STACK);
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
