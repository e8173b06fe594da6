/* command.h - the one way into host/server/ from the command line.
 *
 *     return command_serve(argc, argv);       argv[0] is the first argument after "serve"
 *     struct span style = static_file("/style.css"); */
#ifndef AMB_HOST_COMMAND_H
#define AMB_HOST_COMMAND_H

#include "../../record/fact.h"

int command_serve(int argc, char **argv);
void serve_help(struct text *t); /* the options, from settings.def */
/* A file of web/, as it is: what the server sends. Empty: there is none of that name. */
struct span static_file(const char *path);

#endif
