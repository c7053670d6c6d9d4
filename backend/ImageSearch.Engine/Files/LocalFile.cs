namespace ImageSearch.Engine.Files;

/// <summary>A file of this machine that stays readable until it is disposed: the file itself, or a copy of one that is kept elsewhere.</summary>
/// <param name="path">For reading only.</param>
/// <param name="release">Ends the lease; null where nothing is to be done.</param>
public sealed class LocalFile(string path, Action? release = null) : IDisposable
{
    private Action? _release = release;

    public string Path { get; } = path;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
