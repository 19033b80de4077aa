/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli/exit-code.h"
BulkCliExit bulk_cli_status (int argc, char **argv);
