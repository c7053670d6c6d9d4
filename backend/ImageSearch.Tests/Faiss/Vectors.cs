using System.Numerics.Tensors;

namespace ImageSearch.Tests.Faiss;

/// <summary>Seeded random vectors, so that a failing case can be repeated.</summary>
internal static class Vectors
{
    /// <summary>Unit vectors, <paramref name="count"/> rows of <paramref name="dimension"/> floats.</summary>
    public static float[] Unit(int seed, int count, int dimension)
    {
        var random = new Random(seed);
        var vectors = new float[count * dimension];
        for (var row = 0; row < count; row++)
        {
            var vector = vectors.AsSpan(row * dimension, dimension);
            var squares = 0.0;
            foreach (ref var value in vector)
            {
                value = (float)(random.NextDouble() * 2 - 1);
                squares += value * value;
            }
            foreach (ref var value in vector)
                value /= (float)Math.Sqrt(squares);
        }
        return vectors;
    }

    /// <summary>
    /// Unit vectors in clusters of equal size, distributed like pictures of objects: near a centre, at no particular distance.
    /// </summary>
    /// <param name="spread">The approximate distance of a vector from its centre; centres are 1 from the origin.</param>
    public static float[] Clustered(int seed, int count, int dimension, int clusters, float spread = 0.5f)
    {
        var centres = Unit(seed, clusters, dimension);
        var vectors = Unit(seed + 1, count, dimension);
        for (var row = 0; row < count; row++)
        {
            var vector = vectors.AsSpan(row * dimension, dimension);
            var centre = centres.AsSpan(row % clusters * dimension, dimension);
            TensorPrimitives.MultiplyAdd(vector, spread, centre, vector);
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
        }
        return vectors;
    }

    /// <summary>Different ids in no order, with large gaps.</summary>
    public static long[] SparseIds(int seed, int count)
    {
        var random = new Random(seed);
        var ids = new HashSet<long>();
        while (ids.Count < count)
            ids.Add(random.NextInt64());
        return [.. ids];
    }

    public static long[] DenseIds(int count) => [.. Enumerable.Range(0, count).Select(i => (long)i)];
}
