using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ImageSearch.Imaging.Resampling;

/// <summary>
/// The inner loops of resampling. Pixels have four channels: red, green, blue and alpha. The loops skip tiered compilation: the first tier
/// is a hundred times slower and would be used for the first dozens of pictures.
/// </summary>
internal static unsafe class PixelLanes
{
    /// <summary>Samples that the loops process at a time; the memory that they read and write must extend to the next multiple.</summary>
    public const int Step = 32;

    private const int Channels = 4;

    /// <summary>Adds weight times a row to sums, or overwrites the sums. Both extend to a multiple of <see cref="Step"/>.</summary>
    /// <param name="row">Samples from 0 to 255.</param>
    /// <param name="sums">One for each sample.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="weight">The factor.</param>
    /// <param name="replace">True if the sums are not initialised yet.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(byte* row, float* sums, int samples, float weight, bool replace)
    {
        var weights = Vector256.Create(weight);
        for (var i = 0; i < samples; i += Step)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(row + i));
            var (a, b) = Vector256.Widen(low.AsInt16());
            var (c, d) = Vector256.Widen(high.AsInt16());
            var (sa, sb, sc, sd) = (Vector256.ConvertToSingle(a), Vector256.ConvertToSingle(b), Vector256.ConvertToSingle(c), Vector256
                .ConvertToSingle(d));
            if (replace)
            {
                Vector256.Store(sa * weights, sums + i);
                Vector256.Store(sb * weights, sums + i + 8);
                Vector256.Store(sc * weights, sums + i + 16);
                Vector256.Store(sd * weights, sums + i + 24);
            }
            else
            {
                Vector256.Store(Vector256.MultiplyAddEstimate(sa, weights, Vector256.Load(sums + i)), sums + i);
                Vector256.Store(Vector256.MultiplyAddEstimate(sb, weights, Vector256.Load(sums + i + 8)), sums + i + 8);
                Vector256.Store(Vector256.MultiplyAddEstimate(sc, weights, Vector256.Load(sums + i + 16)), sums + i + 16);
                Vector256.Store(Vector256.MultiplyAddEstimate(sd, weights, Vector256.Load(sums + i + 24)), sums + i + 24);
            }
        }
    }

    /// <summary>
    /// Rounds to whole levels, as Pillow and libvips do between their two passes. Extends to a multiple of <see cref="Step"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round(float* sums, int samples)
    {
        var half = Vector256.Create(0.5f);
        for (var i = 0; i < samples; i += 8)
        {
            Vector256.Store(Vector256.Floor(Vector256.Load(sums + i) + half), sums + i);
        }
    }

    /// <summary>Computes each target pixel of a row as the weighted sum of neighbouring pixels.</summary>
    /// <param name="pixels">The row; <paramref name="first"/> is relative to it.</param>
    /// <param name="first">The first neighbour of each target pixel.</param>
    /// <param name="weights">The weights of each target pixel in turn, each repeated four times.</param>
    /// <param name="taps">Neighbours of a target pixel, an even number.</param>
    /// <param name="targets">Receives the sums, one pixel for each number in <paramref name="first"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(float* pixels, ReadOnlySpan<int> first, float* weights, int taps, float* targets)
    {
        foreach (var start in first)
        {
            var from = pixels + ((long)start * Channels);
            var sum = Vector256.Load(from) * Vector256.Load(weights);
            for (var i = Channels * 2; i < taps * Channels; i += Channels * 2)
            {
                sum = Vector256.MultiplyAddEstimate(Vector256.Load(from + i), Vector256.Load(weights + i), sum);
            }

            Vector128.Store(sum.GetLower() + sum.GetUpper(), targets);
            weights += taps * Channels;
            targets += Channels;
        }
    }

    /// <summary>
    /// Turns sums into RGB over white. Colours are premultiplied, so the part that alpha leaves uncovered is added as white. Reads and
    /// writes four pixels at a time, and 16 bytes for the last of them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(float* pixels, byte* rgb, int count)
    {
        var order = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15);
        for (var i = 0; i < count; i += Channels, pixels += Channels * Channels, rgb += 3 * Channels)
        {
            var words = Vector256.Narrow(OverWhite(Vector256.Load(pixels)), OverWhite(Vector256.Load(pixels + (Channels * 2))));
            Vector128.Store(Vector128.Shuffle(Vector128.Narrow(words.GetLower(), words.GetUpper()).AsByte(), order), rgb);
        }
    }

    // Two pixels, rounded and clamped to 0..255.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> OverWhite(Vector256<float> pixels)
    {
        var alpha = Vector256.Shuffle(pixels, Vector256.Create(3, 3, 3, 3, 7, 7, 7, 7));
        var levels = pixels + (Vector256.Create(255.5f) - alpha);
        return Vector256.ConvertToInt32(Vector256.Min(Vector256.Max(levels, Vector256<float>.Zero), Vector256.Create(255f)));
    }
}
