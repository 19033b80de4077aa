/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the command line ends with: a stable interface, in the manual page as well. */
typedef enum
{
  BULK_CLI_DONE = 0,
  BULK_CLI_USAGE = 2,
  BULK_CLI_FILE = 3,             /* the file cannot be read, or the output not written */
  BULK_CLI_NOT_AUTHORISED = 4,
  BULK_CLI_REJECTED = 5,
  BULK_CLI_NOT_SENT = 6,
  BULK_CLI_UNKNOWN = 7,          /* it may have been loaded */
  BULK_CLI_ROWS_REJECTED = 8,    /* accepted, but some rows were rejected */
  BULK_CLI_STATUS_UNKNOWN = 9,   /* accepted, but what became of the rows could not be learned */
} BulkCliExit;
