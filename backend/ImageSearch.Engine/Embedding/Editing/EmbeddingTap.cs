using ImageSearch.Engine.Embedding.Onnx;

namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>The tensor inside a graph that is to be its answer.</summary>
/// <param name="Pool">The pooling that makes it; null where the tensor was named, or is an output already.</param>
internal sealed record EmbeddingTap(string Tensor, NodeProto? Pool)
{
    // an output that is called so was meant as one, whatever layers it went through
    private static readonly string[] NamesOfEmbeddings = ["embed", "feature"];

    /// <summary>Finds where the embedding of a classifier lies. Null where the graph answers an embedding as it is.</summary>
    /// <param name="named">The tensor that the registry names; null or empty leaves it to the graph.</param>
    /// <exception cref="UnusableGraphException">It answers scores of classes, and there is no embedding in front of them.</exception>
    public static EmbeddingTap? Find(GraphView graph, IReadOnlyList<ValueInfoProto> outputs, string? named)
    {
        if (!string.IsNullOrEmpty(named))
            return outputs.Any(output => output.Name == named) || !graph.Has(named) ? null : new EmbeddingTap(named, null);
        // of several outputs the first vector counts
        var output = outputs.FirstOrDefault(output => RankOf(output) is null or 2) ?? (outputs.Count > 0 ? outputs[0] : null);
        if (output is null || NamesOfEmbeddings.Any(name => output.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
            return IsPooledMap(graph, output) ? new EmbeddingTap(output!.Name, null) : null;

        var ending = GraphEnding.Of(graph, output.Name);
        if (ending is { Pool: { } pool, IsDense: true })
            return new EmbeddingTap(pool.Output[0], pool);
        if (ending.IsScores)
            throw new UnusableGraphException(ending.Pool is null
                ? $"its output '{output.Name}' is scores of classes, and no pooling stands right in front of its classifier, where the embedding would be"
                : $"its output '{output.Name}' is scores of classes that are pooled as they are, so that there is no embedding in front of them");
        return IsPooledMap(graph, output) ? new EmbeddingTap(output.Name, null) : null;
    }

    private static bool IsPooledMap(GraphView graph, ValueInfoProto? output) =>
        output is not null && RankOf(output) == 4 && GraphEnding.Of(graph, output.Name) is { Pool: not null, IsDense: false, IsScores: false };

    private static int? RankOf(ValueInfoProto tensor) => tensor.Type?.TensorType?.Shape?.Dim.Count;
}
