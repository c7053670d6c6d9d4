using ImageSearch.Cli.Contracts;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Library.Importing;
using ImageSearch.Engine.Search;
using ImageSearch.Imaging;

namespace ImageSearch.Cli.Libraries;

/// <summary>The library that the verbs work on: in this process, or behind a server.</summary>
internal interface ILibraryClient : IAsyncDisposable
{
    /// <summary>
    /// Whether the library is moving to another model and needs this program to wait until it has moved. A server continues by itself.
    /// </summary>
    bool IsMoving { get; }

    IJobClient Jobs { get; }

    /// <summary>Adds files, at most <see cref="FolderScan.MaxFiles"/>; returns a result for each, in order, with its given path.</summary>
    /// <param name="many">Whether more files will follow and many of them may be in the library already.</param>
    Task<Upload> AddAsync(IReadOnlyList<string> paths, AddOptions options, bool many, CancellationToken cancellationToken);

    Task<Found> SearchAsync(string path, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken);

    Task<Found> SimilarAsync(long id, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken);

    Task<PicturePage> ListAsync(ImagePageRequest request, CancellationToken cancellationToken);

    /// <summary>Gives one picture another name.</summary>
    Task<Picture> RenameAsync(long id, string name, CancellationToken cancellationToken);

    /// <param name="start">The first number of each category.</param>
    Task<Bulk> RenameAsync(ImageSelection selection, string pattern, int start, CancellationToken cancellationToken);

    /// <param name="category">Null removes the category.</param>
    Task<Bulk> CategorizeAsync(ImageSelection selection, string? category, CancellationToken cancellationToken);

    Task<Bulk> CategorizeByNameAsync(ImageSelection selection, CancellationToken cancellationToken);

    Task<Bulk> TagAsync(ImageSelection selection, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken);

    Task<Bulk> DeleteAsync(ImageSelection selection, CancellationToken cancellationToken);

    Task<Bulk> RetryAsync(ImageSelection selection, CancellationToken cancellationToken);

    /// <summary>Requests an import of a folder, for a server one on its machine.</summary>
    Task<Job> StartImportAsync(ImportRequest request, CancellationToken cancellationToken);

    /// <summary>Requests that the library moves to a model whose file is present.</summary>
    /// <param name="keepOld">Whether the index of the old model stays on disk.</param>
    Task<Job> UseModelAsync(string id, bool keepOld, CancellationToken cancellationToken);

    Task<IndexState> IndexAsync(CancellationToken cancellationToken);

    Task<Stats> StatsAsync(CancellationToken cancellationToken);

    /// <summary>Embeds a file; the result for a file that is not a picture is a problem.</summary>
    Task<Embedding> EmbedAsync(string path, CropRegion? crop, CancellationToken cancellationToken);
}
