-- A history as version 2 of its schema was written. Never changed: later versions must read it.
CREATE TABLE loads ( id INTEGER PRIMARY KEY AUTOINCREMENT, state INTEGER NOT NULL, verdict INTEGER NOT NULL
  DEFAULT 0, verdict_at INTEGER NOT NULL DEFAULT 0, file_name TEXT, file_uri TEXT, sheet TEXT, body_format
  TEXT, sha256 TEXT, bytes_total INTEGER NOT NULL DEFAULT 0, rows_total INTEGER NOT NULL DEFAULT 0,
  template_name TEXT, connection_id TEXT, connection_name TEXT, base_url TEXT, integration_id TEXT, ws_env
  TEXT, object_type TEXT, way TEXT, parent_id INTEGER NOT NULL DEFAULT 0, link INTEGER NOT NULL DEFAULT 0,
  batch_id INTEGER NOT NULL DEFAULT 0, batch_index INTEGER NOT NULL DEFAULT 0, batch_count INTEGER NOT NULL
  DEFAULT 0, first_row INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, bytes_sent INTEGER NOT
  NULL DEFAULT 0, http_status INTEGER NOT NULL DEFAULT 0, reason TEXT, detail TEXT, answer TEXT, execution_id
  TEXT, execution_created TEXT, prepared_at INTEGER NOT NULL DEFAULT 0, sent_at INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER NOT NULL DEFAULT 0, updated_at INTEGER NOT NULL DEFAULT 0, deleted_at INTEGER NOT NULL
  DEFAULT 0, status TEXT, status_at INTEGER NOT NULL DEFAULT 0, input_count INTEGER NOT NULL DEFAULT -1,
  success_count INTEGER NOT NULL DEFAULT -1, error_count INTEGER NOT NULL DEFAULT -1, skip_count INTEGER NOT
  NULL DEFAULT -1, started TEXT, completed TEXT, table_sha256 TEXT, batch_rows INTEGER NOT NULL DEFAULT 0,
  batch_bytes INTEGER NOT NULL DEFAULT 0);
CREATE INDEX loads_by_body ON loads (sha256);
CREATE INDEX loads_under_way ON loads (state) WHERE state < 2;
CREATE INDEX loads_by_parent ON loads (parent_id) WHERE parent_id <> 0;
CREATE INDEX loads_by_batch ON loads (batch_id) WHERE batch_id <> 0;
CREATE INDEX loads_by_table ON loads (table_sha256) WHERE table_sha256 IS NOT NULL;
CREATE TABLE row_errors ( load_id INTEGER NOT NULL REFERENCES loads (id) ON DELETE CASCADE, position INTEGER
  NOT NULL, key TEXT NOT NULL, message TEXT NOT NULL, data_row TEXT, row INTEGER NOT NULL DEFAULT -1,
  ambiguous INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (load_id, position)) WITHOUT ROWID;
INSERT INTO loads (id, state, file_name, sha256, bytes_total, rows_total, base_url, integration_id, execution_id,
  table_sha256, prepared_at) VALUES (7, 2, 'Größe.csv', 'abc', 99, 1204, 'https://api.workspan.com', 'WS-1', 'a64690c2450', 'abc', 1);
INSERT INTO loads (id, state, file_name, sha256, bytes_total, rows_total, base_url, integration_id, prepared_at)
  VALUES (8, 1, 'cut.csv', 'def', 99, 3, 'https://api.workspan.com', 'WS-1', 2);
INSERT INTO row_errors (load_id, position, key, message) VALUES (7, 0, 'aw00079', 'invalid value');
PRAGMA user_version = 2;
PRAGMA application_id = 1114328164;
