namespace ImageSearch.Cli.Contracts;

/// <summary>How many files an import counted as what: the result of its job.</summary>
/// <param name="Vanished">Known from an earlier import and no longer there.</param>
/// <param name="Failed">Files and folders that could not be imported.</param>
internal sealed record ImportCounts(long Added, long Unchanged, long Moved, long Duplicates, long Vanished, long Failed);

/// <summary>The result of an import.</summary>
/// <param name="Failures">What failed and what has vanished, with the reason.</param>
internal sealed record ImportAnswer(
    long Added, long Unchanged, long Moved, long Duplicates, long Vanished, long Failed, IReadOnlyList<JobFailureContract> Failures)
{
    public static ImportAnswer Of(ImportCounts counts, IReadOnlyList<JobFailureContract> failures) => new(
        counts.Added, counts.Unchanged, counts.Moved, counts.Duplicates, counts.Vanished, counts.Failed, failures);
}
