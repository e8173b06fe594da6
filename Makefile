# make            build/ambulando
# make run        the patient's pages on http://localhost:8080, records in var/
# make test       everything that CI runs; ends with "N passed, N failed"
# make check      the fast loop: both compilers, tests under sanitizers, format
# make bench      how fast it is on this machine
# make fuzz       each fuzzer for a minute;  make soak: each for ten, and a million random records
# make cover      branch coverage of engine/ and core/
# make courses    docs/courses.md again, after a change to a rule
# make enumerate  every state of the engine's core and every answer to its questions;  make golden-table:
#                 their table is as it should be, after test/enumerate/changed has said what changes
# make plans-table  the plans of all cases are as they should be, after a change that moves them
# make mutants    a mistake at a time in engine/: is it noticed?
# make proof      the contracts of the dose and the gate, proved
# make figures    a sheet of all exercise figures, for review
# make screens    the pictures of README.md again
# make format     lays out the C files
# make clean
#
# Sources are found by wildcard. Each kind of build has a folder of its own under build/:
#   gcc     what is shipped         asan    clang with ASan and UBSan
#   clang   the same by clang       fuzz    the same, with libFuzzer
#   cover   gcc, counting branches
#   vary    gcc, with tables that can be moved

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

FREE := core record knowledge engine figure app
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wvla -Wcast-qual -Wundef \
	-Wstrict-prototypes -Wmissing-prototypes -Werror
CFLAGS := -std=c17 -g -ffp-contract=off -Ibuild/gen $(WARN)
HOSTED := -D_GNU_SOURCE -pthread
# Of what is shipped, and of what clang makes of it. Checked reads and writes are of a libc, so of the hosted
# parts alone; docs/admin.md says what each is for, test/hardened.sh that it is there.
HARDEN := -fPIE -fstack-protector-strong -fstack-clash-protection \
	$(if $(filter x86_64,$(shell uname -m)),-fcf-protection)
HARDEN_gcc := $(HARDEN) -ftrivial-auto-var-init=zero -fzero-call-used-regs=used-gpr
HARDEN_LINK := -pie -Wl,-z,relro,-z,now,-z,noexecstack
HOSTED_gcc := -D_FORTIFY_SOURCE=3
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# Of the hosted parts; whatever is linked takes all of them.
LIBS := -lsqlite3 -lsodium -lmicrohttpd -lgnutls -lqrencode -lz -lm

