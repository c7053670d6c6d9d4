namespace ImageSearch.Engine.Local.Catalog;

/// <summary>The catalogue's tables. Entry n brings a database of <c>user_version</c> n to n + 1; entries are never edited, only added.</summary>
internal static class CatalogSchema
{
    public static readonly IReadOnlyList<string> Migrations =
    [
        """
        CREATE TABLE images (
            id        INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused
            name      TEXT    NOT NULL,
            name_key  TEXT    NOT NULL,                  -- folded, for searching and sorting
            filename  TEXT    NOT NULL UNIQUE,           -- how the older endpoints address the picture
            sha256    TEXT    NOT NULL,
            format    TEXT    NOT NULL,
            width     INTEGER NOT NULL,                  -- upright
            height    INTEGER NOT NULL,
            bytes     INTEGER NOT NULL,
            category  TEXT,
            added_at  INTEGER NOT NULL,                  -- Unix time in milliseconds
            status    INTEGER NOT NULL,                  -- 0 pending, 1 indexed, 2 failed
            problem   TEXT,
            failed_at INTEGER,
            queued    INTEGER NOT NULL,                  -- 1 while it waits to be embedded (again)
            attempts  INTEGER NOT NULL DEFAULT 0         -- embeddings begun and not ended; counted before each try
        );
        CREATE INDEX images_sha256 ON images (sha256);
        CREATE INDEX images_added ON images (added_at, id);
        CREATE INDEX images_name ON images (name_key, id);
        CREATE INDEX images_bytes ON images (bytes, id);
        CREATE INDEX images_category ON images (category) WHERE category IS NOT NULL;
        CREATE INDEX images_status ON images (status);
        CREATE INDEX images_queue ON images (attempts, id) WHERE queued = 1;

        CREATE TABLE image_tags (
            image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
            tag      TEXT    NOT NULL,
            PRIMARY KEY (image_id, tag)
        ) WITHOUT ROWID;
        CREATE INDEX image_tags_tag ON image_tags (tag);

        -- Embeddings that no snapshot on disk contains yet.
        CREATE TABLE vectors (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            space    TEXT    NOT NULL,
            image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
            vector   BLOB    NOT NULL,                   -- float32, little-endian
            UNIQUE (space, image_id)
        );
        CREATE INDEX vectors_image ON vectors (image_id);

        CREATE TABLE jobs (
            id          INTEGER PRIMARY KEY AUTOINCREMENT,
            kind        TEXT    NOT NULL,
            parameters  TEXT    NOT NULL,                -- JSON, the handler's own
            state       INTEGER NOT NULL,                -- 0 queued, 1 running, 2 completed, 3 failed, 4 cancelled
            current     INTEGER NOT NULL DEFAULT 0,
            total       INTEGER NOT NULL DEFAULT 0,
            failures    INTEGER NOT NULL DEFAULT 0,
            problem     TEXT,
            result      TEXT,                            -- JSON
            created_at  INTEGER NOT NULL,
            started_at  INTEGER,
            finished_at INTEGER
        );
        CREATE TABLE job_failures (
            job_id  INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            name    TEXT    NOT NULL,
            problem TEXT    NOT NULL,
            PRIMARY KEY (job_id, ordinal)
        ) WITHOUT ROWID;

        CREATE TABLE settings (
            key   TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID;
        """,
        """
        -- The spaces that have vectors: the active one (named in settings), kept ones, and those being built.
        CREATE TABLE spaces (
            id           TEXT    PRIMARY KEY,
            model_id     TEXT    NOT NULL,
            model_path   TEXT    NOT NULL,               -- where the model was last; its sha256 finds it elsewhere
            model_sha256 TEXT    NOT NULL,
            model_bytes  INTEGER NOT NULL,
            dimension    INTEGER NOT NULL,
            kept         INTEGER NOT NULL DEFAULT 0,     -- 1 while it lies ready to be made active again
            indexed      INTEGER NOT NULL DEFAULT 0      -- vectors, when it was last active
        ) WITHOUT ROWID;

        -- Pictures being embedded into a space beside the active one, and those that could not be.
        CREATE TABLE space_images (
            space    TEXT    NOT NULL,
            image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
            attempts INTEGER NOT NULL,                   -- begun and not ended; counted before each try
            problem  TEXT,
            PRIMARY KEY (space, image_id)
        ) WITHOUT ROWID;
        CREATE INDEX space_images_image ON space_images (image_id);
        """,
        """
        -- Files in folders on the server as imports found them. A row goes with the last picture of its content.
        CREATE TABLE import_files (
            path      TEXT    NOT NULL,                  -- absolute, without links
            sha256    TEXT    NOT NULL,
            bytes     INTEGER NOT NULL,
            modified  INTEGER NOT NULL,                  -- nanoseconds since 1970
            reference INTEGER NOT NULL,                  -- 1: the library has no copy of its own and reads this file
            job       INTEGER NOT NULL,                  -- the last import that recorded it
            outcome   INTEGER NOT NULL,                  -- what that import counted it as
            PRIMARY KEY (path, sha256)
        ) WITHOUT ROWID;
        CREATE INDEX import_files_sha256 ON import_files (sha256);
        """,
        """
        -- How a space's vectors are kept and compared.
        ALTER TABLE spaces ADD COLUMN index_type TEXT NOT NULL DEFAULT 'Flat';
        ALTER TABLE spaces ADD COLUMN index_metric INTEGER NOT NULL DEFAULT 0;   -- 0 cosine, 1 L2, 2 L1
        ALTER TABLE spaces ADD COLUMN index_revision INTEGER NOT NULL DEFAULT 0; -- 0 or 1, of two of the same kind
        """,
        """
        -- What became of each picture in each space, in place of the queue in images, of vectors and of space_images.
        CREATE TABLE embeddings (
            sequence      INTEGER PRIMARY KEY AUTOINCREMENT, -- the order in which vectors were recorded
            space         TEXT    NOT NULL,
            image         INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
            state         INTEGER NOT NULL,                  -- 0 waiting, 1 embedded, 2 failed, 3 embedded, and waiting to be embedded again
            attempts      INTEGER NOT NULL DEFAULT 0,        -- embeddings begun and not ended; counted before each try
            claimed_until INTEGER,                           -- Unix time in milliseconds
            problem       TEXT,
            failed_at     INTEGER,                           -- Unix time in milliseconds
            vector        BLOB,                              -- float32, little-endian; null once a snapshot on disk contains it
            UNIQUE (image, space)
        );
        INSERT OR REPLACE INTO settings (key, value) SELECT 'shown_space', value FROM settings WHERE key = 'space';
        INSERT INTO embeddings (space, image, state, attempts, problem, failed_at, vector)
        SELECT settings.value, images.id, CASE WHEN images.status = 1 AND images.queued = 1 THEN 3 ELSE images.status END,
            images.attempts, images.problem, images.failed_at, vectors.vector
        FROM images
        JOIN settings ON settings.key = 'space'
        LEFT JOIN vectors ON vectors.space = settings.value AND vectors.image_id = images.id
        ORDER BY vectors.sequence, images.id;
        INSERT OR IGNORE INTO embeddings (space, image, state, vector)
        SELECT space, image_id, 1, vector FROM vectors WHERE space IN (SELECT id FROM spaces) ORDER BY sequence;
        INSERT OR IGNORE INTO embeddings (space, image, state, attempts, problem, failed_at)
        SELECT space, image_id, CASE WHEN problem IS NULL THEN 0 ELSE 2 END, attempts, problem, CASE WHEN problem IS NULL THEN NULL ELSE 0 END
        FROM space_images WHERE space IN (SELECT id FROM spaces);
        CREATE INDEX embeddings_state ON embeddings (space, state, image);
        CREATE INDEX embeddings_waiting ON embeddings (space, attempts, image) WHERE state IN (0, 3);
        CREATE INDEX embeddings_unsaved ON embeddings (space, sequence) WHERE vector IS NOT NULL;
        CREATE INDEX embeddings_claimed ON embeddings (claimed_until) WHERE claimed_until IS NOT NULL;
        DROP TABLE vectors;
        DROP TABLE space_images;
        DROP INDEX images_status;
        DROP INDEX images_queue;
        ALTER TABLE images DROP COLUMN status;
        ALTER TABLE images DROP COLUMN problem;
        ALTER TABLE images DROP COLUMN failed_at;
        ALTER TABLE images DROP COLUMN queued;
        ALTER TABLE images DROP COLUMN attempts;
        """,
    ];
}
