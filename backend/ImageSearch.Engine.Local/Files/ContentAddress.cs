namespace ImageSearch.Engine.Local.Files;

/// <summary>Files named by their SHA-256, in 256 folders: <c>ab/cdef….jpg</c>. Extensions carry their dot (".jpg").</summary>
internal static class ContentAddress
{
    public static string In(string root, string sha256, string extension) => Path.Combine(root, sha256[..2], sha256[2..] + extension);

    /// <summary>Every file under <paramref name="root"/> that has such a name, in no order; none where there is no such folder.</summary>
    public static IEnumerable<(string Sha256, string Extension)> Enumerate(string root)
    {
        if (!Directory.Exists(root))
            yield break;
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var sha256 = Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileNameWithoutExtension(path);
            var extension = Path.GetExtension(path);
            if (IsDigest(sha256) && In(root, sha256, extension) == path)
                yield return (sha256, extension);
        }
    }

    public static bool IsDigest(string? name) => name is { Length: 64 } && name.All(char.IsAsciiHexDigitLower);
}
