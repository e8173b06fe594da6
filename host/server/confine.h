/* confine.h - what a server that has been taken over can still do: little.
 *
 *     if (!user_become("ambulando") || confine("var") == CONFINE_failed) ...
 *
 * Called when the port is taken and before any thread begins, as a thread is confined only by what was so
 * when it began. Afterwards nothing but the records can be written, and nothing be read but them and the
 * time zones; no program be started; no connection be made and no other port be listened on; and no
 * right be won that was not there.
 *
 * Errors: user_become() says why on standard error and gives 0. */
#ifndef AMB_HOST_CONFINE_H
#define AMB_HOST_CONFINE_H

enum confined {
    CONFINE_failed,
    CONFINE_not_here, /* this kernel cannot (Landlock is of Linux 5.13): the rest is as always */
    CONFINE_files,    /* files and programs; connections from Linux 6.7 on */
    CONFINE_whole,
};
enum confined confine(const char *folder);
/* Of whoever sends mail (mailer_child.c): reads these (NULL ends them), writes nothing, and connects to this port
 * and that of names, where the kernel can say so. Can be narrowed by calling it again. */
enum confined confine_mailer(const char *const *paths, int port);

/* Gives up being root; the folder, when it is root's, becomes the user's. "": stays who it is. */
int user_become(const char *user, const char *folder);

#endif
