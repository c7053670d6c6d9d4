using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ImageSearch.Api.Metrics;

/// <summary>One instrument's series: a counter, or a histogram over seconds.</summary>
internal sealed class MetricFamily
{
    // Seconds, from a scan of a small index to a large upload.
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly string _name;
    private readonly string _help;
    private readonly bool _histogram;
    private readonly bool _gauge;
    private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);

    private MetricFamily(string name, string help, bool histogram, bool gauge)
    {
        _name = name;
        _help = help;
        _histogram = histogram;
        _gauge = gauge;
    }

    public static MetricFamily For(Instrument instrument)
    {
        var histogram = instrument.GetType().GetGenericTypeDefinition() == typeof(Histogram<>);
        var gauge = instrument.GetType().GetGenericTypeDefinition() == typeof(UpDownCounter<>);
        var name = instrument.Name.Replace('.', '_') + (histogram && instrument.Unit == "s" ? "_seconds" : histogram || gauge ? "" : "_total");
        return new MetricFamily(name, instrument.Description ?? name, histogram, gauge);
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        if (!_series.TryGetValue(labels, out var series))
            _series[labels] = series = new Series(new long[Bounds.Length]);
        series.Count++;
        series.Sum += value;
        for (var i = 0; _histogram && i < Bounds.Length; i++)
        {
            if (value <= Bounds[i])
                series.Buckets[i]++;
        }
    }

    public void Render(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {_name} {_help}\n# TYPE {_name} {(_histogram ? "histogram" : _gauge ? "gauge" : "counter")}\n");
        foreach (var (labels, series) in _series)
        {
            if (!_histogram)
            {
                text.Append(CultureInfo.InvariantCulture, $"{_name}{Braces(labels)} {series.Sum}\n");
                continue;
            }

            var prefix = labels.Length == 0 ? "" : labels + ",";
            for (var i = 0; i < Bounds.Length; i++)
                text.Append(CultureInfo.InvariantCulture, $"{_name}_bucket{{{prefix}le=\"{Bounds[i]}\"}} {series.Buckets[i]}\n");
            text.Append(CultureInfo.InvariantCulture, $"{_name}_bucket{{{prefix}le=\"+Inf\"}} {series.Count}\n");
            text.Append(CultureInfo.InvariantCulture, $"{_name}_sum{Braces(labels)} {series.Sum}\n{_name}_count{Braces(labels)} {series.Count}\n");
        }
    }

    private static string Braces(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>(tags.Length);
        foreach (var (key, value) in tags)
            labels.Add($"{key.Replace('.', '_')}=\"{Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}\"");
        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed class Series(long[] buckets)
    {
        public long[] Buckets { get; } = buckets;

        public long Count { get; set; }

        public double Sum { get; set; }
    }
}
