/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define BULK_TABLE_ERROR (bulk_table_error_quark ())

/* Messages carried by these errors are complete translated sentences that name the file. */
typedef enum
{
  BULK_TABLE_ERROR_FAILED,
  BULK_TABLE_ERROR_NOT_FOUND,     /* no such file */
  BULK_TABLE_ERROR_NOT_READABLE,  /* no permission, I/O error */
  BULK_TABLE_ERROR_FOLDER,
  BULK_TABLE_ERROR_NOT_A_FILE,    /* FIFO, socket, device */
  BULK_TABLE_ERROR_EMPTY,         /* no bytes, or nothing but white space */
  BULK_TABLE_ERROR_CHANGED,       /* changed while it was being copied */
  BULK_TABLE_ERROR_NOT_A_TABLE,   /* a picture, a program, ... */
  BULK_TABLE_ERROR_UNSUPPORTED,   /* .xls, .numbers, ... */
  BULK_TABLE_ERROR_ENCODING,      /* the chosen encoding is unknown or cannot be right */
  BULK_TABLE_ERROR_SYNTAX,        /* malformed JSON: message holds line and column */
  BULK_TABLE_ERROR_LIMIT,         /* a bound was passed: cell, columns, rows, depth */
  BULK_TABLE_ERROR_NO_SPACE,      /* no room for the private copy */
  BULK_TABLE_ERROR_DAMAGED,       /* a workbook that cannot be read to its end: message says how far */
  BULK_TABLE_ERROR_PASSWORD,      /* encrypted */
} BulkTableError;

GQuark bulk_table_error_quark (void);

G_END_DECLS
