using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using ImageSearch.Engine.Embedding.Onnx;
using static ImageSearch.Engine.Embedding.Onnx.TensorProto.Types;

namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>
/// Weights that an exporter wrote to files beside the model. They are read into the model's bytes, and their digest becomes part of the
/// model's identity: the checksum of the model file does not cover them.
/// </summary>
internal sealed class ExternalWeights(string folder)
{
    // protobuf cannot write a message of more than 2 GB; the graph itself needs some of that
    private const long MostBytes = int.MaxValue - (64L << 20);

    private readonly SortedDictionary<string, string> _digests = new(StringComparer.Ordinal);

    public static bool IsIn(GraphNodes graph) =>
        graph.Initializer.Any(weight => weight.DataLocation == DataLocation.External)
        || graph.Node.Any(node => node.Attribute.Any(attribute => attribute.T?.DataLocation == DataLocation.External));

    /// <summary>Reads all these weights into the graph.</summary>
    /// <returns>The digest of the files, 64 lower-case hexadecimal digits; null if there are none.</returns>
    /// <exception cref="UnusableGraphException">A file is missing, truncated, or outside the model's folder.</exception>
    public string? Inline(GraphProto graph)
    {
        var tensors = graph.Initializer.Concat(graph.Node.SelectMany(node => node.Attribute).Select(attribute => attribute.T))
            .Where(tensor => tensor?.DataLocation == DataLocation.External).ToList();
        if (tensors.Count == 0)
            return null;
        var left = MostBytes;
        foreach (var tensor in tensors)
        {
            var fields = tensor.ExternalData.GroupBy(field => field.Key).ToDictionary(group => group.Key, group => group.First().Value);
            var location = fields.GetValueOrDefault("location") ?? "";
            using var file = Open(location);
            var offset = Number(fields, "offset", location) ?? 0;
            var length = Number(fields, "length", location) ?? Math.Max(0, file.Length - offset);
            if (offset > file.Length - length)
                throw new UnusableGraphException($"the file '{location}' with its weights is cut off: it has only {file.Length:N0} bytes");
            if ((left -= length) < 0)
                throw new UnusableGraphException($"its weights are more than the {MostBytes >> 20:N0} MiB that can be loaded");
            file.Position = offset;
            var bytes = new byte[length];
            file.ReadExactly(bytes);
            tensor.RawData = UnsafeByteOperations.UnsafeWrap(bytes);
            tensor.ClearDataLocation();
            tensor.ExternalData.Clear();
        }

        var digests = string.Join('\n', _digests.Select(digest => $"{digest.Value} {digest.Key}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(digests)));
    }

    private FileStream Open(string location)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var path = location.Length == 0 ? root : Path.GetFullPath(Path.Combine(root, location));
        if (!path.StartsWith(root, StringComparison.Ordinal) || path == root)
            throw new UnusableGraphException($"its weights are outside its own folder, at '{location}'");
        try
        {
            var file = File.OpenRead(path);
            if (!_digests.ContainsKey(location))
                _digests[location] = Convert.ToHexStringLower(SHA256.HashData(file));
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnusableGraphException(
                $"its weights are in another file, '{location}', which cannot be read ({exception.Message.TrimEnd('.')}); "
                + "put that file there too, or export the model as one file");
        }
    }

    private static long? Number(Dictionary<string, string> fields, string key, string location)
    {
        if (!fields.TryGetValue(key, out var text))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UnusableGraphException($"it says '{text}' for the {key} of its weights in '{location}'");
    }
}
