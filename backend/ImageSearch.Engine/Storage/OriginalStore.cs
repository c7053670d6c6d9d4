namespace ImageSearch.Engine.Storage;

/// <summary>
/// Originals as files named by their SHA-256, in 256 folders: <c>images/ab/cdef....jpg</c>. Never rewritten. Files of other names are not
/// ours and are left alone.
/// </summary>
internal sealed class OriginalStore(DataDirectory directory) : IImageStore
{
    public string PathOf(string sha256, string extension) =>
        Path.Combine(directory.Images, sha256[..2], sha256[2..] + extension);

    public void Place(string temporaryPath, string sha256, string extension)
    {
        var path = PathOf(sha256, extension);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporaryPath, path, overwrite: true);
    }

    public void Flush() => Durability.FlushFileSystem(directory.Images);

    public void Remove(string sha256, string extension)
    {
        var path = PathOf(sha256, extension);
        if (File.Exists(path))
            File.Delete(path);
    }

    public IEnumerable<(string Sha256, string Extension)> Enumerate()
    {
        foreach (var path in Directory.EnumerateFiles(directory.Images, "*", SearchOption.AllDirectories))
        {
            var sha256 = Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileNameWithoutExtension(path);
            var extension = Path.GetExtension(path);
            if (IsDigest(sha256) && PathOf(sha256, extension) == path)
                yield return (sha256, extension);
        }
    }

    private static bool IsDigest(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);
}
