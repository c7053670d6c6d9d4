namespace ImageSearch.Engine.Library;

/// <summary>What the library knows of its pictures: the truth that files and indexes follow. Durable when a call returns.</summary>
public interface ICatalog
{
    /// <summary>Counts up with every change, in this process: between two readings that agree, nothing has changed.</summary>
    long Revision { get; }

    ImageRecord? Find(long id);

    ImageRecord? FindByFileName(string fileName);

    /// <summary>In the order of <paramref name="ids"/>; unknown ones are left out.</summary>
    IReadOnlyList<ImageRecord> FindMany(IReadOnlyCollection<long> ids);

    /// <summary>The oldest picture with each of these contents.</summary>
    IReadOnlyDictionary<string, ImageRecord> FindByContent(IReadOnlyCollection<string> sha256);

    /// <exception cref="LibraryException">The cursor is foreign.</exception>
    ImagePage List(ImagePageRequest request);

    ImageLayout Layout(ImageFilter filter, ImageSort sort, bool descending);

    IReadOnlyList<string> FileNames();

    /// <summary>The ids of the indexed pictures that pass <paramref name="filter"/>, ascending.</summary>
    long[] IndexedIds(ImageFilter filter);

    ImageCounts Counts();

    /// <summary>Bytes of all originals, each content counted once.</summary>
    long StoredBytes();

    IReadOnlyList<NameCount> Categories();

    IReadOnlyList<NameCount> Tags();

    /// <summary>Adds pictures, pending, in one transaction; in the order given.</summary>
    Task<IReadOnlyList<ImageRecord>> AddAsync(IReadOnlyList<NewImage> images, CancellationToken cancellationToken);

    /// <summary>Changes what is not null in <paramref name="change"/>; null when there is no such picture.</summary>
    Task<ImageRecord?> UpdateAsync(long id, ImageChange change, CancellationToken cancellationToken);

    Task<BulkResult> CategorizeAsync(ImageSelection selection, string? category, CancellationToken cancellationToken);

    /// <summary>Gives the selected pictures the category that their name carries (<see cref="NameCategory"/>); the others keep theirs and are not counted.</summary>
    Task<BulkResult> CategorizeByNameAsync(ImageSelection selection, CancellationToken cancellationToken);

    /// <summary>Renames pictures in one transaction; listed ids are numbered as listed, others in the order they were added, each category for itself.</summary>
    /// <param name="start">The first number of each category.</param>
    Task<BulkResult> RenameAsync(ImageSelection selection, RenamePattern pattern, int start, CancellationToken cancellationToken);

    Task<BulkResult> TagAsync(ImageSelection selection, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken);

    /// <summary>Queues failed pictures among the selected again.</summary>
    Task<BulkResult> RetryAsync(ImageSelection selection, CancellationToken cancellationToken);

    /// <summary>Removes rows. The answer names the contents that no row has any more.</summary>
    Task<Removal> RemoveAsync(ImageSelection selection, CancellationToken cancellationToken);

    /// <summary>Those of these contents that some picture has, by the index of contents: fast, and wrong where that index is damaged.</summary>
    IReadOnlySet<string> ContentsAmong(IEnumerable<string> sha256);

    /// <summary>Those of these contents that some picture has, by the index or by every row of the table: what is left out may be deleted.</summary>
    IReadOnlySet<string> NamedContents(IReadOnlyCollection<string> sha256);
}

/// <summary>A picture about to be added.</summary>
public sealed record NewImage(
    string Name,
    string Sha256,
    Imaging.ImageHeader Header,
    long Bytes,
    string? Category,
    IReadOnlyList<string> Tags)
{
    /// <summary>The file on the server that an import found it in; recorded with it.</summary>
    public Importing.ImportedFile? Source { get; init; }
}

/// <summary>A change to one picture; null leaves a member as it is.</summary>
/// <param name="Category">The empty string removes the category.</param>
public sealed record ImageChange(string? Name, string? Category, IReadOnlyList<string>? Tags);

/// <summary>What a removal took away.</summary>
/// <param name="Orphans">Contents whose last row went.</param>
public sealed record Removal(BulkResult Result, IReadOnlyList<long> Ids, IReadOnlyList<(string Sha256, Imaging.ImageFormat Format)> Orphans);
