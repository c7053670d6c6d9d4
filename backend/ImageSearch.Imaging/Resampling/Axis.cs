namespace ImageSearch.Imaging.Resampling;

/// <summary>
/// The source pixels of each target pixel along one axis, and their weights. The kernel is stretched by the reduction, cut off at the edges
/// of the part and normalised, as in Pillow's `ImagingResample`. The edges of the part may be inside pixels.
/// </summary>
internal sealed class Axis
{
    private readonly int[] _first;

    /// <param name="start">The start of the part, in source pixels; pixel i spans i to i + 1.</param>
    /// <param name="length">The length of the part, in source pixels.</param>
    /// <param name="sources">Number of source pixels.</param>
    /// <param name="targets">The length that the whole part is scaled to, in pixels.</param>
    /// <param name="windowStart">The first target pixel to compute.</param>
    /// <param name="window">Number of target pixels to compute.</param>
    /// <param name="kernel">How to weigh.</param>
    public Axis(double start, double length, int sources, int targets, int windowStart, int window, Kernel kernel)
    {
        const double Nearly = 1e-6;
        var scale = length / targets;
        var stretch = Math.Max(1, scale);
        var reach = kernel.Support * stretch;
        var lowest = Math.Clamp((int)Math.Floor(start + Nearly), 0, sources - 1);
        var highest = Math.Clamp((int)Math.Ceiling(start + length - Nearly), lowest + 1, sources);
        Count = window;
        _first = new int[window];
        var ends = new int[window];
        for (var i = 0; i < window; i++)
        {
            // Source pixels whose centres are within reach, at least the nearest pixel.
            _first[i] = Math.Clamp((int)Math.Floor(Centre(i) - reach + 0.5), lowest, highest - 1);
            ends[i] = Math.Clamp((int)Math.Ceiling(Centre(i) + reach - 0.5), _first[i] + 1, highest);
            Taps = Math.Max(Taps, ends[i] - _first[i]);
        }

        Weights = new float[window * Taps];
        for (var i = 0; i < window; i++)
        {
            var from = _first[i];
            _first[i] = Math.Min(from, highest - Taps);
            Fill(Weights.AsSpan(i * Taps, Taps), _first[i], from, ends[i], Centre(i), stretch, kernel);
        }

        double Centre(int target) => start + ((windowStart + target + 0.5) * scale);
    }

    /// <summary>Target pixels.</summary>
    public int Count { get; }

    /// <summary>Source pixels for each target pixel, the same number for all of them; some weights are 0.</summary>
    public int Taps { get; }

    /// <summary>Count x Taps.</summary>
    public float[] Weights { get; }

    /// <summary>The first source pixel that is used.</summary>
    public int Lowest => _first[0];

    /// <summary>One past the last source pixel that is used.</summary>
    public int Highest => _first[^1] + Taps;

    /// <summary>The first source pixel of a target pixel; it never decreases from one to the next.</summary>
    public int First(int target) => _first[target];

    /// <summary>The first source pixel of every target pixel.</summary>
    public ReadOnlySpan<int> Firsts => _first;

    private static void Fill(Span<float> weights, int first, int from, int to, double centre, double stretch, Kernel kernel)
    {
        var sum = 0.0;
        for (var at = from; at < to; at++)
        {
            sum += Weight(at);
        }

        for (var at = from; at < to; at++)
        {
            weights[at - first] = (float)(Weight(at) / sum);
        }

        double Weight(int at) => kernel.Weight(Math.Min(kernel.Support, Math.Abs(at + 0.5 - centre) / stretch));
    }
}
