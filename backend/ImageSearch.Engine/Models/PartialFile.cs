using System.Security.Cryptography;
using System.Text;
using ImageSearch.Engine.Files;

namespace ImageSearch.Engine.Models;

/// <summary>
/// A file that is being fetched. The received part is stored beside the target until it is complete and its checksum is right. Another
/// process can continue it, but never two at once.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string _target;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private PartialFile(string target, FileStream file)
    {
        _target = target;
        _file = file;
    }

    public long Length => _file.Position;

    public static string PathFor(string target, string sha256) => $"{target}.{sha256[..12].ToLowerInvariant()}.part";

    /// <exception cref="LibraryException">Another process is fetching the file.</exception>
    public static async Task<PartialFile> OpenAsync(string target, string sha256, long longest, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var path = PathFor(target, sha256);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(path) && !StorageFullException.IsCauseOf(exception))
        {
            throw StoredModel.Conflict($"{Path.GetFileName(target)} is being fetched already. Wait until that has ended.");
        }

        var partial = new PartialFile(target, file);
        try
        {
            if (file.Length > longest)
                partial.Restart();
            else
                await partial.HashWhatIsThereAsync(cancellationToken).ConfigureAwait(false);
            return partial;
        }
        catch
        {
            partial.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The entity tag of the version that the bytes so far come from; null if the source gave none, or the bytes come from another source.
    /// </summary>
    public string? TagOf(string source) => File.Exists(TagPath) && File.ReadAllLines(TagPath) is [var known, var tag] && known == source ? tag : null;

    /// <summary>Records which version of which source the bytes come from.</summary>
    public void SetTag(string source, string? tag)
    {
        if (tag is null)
            File.Delete(TagPath);
        else
            File.WriteAllText(TagPath, $"{source}\n{tag}\n", Encoding.ASCII);
    }

    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        _hash.AppendData(bytes.Span);
    }

    public void Restart()
    {
        _file.SetLength(0);
        _file.Position = 0;
        _hash.GetHashAndReset();
        File.Delete(TagPath);
    }

    /// <summary>Moves the file to its target if its checksum is right; otherwise deletes it.</summary>
    public bool TryComplete(string sha256)
    {
        if (!Convert.ToHexStringLower(_hash.GetHashAndReset()).Equals(sha256, StringComparison.OrdinalIgnoreCase))
        {
            Restart();
            return false;
        }

        _file.Flush(flushToDisk: true);
        Durability.Replace(_file.Name, _target);
        File.Delete(TagPath);
        return true;
    }

    /// <summary>Deletes the file and frees its disk space.</summary>
    public void Discard()
    {
        File.Delete(TagPath);
        File.Delete(_file.Name);
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }

    private string TagPath => _file.Name + ".tag";

    private async Task HashWhatIsThereAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 17];
        int count;
        while ((count = await _file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            _hash.AppendData(buffer, 0, count);
    }
}
