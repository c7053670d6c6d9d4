using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Intake;

/// <summary>A file from a client, complete on this machine. Disposing deletes it unless it was moved away.</summary>
/// <param name="path">Its path; no file exists there if it was refused or only hashed.</param>
/// <param name="name">The client's name for it, cleaned.</param>
/// <param name="bytes">Its length in bytes.</param>
/// <param name="sha256">SHA-256 of its content, lower-case hexadecimal.</param>
/// <param name="rejection">Set if it was refused while it arrived (too large); it is then not kept.</param>
public sealed class SpooledFile(string path, string name, long bytes, string sha256, Rejection? rejection) : IDisposable
{
    public string Path { get; } = path;

    public string Name { get; } = name;

    public long Bytes { get; } = bytes;

    public string Sha256 { get; } = sha256;

    public Rejection? Rejection { get; } = rejection;

    public void Dispose() => File.Delete(Path);
}
