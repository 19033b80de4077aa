/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"

const BulkCheck *const bulk_checks[] = {
  &bulk_check_places,      &bulk_check_header,    &bulk_check_header_place, &bulk_check_ragged_row,
  &bulk_check_blank_row,   &bulk_check_key,       &bulk_check_duplicate_row, &bulk_check_total_row,
  &bulk_check_bad_encoding, &bulk_check_control,  &bulk_check_mojibake,     &bulk_check_padding,
  &bulk_check_spreadsheet_error, &bulk_check_formula, &bulk_check_mangled_id, &bulk_check_date,
  &bulk_check_number,      &bulk_check_email,     &bulk_check_near_duplicate, &bulk_check_json_value,
  &bulk_check_missing_column,
  NULL,
};

/** bulk_checks_find: Returns: (transfer none) (nullable): the check that suggests fixes for @code */
const BulkCheck *
bulk_checks_find (BulkProblemCode code)
{
  switch ((guint) code)
    {
    case BULK_PROBLEM_CONTROL_CHARACTER: return &bulk_check_control;
    case BULK_PROBLEM_MOJIBAKE: return &bulk_check_mojibake;
    case BULK_PROBLEM_PADDED_HEADER: return &bulk_check_header;
    case BULK_PROBLEM_HEADER_NOT_FIRST: return &bulk_check_header_place;
    case BULK_PROBLEM_BLANK_ROW: return &bulk_check_blank_row;
    case BULK_PROBLEM_DUPLICATE_ROW: return &bulk_check_duplicate_row;
    case BULK_PROBLEM_PADDED_VALUE: return &bulk_check_padding;
    case BULK_PROBLEM_MIXED_DATES:
    case BULK_PROBLEM_AMBIGUOUS_DATE: return &bulk_check_date;
    case BULK_PROBLEM_FORMATTED_NUMBER: return &bulk_check_number;
    case BULK_PROBLEM_LOST_ZEROS: return &bulk_check_mangled_id;
    case BULK_PROBLEM_BAD_EMAIL: return &bulk_check_email;
    case BULK_PROBLEM_TOTAL_ROW: return &bulk_check_total_row;
    case BULK_PROBLEM_NEAR_DUPLICATE_VALUE: return &bulk_check_near_duplicate;
    default: return NULL;
    }
}
