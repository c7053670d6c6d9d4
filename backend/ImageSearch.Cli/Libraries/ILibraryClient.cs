using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Imaging;

namespace ImageSearch.Cli.Libraries;

/// <summary>The library that the verbs work on: in this process, or behind a server.</summary>
internal interface ILibraryClient : IAsyncDisposable
{
    /// <summary>
    /// Whether the library is moving to another model and needs this program to wait until it has moved. A server continues by itself.
    /// </summary>
    Task<bool> IsMovingAsync(CancellationToken cancellationToken);

    IJobClient Jobs { get; }

    /// <summary>Adds files, at most <see cref="FolderScan.MaxFiles"/>; returns a result for each, in order, with its given path.</summary>
    /// <param name="many">Whether more files will follow and many of them may be in the library already.</param>
    Task<UploadContract> AddAsync(IReadOnlyList<string> paths, AddOptions options, bool many, CancellationToken cancellationToken);

    Task<SearchContract> SearchAsync(string path, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken);

    Task<SearchContract> SimilarAsync(long id, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken);

    Task<ListContract<ImageContract>> ListAsync(ImagePageRequest request, CancellationToken cancellationToken);

    /// <summary>Gives one picture another name.</summary>
    Task<ImageContract> RenameAsync(long id, string name, CancellationToken cancellationToken);

    /// <param name="start">The first number of each category.</param>
    Task<BulkContract> RenameAsync(ImageSelection selection, string pattern, int start, CancellationToken cancellationToken);

    /// <param name="category">Null removes the category.</param>
    Task<BulkContract> CategorizeAsync(ImageSelection selection, string? category, CancellationToken cancellationToken);

    Task<BulkContract> CategorizeByNameAsync(ImageSelection selection, CancellationToken cancellationToken);

    Task<BulkContract> TagAsync(
        ImageSelection selection, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken);

    Task<BulkContract> DeleteAsync(ImageSelection selection, CancellationToken cancellationToken);

    Task<BulkContract> RetryAsync(ImageSelection selection, CancellationToken cancellationToken);

    /// <summary>Requests an import of a folder, for a server one on its machine.</summary>
    Task<JobContract> StartImportAsync(ImportRequest request, CancellationToken cancellationToken);

    /// <summary>Requests that the library moves to a model whose file is present.</summary>
    /// <param name="keepOld">Whether the index of the old model stays on disk.</param>
    Task<JobContract> UseModelAsync(string id, bool keepOld, CancellationToken cancellationToken);

    Task<IndexContract> IndexAsync(CancellationToken cancellationToken);

    Task<StatsContract> StatsAsync(CancellationToken cancellationToken);

    /// <summary>Embeds a file; the result for a file that is not a picture is a problem.</summary>
    Task<EmbeddingItemContract> EmbedAsync(string path, CropRegion? crop, CancellationToken cancellationToken);
}
