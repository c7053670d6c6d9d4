namespace ImageSearch.Benchmarks.IndexTypes;

/// <summary>The measurements of one kind of index.</summary>
/// <param name="Name">The factory string, the metric where it is not the inner product, and how many lists a search visited.</param>
/// <param name="Recall">Share of the ten true neighbours, found by Flat in the same run, among the ten results.</param>
/// <param name="Milliseconds">Median time of a search with one query.</param>
/// <param name="FileBytes">Size of the saved index.</param>
/// <param name="ResidentBytes">Growth of the process's memory while the index was built.</param>
internal sealed record IndexFigures(
    string Name, double Recall, double Milliseconds, long FileBytes, long ResidentBytes, TimeSpan Training, TimeSpan Adding)
{
    public static string Head(int rows) => $"""

        | {rows:N0} vectors | recall@10 | ms a query, median | file, MB | memory, MB | training, s | adding, s |
        |---|---:|---:|---:|---:|---:|---:|
        """;

    public string ToRow() =>
        $"| {Name} | {Recall:N3} | {Milliseconds:N1} | {FileBytes / 1e6:N0} | {ResidentBytes / 1e6:N0} "
        + $"| {Training.TotalSeconds:N1} | {Adding.TotalSeconds:N1} |";
}
