/* The floor: as little as SDL and SDL_ttf need to show a screen of the same wealth (a title, a
 * field, twelve buttons, ten rows, a keyboard) and to answer a press: no layout, no state, no
 * storage. A kiosk that opens on a plainer screen and maps its fonts can come out a little below 1.
 *
 *     floor_sdl FONT first      shows the screen, then sleeps until it is ended
 *     floor_sdl FONT uidirty    the same; a pressed button is filled anew, only its place is shown
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <SDL.h>
#include <SDL_ttf.h>

enum { W = 800, H = 480, COLUMNS = 4, BUTTONS = 12, ROWS = 10 };

struct floor {
    SDL_Window *window;
    SDL_Surface *frame;
    TTF_Font *large, *medium, *small;
};

static void box(const struct floor *f, SDL_Rect r, uint32_t rgb) {
    SDL_FillRect(f->frame, &r, 0x6c7d8c);
    SDL_Rect inner = {r.x + 1, r.y + 1, r.w - 2, r.h - 2};
    SDL_FillRect(f->frame, &inner, rgb);
}

static void words(const struct floor *f, TTF_Font *font, const char *s, int x, int y) {
    SDL_Surface *text = TTF_RenderUTF8_Blended(font, s, (SDL_Color){18, 32, 46, 255});
    if (text == NULL)
        return;
    SDL_BlitSurface(text, NULL, f->frame, &(SDL_Rect){x, y, 0, 0});
    SDL_FreeSurface(text);
}

static SDL_Rect button_rect(int i) {
    return (SDL_Rect){8 + i % COLUMNS * 97, 56 + i / COLUMNS * 80, 90, 72};
}

static void button(const struct floor *f, int i, bool pressed) {
    char label[16];
    snprintf(label, sizeof(label), "Item %d", i + 1);
    SDL_Rect r = button_rect(i);
    box(f, r, pressed ? 0xc5d0d9 : 0xffffff);
    words(f, f->medium, label, r.x + 10, r.y + 20);
}

static void draw(const struct floor *f) {
    static const char *const keys[] = {"qwertyuiop-", "asdfghjkl'.", "zxcvbnm,!?<"};
    SDL_FillRect(f->frame, NULL, 0xeef2f5);
    words(f, f->large, "Knife crime workshop", 12, 6);
    box(f, (SDL_Rect){W / 2, 6, W / 2 - 12, 40}, 0xffffff);
    words(f, f->medium, "Rosalind", W / 2 + 8, 10);
    for (int i = 0; i < BUTTONS; i++)
        button(f, i, false);
    for (int i = 0; i < ROWS; i++) {
        char row[64];
        snprintf(row, sizeof(row), "%02d  Person of the list, number %d", i + 1, i * 37);
        box(f, (SDL_Rect){W / 2 + 4, 56 + i * 24, W / 2 - 16, 23}, 0xffffff);
        words(f, f->small, row, W / 2 + 10, 56 + i * 24);
    }
    for (int line = 0; line < 3; line++)
        for (int i = 0; keys[line][i] != '\0'; i++) {
            SDL_Rect r = {i * W / 11 + 1, 302 + line * 59, W / 11 - 2, 57};
            box(f, r, 0xffffff);
            words(f, f->medium, (char[]){keys[line][i], '\0'}, r.x + r.w / 2 - 5, r.y + 12);
        }
}

static void press(const struct floor *f, const SDL_MouseButtonEvent *e, bool down) {
    for (int i = 0; i < BUTTONS; i++) {
        SDL_Rect r = button_rect(i);
        if (!down || SDL_PointInRect(&(SDL_Point){e->x, e->y}, &r)) {
            box(f, r, down ? 0xc5d0d9 : 0xffffff);
            SDL_UpdateWindowSurfaceRects(f->window, &r, 1);
        }
    }
}

int main(int argc, char **argv) {
    if (argc != 3)
        return 2;
    bool answers = strcmp(argv[2], "uidirty") == 0;
    struct floor f = {0};
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0 || TTF_Init() != 0)
        return 1;
    f.window = SDL_CreateWindow("floor", 0, 0, W, H, SDL_WINDOW_BORDERLESS);
    f.frame = f.window != NULL ? SDL_GetWindowSurface(f.window) : NULL;
    f.large = TTF_OpenFont(argv[1], 28);
    f.medium = TTF_OpenFont(argv[1], 20);
    f.small = TTF_OpenFont(argv[1], 14);
    if (f.frame == NULL || f.large == NULL || f.medium == NULL || f.small == NULL)
        return 1;
    draw(&f);
    SDL_UpdateWindowSurface(f.window);
    for (SDL_Event e; SDL_WaitEvent(&e) && e.type != SDL_QUIT;)
        if (answers && (e.type == SDL_MOUSEBUTTONDOWN || e.type == SDL_MOUSEBUTTONUP))
            press(&f, &e.button, e.type == SDL_MOUSEBUTTONDOWN);
    SDL_Quit();
    return 0;
}
