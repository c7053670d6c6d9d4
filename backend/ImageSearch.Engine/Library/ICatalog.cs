namespace ImageSearch.Engine.Library;

/// <summary>What the library knows of its pictures. Files and indexes follow it. A change is durable when its call returns.</summary>
public interface ICatalog
{
    /// <summary>Increases with every change in this process: if two readings are equal, nothing has changed between them.</summary>
    long Revision { get; }

    ImageRecord? Find(long id);

    ImageRecord? FindByFileName(string fileName);

    /// <summary>Returns records in the order of <paramref name="ids"/>, without unknown ids.</summary>
    IReadOnlyList<ImageRecord> FindMany(IReadOnlyCollection<long> ids);

    /// <summary>The oldest picture with each of these contents.</summary>
    IReadOnlyDictionary<string, ImageRecord> FindByContent(IReadOnlyCollection<string> sha256);

    /// <exception cref="InvalidCursorException">The cursor is not valid for this list.</exception>
    ImagePage List(ImagePageRequest request);

    ImageLayout Layout(ImageFilter filter, ImageSort sort, bool descending);

    IReadOnlyList<string> FileNames();

    /// <summary>The ids of the indexed pictures that pass <paramref name="filter"/>, ascending.</summary>
    long[] IndexedIds(ImageFilter filter);

    ImageCounts Counts();

    /// <summary>The size of all originals in bytes; each content counts once.</summary>
    long StoredBytes();

    IReadOnlyList<NameCount> Categories();

    IReadOnlyList<NameCount> Tags();

    /// <summary>Adds pictures with the state pending in one transaction and returns them in the given order.</summary>
    Task<IReadOnlyList<ImageRecord>> AddAsync(IReadOnlyList<NewImage> images, CancellationToken cancellationToken);

    /// <summary>Applies the members of <paramref name="change"/> that are not null; returns null if there is no such picture.</summary>
    Task<ImageRecord?> UpdateAsync(long id, ImageChange change, CancellationToken cancellationToken);

    Task<BulkResult> CategorizeAsync(ImageSelection selection, string? category, CancellationToken cancellationToken);

    /// <summary>
    /// Gives each selected picture the category in its name (<see cref="NameCategory"/>). Pictures without one keep their category and are
    /// not counted.
    /// </summary>
    Task<BulkResult> CategorizeByNameAsync(ImageSelection selection, CancellationToken cancellationToken);

    /// <summary>
    /// Renames pictures in one transaction. Each category has its own numbers, in the listed order of the ids; for a filter, in the order
    /// in which the pictures were added.
    /// </summary>
    /// <param name="start">The first number of each category.</param>
    Task<BulkResult> RenameAsync(ImageSelection selection, RenamePattern pattern, int start, CancellationToken cancellationToken);

    Task<BulkResult> TagAsync(ImageSelection selection, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken);

    /// <summary>Queues the failed pictures of the selection again.</summary>
    Task<BulkResult> RetryAsync(ImageSelection selection, CancellationToken cancellationToken);

    /// <summary>Removes rows. The result names the contents that no row has any more.</summary>
    Task<Removal> RemoveAsync(ImageSelection selection, CancellationToken cancellationToken);

    /// <summary>Which of these contents some picture has, by the content index: fast, but wrong if the index is damaged.</summary>
    IReadOnlySet<string> ContentsAmong(IEnumerable<string> sha256);

    /// <summary>
    /// Which of these contents some picture has, by the index or by a scan of the table. Contents that are not returned may be deleted.
    /// </summary>
    IReadOnlySet<string> NamedContents(IReadOnlyCollection<string> sha256);
}

/// <summary>A picture to be added.</summary>
public sealed record NewImage(
    string Name,
    string Sha256,
    Imaging.ImageHeader Header,
    long Bytes,
    string? Category,
    IReadOnlyList<string> Tags)
{
    /// <summary>The file on the server where an import found it; recorded with the picture.</summary>
    public Importing.ImportedFile? Source { get; init; }
}

/// <summary>A change to one picture; null leaves a member as it is.</summary>
/// <param name="Category">The empty string removes the category.</param>
public sealed record ImageChange(string? Name, string? Category, IReadOnlyList<string>? Tags);

/// <summary>The result of a removal.</summary>
/// <param name="Orphans">Contents whose last row was removed.</param>
public sealed record Removal(BulkResult Result, IReadOnlyList<long> Ids, IReadOnlyList<(string Sha256, Imaging.ImageFormat Format)> Orphans);
