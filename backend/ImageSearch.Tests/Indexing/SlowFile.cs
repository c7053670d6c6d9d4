using ImageSearch.Tests.Library.Importing;

namespace ImageSearch.Tests.Indexing;

/// <summary>A named pipe where an index is to be saved: whatever does not fit into it, 64 KiB, waits for the test.</summary>
internal sealed class SlowFile : IDisposable
{
    private readonly string _path;
    private FileStream? _reader;

    public SlowFile(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        OddFiles.MakePipe(path);
    }

    /// <summary>Returns when the writing has begun.</summary>
    public async Task BegunAsync() => _reader = await Task.Run(
        () => new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0))
        .WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets the writing go on, and keeps what is written.</summary>
    public async Task FinishAsync(string target)
    {
        await using var file = File.Create(target);
        await _reader!.CopyToAsync(file);
    }

    /// <summary>Makes the writing fail.</summary>
    public void Break() => _reader!.Dispose();

    public void Dispose()
    {
        _reader?.Dispose();
        File.Delete(_path);
    }
}
