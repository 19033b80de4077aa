/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/fix.h"
G_BEGIN_DECLS

/* Tables from text, and what is found in them. */
BulkTable *sample_table (const char *name, const char *text);                /* CSV, or JSON by its name */
BulkFindings *sample_check (const char *text);                               /* CSV, options as they are at first */
char *sample_codes (BulkFindings *findings);                                 /* "bad-date=2 padded-value=1", by name */
char *sample_suggest (BulkFindings *findings, BulkProblemCode code, guint index);  /* nullable; "-" for removing */

#define sample_assert(text, expected) \
  G_STMT_START { \
    g_autoptr (BulkFindings) sample_findings_ = sample_check (text); \
    g_autofree char *sample_codes_ = sample_codes (sample_findings_); \
    g_assert_cmpstr (sample_codes_, ==, expected); \
  } G_STMT_END

#define sample_assert_fix(text, code, expected) \
  G_STMT_START { \
    g_autoptr (BulkFindings) sample_findings_ = sample_check (text); \
    g_autofree char *sample_fix_ = sample_suggest (sample_findings_, code, 0); \
    g_assert_cmpstr (sample_fix_, ==, expected); \
  } G_STMT_END
G_END_DECLS
