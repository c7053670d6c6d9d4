using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Tests.Indexing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Benchmarks.Stall;

/// <summary>How long a search takes while the index is saved again and again and vectors are removed and put back; and when nothing else happens.</summary>
internal sealed class StallBenchmark : IDisposable
{
    private const int Dimension = 2048;
    private const int BytesPerVector = (Dimension * sizeof(float)) + sizeof(long);
    private const int Chunk = 4096;
    private const int Searches = 300;
    private const int WarmUps = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string _folder = Directory.CreateTempSubdirectory("imagesearch-bench-").FullName;
    private readonly FaissVectorIndex _index = FaissVectorIndex.Create(Dimension, Math.Max(2, Environment.ProcessorCount));
    private readonly Random _random = new(1);
    private readonly int _rows;

    private StallBenchmark(int rows) => _rows = rows;

    /// <summary>Measures with so many gigabytes of vectors; answers the exit code.</summary>
    public static async Task<int> RunAsync(int gigabytes)
    {
        using var benchmark = new StallBenchmark((int)(gigabytes * 1_000_000_000L / BytesPerVector));
        await benchmark.FillAsync();
        await benchmark.MeasureAsync();
        return 0;
    }

    public void Dispose()
    {
        _index.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task FillAsync()
    {
        Console.WriteLine($"making {_rows:N0} vectors of {Dimension} numbers");
        for (var first = 0; first < _rows; first += Chunk)
            await _index.PutAsync(Enumerable.Range(first, Math.Min(Chunk, _rows - first)).Select(Make).ToList(), CancellationToken.None);
    }

    private async Task MeasureAsync()
    {
        await SearchAsync(WarmUps, CancellationToken.None);
        var idle = await SearchAsync(Searches, CancellationToken.None);

        using var data = DataDirectory.Open(Path.Combine(_folder, "data"));
        var snapshot = new IndexSnapshot(data, Spaces.Of(Dimension), TimeProvider.System, NullLogger<IndexSnapshot>.Instance);
        using var done = new CancellationTokenSource();
        var saving = RepeatAsync(() => snapshot.SaveAsync(_index, CancellationToken.None), TimeSpan.Zero, done.Token);
        var removing = RepeatAsync(ReplaceAsync, Pause, done.Token);
        var busy = await SearchAsync(Searches, CancellationToken.None);
        await done.CancelAsync();
        var (saves, removals) = (await saving, await removing);

        Console.WriteLine($"""

            | {_rows:N0} vectors, {(double)_rows * BytesPerVector / 1e9:N1} GB | |
            |---|---:|
            | a search, median and 99th percentile, idle | {At(idle, 0.5):N0} ms, {At(idle, 0.99):N0} ms |
            | while it is saved and changed | {At(busy, 0.5):N0} ms, {At(busy, 0.99):N0} ms |
            | ratio of the 99th percentiles | {At(busy, 0.99) / At(idle, 0.99):N2} |
            | a removal and putting it back, median and longest of {removals.Length} | {At(removals, 0.5):N0} ms, {removals[^1]:N0} ms |
            | a snapshot, median of {saves.Length} | {At(saves, 0.5):N0} ms |
            """);
    }

    /// <summary>Milliseconds of each search, ascending.</summary>
    private async Task<double[]> SearchAsync(int count, CancellationToken cancellationToken)
    {
        var times = new double[count];
        for (var search = 0; search < count; search++)
        {
            var query = Make(_rows + search).Vector;
            times[search] = await TimeAsync(() => _index.SearchAsync(query, 100, null, cancellationToken));
        }

        return [.. times.Order()];
    }

    private async Task ReplaceAsync()
    {
        var id = _random.Next(_rows);
        await _index.RemoveAsync([id], CancellationToken.None);
        await _index.PutAsync([Make(id)], CancellationToken.None);
    }

    private static Task<double[]> RepeatAsync(Func<Task> action, TimeSpan pause, CancellationToken done) => Task.Run(
        async () =>
        {
            var times = new List<double>();
            while (!done.IsCancellationRequested)
            {
                times.Add(await TimeAsync(action));
                await Task.Delay(pause, CancellationToken.None);
            }

            return times.Order().ToArray();
        },
        CancellationToken.None);

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var start = TimeProvider.System.GetTimestamp();
        await action();
        return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double At(double[] ascending, double share) => ascending[(int)Math.Ceiling(share * ascending.Length) - 1];

    // Always the same one for a number.
    private static EmbeddedVector Make(int number)
    {
        var random = new Random(number);
        var vector = new float[Dimension];
        foreach (ref var value in vector.AsSpan())
            value = random.NextSingle();
        return new EmbeddedVector(number, Spaces.Unit(vector));
    }
}
