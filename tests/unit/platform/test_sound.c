/* The click is played where there is a device, and nobody waits for one where there is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/sound.h"

static void never_asked_it_touches_nothing(void **state) {
    (void)state;
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", "/nowhere/click.raw", 1);
    struct sound *s = sound_new();
    sound_free(s);
    sound_free(NULL);
}

static void without_a_device_it_is_silent(void **state) {
    (void)state;
    setenv("SDL_AUDIODRIVER", "nosuchdriver", 1);
    struct sound *s = sound_new();
    for (int i = 0; i < 1000; i++)
        sound_click(s);
    sound_free(s);
}

/* True when the file has a sample that is not silence. */
static bool has_sound(const char *path) {
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return false;
    bool found = false;
    for (int c; !found && (c = getc(f)) != EOF;)
        found = c != 0;
    fclose(f);
    return found;
}

static void a_click_is_heard(void **state) {
    (void)state;
    char path[] = "/tmp/test_sound_XXXXXX";
    close(mkstemp(path));
    setenv("SDL_AUDIODRIVER", "disk",
           1); /* SDL's device for tests: what is played goes to a file */
    setenv("SDL_DISKAUDIOFILE", path, 1);
    struct sound *s = sound_new();
    sound_click(s);
    bool heard = false;
    for (int i = 0; i < 100 && !heard; i++) {
        nanosleep(&(struct timespec){0, 10000000}, NULL);
        heard = has_sound(path);
    }
    sound_click(s);
    sound_free(s);
    unlink(path);
    assert_true(heard);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(never_asked_it_touches_nothing),
        cmocka_unit_test(without_a_device_it_is_silent),
        cmocka_unit_test(a_click_is_heard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
