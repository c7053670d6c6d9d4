using System.Diagnostics;
using ImageSearch.Engine.Embedding;
using ImageSearch.Imaging;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Benchmarks.Embedding;

/// <summary>The figures of one device with one model.</summary>
/// <param name="EndToEnd">Pictures per second from the file to the vector.</param>
/// <param name="Bare">Pictures per second if the decoded picture is already in memory.</param>
/// <param name="Vectors">The vectors of all pictures, in the given order.</param>
internal sealed record EmbeddingMeasurement(string Device, int BatchSize, double EndToEnd, double Bare, IReadOnlyList<float[]> Vectors)
{
    /// <exception cref="ModelException">The model or the device cannot be used.</exception>
    public static async Task<EmbeddingMeasurement> RunAsync(
        EmbeddingOptions options, ModelLocator locator, ILogger logger, IReadOnlyList<string> pictures, CancellationToken cancellationToken)
    {
        await using var embedder = await OnnxEmbedder.CreateAsync(options, locator, ImageLimits.Default, logger, cancellationToken);
        var decoded = ImageReader.DecodeSquare(
            pictures[0], embedder.Model.Preprocessing.Resize, embedder.Model.Preprocessing.Crop, null, ImageLimits.Default);
        await using var bare = await OnnxEmbedder.CreateAsync(options, locator, (_, _, _, _) => decoded, logger, cancellationToken);
        await embedder.WarmUpAsync(cancellationToken);
        await bare.WarmUpAsync(cancellationToken);

        var (endToEnd, vectors) = await TimeAsync(embedder, pictures, cancellationToken);
        var (alone, _) = await TimeAsync(bare, pictures, cancellationToken);
        return new EmbeddingMeasurement(embedder.Device, embedder.BatchSize, endToEnd, alone, vectors);
    }

    private static async Task<(double PerSecond, float[][] Vectors)> TimeAsync(
        OnnxEmbedder embedder, IReadOnlyList<string> pictures, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var embedded = await Task.WhenAll(
            pictures.Select(picture => embedder.EmbedAsync(picture, null, EmbeddingPriority.Indexing, cancellationToken)));
        return (pictures.Count / Stopwatch.GetElapsedTime(started).TotalSeconds, [.. embedded.Select(picture => picture.Vector)]);
    }
}
