/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Numbers, dates and times of spreadsheets as the text they become. No locale has a say. */

#define BULK_NUMBER_TEXT_SIZE 400     /* room for any of these, with its NUL */

/* How a number format makes a number be seen. */
typedef enum
{
  BULK_NUMBER_PLAIN,      /* also percent, currency, fractions, scientific: what the number means */
  BULK_NUMBER_DATE,
  BULK_NUMBER_DATE_TIME,
  BULK_NUMBER_TIME,
  BULK_NUMBER_DURATION,   /* [h]:mm:ss and the like */
  BULK_NUMBER_TEXT,       /* @: the number as it was typed */
} BulkNumberClass;

/* The shortest decimal that is the same double: "0.1", "-1234567890123456", "1e+300" only beyond
 * 10^40 or below 10^-20. */
gsize bulk_number_text_from_double (double value, char text[BULK_NUMBER_TEXT_SIZE]);
/* The number written in a file's text, tidied: "0.10000000000000001" → "0.1", "1.5E3" → "1500", whole numbers keep all
 * their digits. Returns 0 if it is no number (NaN and infinity are none). */
gsize bulk_number_text_from_text (const char *number, gsize length, char text[BULK_NUMBER_TEXT_SIZE]);

/* A serial day number as "2026-03-31", "2026-03-31T08:15:00", "08:15:00[.250]", "36:30:00". A date with a time of day
 * is written with it, and a time with a day with that: nothing is left out. Returns 0 where it is no date (negative,
 * after 9999). */
gsize bulk_number_text_from_serial (double serial, BulkNumberClass kind, gboolean is_1904,
                                    char text[BULK_NUMBER_TEXT_SIZE]);
/* Milliseconds as "08:15:00", "-36:30:00.250": hours may pass 24. */
gsize bulk_number_text_from_milliseconds (gint64 milliseconds, char text[BULK_NUMBER_TEXT_SIZE]);
/* ISO 8601 as found in files, tidied: "2026-03-31T08:15" → with seconds; fractions to the millisecond, gone when zero;
 * a date-time at midnight becomes a date if the kind is BULK_NUMBER_DATE. Returns 0 if it is no such date. */
gsize bulk_number_text_from_iso (const char *iso, gsize length, BulkNumberClass kind, char text[BULK_NUMBER_TEXT_SIZE]);
/* "PT36H30M00.25S" as a time of day or duration. Returns 0 if it is none. */
gsize bulk_number_text_from_iso_duration (const char *iso, gsize length, char text[BULK_NUMBER_TEXT_SIZE]);

BulkNumberClass bulk_number_class_from_code (const char *code);    /* a format code, "[$-409]d/m/yy h:mm;@" */
BulkNumberClass bulk_number_class_from_builtin (guint id);         /* of SpreadsheetML's own formats */
G_END_DECLS
