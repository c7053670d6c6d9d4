using System.Text.Json;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Files;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Faiss;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Local.Indexes;

/// <summary>
/// An index on disk: <c>spaces/{id}/index.faiss</c> and <c>space.json</c>, which names space, kind and the file's checksum. The
/// description of a new file is in place (<c>space.next.json</c>) before the file itself is, so that a crash between the two renames
/// leaves a file that one of the descriptions knows.
/// </summary>
/// <param name="kind">Null for an exact index by cosine.</param>
internal sealed class IndexSnapshot(
    DataDirectory data, EmbeddingSpace space, TimeProvider clock, ILogger<IndexSnapshot> logger, IndexKind? kind = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public IndexKind Kind { get; } = kind ?? IndexKind.Default;

    /// <summary>The index's name: that of its folder.</summary>
    public string Id => Kind.IdIn(space);

    private string Folder => Path.Combine(data.Spaces, Id);

    private string IndexFile => Path.Combine(Folder, "index.faiss");

    private string CurrentDescription => Path.Combine(Folder, "space.json");

    private string NextDescription => Path.Combine(Folder, "space.next.json");

    /// <summary>When the file was written; null while there is none.</summary>
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>Vectors in the file.</summary>
    public long Count { get; private set; }

    /// <summary>The index as it was saved, or null: none there, or one that cannot be trusted (which is said in the log).</summary>
    /// <exception cref="SetupException">It is there and may not be read.</exception>
    public async Task<FaissVectorIndex?> LoadAsync(int threads, CancellationToken cancellationToken)
    {
        if (!File.Exists(IndexFile))
            return null;
        try
        {
            return await DescribeAsync(cancellationToken).ConfigureAwait(false) is { } description ? Load(description, threads) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SetupException(
                $"The saved index {IndexFile} cannot be read: {exception.Message} Make it readable for the user that runs the service, or " +
                "delete it: its pictures are embedded again then.", exception);
        }
    }

    /// <summary>Writes the index beside the old file and switches, durably.</summary>
    /// <exception cref="IOException">The disk is full or broken; the old snapshot is untouched.</exception>
    /// <exception cref="FaissException">Likewise.</exception>
    public async Task SaveAsync(IVectorIndex index, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        Durability.FlushDirectory(data.Spaces);
        var file = IndexFile + ".new";
        try
        {
            var count = await index.SaveAsync(file, cancellationToken).ConfigureAwait(false);
            Flush(file);
            // A space whose model is missing lacks details that the description on disk has.
            var made = Read(CurrentDescription)?.Space is { } known && known.Id == space.Id ? known : space;
            var checksum = await ContentHash.OfFileAsync(file, cancellationToken).ConfigureAwait(false);
            var description = new Description(made, Kind == IndexKind.Default ? null : Kind, count, checksum, clock.GetUtcNow());
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

    /// <summary>
    /// Removes the snapshots of every space that is neither this one nor listed. One that cannot be removed only takes room; the next
    /// start tries again.
    /// </summary>
    /// <param name="setAside">Whether the list may lack some: they are moved to <c>orphans/spaces</c> then.</param>
    public void RemoveOthers(IReadOnlyCollection<string> listed, bool setAside)
    {
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(data.Spaces))
            {
                var id = Path.GetFileName(folder);
                if (id == Id || listed.Contains(id))
                    continue;
                if (setAside)
                    SetAside(folder, Path.Combine(data.Orphans, "spaces", id));
                else
                    Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The index of an embedding space that is no longer used could not be removed: {Reason}", exception.Message);
        }
    }

    // Not left where it is: another catalogue has other pictures under the same ids.
    private void SetAside(string folder, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        while (Directory.Exists(target))
            target += ".again";
        Directory.Move(folder, target);
        logger.LogWarning(
            "The catalogue does not list the index {Folder}, and may have lost rows. It is in {Target} now: move it back when the old "
                + "catalogue is back, or delete it",
            folder, target);
    }

    /// <summary>The description that belongs to the file; null where none does.</summary>
    private async Task<Description?> DescribeAsync(CancellationToken cancellationToken)
    {
        var checksum = await ContentHash.OfFileAsync(IndexFile, cancellationToken).ConfigureAwait(false);
        if (Describes(CurrentDescription) is { } current)
            return current;
        if (Describes(NextDescription) is { } next)
        {
            // The switch is completed first: the next one overwrites this description before it replaces the file.
            Durability.Replace(NextDescription, CurrentDescription);
            return next;
        }

        logger.LogWarning("The saved index {File} is damaged; its pictures will be embedded again", IndexFile);
        return null;

        Description? Describes(string path) => Read(path) is { } read && read.Sha256 == checksum
            && read.Space?.Id == space.Id && (read.Index ?? IndexKind.Default) == Kind
            ? read
            : null;
    }

    private FaissVectorIndex? Load(Description description, int threads)
    {
        try
        {
            var index = FaissVectorIndex.Load(IndexFile, threads);
            if (index.Dimension == space.Dimension && index.IsOf(Kind))
            {
                (SavedAt, Count) = (description.SavedAt, description.Count);
                return index;
            }

            index.Dispose();
            logger.LogWarning("The saved index {File} is of another dimension or type; its pictures will be embedded again", IndexFile);
        }
        catch (FaissException exception)
        {
            logger.LogWarning("The saved index {File} cannot be read ({Reason}); its pictures will be embedded again", IndexFile, exception.Message);
        }

        return null;
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

    private sealed record Description(
        EmbeddingSpace? Space, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IndexKind? Index,
        long Count, string Sha256, DateTimeOffset SavedAt);
}
