using ImageSearch.Engine;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Library.Importing;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Storage;
using ImageSearch.Imaging;

namespace ImageSearch.Cli.Libraries;

/// <summary>The library of a data directory, opened by this process.</summary>
internal sealed class LibraryInProcess(ImageLibrary library, TimeProvider clock) : ILibraryClient
{
    private const string MovingJob = "space";

    private readonly FileIntake _intake = new(library);

    public bool IsMoving => library.IndexStatus.Building is not null || library.Jobs.Unfinished().Any(job => job.Kind == MovingJob);

    public IJobClient Jobs { get; } = new JobsInProcess(library.Jobs, clock);

    private ICatalog Catalog => library.Images.Catalog;

    public async Task<UploadContract> AddAsync(IReadOnlyList<string> paths, AddOptions options, bool many, CancellationToken cancellationToken)
    {
        var outcomes = await _intake.AddAsync(paths, options, cancellationToken);
        return UploadContract.Of(outcomes.Select(outcome => outcome.ToContract()).ToList());
    }

    public async Task<SearchContract> SearchAsync(string path, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken)
    {
        using var file = await library.Spool.TakeFileAsync(path, cancellationToken);
        return (await library.Search.SearchAsync(file, crop, scope, cancellationToken)).ToContract();
    }

    public async Task<SearchContract> SimilarAsync(long id, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken) =>
        (await library.Search.SimilarAsync(id, crop, scope, cancellationToken)).ToContract();

    public Task<ListContract<ImageContract>> ListAsync(ImagePageRequest request, CancellationToken cancellationToken)
    {
        var page = Catalog.List(request);
        return Task.FromResult(new ListContract<ImageContract>(page.Items.Select(image => image.ToContract()).ToList(), page.NextCursor, page.Total));
    }

    public async Task<ImageContract> RenameAsync(long id, string name, CancellationToken cancellationToken)
    {
        var change = new ImageChange(ImageName.Clean(name, fallback: Catalog.Get(id).Name), null, null);
        return (await Catalog.UpdateAsync(id, change, cancellationToken) ?? throw CatalogLookup.NotFound(id)).ToContract();
    }

    public async Task<BulkContract> RenameAsync(ImageSelection selection, string pattern, int start, CancellationToken cancellationToken) =>
        (await Catalog.RenameAsync(selection, RenamePattern.Parse(pattern), start, cancellationToken)).ToContract();

    public async Task<BulkContract> CategorizeAsync(ImageSelection selection, string? category, CancellationToken cancellationToken) =>
        (await Catalog.CategorizeAsync(selection, Label.Clean(category), cancellationToken)).ToContract();

    public async Task<BulkContract> CategorizeByNameAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        (await Catalog.CategorizeByNameAsync(selection, cancellationToken)).ToContract();

    public async Task<BulkContract> TagAsync(ImageSelection selection, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken) =>
        (await Catalog.TagAsync(selection, Label.CleanTags(add), Label.CleanTags(remove), cancellationToken)).ToContract();

    public async Task<BulkContract> DeleteAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        (await library.Images.RemoveAsync(selection, cancellationToken)).ToContract();

    public async Task<BulkContract> RetryAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        (await library.Images.RetryAsync(selection, cancellationToken)).ToContract();

    public async Task<JobContract> StartImportAsync(ImportRequest request, CancellationToken cancellationToken) =>
        (await library.Imports.StartAsync(request, cancellationToken)).ToContract(clock.GetUtcNow());

    public async Task<JobContract> UseModelAsync(string id, bool keepOld, CancellationToken cancellationToken) =>
        (await library.Models.UseAsync(id, keepOld, cancellationToken)).ToContract(clock.GetUtcNow());

    public Task<IndexContract> IndexAsync(CancellationToken cancellationToken) => Task.FromResult(library.IndexStatus.ToContract());

    public Task<StatsContract> StatsAsync(CancellationToken cancellationToken) => Task.FromResult(library.ToStats(ProgramVersion.Current));

    public async Task<EmbeddingItemContract> EmbedAsync(string path, CropRegion? crop, CancellationToken cancellationToken)
    {
        try
        {
            using var file = await library.Spool.TakeFileAsync(path, cancellationToken);
            var embedded = await library.Search.EmbedAsync(file, crop, cancellationToken);
            return new EmbeddingItemContract(path, embedded.Vector, embedded.Vector.Length, library.Embedder.Space.Id);
        }
        catch (RejectedImageException rejected)
        {
            return new EmbeddingItemContract(path, Problem: rejected.ToProblem());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new EmbeddingItemContract(path, Problem: UnreadableFile.Problem(exception));
        }
    }

    public ValueTask DisposeAsync() => library.DisposeAsync();
}
