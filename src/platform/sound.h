/* The click of a counted head. Opens the sound device on the first click on a thread of its own and
 * closes it after two still seconds, so that nothing wakes up while nobody taps. No sound device:
 * silence. */
#pragma once

struct sound;

struct sound *sound_new(void); /* cheap: touches no device */
void sound_free(struct sound *s);
void sound_click(struct sound *s); /* never blocks */
