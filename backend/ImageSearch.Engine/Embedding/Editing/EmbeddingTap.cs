using ImageSearch.Engine.Embedding.Onnx;

namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>The tensor inside a graph that becomes its output.</summary>
/// <param name="Pool">The pooling that computes it; null if the registry names the tensor or it is already an output.</param>
internal sealed record EmbeddingTap(string Tensor, NodeProto? Pool)
{
    // an output with such a name is meant as an embedding, whatever layers precede it
    private static readonly string[] NamesOfEmbeddings = ["embed", "feature"];

    /// <summary>Finds the embedding of a classifier. Returns null if the graph already outputs an embedding.</summary>
    /// <param name="named">The tensor that the registry names; if null or empty, the graph decides.</param>
    /// <exception cref="UnusableGraphException">The graph outputs class scores, and there is no embedding in front of them.</exception>
    public static EmbeddingTap? Find(GraphView graph, IReadOnlyList<ValueInfoProto> outputs, string? named)
    {
        if (!string.IsNullOrEmpty(named))
            return outputs.Any(output => output.Name == named) || !graph.Has(named) ? null : new EmbeddingTap(named, null);
        // with several outputs, the first one that is a vector counts
        var output = outputs.FirstOrDefault(output => RankOf(output) is null or 2) ?? (outputs.Count > 0 ? outputs[0] : null);
        if (output is null || NamesOfEmbeddings.Any(name => output.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
            return IsPooledMap(graph, output) ? new EmbeddingTap(output!.Name, null) : null;

        var ending = GraphEnding.Of(graph, output.Name);
        if (ending is { Pool: { } pool, IsDense: true })
            return new EmbeddingTap(pool.Output[0], pool);
        if (ending.IsScores)
        {
            throw new UnusableGraphException(ending.Pool is null
                ? $"its output '{output.Name}' contains class scores, and no pooling comes directly before its classifier"
                : $"its output '{output.Name}' contains class scores that are pooled directly, so there is no embedding in front of them");
        }

        return IsPooledMap(graph, output) ? new EmbeddingTap(output.Name, null) : null;
    }

    private static bool IsPooledMap(GraphView graph, ValueInfoProto? output) =>
        output is not null && RankOf(output) == 4 && GraphEnding.Of(graph, output.Name) is { Pool: not null, IsDense: false, IsScores: false };

    private static int? RankOf(ValueInfoProto tensor) => tensor.Type?.TensorType?.Shape?.Dim.Count;
}
