using System.Diagnostics.Metrics;

namespace ImageSearch.Engine;

/// <summary>What the engine measures, under the meter <see cref="MeterName"/>.</summary>
public static class EngineMetrics
{
    public const string MeterName = "ImageSearch";

    private static readonly Meter Meter = new(MeterName);

    internal static readonly Counter<long> Embedded = Meter.CreateCounter<long>("imagesearch.images.embedded", description: "Pictures embedded since the start.");

    internal static readonly Counter<long> Failed = Meter.CreateCounter<long>("imagesearch.images.failed", description: "Pictures that could not be embedded since the start.");

    internal static readonly Counter<long> Added = Meter.CreateCounter<long>("imagesearch.images.added", description: "Pictures added since the start.");

    internal static readonly Histogram<double> Searches = Meter.CreateHistogram<double>("imagesearch.search.duration", "s", "Time to answer a query, decoding and embedding included.");
}
