/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop-upload.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/format.h"

/**
 * bulk_stop_upload_dialog_new:
 * @parent: (nullable): the window to ask in
 * @meaning: what would come of stopping now
 * @close: whether the window is closed with it
 *
 * Returns: (transfer none): the question, to be presented
 */
GtkWidget *
bulk_stop_upload_dialog_new (GtkWindow *parent, const char *meaning, gboolean close)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Stop the Upload?"), meaning);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep Uploading"), "stop",
                                    close ? _ ("_Stop and Close") : _ ("_Stop"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  return dialog;
}

/**
 * bulk_stop_upload_dup_meaning:
 * @load: (nullable): what is on its way; %NULL: nothing is yet
 * @batches: (nullable): all that it is one of
 *
 * Returns: (transfer full): what would come of stopping now
 */
char *
bulk_stop_upload_dup_meaning (BulkLoad *load, BulkBatches *batches)
{
  guint n_done = batches != NULL ? bulk_batches_get_n_done (batches) : 0;
  const char *meaning = bulk_format_cancel_meaning (load != NULL ? bulk_load_get_phase (load) : BULK_UPLOAD_IDLE,
                                                    load != NULL ? bulk_load_get_bytes_sent (load) : 0);

  if (n_done == 0)
    return g_strdup (meaning);
  /* Translators: numbers of batches, and what stopping would mean for the one under way */
  return g_strdup_printf (ngettext ("%u of %u batches is accepted and stays so. Of the present one: %s",
                                    "%u of %u batches are accepted and stay so. Of the present one: %s", n_done),
                          n_done, bulk_batches_get_n (batches), meaning);
}

/** bulk_stop_upload_hold: a load has begun */
void
bulk_stop_upload_hold (void)
{
  if (g_application_get_default ())
    g_application_hold (g_application_get_default ());
}

/** bulk_stop_upload_release: it has ended, and that is written down */
void
bulk_stop_upload_release (void)
{
  if (g_application_get_default ())
    g_application_release (g_application_get_default ());
}
