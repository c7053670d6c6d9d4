using System.Diagnostics.Metrics;
using ImageSearch.Api.Hosting;
using ImageSearch.Engine;

namespace ImageSearch.Api.Telemetry;

/// <summary>The contents of the open library as of the last announced change; no values while no library is open.</summary>
internal sealed class LibraryGauges
{
    private readonly LibraryService _library;

    public LibraryGauges(IMeterFactory meters, LibraryService library)
    {
        _library = library;
        var meter = meters.Create(EngineMetrics.MeterName);
        _ = meter.CreateObservableGauge("imagesearch.images", Images, "{image}", "Pictures by state.");
        _ = meter.CreateObservableGauge("imagesearch.index.memory", Memory, "By", "Memory that the vectors take.");
    }

    private IEnumerable<Measurement<long>> Images()
    {
        if (_library.Opened is not { } library)
            return [];
        var progress = library.LastProgress;
        return [Of(progress.Indexed, "indexed"), Of(progress.Pending, "pending"), Of(progress.Failed, "failed")];
    }

    private IEnumerable<Measurement<long>> Memory() => _library.Opened is { } library ? [new(library.IndexBytes)] : [];

    private static Measurement<long> Of(long count, string status) => new(count, new KeyValuePair<string, object?>("status", status));
}
