/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/token.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/wait.h"
#include "store/credentials.h"

#define VARIABLE "BULK_LOADER_TOKEN"
#define MAX_FILE 16384u
#define SHORTEST 8u

/* Private helpers */

static char *fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static char *
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (G_IO_ERROR, G_IO_ERROR_FAILED, format, args));
  va_end (args);
  return NULL;
}

static gssize
read_fully (int fd, char *buffer, gsize size)
{
  gsize length = 0;
  gssize n;

  while (length < size && (n = read (fd, buffer + length, size - length)) != 0)
    {
      if (n < 0 && errno != EINTR)
        return -1;
      length += (gsize) MAX (n, 0);
    }
  return (gssize) length;
}

/* One line end at the end is the editor's, anything else the user has to look at. */
static void
strip_line_end (char *text, gsize *length)
{
  if (*length > 0 && text[*length - 1] == '\n')
    --*length;
  if (*length > 0 && text[*length - 1] == '\r')
    --*length;
  text[*length] = '\0';
}

static char *
read_open_file (int fd, const char *name, GError **error)
{
  g_autofree char *text = g_malloc0 (MAX_FILE + 2);
  struct stat status;
  char *token = NULL;
  gssize n;
  gsize length;

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    return fail (error, _("The token file “%s” is no regular file."), name);
  n = read_fully (fd, text, MAX_FILE + 1);
  length = (gsize) MAX (n, 0);
  strip_line_end (text, &length);
  if (n < 0)
    fail (error, _("The token file “%s” could not be read."), name);
  else if (n > (gssize) MAX_FILE)
    fail (error, _("The token file “%s” is too long to hold a token only."), name);
  else if (length == 0)
    fail (error, _("The token file “%s” is empty."), name);
  else if (strlen (text) != length)
    fail (error, _("The token file “%s” holds more than a token."), name);
  else
    token = g_strdup (text);
  explicit_bzero (text, MAX_FILE + 2);
  return token;
}

/** bulk_token_read_file: Returns: (transfer full) (nullable): what is in a file that holds nothing but a token */
char *
bulk_token_read_file (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  /* A pipe would block for ever without O_NONBLOCK. */
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  char *token;

  if (fd < 0)
    {
      int code = errno;

      return fail (error, _("The token file “%s” could not be read: %s."), name, g_strerror (code));
    }
  token = read_open_file (fd, name, error);
  close (fd);
  return token;
}

static gsize
length_without_slashes (const char *url)
{
  gsize length = strlen (url);

  while (length > 0 && url[length - 1] == '/')
    length--;
  return length;
}

/* What is kept for the custom address must not be sent to another one. */
static gboolean
is_custom_url (const char *base_url)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, BULK_APP_ID, TRUE) : NULL;
  g_autoptr (BulkPreferences) preferences = NULL;
  g_autofree char *custom = NULL;
  gsize length;

  if (schema == NULL)
    return FALSE;
  preferences = bulk_preferences_new ();
  custom = bulk_preferences_dup_custom_url (preferences);
  length = length_without_slashes (custom);
  return length > 0 && length == length_without_slashes (base_url)
         && g_ascii_strncasecmp (custom, base_url, length) == 0;
}

static char *
look_in_keyring (BulkEnvironment environment, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BulkCredentials) credentials = NULL;

  bulk_credentials_load_async (bulk_environment_get_name (environment), bulk_wait_watch_signals (), bulk_wait_take,
                               &result);
  bulk_wait_for (&result);
  credentials = bulk_credentials_load_finish (result, error);
  if (credentials == NULL || credentials->token == NULL || *credentials->token == '\0')
    return NULL;
  return g_steal_pointer (&credentials->token);
}

/* Public functions */

/**
 * bulk_token_find:
 * @token_file: (nullable): a file that holds nothing but the token
 * @environment: whose token to look for in the keyring
 * @base_url: address the token will be sent to
 *
 * Looks in @token_file, else in BULK_LOADER_TOKEN, else in the keyring.
 *
 * Returns: (transfer full) (nullable): the token, for bulk_token_wipe(); %NULL and a message if there is none
 */
char *
bulk_token_find (const char *token_file, BulkEnvironment environment, const char *base_url, GError **error)
{
  const char *variable = g_getenv (VARIABLE);
  g_autoptr (GError) keyring_error = NULL;
  char *token = NULL;

  if (token_file != NULL)
    return bulk_token_read_file (token_file, error);
  if (variable != NULL && *variable != '\0')
    return g_strdup (variable);
  if (environment != BULK_ENVIRONMENT_CUSTOM || is_custom_url (base_url))
    token = look_in_keyring (environment, &keyring_error);
  if (token != NULL)
    return token;
  if (keyring_error != NULL)
    fail (error, _("%s Or give a token with --token-file or in the variable %s."), keyring_error->message, VARIABLE);
  else
    fail (error, _("There is no token. Give one with --token-file or in the variable %s, "
                   "or save one in the app’s preferences."), VARIABLE);
  return NULL;
}

/** bulk_token_wipe: @token: (nullable) (transfer full): overwritten, then freed */
void
bulk_token_wipe (char *token)
{
  if (token != NULL)
    explicit_bzero (token, strlen (token));
  g_free (token);
}

/** bulk_token_hide: Returns: (transfer full): @text without @token, which a server may echo; one as short as a word
 *  of the text is no secret worth a riddle */
char *
bulk_token_hide (const char *text, const char *token)
{
  GString *hidden = g_string_new (text);

  /* What is too short for a token would be found in IDs. */
  if (strlen (token) >= SHORTEST)
    g_string_replace (hidden, token, "•••", 0);
  return g_string_free (hidden, FALSE);
}
