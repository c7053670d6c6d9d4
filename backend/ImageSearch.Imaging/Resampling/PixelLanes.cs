using System.Runtime.Intrinsics;

namespace ImageSearch.Imaging.Resampling;

/// <summary>The two inner loops of resampling. Pixels are four channels: red, green, blue and alpha.</summary>
internal static unsafe class PixelLanes
{
    /// <summary>Samples that the loops take at a time; what they read and write must reach to the next multiple.</summary>
    public const int Step = 32;

    private const int Channels = 4;

    /// <summary>Adds weight times a row to sums, or puts it there. Both reach to a multiple of <see cref="Step"/>.</summary>
    /// <param name="row">Samples of 0 to 255.</param>
    /// <param name="sums">One for each sample.</param>
    /// <param name="samples">How many.</param>
    /// <param name="weight">What to multiply with.</param>
    /// <param name="replace">True where the sums hold nothing yet.</param>
    public static void Accumulate(byte* row, float* sums, int samples, float weight, bool replace)
    {
        var weights = Vector256.Create(weight);
        for (var i = 0; i < samples; i += Step)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(row + i));
            var (a, b) = Vector256.Widen(low.AsInt16());
            var (c, d) = Vector256.Widen(high.AsInt16());
            var (sa, sb, sc, sd) = (Vector256.ConvertToSingle(a), Vector256.ConvertToSingle(b), Vector256.ConvertToSingle(c), Vector256.ConvertToSingle(d));
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
    /// The weighted sum of neighbouring pixels, laid over white: colours are premultiplied, so what alpha leaves free is added.
    /// </summary>
    /// <param name="pixels">The first of them; floats up to an even number of pixels are read.</param>
    /// <param name="weights">Each weight four times; as many pixels, the odd one with a weight of 0.</param>
    /// <param name="taps">Pixels, an even number.</param>
    /// <returns>Red, green, blue of 0 to 255 in the three low bytes.</returns>
    public static uint Combine(float* pixels, float* weights, int taps)
    {
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < taps * Channels; i += Channels * 2)
        {
            sum = Vector256.MultiplyAddEstimate(Vector256.Load(pixels + i), Vector256.Load(weights + i), sum);
        }

        var pixel = sum.GetLower() + sum.GetUpper();
        var alpha = Vector128.Shuffle(pixel, Vector128.Create(3, 3, 3, 3));
        var rounded = Vector128.ConvertToInt32(Vector128.Max(pixel + (Vector128.Create(255.5f) - alpha), Vector128<float>.Zero));
        var levels = Vector128.Min(rounded, Vector128.Create(255));
        var words = Vector128.Narrow(levels, levels).AsUInt16();
        return Vector128.Narrow(words, words).AsUInt32().ToScalar();
    }
}
