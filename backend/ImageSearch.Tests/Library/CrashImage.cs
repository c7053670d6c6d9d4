namespace ImageSearch.Tests.Library;

/// <summary>Copies a data directory in use to what the disk would contain if the process died now.</summary>
internal static class CrashImage
{
    /// <summary>
    /// Copies the catalogue first: its file and log belong together as long as no checkpoint moves pages between them. Originals follow,
    /// because the catalogue never names an original that does not exist yet.
    /// </summary>
    public static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        var catalogue = Path.Combine(source, "catalog.db");
        byte[] before;
        do
        {
            before = File.ReadAllBytes(catalogue);
            File.WriteAllBytes(Path.Combine(target, "catalog.db"), before);
            File.Copy(catalogue + "-wal", Path.Combine(target, "catalog.db-wal"), overwrite: true);
        }
        while (!File.ReadAllBytes(catalogue).AsSpan().SequenceEqual(before));

        File.Copy(Path.Combine(source, "session"), Path.Combine(target, "session"), overwrite: true);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(source, "images"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }
}
