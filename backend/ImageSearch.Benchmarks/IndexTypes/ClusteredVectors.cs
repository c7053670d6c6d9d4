using System.Numerics.Tensors;

namespace ImageSearch.Benchmarks.IndexTypes;

/// <summary>
/// Vectors distributed like embeddings of pictures: unit length, in clusters, and along few directions within a cluster. Noise in all
/// directions would put every neighbour at the same distance, and no index would find one sooner than another.
/// </summary>
internal static class ClusteredVectors
{
    public const int Dimension = 2048;

    private const int Clusters = 200;
    private const int Directions = 48;

    /// <summary>Rows of <see cref="Dimension"/> floats, always the same ones; a longer set begins with the rows of a shorter one.</summary>
    public static float[] Make(int count)
    {
        var random = new Random(1);
        var centres = Normal(random, Clusters * Dimension);
        var directions = Normal(random, Directions * Dimension);
        var vectors = new float[(long)count * Dimension];
        Parallel.For(0, count, row =>
        {
            var own = new Random(row);
            var vector = vectors.AsSpan(row * Dimension, Dimension);
            centres.AsSpan(own.Next(Clusters) * Dimension, Dimension).CopyTo(vector);
            for (var direction = 0; direction < Directions; direction++)
            {
                // The first directions carry most of the variance, as principal components do.
                var weight = (float)(Gaussian(own) * 1.2 / Math.Sqrt(1 + (0.25 * direction)) / Math.Sqrt(Directions) * 3);
                TensorPrimitives.MultiplyAdd(directions.AsSpan(direction * Dimension, Dimension), weight, vector, vector);
            }
            foreach (ref var value in vector)
                value = Math.Max(0, value + (0.3f * (float)Gaussian(own)));  // a network's last activation knows no negative
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
        });
        return vectors;
    }

    private static float[] Normal(Random random, int count)
    {
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
            value = (float)Gaussian(random);
        return values;
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
