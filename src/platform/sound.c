/* A click of three milliseconds, made here, played by a thread of its own.
 *
 * An open sound device wakes its thread a hundred times a second, so it is open only while people
 * tap: the thread opens it at the first click, closes it after two still seconds, and otherwise
 * sleeps in a wait without end. The thread itself is started by the first click. Whatever fails,
 * fails in silence: a click is a courtesy. */
#include "platform/sound.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <SDL.h>

#include "base/mem.h"

enum {
    RATE = 44100,
    SAMPLES = RATE * 3 / 1000,
    STILL_SECONDS = 2,
    QUEUED_MAX =
        4 * SAMPLES * (int)sizeof(int16_t) /* taps faster than the device are not saved up */
};

struct sound {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    bool running, stop, broken;
    unsigned clicks; /* asked for and not played yet */
    int16_t click[SAMPLES];
};

/* 1.4 kHz that dies away: dry, like a tally counter's key. */
static void make_click(int16_t *out) {
    for (int i = 0; i < SAMPLES; i++) {
        double t = (double)i / RATE;
        out[i] = (int16_t)(9000 * exp(-t * 1600) * sin(2 * 3.14159265 * 1400 * t));
    }
}

struct sound *sound_new(void) {
    struct sound *s = xcalloc(1, sizeof(*s));
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&s->changed, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&s->lock, NULL);
    make_click(s->click);
    return s;
}

static SDL_AudioDeviceID open_device(void) {
    SDL_AudioSpec want = {.freq = RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = 256};
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
        return 0;
    SDL_AudioDeviceID device = SDL_OpenAudioDevice(NULL, 0, &want, NULL, 0);
    if (device == 0)
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    else
        SDL_PauseAudioDevice(device, 0);
    return device;
}

static void close_device(SDL_AudioDeviceID device) {
    SDL_CloseAudioDevice(device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

/* Waits, locked, for a click or the end. False: two seconds have passed without. */
static bool wait_still(struct sound *s) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += STILL_SECONDS;
    while (s->clicks == 0 && !s->stop)
        if (pthread_cond_timedwait(&s->changed, &s->lock, &until) == ETIMEDOUT)
            return false;
    return true;
}

/* Plays until it has been still for long enough. Called locked; unlocked around everything slow. */
static void play(struct sound *s) {
    pthread_mutex_unlock(&s->lock);
    SDL_AudioDeviceID device = open_device();
    pthread_mutex_lock(&s->lock);
    s->broken = device == 0;
    while (!s->broken && !s->stop) {
        unsigned clicks = s->clicks;
        s->clicks = 0;
        pthread_mutex_unlock(&s->lock);
        for (; clicks > 0 && SDL_GetQueuedAudioSize(device) < QUEUED_MAX; clicks--)
            SDL_QueueAudio(device, s->click, sizeof(s->click));
        pthread_mutex_lock(&s->lock);
        if (!wait_still(s))
            break;
    }
    if (device != 0) {
        pthread_mutex_unlock(&s->lock);
        close_device(device);
        pthread_mutex_lock(&s->lock);
    }
}

static void *run(void *arg) {
    struct sound *s = arg;
    pthread_mutex_lock(&s->lock);
    while (!s->stop && !s->broken) {
        if (s->clicks > 0)
            play(s);
        else
            pthread_cond_wait(&s->changed, &s->lock);
    }
    pthread_mutex_unlock(&s->lock);
    SDL_TLSCleanup(); /* what SDL keeps for each thread; it only does so itself for its own threads
                       */
    return NULL;
}

void sound_click(struct sound *s) {
    pthread_mutex_lock(&s->lock);
    if (!s->running && !s->broken) {
        s->running = pthread_create(&s->thread, NULL, run, s) == 0;
        s->broken = !s->running;
    }
    s->clicks = s->broken ? 0 : s->clicks + 1;
    pthread_cond_signal(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

void sound_free(struct sound *s) {
    if (s == NULL)
        return;
    pthread_mutex_lock(&s->lock);
    s->stop = true;
    pthread_cond_signal(&s->changed);
    pthread_mutex_unlock(&s->lock);
    if (s->running)
        pthread_join(s->thread, NULL);
    pthread_cond_destroy(&s->changed);
    pthread_mutex_destroy(&s->lock);
    free(s);
}
