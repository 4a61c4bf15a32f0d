/* A photograph has twenty times the pixels that the screen gives it. libjpeg can leave out the fine
 * detail while it decodes (to a half, a quarter or an eighth), which costs a part of the time and
 * of the memory. Its errors are functions that must not return, so they jump. */
#include "platform/photo.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jerror.h>
#include <jpeglib.h>

enum {
    RGB = 3,
    REDUCE_MOST = 8, /* libjpeg's strongest reduction */
    SCANS_MAX = 100  /* of a progressive JPEG: honest ones have ten, hostile ones cost hours */
};

struct reading {
    struct jpeg_decompress_struct d;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf jump;
    uint8_t *rgb;
    char *why;
    size_t why_size;
};

static _Noreturn void give_up(struct reading *r, const char *why) {
    snprintf(r->why, r->why_size, "%s", why);
    longjmp(r->jump, 1);
}

static _Noreturn void on_error(j_common_ptr d) {
    char words[JMSG_LENGTH_MAX];
    d->err->format_message(d, words);
    give_up(d->client_data, words);
}

/* Of the warnings only one counts: cut short, the rest of the picture would be grey. */
static void on_warning(j_common_ptr d, int level) {
    if (level < 0 && d->err->msg_code == JWRN_JPEG_EOF)
        give_up(d->client_data, "it ends too early");
}

static void on_progress(j_common_ptr d) {
    struct reading *r = d->client_data;
    if (r->d.input_scan_number > SCANS_MAX)
        give_up(r, "it has too many scans");
}

/* A picture that keeps its shape fills its room one way: it needs as many pixels there. */
static void reduce(struct jpeg_decompress_struct *d, int w, int h) {
    d->scale_num = 1;
    d->scale_denom = REDUCE_MOST;
    for (; d->scale_denom > 1; d->scale_denom /= 2) {
        jpeg_calc_output_dimensions(d);
        if (d->output_width >= (JDIMENSION)w || d->output_height >= (JDIMENSION)h)
            return;
    }
}

static void read_rows(struct reading *r) {
    struct jpeg_decompress_struct *d = &r->d;
    jpeg_start_decompress(d);
    size_t stride = (size_t)d->output_width * RGB;
    r->rgb = malloc(stride * d->output_height);
    if (r->rgb == NULL)
        give_up(r, "it takes more memory than there is");
    while (d->output_scanline < d->output_height) {
        JSAMPROW row = r->rgb + stride * d->output_scanline;
        jpeg_read_scanlines(d, &row, 1);
    }
    jpeg_finish_decompress(d);
}

static void read_all(struct reading *r, const void *bytes, size_t n, int side_max, int w, int h) {
    struct jpeg_decompress_struct *d = &r->d;
    jpeg_create_decompress(d);
    d->progress = &r->progress;
    jpeg_mem_src(d, bytes, (unsigned long)n);
    jpeg_read_header(d, TRUE);
    if (d->image_width > (JDIMENSION)side_max || d->image_height > (JDIMENSION)side_max)
        give_up(r, "it has too many pixels");
    d->out_color_space = JCS_RGB;
    reduce(d, w, h);
    read_rows(r);
}

bool photo_read(const void *bytes, size_t n, int side_max, int w, int h, struct photo *ret_photo,
                char *why, size_t why_size) {
    struct reading r = {
        .progress = {.progress_monitor = on_progress}, .why = why, .why_size = why_size};
    r.d.err = jpeg_std_error(&r.errors);
    r.errors.error_exit = on_error;
    r.errors.emit_message = on_warning;
    r.d.client_data = &r;
    bool ok = false;
    if (setjmp(r.jump) == 0) {
        read_all(&r, bytes, n, side_max, w, h);
        *ret_photo = (struct photo){r.rgb, (int)r.d.output_width, (int)r.d.output_height};
        ok = true;
    } else {
        free(r.rgb);
    }
    jpeg_destroy_decompress(&r.d);
    return ok;
}
