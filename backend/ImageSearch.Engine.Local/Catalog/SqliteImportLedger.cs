using Dapper;
using ImageSearch.Engine.Intake.Importing;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Engine.Local.Catalog;

/// <summary>The files that imports have seen, in the catalogue's file.</summary>
internal sealed class SqliteImportLedger(CatalogDatabase database) : IImportLedger
{
    private const int FewOfOneContent = 8;
    private const string Columns =
        "path AS Path, bytes AS Bytes, modified AS Modified, sha256 AS Sha256, reference AS Reference, job AS Job, outcome AS Outcome";

    public Task<IReadOnlyList<ImportedFile>> AtAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ImportedFile>>(
            connection => Read(connection, "path IN (SELECT value FROM json_each(@paths))", new { paths = SelectionSql.JsonArray(paths) }),
            cancellationToken);

    public Task<IReadOnlyList<ImportedFile>> WithContentAsync(IReadOnlyCollection<string> sha256, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ImportedFile>>(
            connection => sha256.Distinct()
                .SelectMany(content => Read(connection, "sha256 = @content LIMIT @limit", new { content, limit = FewOfOneContent })).ToList(),
            cancellationToken);

    public Task<IReadOnlyList<ImportedFile>> UnderAsync(string folder, ImportedFile? last, int limit, CancellationToken cancellationToken)
    {
        // '0' is the character after '/': what lies between is what lies under the folder.
        var first = folder == "/" ? folder : folder + "/";
        return database.ReadAsync<IReadOnlyList<ImportedFile>>(
            connection => Read(
                connection,
                "path >= @first AND path < @end AND (path, sha256) > (@path, @sha256) ORDER BY path, sha256 LIMIT @limit",
                new { first, end = first[..^1] + "0", path = last?.Path ?? "", sha256 = last?.Sha256 ?? "", limit }),
            cancellationToken);
    }

    public Task RecordAsync(IReadOnlyCollection<ImportedFile> files, IReadOnlyCollection<string> adopted, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                foreach (var file in files)
                    Record(connection, file);
                return connection.Execute(
                    "UPDATE import_files SET reference = 0 WHERE sha256 IN (SELECT value FROM json_each(@adopted))",
                    new { adopted = SelectionSql.JsonArray(adopted) });
            },
            cancellationToken);

    public Task MoveAsync(IReadOnlyCollection<(ImportedFile From, ImportedFile To)> moves, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                foreach (var (from, to) in moves)
                {
                    connection.Execute("DELETE FROM import_files WHERE path = @Path AND sha256 = @Sha256", new { from.Path, from.Sha256 });
                    Record(connection, to);
                }

                return moves.Count;
            },
            cancellationToken);

    /// <summary>Part of the transaction that adds its picture, or of one of this ledger's.</summary>
    public static void Insert(SqliteConnection connection, ImportedFile file) => connection.Execute(
        """
        INSERT OR REPLACE INTO import_files (path, sha256, bytes, modified, reference, job, outcome)
        SELECT @Path, @Sha256, @Bytes, @Modified, @reference, @Job, @outcome WHERE EXISTS (SELECT 1 FROM images WHERE sha256 = @Sha256)
        """,
        new { file.Path, file.Sha256, file.Bytes, file.Modified, reference = file.Reference ? 1 : 0, file.Job, outcome = (int)file.Outcome });

    private static void Record(SqliteConnection connection, ImportedFile file)
    {
        Insert(connection, file);
        if (file.Reference && file.Outcome != ImportOutcome.Vanished)
        {
            connection.Execute(
                $"""
                UPDATE embeddings SET state = 0, problem = NULL, attempts = 0
                WHERE space = {SqliteEmbeddings.Shown} AND state = 2 AND image IN (SELECT id FROM images WHERE sha256 = @Sha256)
                """,
                new { file.Sha256 });
        }
    }

    private static List<ImportedFile> Read(SqliteConnection connection, string condition, object parameters) => connection
        .Query<Row>($"SELECT {Columns} FROM import_files WHERE {condition}", parameters)
        .Select(row => new ImportedFile(row.Path, row.Bytes, row.Modified, row.Sha256, row.Reference == 1, row.Job, (ImportOutcome)row.Outcome))
        .ToList();

    private sealed class Row
    {
        public string Path { get; set; } = "";

        public long Bytes { get; set; }

        public long Modified { get; set; }

        public string Sha256 { get; set; } = "";

        public long Reference { get; set; }

        public long Job { get; set; }

        public long Outcome { get; set; }
    }
}
