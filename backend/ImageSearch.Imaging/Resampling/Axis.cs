namespace ImageSearch.Imaging.Resampling;

/// <summary>
/// Which source pixels make each target pixel along one axis, and with which weights: the kernel stretched by the reduction, cut off at
/// the edges of the part and normalised, as Pillow's `ImagingResample` defines it. The part's edges may lie within pixels.
/// </summary>
internal sealed class Axis
{
    private readonly int[] _first;

    /// <param name="start">Where the part begins, in source pixels; pixel i lies between i and i + 1.</param>
    /// <param name="length">How long the part is, in source pixels.</param>
    /// <param name="sources">Source pixels that there are.</param>
    /// <param name="targets">What the whole part is scaled to, in pixels.</param>
    /// <param name="windowStart">The first target pixel that is wanted.</param>
    /// <param name="window">How many are wanted.</param>
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
            // Centres of source pixels within reach, at least the nearest pixel.
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

    /// <summary>Source pixels of each target pixel, the same number everywhere; some weights are 0.</summary>
    public int Taps { get; }

    /// <summary>Count x Taps.</summary>
    public float[] Weights { get; }

    /// <summary>The first source pixel that is used at all.</summary>
    public int Lowest => _first[0];

    /// <summary>One behind the last source pixel that is used at all.</summary>
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
