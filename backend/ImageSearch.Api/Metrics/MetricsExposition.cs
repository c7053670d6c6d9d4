using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using ImageSearch.Engine;

namespace ImageSearch.Api.Metrics;

/// <summary>
/// Collects what the service measures (System.Diagnostics.Metrics) and writes it in Prometheus' text exposition format 0.0.4.
/// </summary>
internal sealed class MetricsExposition : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly string[] Meters = [EngineMetrics.MeterName, "Microsoft.AspNetCore.Hosting"];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public MetricsExposition()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Contains(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    public string Render(ImageLibrary library)
    {
        var status = library.IndexStatus;
        var text = new StringBuilder();
        Gauge(text, "imagesearch_images", "Pictures by state.", ("{status=\"indexed\"}", status.Progress.Indexed), ("{status=\"pending\"}", status.Progress.Pending), ("{status=\"failed\"}", status.Progress.Failed));
        Gauge(text, "imagesearch_index_bytes", "Memory that the vectors take.", ("", status.Bytes));
        lock (_lock)
        {
            foreach (var family in _families.Values)
                family.Render(text);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void Gauge(StringBuilder text, string name, string help, params ReadOnlySpan<(string Labels, long Value)> values)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");
        foreach (var (labels, value) in values)
            text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_lock)
        {
            if (!_families.TryGetValue(instrument.Name, out var family))
                _families[instrument.Name] = family = MetricFamily.For(instrument);
            family.Record(value, tags);
        }
    }
}
