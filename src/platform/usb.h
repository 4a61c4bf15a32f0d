/* USB sticks: which are there, and word of each that comes or goes.
 *
 * Sticks are mounted by the machine, not by us; here is one folder that it mounts them in. Each
 * folder in it is a stick, called after the folder; where the watched folder is a mount or holds
 * files it is the only stick itself. Names with a dot in front are nobody's. The watching is for
 * the UI thread, which polls usb_fd() (inotify and the kernel's list of mounts, no timer); looking
 * may wait for a slow stick and is for a worker. */
#pragma once

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct usb;

struct usb *usb_watch(const char *dir, struct err *err); /* makes the folder; NULL: it cannot */
void usb_close(struct usb *u);                           /* NULL is fine */
int usb_fd(const struct usb *u); /* readable: something came or went; -1 of NULL */
/* Did anything since the last call? Does not wait. The kernel tells of a mount only once: whoever
 * has found usb_fd() readable knows the answer already, and calls this to forget it. */
bool usb_changed(struct usb *u);

enum { USB_NAME = 64 };

struct usb_stick {
    char name[USB_NAME];
    int64_t room; /* free bytes */
    bool read_only, unreadable;
};

/* The sticks that are there now, by name; at most `max`. `dir` NULL: none. */
size_t usb_sticks(const char *dir, struct usb_stick *ret, size_t max);

/* The folder of a stick of that name. False: it is not there, and the sentence says so. */
bool usb_path(const char *dir, const char *stick, char *out, size_t size, struct err *err) MUST_USE;
