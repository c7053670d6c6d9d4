using System.Diagnostics.Metrics;

namespace ImageSearch.Engine;

/// <summary>
/// The measurements of the engine, under the meter <see cref="MeterName"/>. Names and units follow OpenTelemetry's conventions.
/// </summary>
public static class EngineMetrics
{
    public const string MeterName = "ImageSearch";

    /// <summary>Upper bounds of the buckets for durations in seconds, from a scan of a small index to a large upload.</summary>
    public static IReadOnlyList<double> DurationBounds { get; } =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly Meter Meter = new(MeterName);

    internal static readonly Counter<long> Embedded = Count("imagesearch.images.embedded", "Pictures embedded since the start.");

    internal static readonly Counter<long> Failed = Count("imagesearch.images.failed", "Pictures that could not be embedded since the start.");

    internal static readonly Counter<long> Added = Count("imagesearch.images.added", "Pictures added since the start.");

    internal static readonly Histogram<double> Searches = Duration(
        "imagesearch.search.duration",
        "Time to answer a query, decoding and embedding included.");

    internal static readonly Histogram<double> Decoding = Duration("imagesearch.decode.duration", "Time to read and decode a picture for the model.");

    internal static readonly Histogram<double> Embedding = Duration(
        "imagesearch.embed.duration",
        "Time from a decoded picture to its vector, waiting for its batch included.");

    private static Counter<long> Count(string name, string description) => Meter.CreateCounter<long>(name, "{image}", description);

    private static Histogram<double> Duration(string name, string description) => Meter.CreateHistogram(
        name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBounds });
}
