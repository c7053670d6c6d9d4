using System.Security.Cryptography;

namespace ImageSearch.Tests.Models;

/// <summary>A `models.json` with one small model, `zoo`, which a server of the test offers.</summary>
internal static class ModelRegistryText
{
    /// <param name="content">A model made by <see cref="Embedding.TestModels"/>.</param>
    public static void Write(string directory, byte[] content, params string[] sources)
    {
        var addresses = string.Join(", ", sources.Select(source => $"\"{source}\""));
        var rest = $$"""
            "bytes": {{content.Length}}, "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(content))}}", "licence": "Apache-2.0",
            "sources": [{{addresses}}], "output": {"dimension": 32}
            """;
        File.WriteAllText(Path.Combine(directory, "models.json"), $$"""
            {"models": [
              {"id": "zoo", "name": "Zoo", "file": "zoo.onnx", {{rest}}, "input": {"layout": "NCHW", "width": 32, "height": 32},
               "preprocessing": {"resize": 36, "crop": 32, "mean": [0, 0, 0], "std": [1, 1, 1]} },
              {"id": "zoo-64", "name": "Zoo at 64 px", "file": "zoo.onnx", {{rest}}, "input": {"layout": "NCHW", "width": 64, "height": 64},
               "preprocessing": {"resize": 72, "crop": 64, "mean": [0, 0, 0], "std": [1, 1, 1]} }
            ]}
            """);
    }

    /// <summary>Length of the vectors of the model that is recommended by <see cref="WriteRecommended"/>.</summary>
    public const int RecommendedDimension = 400;

    /// <summary>A registry like the product's: `small`, a built-in model whose file exists, and `zoo`, which is recommended.</summary>
    /// <param name="builtIn">A file of the folder, of 32 dimensions.</param>
    public static void WriteRecommended(string directory, string builtIn, byte[] content, string source)
    {
        var small = Entry("small", builtIn, File.ReadAllBytes(Path.Combine(directory, builtIn)), 32, "\"builtIn\": true");
        var zoo = Entry("zoo", "zoo.onnx", content, RecommendedDimension, $"\"recommended\": true, \"sources\": [\"{source}\"]");
        File.WriteAllText(Path.Combine(directory, "models.json"), $$"""{"models": [{{small}}, {{zoo}}]}""");
    }

    private static string Entry(string id, string file, byte[] content, int dimension, string rest) => $$"""
        {"id": "{{id}}", "name": "{{id}}", "file": "{{file}}", "bytes": {{content.Length}}, "licence": "MIT", {{rest}},
         "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(content))}}", "input": {"layout": "NCHW", "width": 32, "height": 32},
         "preprocessing": {"resize": 36, "crop": 32, "mean": [0, 0, 0], "std": [1, 1, 1]}, "output": {"dimension": {{dimension}}} }
        """;
}
