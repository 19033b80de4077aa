/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/secret-input.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli/token.h"

#define MAX_LINE 16384

static volatile sig_atomic_t interrupted;

/* Private helpers */

static void
on_signal (int number)
{
  interrupted = number;
}

/* One line; its end is not part of it. Byte by byte, so that whatever comes next is left for others. */
static gssize
read_line (int fd, char *line, gsize size)
{
  gsize length = 0;
  char byte;

  while (length + 1 < size)
    {
      gssize n = read (fd, &byte, 1);

      if (n < 0 && (errno != EINTR || interrupted))
        return -1;
      if (n == 0 || (n == 1 && byte == '\n'))
        break;
      if (n == 1)
        line[length++] = byte;
    }
  if (length > 0 && line[length - 1] == '\r')
    length--;
  line[length] = '\0';
  return (gssize) length;
}

static char *
take_line (int fd, GError **error)
{
  char *line = g_malloc0 (MAX_LINE), *text = NULL;
  gssize length = read_line (fd, line, MAX_LINE);

  if (length < 0 && !interrupted)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("Standard input could not be read."));
  else if (length == 0 || (length > 0 && strlen (line) != (gsize) length))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("Nothing was entered."));
  else if (length > 0)
    text = g_strdup (line);
  explicit_bzero (line, MAX_LINE);
  g_free (line);
  return text;
}

/* Whatever happens, the terminal shows again what is typed. */
static char *
ask (const char *question, GError **error)
{
  struct sigaction action = { .sa_handler = on_signal }, before[2];
  struct termios quiet, loud;
  char *text;

  if (tcgetattr (STDIN_FILENO, &loud) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("There is no terminal to ask on. Name a file."));
      return NULL;
    }
  quiet = loud;
  quiet.c_lflag &= ~(tcflag_t) (ECHO | ECHONL);
  sigaction (SIGINT, &action, &before[0]);
  sigaction (SIGTERM, &action, &before[1]);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  fputs (question, stderr);
  fflush (stderr);
  text = take_line (STDIN_FILENO, error);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &loud);
  fputc ('\n', stderr);
  sigaction (SIGINT, &before[0], NULL);
  sigaction (SIGTERM, &before[1], NULL);
  return text;
}

/* Public functions */

/**
 * bulk_secret_input_read:
 * @file: (nullable): name of a file, or "-"
 * @question: what to ask on the terminal
 *
 * Returns: (transfer full) (nullable): one line, for bulk_token_wipe()
 */
char *
bulk_secret_input_read (const char *file, const char *question, GError **error)
{
  interrupted = 0;
  if (file != NULL && strcmp (file, "-") != 0)
    return bulk_token_read_file (file, error);
  if (file != NULL || !isatty (STDIN_FILENO))
    return take_line (STDIN_FILENO, error);
  return ask (question, error);
}
