using System.Buffers;
using System.Security.Cryptography;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Intake;

/// <summary>Receives files: writes streams to a folder and hashes and counts them at the same time.</summary>
/// <param name="folder">Emptied before the library is opened.</param>
public sealed class Spool(string folder)
{
    /// <summary>The largest local file that is accepted, in bytes.</summary>
    public const long MaxLocalBytes = 1L << 30;

    private const int BufferSize = 128 * 1024;

    /// <summary>
    /// Reads <paramref name="source"/> to its end. A file over <paramref name="maxBytes"/> is also read to its end, so that the next part
    /// can be read, but it is not kept: its <see cref="SpooledFile.Rejection"/> says so.
    /// </summary>
    /// <exception cref="StorageFullException">The disk is full.</exception>
    public async Task<SpooledFile> TakeAsync(Stream source, string? name, long maxBytes, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Guid.NewGuid().ToString("n"));
        try
        {
            var (bytes, sha256) = await CopyAsync(source, path, maxBytes, cancellationToken).ConfigureAwait(false);
            var rejection = bytes > maxBytes ? Rejection.TooManyBytes(bytes, maxBytes) : null;
            if (rejection is not null)
                File.Delete(path);
            return new SpooledFile(path, ImageName.Clean(name), bytes, sha256, rejection);
        }
        catch (Exception exception)
        {
            File.Delete(path);
            if (StorageFullException.IsCauseOf(exception))
                throw new StorageFullException(exception);
            throw;
        }
    }

    /// <summary>Reads <paramref name="source"/> to its end and keeps only its length and hash; the file stays where it is.</summary>
    public async Task<SpooledFile> HashAsync(Stream source, string? name, CancellationToken cancellationToken)
    {
        var (bytes, sha256) = await CopyAsync(source, Stream.Null, long.MaxValue, cancellationToken).ConfigureAwait(false);
        return new SpooledFile(Path.Combine(folder, Guid.NewGuid().ToString("n")), ImageName.Clean(name), bytes, sha256, null);
    }

    /// <summary>Copies a local file under its own name.</summary>
    /// <exception cref="IOException">The file cannot be read; likewise <see cref="UnauthorizedAccessException"/>.</exception>
    /// <exception cref="StorageFullException">The disk is full.</exception>
    public async Task<SpooledFile> TakeFileAsync(string path, CancellationToken cancellationToken)
    {
        // A pipe or a device has no length either, and reading it might never end.
        if (new FileInfo(path).Length == 0)
            return await TakeAsync(Stream.Null, Path.GetFileName(path), MaxLocalBytes, cancellationToken).ConfigureAwait(false);
        var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        await using (source.ConfigureAwait(false))
            return await TakeAsync(source, Path.GetFileName(path), MaxLocalBytes, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(long Bytes, string Sha256)> CopyAsync(Stream source, string path, long maxBytes, CancellationToken cancellationToken)
    {
        using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        return await CopyAsync(source, target, maxBytes, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(long Bytes, string Sha256)> CopyAsync(Stream source, Stream target, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long bytes = 0;
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                bytes += read;
                if (bytes > maxBytes)
                    continue;
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
