using ImageSearch.Cli.Contracts;
using ImageSearch.Engine;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Library.Importing;
using ImageSearch.Engine.Ports;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Storage;
using ImageSearch.Imaging;

namespace ImageSearch.Cli.Libraries;

/// <summary>The library of a data directory, opened by this process.</summary>
internal sealed class LibraryInProcess(ImageLibrary library, TimeProvider clock) : ILibraryClient
{
    private const string MovingJob = "space";

    private readonly FileIntake _intake = new(library);

    public bool IsMoving => library.Spaces.IsBuilding || library.Jobs.Unfinished().Any(job => job.Kind == MovingJob);

    public IJobClient Jobs { get; } = new JobsInProcess(library.Jobs, clock);

    public async Task<Upload> AddAsync(IReadOnlyList<string> paths, AddOptions options, bool many, CancellationToken cancellationToken)
    {
        var outcomes = await _intake.AddAsync(paths, options, cancellationToken);
        return Upload.Of(outcomes.Select(UploadResult.Of).ToList());
    }

    public async Task<Found> SearchAsync(string path, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken)
    {
        using var file = await library.Spool.TakeFileAsync(path, cancellationToken);
        return Found.Of(await library.Search.SearchAsync(file, crop, scope, cancellationToken));
    }

    public async Task<Found> SimilarAsync(long id, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken) =>
        Found.Of(await library.Search.SimilarAsync(id, crop, scope, cancellationToken));

    public async Task<PicturePage> ListAsync(ImagePageRequest request, CancellationToken cancellationToken)
    {
        var page = await library.Images.Catalog.ListAsync(request, cancellationToken);
        return new PicturePage(page.Items.Select(Picture.Of).ToList(), page.NextCursor, page.Total);
    }

    public async Task<Picture> RenameAsync(long id, string name, CancellationToken cancellationToken) =>
        Picture.Of(await library.Images.UpdateAsync(id, new ImageChange(name, null, null), cancellationToken));

    public async Task<Bulk> RenameAsync(ImageSelection selection, string pattern, int start, CancellationToken cancellationToken) =>
        Bulk.Of(await library.Images.RenameAsync(selection, RenamePattern.Parse(pattern), start, cancellationToken));

    public async Task<Bulk> CategorizeAsync(ImageSelection selection, string? category, CancellationToken cancellationToken) =>
        Bulk.Of(await library.Images.CategorizeAsync(selection, category, cancellationToken));

    public async Task<Bulk> CategorizeByNameAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        Bulk.Of(await library.Images.CategorizeByNameAsync(selection, cancellationToken));

    public async Task<Bulk> TagAsync(ImageSelection selection, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken) =>
        Bulk.Of(await library.Images.TagAsync(selection, add, remove, cancellationToken));

    public async Task<Bulk> DeleteAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        Bulk.Of(await library.Images.RemoveAsync(selection, cancellationToken));

    public async Task<Bulk> RetryAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        Bulk.Of(await library.Images.RetryAsync(selection, cancellationToken));

    public async Task<Job> StartImportAsync(ImportRequest request, CancellationToken cancellationToken) =>
        Job.Of(await library.Imports.StartAsync(request, cancellationToken), clock.GetUtcNow());

    public async Task<Job> UseModelAsync(string id, bool keepOld, CancellationToken cancellationToken) =>
        Job.Of(await library.Models.UseAsync(id, keepOld, cancellationToken), clock.GetUtcNow());

    public async Task<IndexState> IndexAsync(CancellationToken cancellationToken) => IndexState.Of(await library.IndexStatusAsync(cancellationToken));

    public Task<Stats> StatsAsync(CancellationToken cancellationToken) => Stats.OfAsync(library, cancellationToken);

    public async Task<Embedding> EmbedAsync(string path, CropRegion? crop, CancellationToken cancellationToken)
    {
        try
        {
            using var file = await library.Spool.TakeFileAsync(path, cancellationToken);
            var embedded = await library.Search.EmbedAsync(file, crop, cancellationToken);
            return new Embedding(path, embedded.Vector, embedded.Vector.Length, library.Embedder.Space.Id);
        }
        catch (RejectedImageException rejected)
        {
            return new Embedding(path, Problem: Problem.Of(rejected.Rejection));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Embedding(path, Problem: Problem.Unreadable(exception));
        }
    }

    public ValueTask DisposeAsync() => library.DisposeAsync();
}
