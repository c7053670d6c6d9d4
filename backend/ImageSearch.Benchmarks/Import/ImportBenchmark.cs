using System.Net.Http.Json;
using System.Text.Json;
using ImageSearch.BrowserTests.Stack;

namespace ImageSearch.Benchmarks.Import;

/// <summary>Measures the import of a folder: copies of all files, the same folder again, and the memory.</summary>
internal static class ImportBenchmark
{
    /// <summary>
    /// Makes the files if there are none yet, imports them twice into an empty library and prints a table; returns the exit code.
    /// </summary>
    public static async Task<int> RunAsync(int files)
    {
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            cancellation.Cancel();
        };

        var folder = Path.Combine(Checkout.Root, "artifacts", "bench", $"import-{files}");
        ImportFiles.Fill(folder, files, cancellation.Token);
        await using var stack = await RunningStack.StartAsync(cancellation.Token, importRoot: folder);
        var backend = Processes.Single($"http://127.0.0.1:{stack.ApiPort}");
        var before = PeakMemory(backend);

        using var client = new HttpClient { BaseAddress = stack.Page };
        var first = await ImportAsync(client, folder, cancellation.Token);
        var again = await ImportAsync(client, folder, cancellation.Token);
        Console.WriteLine($"""

            | {files:N0} files | |
            |---|---:|
            | imported as copies | {first.Duration.TotalSeconds:N1} s, {files / first.Duration.TotalSeconds:N0} files/s |
            | imported again, unchanged | {again.Duration.TotalSeconds:N1} s, {files / again.Duration.TotalSeconds:N0} files/s |
            | peak memory before and after | {before / 1e6:N0} MB, {PeakMemory(backend) / 1e6:N0} MB |

            first: {first.Result}
            again: {again.Result}
            """);
        return 0;
    }

    private static async Task<(TimeSpan Duration, string Result)> ImportAsync(HttpClient client, string folder, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var answer = await client.PostAsJsonAsync("api/v1/imports", new { path = folder, categories = "folder" }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        JsonElement job;
        do
        {
            await Task.Delay(100, cancellationToken);
            job = await client.GetFromJsonAsync<JsonElement>(answer.Headers.Location, cancellationToken);
        }
        while (job.GetProperty("finishedAt").ValueKind == JsonValueKind.Null);

        var duration = TimeProvider.System.GetElapsedTime(start);
        // The stream of an ended job reports its end and closes.
        var end = await client.GetStringAsync($"{answer.Headers.Location}/events", cancellationToken);
        return (duration, end.Split('\n').First(line => line.StartsWith("data:", StringComparison.Ordinal)));
    }

    private static long PeakMemory(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], provider: null) * 1024;
    }
}
