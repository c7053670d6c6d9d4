using System.Numerics.Tensors;
using ImageSearch.Engine.Embedding;

namespace ImageSearch.Tests.Indexing;

/// <summary>Embedding spaces without a model, and vectors in them.</summary>
internal static class Spaces
{
    public static EmbeddingSpace Of(int dimension, string id = "fake") => EmbeddingSpace.Of(Model(dimension, id));

    public static ModelDescriptor Model(int dimension, string id) => new(
        id, id, $"{id}.onnx", new string('0', 64), 1, null, "image", TensorLayout.Nchw, 8, ImagePreprocessing.ForSize(8), "embedding", dimension);

    /// <summary>A unit vector that belongs to a text.</summary>
    public static float[] Vector(string text, int dimension)
    {
        var random = new Random(text.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)));
        return Unit(Enumerable.Range(0, dimension).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray());
    }

    public static float[] Unit(params float[] vector)
    {
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }
}
