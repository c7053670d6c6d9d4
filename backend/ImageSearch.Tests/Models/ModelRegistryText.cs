using System.Security.Cryptography;

namespace ImageSearch.Tests.Models;

/// <summary>A `models.json` with one small model, `zoo`, that a test's server offers.</summary>
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
}
