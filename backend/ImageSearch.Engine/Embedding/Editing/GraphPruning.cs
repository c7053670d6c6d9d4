using ImageSearch.Engine.Embedding.Onnx;
using static ImageSearch.Engine.Embedding.Onnx.AttributeProto.Types;

namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>Removes what does not lead to the outputs of a graph, so that it is neither loaded nor computed.</summary>
internal static class GraphPruning
{
    public static void Prune(GraphProto graph)
    {
        // nodes inside a node (If, Loop) may read any tensor of the outer graph
        if (graph.Node.Any(node => node.Attribute.Any(attribute => attribute.Type is AttributeType.Graph or AttributeType.Graphs)))
            return;
        var needed = NeededTensors(graph);
        Keep(graph.Node, node => node.Output.Any(needed.Contains));
        var dropped = graph.Initializer.Select(weight => weight.Name).Where(name => !needed.Contains(name)).ToHashSet();
        Keep(graph.Initializer, weight => !dropped.Contains(weight.Name));
        // old files list their weights as inputs too: such an input without its weight would have to be supplied
        Keep(graph.Input, input => !dropped.Contains(input.Name));
        Keep(graph.ValueInfo, value => needed.Contains(value.Name));
    }

    private static HashSet<string> NeededTensors(GraphProto graph)
    {
        var makers = new Dictionary<string, NodeProto>();
        foreach (var node in graph.Node)
        {
            foreach (var output in node.Output)
                makers.TryAdd(output, node);
        }

        var needed = graph.Output.Select(output => output.Name).ToHashSet();
        var open = new Stack<string>(needed);
        while (open.TryPop(out var tensor))
        {
            foreach (var input in makers.GetValueOrDefault(tensor)?.Input ?? [])
            {
                if (input.Length > 0 && needed.Add(input))
                    open.Push(input);
            }
        }

        return needed;
    }

    private static void Keep<T>(Google.Protobuf.Collections.RepeatedField<T> items, Func<T, bool> wanted)
    {
        var kept = items.Where(wanted).ToList();
        if (kept.Count == items.Count)
            return;
        items.Clear();
        items.Add(kept);
    }
}