# The tables' own program is hosted and takes no part in the library.
TABLES_SRC := $(wildcard knowledge/tables*.c)
POSES_SRC := $(wildcard knowledge/poses*.c)
LIB_SRC := $(filter-out $(TABLES_SRC) $(POSES_SRC),$(wildcard $(FREE:%=%/*.c)))
STORE_SRC := $(wildcard store/*.c)
CLINIC_SRC := $(wildcard clinic/*.c)
SERVER_SRC := $(wildcard host/server/*.c)
SIM_SRC := $(wildcard sim/*.c)
HOST_SRC := $(wildcard host/cli/*.c)
TEST_SRC := $(wildcard test/test_*.c)

FUZZ_SRC := $(wildcard test/fuzz_*.c)
BENCH_SRC := $(wildcard test/bench*.c)
VARY_SRC := $(wildcard test/vary*.c)
COURSES_SRC := $(wildcard test/courses*.c)
ENUMERATE_SRC := $(filter-out %/changed.c,$(wildcard test/enumerate/*.c))
PAGE_SRC := test/page.c test/desk.c test/figures.c test/same.c test/home.c test/ics.c
# Whatever else is in test/, and the parts of the tables' program, any test may use.
HELP_SRC := $(filter-out $(TEST_SRC) $(FUZZ_SRC) $(BENCH_SRC) $(VARY_SRC) $(COURSES_SRC) $(PAGE_SRC), \
	$(wildcard test/*.c)) \
	$(filter-out knowledge/tables.c,$(TABLES_SRC)) $(filter-out knowledge/poses.c,$(POSES_SRC))
BROWSER_SRC := $(wildcard host/browser/*.c)
# block.c and memory.c are of a module only.
ALL_SRC := host/browser/core.c host/browser/figures.c $(LIB_SRC) $(CLINIC_SRC) $(STORE_SRC) $(SERVER_SRC) $(SIM_SRC) $(HOST_SRC) $(TEST_SRC) $(BENCH_SRC) $(COURSES_SRC) $(PAGE_SRC) $(HELP_SRC) $(ENUMERATE_SRC) test/enumerate/changed.c knowledge/tables.c knowledge/poses.c

# Public goals first look for what they need, then go parallel.
PARALLEL = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))
SUB = @$(MAKE) --no-print-directory -s $(PARALLEL)

.PHONY: all run test check bench icons courses figures enumerate golden-table plans-table mutants bite proof fuzz corpora soak cover format clean
all:
	@test/need build
	$(SUB) build/ambulando
run:
	@test/need build
	$(SUB) build/ambulando
	@exec build/ambulando serve
test:
	@test/need journeys
	@test/run $@
check:
	@test/need test
	@test/run $@
bench:
	@test/need build
	$(SUB) build/ambulando build/gcc/bench
	@build/gcc/bench build/ambulando
	@if command -v node >/dev/null; then node test/bench_serve.mjs build/ambulando build/gcc/bench; \
	else echo "the server from outside: left out, as nodejs is not installed"; fi
	@if [ -x build/npm/bin/node ]; then build/npm/bin/node test/bench_browser.mjs; \
	else echo "the browser: left out, until make test has installed what it uses"; fi
screens:
	@test/need journeys
	$(SUB) build/ambulando
	@SCREENS=1 build/npm/bin/node test/e2e/pages.mjs
	$(SUB) build/gcc/figures
	@mkdir -p build/figures && build/gcc/figures build/figures N2 && cp build/figures/N2.svg docs/screens/figure.svg
icons:
	@test/need journeys
	@build/npm/bin/node test/e2e/icons.mjs
enumerate:
	@test/need build
	$(SUB) build/gcc/enumerate
	@build/gcc/enumerate whole
golden-table:
	@test/need build
	$(SUB) build/gcc/enumerate
	@build/gcc/enumerate golden >build/golden.tsv
	@mv build/golden.tsv test/enumerate/golden.tsv
plans-table:
	@test/need build
	$(SUB) build/gcc/test_plans
	@build/gcc/test_plans new >build/plans.tsv
	@mv build/plans.tsv test/plans.tsv
mutants:
	@test/need journeys
	$(SUB) tests-gcc build/gcc/enumerate
	@build/npm/bin/node test/mutants.mjs whole
bite:
	@test/need test
	$(SUB) tests-gcc
	@node test/bite.mjs
proof:
	@test/need proof
	$(SUB) build/gen/knowledge.inc
	@test/proof.sh
figures:
	@test/need build
	$(SUB) build/gcc/figures
	@mkdir -p build/figures
	@build/gcc/figures build/figures
	@echo "build/figures/index.html shows all of them"
courses:
	@test/need build
	$(SUB) build/gcc/courses
	@build/gcc/courses >docs/courses.md
fuzz corpora soak:
	@test/need test
	@test/run $@
cover:
	@test/need build
	@test/run cover
format:
	@test/need test
	@clang-format -i $(wildcard $(ALL_SRC) $(FUZZ_SRC) $(VARY_SRC)) $(HEADERS)
clean:
	@rm -rf build

# --- the knowledge tables, as C -------------------------------------------------------------------

TABLES_TSV := knowledge/exercises.tsv knowledge/walking.tsv knowledge/sources.tsv \
	knowledge/questions.tsv
HEADERS := $(wildcard $(FREE:%=%/*.h) sim/*.h clinic/*.h store/*.h host/cli/*.h host/server/*.h test/*.h test/enumerate/*.h)

build/tables: $(TABLES_SRC) knowledge/dose.c $(wildcard knowledge/*.def record/*.def) $(HEADERS)
	@mkdir -p build
	gcc $(CFLAGS) -O1 -o $@ $(filter %.c,$^)
build/gen/knowledge.inc: build/tables $(TABLES_TSV)
	@mkdir -p build/gen
	build/tables $(TABLES_TSV) >$@.new
	@mv $@.new $@

FIGURES := $(sort $(wildcard knowledge/figures/*.figures))
build/poses: $(POSES_SRC) knowledge/joints.c $(wildcard knowledge/*.def) knowledge/figure.h knowledge/poses.h
	@mkdir -p build
	gcc $(CFLAGS) -D_GNU_SOURCE -O1 -o $@ $(filter %.c,$^) -lm
build/gen/figures.inc: build/poses $(FIGURES)
	@mkdir -p build/gen
	build/poses $(FIGURES) >$@.new
	@mv $@.new $@

# The schema and its steps: the bytes of each, and a NUL.
build/gen/%.sql.inc: store/%.sql
	@mkdir -p build/gen
	od -An -v -tu1 $< | sed 's/[0-9][0-9]*/&,/g; $$a 0' >$@.new
	@mv $@.new $@
SQL_INC := $(patsubst store/%.sql,build/gen/%.sql.inc,$(wildcard store/*.sql))

# --- the same in a browser -----------------------------------------------------------------------

# clang and lld make two modules of what needs no libc: the pages, and what draws figures. Nothing is
# imported. Where they are not installed the server has no worker, and its pages are whole without one.
WASM_CC := clang --target=wasm32 -std=c17 -ffreestanding -nostdlib -Oz -ffp-contract=off -ffunction-sections \
	-fdata-sections -Ihost/browser/include -Ibuild/gen $(WARN)
WASM_LINK := wasm-ld --no-entry --strip-all --gc-sections -z stack-size=262144
WASM := $(if $(and $(shell command -v clang),$(shell command -v wasm-ld)),build/wasm/core.wasm build/wasm/figures.wasm)
WASM_BOTH := build/wasm/host/browser/memory.o build/wasm/host/browser/block.o
build/wasm/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(WASM_CC) $(WASM_FLAGS) -MMD -MP -c -o $@ $<
build/wasm/host/browser/memory.o: WASM_FLAGS := -fno-builtin
build/wasm/knowledge/figure.o: WASM_FLAGS := -DFIGURES_NOT_DRAWN
build/wasm/knowledge/figure.o build/wasm/drawn.o: build/gen/figures.inc
build/wasm/knowledge/knowledge.o: build/gen/knowledge.inc
build/wasm/drawn.o: knowledge/figure.c Makefile
	@mkdir -p $(@D)
	$(WASM_CC) -MMD -MP -c -o $@ $<
build/wasm/core.wasm: $(WASM_BOTH) build/wasm/host/browser/core.o $(LIB_SRC:%.c=build/wasm/%.o)
	$(WASM_LINK) -o $@ $^
build/wasm/figures.wasm: $(WASM_BOTH) build/wasm/host/browser/figures.o build/wasm/drawn.o \
		$(filter-out build/wasm/knowledge/figure.o,$(LIB_SRC:%.c=build/wasm/%.o))
	$(WASM_LINK) -o $@ $^
-include $(patsubst %.c,build/wasm/%.d,$(LIB_SRC) $(BROWSER_SRC)) build/wasm/drawn.d

# Whatever of web/ a browser may fetch, as bytes.
WEB := $(sort $(wildcard $(foreach type,css js svg png ico webmanifest txt,web/*.$(type) web/*/*.$(type))))
WORKER := $(addprefix host/browser/,module.js log.js sync.js worker.js)
# Icons and their list are for whoever installs it: a system fetches those itself.
KEPT := $(filter-out %.png %.webmanifest,$(WEB))
build/gen/worker.js: host/browser/worker $(WORKER) $(KEPT) $(WASM)
	host/browser/worker "$(WORKER)" $(KEPT) $(WASM) >$@.new
	@mv $@.new $@
SERVED := $(WEB) $(WASM) $(if $(WASM),build/gen/worker.js)
build/gen/web.inc: host/server/embed $(SERVED)
	@mkdir -p build/gen
	host/server/embed $(SERVED) >$@.new
	@mv $@.new $@

# --- one set of rules for each kind of build ------------------------------------------------------
# $(call KIND,name,compiler,flags,flags of a test program's linking)
define KIND
$(1)_lib := $$(LIB_SRC:%.c=build/$(1)/%.o)
build/$(1)/%.o: %.c Makefile
	@mkdir -p $$(@D)
	$(2) $$(CFLAGS) $(3) $$(if $$(filter $$(FREE:%=%/%),$$(filter-out $$(TABLES_SRC) $$(POSES_SRC),$$<)),-ffreestanding,$$(HOSTED) $$(HOSTED_$(1))) -MMD -MP -c -o $$@ $$<
build/$(1)/knowledge/knowledge.o: build/gen/knowledge.inc
build/$(1)/knowledge/figure.o: build/gen/figures.inc
build/$(1)/store/sqlite_schema.o: $(SQL_INC)
build/$(1)/host/server/static.o: build/gen/web.inc
build/$(1)/lib.a: $$($(1)_lib)
	@rm -f $$@
	ar rcs $$@ $$^
build/$(1)/store.a: $$(STORE_SRC:%.c=build/$(1)/%.o)
	@rm -f $$@
	ar rcs $$@ $$^
build/$(1)/clinic.a: $$(CLINIC_SRC:%.c=build/$(1)/%.o)
	@rm -f $$@
	ar rcs $$@ $$^
build/$(1)/sim.a: $$(SIM_SRC:%.c=build/$(1)/%.o)
	@rm -f $$@
	ar rcs $$@ $$^
build/$(1)/server.a: $$(SERVER_SRC:%.c=build/$(1)/%.o)
	@rm -f $$@
	ar rcs $$@ $$^
build/$(1)/help.a: $$(HELP_SRC:%.c=build/$(1)/%.o)
	@rm -f $$@
	ar rcs $$@ $$^
build/$(1)/ambulando: $$(HOST_SRC:%.c=build/$(1)/%.o) build/$(1)/sim.a build/$(1)/server.a build/$(1)/clinic.a build/$(1)/store.a build/$(1)/lib.a
	$(2) $(3) $(4) -pthread -o $$@ $$^ $(LIBS)
build/$(1)/bench: $$(BENCH_SRC:%.c=build/$(1)/%.o) build/$(1)/help.a build/$(1)/server.a build/$(1)/clinic.a build/$(1)/store.a build/$(1)/lib.a
	$(2) $(3) $(4) -pthread -o $$@ $$^ $(LIBS)
build/$(1)/courses: $$(COURSES_SRC:%.c=build/$(1)/%.o) build/$(1)/sim.a build/$(1)/lib.a
	$(2) $(3) -o $$@ $$^
build/$(1)/enumerate: $$(ENUMERATE_SRC:%.c=build/$(1)/%.o) build/$(1)/lib.a
	$(2) $(3) $(4) -o $$@ $$^
build/$(1)/same: build/$(1)/test/same.o build/$(1)/host/browser/core.o build/$(1)/lib.a
	$(2) $(3) $(4) -o $$@ $$^
build/$(1)/%: build/$(1)/test/%.o build/$(1)/help.a build/$(1)/sim.a build/$(1)/server.a build/$(1)/clinic.a build/$(1)/store.a build/$(1)/lib.a
	$(2) $(3) $(4) -pthread -o $$@ $$^ $(LIBS)
.PHONY: objects-$(1) tests-$(1)
objects-$(1): $$(ALL_SRC:%.c=build/$(1)/%.o)
tests-$(1): $$(TEST_SRC:test/%.c=build/$(1)/%) build/$(1)/ambulando
-include $$(patsubst %.c,build/$(1)/%.d,$$(ALL_SRC) $$(VARY_SRC) $$(FUZZ_SRC))
endef

$(eval $(call KIND,gcc,gcc,-O2 $(HARDEN_gcc),$(HARDEN_LINK)))
$(eval $(call KIND,clang,clang,-O2 $(HARDEN)))
$(eval $(call KIND,asan,clang,-O1 $(SANITIZE)))
$(eval $(call KIND,fuzz,clang,-O1 $(SANITIZE) -fsanitize=fuzzer-no-link,-fsanitize=fuzzer))
$(eval $(call KIND,cover,gcc,-O1 --coverage))
$(eval $(call KIND,vary,gcc,-O2 -DLIMITS_VARY))

.SECONDARY:
.PHONY: fuzzers format-check freestanding analyze
fuzzers: $(FUZZ_SRC:test/%.c=build/fuzz/%)
build/ambulando: build/gcc/ambulando
	@cp -f $< $@

format-check:
	clang-format --dry-run -Werror $(wildcard $(BROWSER_SRC) $(ALL_SRC) $(FUZZ_SRC) $(VARY_SRC)) $(HEADERS)

# gcc's walk along every path. It takes pointers for null that cannot be (an arena never gives one) and
# structs that a function returns for unset, so those of its warnings are off; the sanitizers look.
ANALYZE := -fanalyzer -O1 -Wno-analyzer-null-dereference -Wno-analyzer-null-argument \
	-Wno-analyzer-use-of-uninitialized-value -Wno-analyzer-malloc-leak
analyze: $(LIB_SRC:%.c=build/analyze/%.ok) $(CLINIC_SRC:%.c=build/analyze/%.ok) $(STORE_SRC:%.c=build/analyze/%.ok) \
	$(SERVER_SRC:%.c=build/analyze/%.ok) $(SIM_SRC:%.c=build/analyze/%.ok) $(HOST_SRC:%.c=build/analyze/%.ok)
build/analyze/%.ok: %.c $(HEADERS) build/gen/knowledge.inc build/gen/figures.inc build/gen/web.inc $(SQL_INC)
	@mkdir -p $(@D)
	gcc $(CFLAGS) $(HOSTED) $(ANALYZE) -c -o /dev/null $<
	@touch $@

# The library must ask nothing of libc but the four: it runs where there is none. (The table of
# offsets is the linker's own, for position-independent code; the end of a smashed stack the compiler's.)
freestanding: $(gcc_lib) $(clang_lib)
	@for kind in gcc clang; do \
		ld -r -o build/$$kind/lib.o $(LIB_SRC:%.c=build/$$kind/%.o) && \
		nm -u build/$$kind/lib.o | awk -v kind=$$kind \
			'$$2 !~ /^(memcpy|memmove|memset|memcmp|_GLOBAL_OFFSET_TABLE_|__stack_chk_fail)$$/ { print kind ": needs " $$2; bad = 1 } \
			END { exit bad }' || exit 1; \
	done
