namespace ImageSearch.Engine.Jobs;

public enum JobState
{
    Queued = 0,
    Running = 1,
    Completed = 2,
    Failed = 3,
    Cancelled = 4,
}

/// <summary>Work that continues after the request that started it, and after a restart.</summary>
public sealed record JobRecord
{
    public required long Id { get; init; }

    /// <summary>The kind of the <see cref="IJobHandler"/> that does it.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON in the handler's own format.</summary>
    public required string Parameters { get; init; }

    public required JobState State { get; init; }

    /// <summary>Units of work done, out of <see cref="Total"/>.</summary>
    public required long Current { get; init; }

    public required long Total { get; init; }

    /// <summary>Units that failed; the job continued without them.</summary>
    public required long Failures { get; init; }

    /// <summary>Why the job as a whole failed, or why the service cancelled it; null if a user cancelled it.</summary>
    public required string? Problem { get; init; }

    /// <summary>JSON in the handler's own format; null until the job is completed.</summary>
    public required string? Result { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>0 to 100.</summary>
    public double Progress => State == JobState.Completed ? 100 : Total == 0 ? 0 : Math.Round(100.0 * Current / Total, 1);

    public bool Ended => State is JobState.Completed or JobState.Failed or JobState.Cancelled;

    /// <summary>Units per second since the job started; null if there is no meaningful rate.</summary>
    public double? RatePerSecond(DateTimeOffset now) =>
        State == JobState.Running && StartedAt is { } started && Current > 0 && now > started ? Current / (now - started).TotalSeconds : null;

    public double? EtaSeconds(DateTimeOffset now) =>
        RatePerSecond(now) is { } rate and > 0 ? (Total - Current) / rate : null;
}

/// <summary>A failed unit of a job.</summary>
public sealed record JobFailure(string Name, string Problem);
