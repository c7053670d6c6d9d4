using System.Security.Cryptography;
using System.Text.Json;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Storage;
using ImageSearch.Faiss;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Indexing;

/// <summary>
/// An index on disk: <c>spaces/{space}/index.faiss</c> and <c>space.json</c>, which names the space and the file's checksum. The
/// description of a new file is in place (<c>space.next.json</c>) before the file itself is, so that a crash between the two renames
/// leaves a file that one of the descriptions knows.
/// </summary>
internal sealed class IndexSnapshot(DataDirectory data, EmbeddingSpace space, TimeProvider clock, ILogger<IndexSnapshot> logger)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private string Folder => Path.Combine(data.Spaces, space.Id);

    private string IndexFile => Path.Combine(Folder, "index.faiss");

    private string CurrentDescription => Path.Combine(Folder, "space.json");

    private string NextDescription => Path.Combine(Folder, "space.next.json");

    /// <summary>When the file was written; null while there is none.</summary>
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>Vectors in the file.</summary>
    public long Count { get; private set; }

    /// <summary>The index as it was saved, or null: none there, or one that cannot be trusted (which is said in the log).</summary>
    public async Task<FaissVectorIndex?> LoadAsync(int threads, CancellationToken cancellationToken)
    {
        if (!File.Exists(IndexFile))
            return null;
        var checksum = await ChecksumAsync(IndexFile, cancellationToken).ConfigureAwait(false);
        var description = new[] { CurrentDescription, NextDescription }.Select(Read).FirstOrDefault(read => read?.Sha256 == checksum);
        if (description is null)
        {
            logger.LogWarning("The saved index {File} is damaged; its pictures will be embedded again", IndexFile);
            return null;
        }

        try
        {
            var index = FaissVectorIndex.Load(IndexFile, threads);
            if (index.Dimension == space.Dimension)
            {
                (SavedAt, Count) = (description.SavedAt, description.Count);
                return index;
            }

            index.Dispose();
            logger.LogWarning("The saved index {File} is of another dimension; its pictures will be embedded again", IndexFile);
        }
        catch (FaissException exception)
        {
            logger.LogWarning("The saved index {File} cannot be read ({Reason}); its pictures will be embedded again", IndexFile, exception.Message);
        }

        return null;
    }

    /// <summary>Writes the index beside the old file and switches, durably.</summary>
    /// <exception cref="IOException">The disk is full or broken; the old snapshot is untouched.</exception>
    public async Task SaveAsync(IVectorIndex index, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        Durability.FlushDirectory(data.Spaces);
        var file = IndexFile + ".new";
        var count = index.Count;
        try
        {
            await index.SaveAsync(file, cancellationToken).ConfigureAwait(false);
            Flush(file);
            var description = new Description(space, count, await ChecksumAsync(file, cancellationToken).ConfigureAwait(false), clock.GetUtcNow());
            await WriteAsync(NextDescription + ".new", description, cancellationToken).ConfigureAwait(false);
            Durability.Replace(NextDescription + ".new", NextDescription);
            Durability.Replace(file, IndexFile);
            Durability.Replace(NextDescription, CurrentDescription);
            (SavedAt, Count) = (description.SavedAt, count);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Removes the snapshots of every other space.</summary>
    public void RemoveOthers()
    {
        foreach (var folder in Directory.EnumerateDirectories(data.Spaces).Where(folder => Path.GetFileName(folder) != space.Id))
            Directory.Delete(folder, recursive: true);
    }

    private static void Flush(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    private static async Task WriteAsync(string path, Description description, CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync(path, JsonSerializer.SerializeToUtf8Bytes(description, Json), cancellationToken).ConfigureAwait(false);
        Flush(path);
    }

    private static async Task<string> ChecksumAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, useAsync: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
    }

    private static Description? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Description>(File.ReadAllBytes(path), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Description(EmbeddingSpace Space, long Count, string Sha256, DateTimeOffset SavedAt);
}
