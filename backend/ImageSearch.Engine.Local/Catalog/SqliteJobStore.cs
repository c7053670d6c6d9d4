using Dapper;
using ImageSearch.Engine.Jobs;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Engine.Local.Catalog;

/// <summary>Jobs in the catalogue's file.</summary>
internal sealed class SqliteJobStore(CatalogDatabase database, TimeProvider clock) : IJobStore
{
    private const string Columns =
        "id AS Id, kind AS Kind, parameters AS Parameters, state AS State, current AS Current, total AS Total, failures AS Failures, "
        + "problem AS Problem, result AS Result, started_at AS StartedAt, finished_at AS FinishedAt";

    public Task<JobRecord?> FindAsync(long id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => Find(connection, id), cancellationToken);

    public Task<(IReadOnlyList<JobRecord> Items, long Total)> ListAsync(int limit, long? beforeId, CancellationToken cancellationToken) =>
        database.ReadAsync(
        connection =>
        (
            (IReadOnlyList<JobRecord>)connection.Query<Row>(
                $"SELECT {Columns} FROM jobs WHERE id < @before ORDER BY id DESC LIMIT @limit", new { limit, before = beforeId ?? long.MaxValue })
                .Select(row => row.ToRecord()).ToList(),
            connection.ExecuteScalar<long>("SELECT count(*) FROM jobs")),
        cancellationToken);

    public Task<IReadOnlyList<JobRecord>> UnfinishedAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<JobRecord>>(
        connection => connection.Query<Row>($"SELECT {Columns} FROM jobs WHERE state IN (0, 1) ORDER BY id").Select(row => row.ToRecord()).ToList(),
        cancellationToken);

    public Task<(IReadOnlyList<JobFailure> Items, long Total)> FailuresAsync(long id, int limit, int offset, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection =>
            (
                (IReadOnlyList<JobFailure>)connection.Query<JobFailure>(
                    "SELECT name AS Name, problem AS Problem FROM job_failures WHERE job_id = @id ORDER BY ordinal LIMIT @limit OFFSET @offset",
                    new { id, limit, offset }).AsList(),
                connection.ExecuteScalar<long>("SELECT count(*) FROM job_failures WHERE job_id = @id", new { id })),
            cancellationToken);

    public Task<JobRecord> AddAsync(string kind, string parameters, CancellationToken cancellationToken) => database.WriteAsync(
        connection => Find(connection, connection.ExecuteScalar<long>(
            "INSERT INTO jobs (kind, parameters, state, created_at) VALUES (@kind, @parameters, 0, @now) RETURNING id",
            new { kind, parameters, now = Now }))!,
        cancellationToken);

    public Task<JobRecord> StartAsync(long id, CancellationToken cancellationToken) => ChangeAsync(
        id,
        "UPDATE jobs SET state = 1, started_at = coalesce(started_at, @now) WHERE id = @id AND state IN (0, 1)",
        new { id, now = Now },
        cancellationToken);

    public Task<JobRecord> RestartAsync(long id, CancellationToken cancellationToken) => ChangeAsync(
        id,
        """
        UPDATE jobs SET current = 0, total = 0, failures = 0, started_at = @now WHERE id = @id AND state = 1;
        DELETE FROM job_failures WHERE job_id = @id AND EXISTS (SELECT 1 FROM jobs WHERE id = @id AND state = 1);
        """,
        new { id, now = Now },
        cancellationToken);

    public Task<JobRecord> ProgressAsync(
        long id, long current, long total, string? parameters, IReadOnlyList<JobFailure> failures, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                var running = connection.Execute(
                    """
                    UPDATE jobs SET current = @current, total = @total, failures = failures + @failed, parameters = coalesce(@parameters, parameters)
                    WHERE id = @id AND state = 1
                    """,
                    new { id, current, total, failed = failures.Count, parameters }) > 0;
                if (running)
                    AddFailures(connection, id, failures);
                return Find(connection, id)!;
            },
            cancellationToken);

    public Task<JobRecord> EndAsync(long id, JobState state, string? problem, string? result, CancellationToken cancellationToken) => ChangeAsync(
        id,
        """
        UPDATE jobs SET state = @state, problem = @problem, result = @result, finished_at = @now,
            started_at = coalesce(started_at, @now), current = CASE @state WHEN 2 THEN total ELSE current END
        WHERE id = @id AND state IN (0, 1)
        """,
        new { id, state = (int)state, problem, result, now = Now },
        cancellationToken);

    private static void AddFailures(SqliteConnection connection, long id, IReadOnlyList<JobFailure> failures)
    {
        var next = connection.ExecuteScalar<long>("SELECT coalesce(max(ordinal), 0) + 1 FROM job_failures WHERE job_id = @id", new { id });
        connection.Execute(
            "INSERT INTO job_failures (job_id, ordinal, name, problem) VALUES (@id, @ordinal, @name, @problem)",
            failures.Select((failure, i) => new { id, ordinal = next + i, name = failure.Name, problem = failure.Problem }));
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static JobRecord? Find(SqliteConnection connection, long id) =>
        connection.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM jobs WHERE id = @id", new { id })?.ToRecord();

    private Task<JobRecord> ChangeAsync(long id, string sql, object parameters, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(sql, parameters);
            return Find(connection, id)!;
        },
        cancellationToken);

    private sealed class Row
    {
        public long Id { get; set; }

        public string Kind { get; set; } = "";

        public string Parameters { get; set; } = "";

        public long State { get; set; }

        public long Current { get; set; }

        public long Total { get; set; }

        public long Failures { get; set; }

        public string? Problem { get; set; }

        public string? Result { get; set; }

        public long? StartedAt { get; set; }

        public long? FinishedAt { get; set; }

        public JobRecord ToRecord() => new()
        {
            Id = Id,
            Kind = Kind,
            Parameters = Parameters,
            State = (JobState)State,
            Current = Current,
            Total = Total,
            Failures = Failures,
            Problem = Problem,
            Result = Result,
            StartedAt = Time(StartedAt),
            FinishedAt = Time(FinishedAt),
        };

        private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
    }
}
