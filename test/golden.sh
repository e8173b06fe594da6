#!/bin/sh
# golden.sh - five pages, byte for byte as they were last looked at.
#
#   test/golden.sh            compares
#   test/golden.sh --keep     keeps what there is now: look at the difference before you commit it
cd "$(dirname "$0")/.." || exit 1
passed=0
failed=0
mkdir -p build/golden

golden() { # NAME RECORD METHOD PATH [BODY]
    name=$1
    shift
    # A line a tag, so that a difference can be read.
    build/gcc/page "$@" 2>build/golden/"$name".said | sed 's/></>\n</g' >build/golden/"$name".html
    if [ "$keep" = 1 ]; then
        cp build/golden/"$name".html test/golden/"$name".html
    fi
    if diff -u test/golden/"$name".html build/golden/"$name".html >build/golden/"$name".diff; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "the page $name is not what it was:"
        head -n 40 build/golden/"$name".diff | cut -c 1-200
    fi
}

keep=0
[ "${1:-}" = --keep ] && keep=1
golden start - GET /
golden safety - GET /safety
golden urgent - POST /safety 'id=0123456789abcdef&saddle=yes&stop=yes'
golden today docs/example.record GET /
golden why docs/example.record GET /why
echo "golden pages: $passed passed, $failed failed"
[ "$failed" = 0 ]
