using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Imaging;

namespace ImageSearch.Cli.Libraries;

/// <summary>The library of a data directory, opened by this process.</summary>
internal sealed class LibraryInProcess(ImageLibrary library, TimeProvider clock) : ILibraryClient
{
    private const string MovingJob = "space";

    public async Task<bool> IsMovingAsync(CancellationToken cancellationToken) =>
        library.Spaces.IsBuilding || (await library.Jobs.UnfinishedAsync(cancellationToken)).Any(job => job.Kind == MovingJob);

    public IJobClient Jobs { get; } = new JobsInProcess(library.Jobs, clock);

    public async Task<UploadContract> AddAsync(IReadOnlyList<string> paths, AddOptions options, bool many, CancellationToken cancellationToken)
    {
        var outcomes = await library.Files.AddAsync(paths, options, cancellationToken);
        return UploadContract.Of(outcomes.Select(outcome => outcome.ToContract()).ToList());
    }

    public async Task<SearchContract> SearchAsync(string path, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken)
    {
        using var file = await library.Spool.TakeFileAsync(path, cancellationToken);
        return (await library.Search.SearchAsync(file, crop, scope, cancellationToken)).ToContract();
    }

    public async Task<SearchContract> SimilarAsync(long id, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken) =>
        (await library.Search.SimilarAsync(id, crop, scope, cancellationToken)).ToContract();

    public async Task<ListContract<ImageContract>> ListAsync(ImagePageRequest request, CancellationToken cancellationToken)
    {
        var page = await library.Images.Catalog.ListAsync(request, cancellationToken);
        return new ListContract<ImageContract>(page.Items.Select(image => image.ToContract()).ToList(), page.NextCursor, page.Total);
    }

    public async Task<ImageContract> RenameAsync(long id, string name, CancellationToken cancellationToken) =>
        (await library.Images.UpdateAsync(id, new ImageChange(name, null, null), cancellationToken)).ToContract();

    public async Task<BulkContract> RenameAsync(ImageSelection selection, string pattern, int start, CancellationToken cancellationToken) =>
        (await library.Images.RenameAsync(selection, RenamePattern.Parse(pattern), start, cancellationToken)).ToContract();

    public async Task<BulkContract> CategorizeAsync(ImageSelection selection, string? category, CancellationToken cancellationToken) =>
        (await library.Images.CategorizeAsync(selection, category, cancellationToken)).ToContract();

    public async Task<BulkContract> CategorizeByNameAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        (await library.Images.CategorizeByNameAsync(selection, cancellationToken)).ToContract();

    public async Task<BulkContract> TagAsync(
        ImageSelection selection, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken) =>
        (await library.Images.TagAsync(selection, add, remove, cancellationToken)).ToContract();

    public async Task<BulkContract> DeleteAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        (await library.Images.RemoveAsync(selection, cancellationToken)).ToContract();

    public async Task<BulkContract> RetryAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        (await library.Images.RetryAsync(selection, cancellationToken)).ToContract();

    public async Task<JobContract> StartImportAsync(ImportRequest request, CancellationToken cancellationToken) =>
        (await library.Imports.StartAsync(request, cancellationToken)).ToContract(clock.GetUtcNow());

    public async Task<JobContract> UseModelAsync(string id, bool keepOld, CancellationToken cancellationToken) =>
        (await library.Models.UseAsync(id, keepOld, cancellationToken)).ToContract(clock.GetUtcNow());

    public async Task<IndexContract> IndexAsync(CancellationToken cancellationToken) =>
        (await library.IndexStatusAsync(cancellationToken)).ToContract();

    public Task<StatsContract> StatsAsync(CancellationToken cancellationToken) => library.ToStatsAsync(ProgramVersion.Current, cancellationToken);

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
