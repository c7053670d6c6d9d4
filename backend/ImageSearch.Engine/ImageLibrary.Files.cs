using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Spaces;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Engine;

/// <summary>The library for programs that work with files and folders: docs/library.md shows it in ten lines.</summary>
public sealed partial class ImageLibrary
{
    /// <summary>
    /// Adds the pictures of a folder that the library does not have yet and waits until they are embedded. A bad file does not stop the
    /// others.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public async Task<FolderReport> IndexFolderAsync(string folder, FolderOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new FolderOptions();
        var tags = Label.CleanTags(options.Tags);
        var scan = await Task.Run(() => FolderScan.Read(folder, options.Categories, cancellationToken), cancellationToken).ConfigureAwait(false);
        var outcomes = new List<AddOutcome>();
        foreach (var batch in scan.Batches())
            outcomes.AddRange(await Files.AddAsync(batch.Paths, new AddOptions(batch.Category, tags), cancellationToken).ConfigureAwait(false));
        await WaitUntilEmbeddedAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var added = outcomes.Where(outcome => outcome.Result == AddResult.Added).Select(outcome => outcome.Image!.Id).ToList();
        return FolderReport.Of(outcomes, scan.Problems, await Images.Catalog.FindManyAsync(added, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Adds one picture and waits until it is embedded; returns the existing picture if the library already has it.</summary>
    /// <returns>The picture; its status is failed if it cannot be decoded.</returns>
    /// <exception cref="RejectedImageException">The file is not a usable picture.</exception>
    /// <exception cref="LibraryException">The picture was added and waits for a model.</exception>
    /// <exception cref="IOException">The file cannot be read; likewise <see cref="UnauthorizedAccessException"/>.</exception>
    public async Task<ImageRecord> AddAsync(string file, AddOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var spooled = await Spool.TakeFileAsync(file, cancellationToken).ConfigureAwait(false);
        var outcomes = await Intake.AddAsync([spooled], options ?? AddOptions.Default, cancellationToken).ConfigureAwait(false);
        var image = outcomes[0].Image ?? throw new RejectedImageException(outcomes[0].Rejection!);
        using var news = IndexProgress.Listen(cancellationToken);
        var arrivals = news.GetAsyncEnumerator(cancellationToken);
        await using (arrivals.ConfigureAwait(false))
        {
            while (true)
            {
                image = await Images.Catalog.GetAsync(image.Id, cancellationToken).ConfigureAwait(false);
                if (image.Status != ImageStatus.Pending || await ThrowIfStuckAsync(cancellationToken).ConfigureAwait(false)
                    || !await arrivals.MoveNextAsync().ConfigureAwait(false))
                {
                    await _open.Active.Index.SettleAsync(cancellationToken).ConfigureAwait(false);
                    return image;
                }
            }
        }
    }

    /// <summary>Finds the pictures most similar to the one in a file; best first.</summary>
    /// <param name="k">The most results, 1 to 100.</param>
    /// <exception cref="RejectedImageException">The file is not a usable picture.</exception>
    /// <exception cref="IOException">The file cannot be read; likewise <see cref="UnauthorizedAccessException"/>.</exception>
    public async Task<IReadOnlyList<SearchHit>> FindSimilarAsync(
        string file,
        int k = SearchScope.DefaultK,
        CancellationToken cancellationToken = default)
    {
        using var spooled = await Spool.TakeFileAsync(file, cancellationToken).ConfigureAwait(false);
        return (await Search.SearchAsync(spooled, null, Scope(k), cancellationToken).ConfigureAwait(false)).Hits;
    }

    /// <summary>Finds the pictures most similar to a picture of the library, never the picture itself; best first.</summary>
    /// <param name="k">The most results, 1 to 100.</param>
    /// <exception cref="LibraryException">There is no such picture.</exception>
    public async Task<IReadOnlyList<SearchHit>> FindSimilarAsync(
        long id,
        int k = SearchScope.DefaultK,
        CancellationToken cancellationToken = default) =>
        (await Search.SimilarAsync(id, null, Scope(k), cancellationToken).ConfigureAwait(false)).Hits;

    /// <summary>Waits until no picture waits to be embedded; searches then find every picture that could be embedded.</summary>
    /// <param name="progress">Receives the progress after each batch of embedded pictures.</param>
    /// <exception cref="LibraryException">Pictures wait for a model, and the library is not moving to one.</exception>
    public async Task WaitUntilEmbeddedAsync(IProgress<IndexProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var news = IndexProgress.Listen(cancellationToken);
        var arrivals = news.GetAsyncEnumerator(cancellationToken);
        await using (arrivals.ConfigureAwait(false))
        {
            // The counts decide, because the published progress may be older than the caller's last addition.
            while ((await Images.Catalog.CountsAsync(cancellationToken).ConfigureAwait(false)).Pending > 0
                && !await ThrowIfStuckAsync(cancellationToken).ConfigureAwait(false)
                && await arrivals.MoveNextAsync().ConfigureAwait(false))
            {
                progress?.Report(arrivals.Current);
            }
        }

        await _open.Active.Index.SettleAsync(cancellationToken).ConfigureAwait(false);
    }

    // Without a model or a job that brings one, the wait would never end.
    private async Task<bool> ThrowIfStuckAsync(CancellationToken cancellationToken) =>
        Embedder.Problem is { } problem
            && !(await Jobs.UnfinishedAsync(cancellationToken).ConfigureAwait(false)).Any(job => ModelJobs.ModelOf(job) is not null)
        ? throw MissingModel.Needed(problem)
        : false;

    private static SearchScope Scope(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, SearchScope.MaxK);
        return new SearchScope(k, 0, ImageFilter.All);
    }
}
