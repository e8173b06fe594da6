/* test_cases - every case of test/cases, see cases.h.
 *
 *     test_cases test/cases/NAME.case ... */
#include "cases.h"
#include "check.h"

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct case_file c;
        case_read(&c, argv[i]);
        unsigned wrong = case_run(&c, 1);
        check_failed += wrong;
        check_passed += (unsigned)c.count - wrong;
    }
    CHECK(argc > 1);
    return check_done("cases");
}
