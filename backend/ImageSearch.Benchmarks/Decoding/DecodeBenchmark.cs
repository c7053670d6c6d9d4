using ImageSearch.BrowserTests.Stack;

namespace ImageSearch.Benchmarks.Decoding;

/// <summary>
/// Measures pictures per second of processor time for header, squares and thumbnail on one thread, compared with NetVips in the same run.
/// </summary>
internal static class DecodeBenchmark
{
    private const int SmallPictures = 60;
    private const int SmallRounds = 15;
    private const int LargePictures = 2;
    private const int LargeRounds = 15;

    /// <summary>Measures and prints a table; returns the exit code.</summary>
    /// <param name="folder">JPEG pictures of about 400 x 534; null uses those of `IMAGESEARCH_TEST_IMAGES`, or makes some.</param>
    public static int Run(string? folder)
    {
        folder ??= Environment.GetEnvironmentVariable("IMAGESEARCH_TEST_IMAGES");
        if (!string.IsNullOrEmpty(folder) && !Directory.Exists(folder))
        {
            Console.Error.WriteLine($"bench: {folder} is no folder. Name one with JPEG pictures of about 400 x 534: ./run bench decode FOLDER.");
            return 2;
        }

        var made = Path.Combine(Checkout.Root, "artifacts", "bench", "decode");
        var small = DecodePictures.In(folder, SmallPictures) is { Count: > 0 } found ? found : DecodePictures.Make(made, 400, 534, SmallPictures);
        var large = DecodePictures.Make(made, 4000, 3000, LargePictures);
        var source = small[0].StartsWith(made, StringComparison.Ordinal) ? "made" : folder;
        Console.WriteLine($"{small.Count} pictures of about 400 x 534 ({source}), {large.Count} of 4000 x 3000 (made), one thread");
        Console.WriteLine();
        Console.WriteLine("| JPEG, pictures a second of one core | 400 x 534 | NetVips | ratio | 4000 x 3000 | NetVips | ratio |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var work in DecodeWork.All)
        {
            var (few, many) = (DecodeMeasurement.Of(work, small, SmallRounds), DecodeMeasurement.Of(work, large, LargeRounds));
            Console.WriteLine(
                $"| {work.Name} | {few.Ours:N0} | {few.Theirs:N0} | {few.Ours / few.Theirs:F2} | {many.Ours:N1} | {many.Theirs:N1} | {many.Ours / many.Theirs:F2} |");
        }

        return 0;
    }
}
