namespace ImageSearch.Engine.Pictures;

/// <summary>What the library knows of its pictures: the truth that files and indexes follow.</summary>
public interface IPictureReads
{
    /// <summary>A stamp of everything there is: between two that are equal, nothing has changed.</summary>
    Task<string> StampAsync(CancellationToken cancellationToken);

    Task<ImageRecord?> FindAsync(long id, CancellationToken cancellationToken);

    Task<ImageRecord?> FindByFileNameAsync(string fileName, CancellationToken cancellationToken);

    /// <summary>In the order of <paramref name="ids"/>; unknown ones are left out.</summary>
    Task<IReadOnlyList<ImageRecord>> FindManyAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>The oldest picture with each of these contents.</summary>
    Task<IReadOnlyDictionary<string, ImageRecord>> FindByContentAsync(IReadOnlyCollection<string> sha256, CancellationToken cancellationToken);

    /// <exception cref="LibraryException">The cursor is foreign.</exception>
    Task<ImagePage> ListAsync(ImagePageRequest request, CancellationToken cancellationToken);

    Task<ImageLayout> LayoutAsync(ImageFilter filter, ImageSort sort, bool descending, CancellationToken cancellationToken);

    Task<IReadOnlyList<string>> FileNamesAsync(CancellationToken cancellationToken);

    Task<ImageCounts> CountsAsync(CancellationToken cancellationToken);

    /// <summary>Bytes of all originals, each content counted once.</summary>
    Task<long> StoredBytesAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<NameCount>> CategoriesAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<NameCount>> TagsAsync(CancellationToken cancellationToken);
}

/// <summary>
/// The pictures as a provider keeps them. It knows no rules: <see cref="LibraryImages"/> is the only one that writes, and says what is
/// written. Each call is one transaction, durable when it returns.
/// </summary>
internal interface IPictures : IPictureReads
{
    /// <summary>Reads the labels of the selected pictures, in the order they were added, and applies the changes that <paramref name="edit"/> makes of them.</summary>
    /// <param name="edit">Computes only. What it throws leaves everything as it was.</param>
    Task<BulkResult> EditAsync(
        ImageSelection selection, Func<IReadOnlyList<ImageLabels>, IReadOnlyList<ImageEdit>> edit, CancellationToken cancellationToken);

    /// <summary>Queues failed pictures among the selected again.</summary>
    Task<BulkResult> RetryAsync(ImageSelection selection, CancellationToken cancellationToken);
}

/// <summary>What a picture is called and labelled.</summary>
public sealed record ImageLabels(long Id, string Name, string? Category, IReadOnlyList<string> Tags);

/// <summary>A change to one picture.</summary>
public sealed record ImageEdit(long Id, ImageChange Change);

/// <summary>What changes; null leaves a member as it is.</summary>
/// <param name="Category">The empty string removes the category.</param>
public sealed record ImageChange(string? Name, string? Category, IReadOnlyList<string>? Tags);
