/* command.h - the one way into host/server/ from the command line.
 *
 *     return command_serve(argc, argv);       argv[0] is the first argument after "serve" */
#ifndef AMB_HOST_COMMAND_H
#define AMB_HOST_COMMAND_H

#include "../../core/text.h"

int command_serve(int argc, char **argv);
void serve_help(struct text *t); /* the options, from settings.def */

#endif
