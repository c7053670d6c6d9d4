using System.Numerics.Tensors;
using ImageSearch.BrowserTests.Stack;
using ImageSearch.Engine.Embedding;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Benchmarks.Embedding;

/// <summary>
/// Measures pictures per second on every available device: end to end (including decoding) and the model alone. It also compares the
/// vectors of each device and precision with those of the processor in 32 bits.
/// </summary>
internal static class EmbeddingBenchmark
{
    private const int MostPictures = 400;

    private static readonly (EmbeddingDevice Device, EmbeddingPrecision Precision)[] Ways =
    [
        (EmbeddingDevice.Cpu, EmbeddingPrecision.Fp32),
        (EmbeddingDevice.Cuda, EmbeddingPrecision.Fp32),
        (EmbeddingDevice.Cuda, EmbeddingPrecision.Fp16),
    ];

    /// <summary>Measures and prints a table; returns the exit code.</summary>
    /// <param name="folder">Pictures to embed; null uses those of `IMAGESEARCH_TEST_IMAGES`.</param>
    public static async Task<int> RunAsync(string? folder)
    {
        folder ??= Environment.GetEnvironmentVariable("IMAGESEARCH_TEST_IMAGES");
        if (string.IsNullOrEmpty(folder) || !Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync("bench: name a folder with JPEG pictures: ./run bench embed FOLDER, or set IMAGESEARCH_TEST_IMAGES.");
            return 2;
        }

        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            cancellation.Cancel();
        };
        var pictures = Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(MostPictures)
            .ToList();
        Console.WriteLine($"{pictures.Count} pictures, {Environment.ProcessorCount} cores, GPU: {GraphicsCard.Name() ?? "none"}");
        Console.WriteLine("| device | precision | batch | end to end, images/s | bare, images/s | lowest cosine to cpu fp32 |");
        Console.WriteLine("|---|---|---|---|---|---|");
        IReadOnlyList<float[]>? reference = null;
        foreach (var (device, precision) in Ways)
        {
            var options = new EmbeddingOptions { ModelsDirectory = Path.Combine(Checkout.Root, "models"), Device = device, Precision = precision };
            try
            {
                var figures = await EmbeddingMeasurement.RunAsync(
                    options, new ModelLocator(options), NullLogger.Instance, pictures, cancellation.Token);
                reference ??= figures.Vectors;
                var lowest = figures.Vectors.Zip(reference, (vector, exact) => TensorPrimitives.Dot<float>(vector, exact)).Min();
                Console.WriteLine(
                    $"| {figures.Device} | {precision.ToString().ToLowerInvariant()} | {figures.BatchSize} | {figures.EndToEnd:F1} | {figures.Bare:F1} | {lowest:F5} |");
            }
            catch (ModelException exception)
            {
                Console.WriteLine(
                    $"| {device.ToString().ToLowerInvariant()} | {precision.ToString().ToLowerInvariant()} | - | {exception.Message} | - | - |");
            }
        }

        return 0;
    }
}
