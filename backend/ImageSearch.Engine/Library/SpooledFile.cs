namespace ImageSearch.Engine.Library;

/// <summary>A file that a client sent, complete in the data directory's <c>tmp</c>. Disposing removes it unless it was moved away.</summary>
/// <param name="path">Where it lies; nothing is there of a file that was refused or only hashed.</param>
/// <param name="name">The cleaned name that the client gave it.</param>
/// <param name="bytes">Its length.</param>
/// <param name="sha256">Its content's SHA-256, lower-case hexadecimal.</param>
/// <param name="rejection">Set when it was refused while it arrived (too large); then nothing of it is kept.</param>
public sealed class SpooledFile(string path, string name, long bytes, string sha256, Rejection? rejection) : IDisposable
{
    public string Path { get; } = path;

    public string Name { get; } = name;

    public long Bytes { get; } = bytes;

    public string Sha256 { get; } = sha256;

    public Rejection? Rejection { get; } = rejection;

    public void Dispose() => File.Delete(Path);
}
