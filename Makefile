# Turnout: `make run` opens a demo kiosk, `make test` proves the tree, `make help` lists the rest.
# Everything made goes into $O: obj (objects), bin, lib/turnout and share/turnout. These last three look
# exactly like an installed tree, so the program finds its parts beside itself in both.

O       ?= build
PREFIX  ?= /usr/local
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
CFLAGS  ?= -O2 -g
WERROR  ?= -Werror
SIZE    ?= 800x480
SCALE   ?= 100
Q       := $(if $(V),,@)

# Debian packages, by what needs them. `make run` and `make test` install what is missing.
PACKAGES_RUN   := gcc libc6-dev make pkg-config gettext librsvg2-bin fonts-noto-core libcsv-dev \
                  libical-dev libinih-dev libjansson-dev libjpeg62-turbo-dev libpcre2-dev libpng-dev \
                  libminizip-dev libqrencode-dev libsdl2-dev libsdl2-ttf-dev libsqlite3-dev libssl-dev \
                  libx11-dev libxlsxwriter-dev libxml2-dev
PACKAGES_TEST  := $(PACKAGES_RUN) dosfstools libcmocka-dev openssl python3-openpyxl xvfb zbar-tools zlib1g-dev
PACKAGES_LINT  := $(PACKAGES_TEST) clang-format codespell shellcheck
PACKAGES_FUZZ  := $(PACKAGES_RUN) clang
PACKAGES_BENCH := $(PACKAGES_TEST) libxtst-dev strace valgrind

ifeq ($(MAKELEVEL),0)
MAKEFLAGS += --no-print-directory -j$(shell nproc)
endif
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

# --- what is built -------------------------------------------------------------------------------

# A module is loaded only while it is needed: libical maps 30 MB that most kiosks never use, and libxml2
# and libxlsxwriter would lengthen every start.
MODULES := src/forms/sax.c src/outreach/ics.c src/platform/photo.c src/report/xlsx.c
sax_LIBS := -lxml2
ics_LIBS := -lical
photo_LIBS := -ljpeg
xlsx_LIBS := -lxlsxwriter
MODULE_LIBS := $(sax_LIBS) $(ics_LIBS) $(photo_LIBS) $(xlsx_LIBS) -lz

