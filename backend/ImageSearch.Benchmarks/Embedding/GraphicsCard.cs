namespace ImageSearch.Benchmarks.Embedding;

/// <summary>The graphics card as its driver names it.</summary>
internal static class GraphicsCard
{
    private const string Folder = "/proc/driver/nvidia/gpus";
    private const string Model = "Model:";

    /// <summary>Null if there is no NVIDIA driver.</summary>
    public static string? Name()
    {
        if (!Directory.Exists(Folder))
            return null;
        var lines = Directory.EnumerateFiles(Folder, "information", SearchOption.AllDirectories).SelectMany(File.ReadLines);
        return lines.FirstOrDefault(line => line.StartsWith(Model, StringComparison.Ordinal))?[Model.Length..].Trim();
    }
}
