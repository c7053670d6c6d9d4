namespace ImageSearch.Engine.Pictures;

/// <summary>Formats sizes for users.</summary>
internal static class FileSize
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>For example "16 MiB" or "1.5 MiB".</summary>
    public static string Describe(long bytes)
    {
        double size = bytes;
        var unit = 0;
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
            size /= 1024;
        return $"{size:0.#} {Units[unit]}";
    }
}