SRC     := $(filter-out $(MODULES),$(wildcard src/*/*.c))
# Tests have the modules linked in: tests/unit/*/*_open.c stand in for their namesakes.
LIBRARY := $(filter-out src/kiosk/main.c src/forms/sax_open.c src/report/xlsx_open.c,$(SRC))
TESTS   := $(wildcard tests/unit/*/test_*.c tests/fault/test_*.c)
SCRIPTS := $(wildcard tests/lint/test*.sh tests/e2e/*.sh tests/ui/*.touch)
HELPERS := $(filter-out $(TESTS),$(wildcard tests/unit/*/*.c tests/fault/*.c))
BENCHES := $(wildcard tests/bench/*.c)
FUZZERS := $(wildcard tests/fuzz/fuzz_*.c)
ICONS   := $(wildcard assets/icons/*.svg)
PO      := $(wildcard assets/languages/*.po)
PLAIN   := $(filter-out %/README.md assets/doc/%.png,$(shell find assets/themes assets/fonts assets/demo assets/tallies \
                           assets/doc assets/forms assets/help -type f))
MAN     := $(wildcard assets/man/*.[1-8]) $O/man/turnout.1

obj      = $(patsubst %.c,$O/obj/%.o,$1)
PROGRAM := $O/bin/turnout
MODULE  := $(patsubst %.c,$O/lib/turnout/%.so,$(notdir $(MODULES)))
SHARE   := $(PLAIN:assets/%=$O/share/turnout/%) \
           $(ICONS:assets/%.svg=$O/share/turnout/%.png) \
           $(PO:assets/languages/%.po=$O/share/turnout/languages/%/LC_MESSAGES/turnout.mo)
TEST_PROGRAMS := $(TESTS:tests/%.c=$O/tests/%)
BENCH_PROGRAMS := $(BENCHES:tests/%.c=$O/tests/%)
FUZZ_PROGRAMS := $(FUZZERS:tests/%.c=$O/tests/%)

# --- how it is compiled --------------------------------------------------------------------------

LIBS := sdl2 SDL2_ttf sqlite3 libcrypto libpcre2-8 jansson inih libpng libqrencode x11
# Asked once, when the first recipe needs it: `make run` may install pkg-config only a moment before.
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(LIBS) libxml-2.0))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(shell pkg-config --libs $(LIBS)) -lcsv -lm -lpthread)$(PKG_LIBS)

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wvla \
        -Wswitch-enum -Wwrite-strings -Wconversion -Wno-sign-conversion $(WERROR)
HARD := $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all, \
        $(if $(findstring -O,$(CFLAGS)),-D_FORTIFY_SOURCE=2) -fstack-protector-strong)
COMPILE = $(CC) -std=c11 -D_GNU_SOURCE -Isrc $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) $(HARD) $(WARN)
LINK    = $(CC) $(CFLAGS) $(if $(SAN),-fsanitize=$(SAN)) -pie \
          -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)

all: $(PROGRAM) $(MODULE) $(SHARE) $O/compile_commands.json ## build the program and its files

# Changes when the way to compile changes, and then everything is compiled again.
$O/flags: always
	@mkdir -p $(@D); echo '$(COMPILE)' | cmp -s - $@ || echo '$(COMPILE)' >$@

$O/obj/%.o: %.c $O/flags
	@mkdir -p $(@D)
	$(if $V,,@echo '  CC    $<')
	$Q$(COMPILE) $(EXTRA) -MMD -MP -c -o $@ $<
	@printf '{"directory":"%s","file":"%s","command":"%s"},\n' '$(CURDIR)' '$<' \
	  '$(COMPILE) $(EXTRA) -c $<' >$@.json

$O/obj/%.o: EXTRA = -fPIE
$O/obj/tests/%.o: EXTRA = -fPIE $(if $(findstring clang,$(CC)),,-Wno-format-truncation)
$(call obj,src/platform/raster.c): EXTRA = -fPIE -O3
$(call obj,$(MODULES)): EXTRA = -fPIC
-include $(wildcard $O/obj/*/*/*.d $O/obj/*/*/*/*.d)

$O/compile_commands.json: $(call obj,$(SRC) $(MODULES))
	@cat $(^:=.json) | sed '1s/^/[/; $$s/,$$/]/' >$@

# A program for a test takes from this archive only what it calls.
$O/turnout.a: $(call obj,$(LIBRARY) $(MODULES) $(HELPERS))
	@rm -f $@; ar rcs $@ $^

$(PROGRAM): $(call obj,$(SRC))
	@mkdir -p $(@D)
	$(if $V,,@echo '  LINK  $@')
	$Q$(LINK) -o $@ $^ $(PKG_LIBS)

# A module uses nothing of the program: -z defs proves it.
$O/lib/turnout/sax.so: $(call obj,src/forms/sax.c)
$O/lib/turnout/ics.so: $(call obj,src/outreach/ics.c)
$O/lib/turnout/photo.so: $(call obj,src/platform/photo.c)
$O/lib/turnout/xlsx.so: $(call obj,src/report/xlsx.c)
$(MODULE):
	@mkdir -p $(@D)
	$(if $V,,@echo '  LINK  $@')
	$Q$(filter-out -pie,$(LINK)) -shared $(if $(SAN),,-Wl,-z,defs) -o $@ $< $($(basename $(@F))_LIBS)

$O/tests/%: $O/obj/tests/%.o $O/turnout.a
	@mkdir -p $(@D)
	$(if $V,,@echo '  LINK  $@')
	$Q$(LINK) $(if $(findstring fuzz_,$@),-fsanitize=fuzzer) -o $@ $^ $(PKG_LIBS) $(MODULE_LIBS) \
	  $(if $(findstring test_,$@),-lcmocka) $(if $(findstring bench,$@),-lXtst)

$O/share/turnout/icons/%.png: assets/icons/%.svg
	@mkdir -p $(@D)
	$Qrsvg-convert -w 128 -h 128 -o $@ $<

$O/share/turnout/languages/%/LC_MESSAGES/turnout.mo: assets/languages/%.po
	@mkdir -p $(@D)
	$Qmsgfmt --check -o $@ $<

$O/share/turnout/%: assets/%
	$Qinstall -D -m 644 $< $@

# Made from the same tables as --help.
$O/man/turnout.1: $(PROGRAM)
	@mkdir -p $(@D)
	$Q$< --man >$@

# --- try it --------------------------------------------------------------------------------------

LANGUAGE_OPTION := $(if $(UI_LANG),--lang $(UI_LANG))
KIOSK = $(PROGRAM) run --size $(SIZE) --scale $(SCALE) $(LANGUAGE_OPTION)

run: deps-run ## open the demo kiosk in a window (SIZE=1280x720 SCALE=150 UI_LANG=pl), or tour it
	@$(MAKE) $(if $(DISPLAY)$(WAYLAND_DISPLAY),demo,tour)

demo: all
	@mkdir -p $O/demo/incoming && cp assets/demo/*.csv $O/demo/incoming/
	$(KIOSK) --data $O/demo

tour: all
	@rm -rf $O/tour && mkdir -p $O/tour/incoming $O/tour/shots && cp assets/demo/*.csv $O/tour/incoming/
	@echo 'No display: playing the guided tour without a window.'
	$(KIOSK) --data $O/tour --headless --script tests/ui/workshop.touch --shots $O/tour/shots
	@echo 'Pictures:'; ls $O/tour/shots/*.png
	@echo 'Exported counts:'; ls $O/tour/exports/*.csv

# --- prove it ------------------------------------------------------------------------------------

RUN_TESTS = TURNOUT_BIN=$(abspath $(PROGRAM)) TURNOUT_SHARED=$(wildcard $(abspath ../shared)) \
            TURNOUT_OUT=$O/test V=$V CC=$(CC) tests/run

test: deps-test ## run every test that needs no special machine
	@$(MAKE) run-tests

run-tests: all $(TEST_PROGRAMS)
	@$(RUN_TESTS) $(TEST_PROGRAMS) $(SCRIPTS)

asan: deps-test ## run the tests with the address and undefined behaviour sanitizers
	@$(MAKE) run-tests O=build-asan SAN=address,undefined

tsan: deps-test ## run the tests with the thread sanitizer
	@$(MAKE) run-tests O=build-tsan SAN=thread

check: deps-test ## test, lint, both sanitizers and the long loops
	@TURNOUT_LONG=1 $(MAKE) run-tests
	@$(MAKE) lint
	@$(MAKE) asan
	@$(MAKE) tsan

golden-update: deps-test ## write what the screens show now as what the tests expect
	@TURNOUT_GOLDEN_UPDATE=1 $(MAKE) run-tests

FUZZ_SECONDS ?= 60
fuzz: deps-fuzz ## feed every parser with broken input for FUZZ_SECONDS each
	@$(MAKE) run-fuzz O=build-fuzz CC=clang SAN=address,undefined CFLAGS='-O1 -g -fsanitize=fuzzer-no-link'

run-fuzz: $(FUZZ_PROGRAMS)
	$Qset -e; for f in $(FUZZ_PROGRAMS); do name=$${f##*/fuzz_}; \
	  mkdir -p $O/corpus/$$name tests/fuzz/corpus/$$name; \
	  $$f -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=$O/ $O/corpus/$$name \
	    tests/fuzz/corpus/$$name; done

bench: deps-bench ## measure against the limits in tests/bench
	@$(MAKE) run-bench

run-bench: all $(BENCH_PROGRAMS)
	$Qset -e; for b in tests/bench/*.sh; do TURNOUT_BIN=$(abspath $(PROGRAM)) \
	  TURNOUT_BENCH=$(abspath $O/tests/bench) bash $$b; done

format: deps-lint ## lay out the C files as .clang-format says
	clang-format -i $(wildcard src/*/*.[ch] tests/*/*.[ch] tests/*/*/*.[ch])

format-check: deps-lint ## say which C files are laid out otherwise
	@tests/lint/format.sh

check-headers: deps-run ## compile every header alone
	@COMPILE='$(COMPILE)' tests/lint/headers.sh

lint: deps-lint ## layout, layers, headers, sizes, spelling, scripts: what reading should not have to find
	@COMPILE='$(COMPILE)' tests/lint/run && tests/lint/test.sh && tests/lint/test_runner.sh

# --- install it ----------------------------------------------------------------------------------

ROOT = $(abspath $(DESTDIR)$(PREFIX))

install: all $(MAN) ## copy program, modules and files to DESTDIR/PREFIX
	install -D -m 755 -t $(ROOT)/bin $(PROGRAM)
	install -D -m 755 -t $(ROOT)/lib/turnout $(MODULE)
	cd $O/share && find turnout -type f -exec install -D -m 644 {} $(ROOT)/share/{} \;
	$(foreach m,$(MAN),install -D -m 644 $m $(ROOT)/share/man/man$(subst .,,$(suffix $m))/$(notdir $m);)

uninstall: ## remove what install copied
	rm -rf $(ROOT)/bin/turnout $(ROOT)/lib/turnout $(ROOT)/share/turnout
	$(foreach m,$(MAN),rm -f $(ROOT)/share/man/man$(subst .,,$(suffix $m))/$(notdir $m);)

clean: ## remove everything made
	rm -rf build build-asan build-tsan build-fuzz $O

help: ## print this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

# --- packages ------------------------------------------------------------------------------------

deps-run:   need = $(PACKAGES_RUN)
deps-test:  need = $(PACKAGES_TEST)
deps-lint:  need = $(PACKAGES_LINT)
deps-fuzz:  need = $(PACKAGES_FUZZ)
deps-bench: need = $(PACKAGES_BENCH)
deps-run deps-test deps-lint deps-fuzz deps-bench:
	@command -v dpkg-query >/dev/null || { echo 'Not a Debian system: please install the equivalents of' \
	  '$(need).'; exit 0; }; \
	missing=$$(dpkg-query -W -f '$${db:Status-Status} $${Package}\n' $(need) 2>/dev/null | \
	  sed -n 's/^installed //p' | sort - /dev/null | comm -13 - <(printf '%s\n' $(need) | sort)); \
	[ -z "$$missing" ] || { sudo=$$([ $$(id -u) = 0 ] || echo sudo); \
	  echo "Installing Debian packages:" $$missing; \
	  $$sudo apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null; }

SHELL := bash
.PHONY: all always run demo tour test run-tests asan tsan check golden-update fuzz run-fuzz bench run-bench \
        format format-check check-headers lint install uninstall clean help \
        deps-run deps-test deps-lint deps-fuzz deps-bench
