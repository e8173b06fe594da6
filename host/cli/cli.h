/* cli.h - the command line's own parts: input, output, memory and the commands.
 *
 *     char *bytes;
 *     size_t len;
 *     int status = read_whole(path, &bytes, &len);
 *     if (status == STATUS_OK) ... record_read(arena, bytes, len, &r, &faults) ...
 *
 * Ownership: what read_whole() gives is the caller's to free, also when it failed; a lent arena
 *            lives as long as the process.
 * Errors:    what goes wrong is said once, on standard error, where it happens; what is returned
 *            is the exit status to end with. */
#ifndef AMB_HOST_CLI_H
#define AMB_HOST_CLI_H

#include "../../engine/plan.h"

#include <stddef.h>

enum status {
    STATUS_OK = 0,
    STATUS_FAULT = 1,  /* the record has a fault, or reading or writing failed */
    STATUS_USAGE = 2,  /* used wrongly, or the file is not there */
    STATUS_MEMORY = 70 /* no memory */
};

struct command {
    const char *name, *usage, *brief, *help;
    int (*run)(int argc, char **argv); /* argv[0] is the first argument after the command */
};
extern const struct command commands[];
extern const int command_count;

int command_plan(int argc, char **argv);
int command_check(int argc, char **argv);
int command_replay(int argc, char **argv);
int command_backup(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_restore(int argc, char **argv);

/* What backup, verify and restore take: STATUS_OK, or the status to end with after saying what is wrong. */
struct data_args {
    const char *data; /* the server's folder */
    const char *file; /* NULL: none was named */
};
int data_args_read(const char *command, int argc, char **argv, struct data_args *ret_args);
int command_link(int argc, char **argv);
int command_demo(int argc, char **argv);

/* Says how a command is used, after what was wrong; STATUS_USAGE. */
int usage_wrong(const char *command, const char *what, const char *which);
/* 1 when arg is the option (--name VALUE or --name=VALUE) and *ret_value its value, which may have
 * been taken from the next argument; -1 when the value is missing; else 0. */
int option_value(const char *option, int argc, char **argv, int *at, const char **ret_value);

/* "ambulando: NAME: WHY" on standard error. */
void complain(const char *name, const char *why);
/* Opens a path to read, "-" being standard input: a descriptor, or -1 with *ret_status set. */
int input_open(const char *path, int *ret_status);
/* Up to n bytes, 0 at the end, -1 after complaining. */
ptrdiff_t input_read(int fd, const char *path, char *to, size_t n);
__attribute__((warn_unused_result)) int read_whole(const char *path, char **ret_bytes,
                                                   size_t *ret_len);

_Noreturn void out_of_memory(void);

/* Writes all of it to standard output. A reader that has gone away is not worth a message. */
__attribute__((warn_unused_result)) int output_write(const char *p, size_t n);
/* Writes a file that is not there yet, for its owner's eyes; "-" is standard output. */
__attribute__((warn_unused_result)) int file_write(const char *path, const char *p, size_t n);
/* To be called once, last: some file systems tell of a full disk only now. */
__attribute__((warn_unused_result)) int output_close(void);

/* Appends "NAME:LINE: WHAT" for each fault, its line moved by line_before, and how many more there
 * are. What came from the file cannot steer a terminal: control characters become "?". */
void faults_put(struct text *t, const char *name, const struct faults *faults,
                uint64_t line_before);
void error_put(struct text *t, const char *name, uint64_t line, const char *what);
void error_write(const struct text *t); /* on standard error */

/* An arena of up to size bytes of address space; pages cost memory once they are written. Less
 * where the system limits it. Without memory the process says so and ends with STATUS_MEMORY. */
#define ARENA_RECORD ((size_t)1 << 36) /* for the largest record and all that is made of it */
#define ARENA_OUTPUT ((size_t)1 << 32)
void arena_lend(struct arena *a, size_t size);
/* Forgets everything, and gives memory back when a large record has used much of it. */
void arena_drop(struct arena *a);

/* The days of the first and the last fact; 0 when there is no fact. */
int record_days(const struct record *r, int *ret_first, int *ret_last);

#endif
