/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli/exit-code.h"

BulkCliExit bulk_cli_sign_in (int argc, char **argv);
BulkCliExit bulk_cli_sign_out (int argc, char **argv);
BulkCliExit bulk_cli_connections (int argc, char **argv);
