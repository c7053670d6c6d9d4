using System.Diagnostics;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Spaces;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Search;

/// <summary>Answers queries by an uploaded picture, by a picture of the library, or by a region of either.</summary>
public sealed class ImageSearcher
{
    private const int MaxQueries = 256;

    // A unit vector's product with itself is 1 except for rounding; a picture at least this near is the same picture.
    private const double Same = 1 - 1e-6;

    private readonly IPictureReads _pictures;
    private readonly IOriginals _originals;
    private readonly OpenSpaces _spaces;
    private readonly ImageLimits _limits;
    private readonly QueryQueue _queue = new(MaxQueries);

    internal ImageSearcher(IPictureReads pictures, IOriginals originals, OpenSpaces spaces, ImageLimits limits)
    {
        _pictures = pictures;
        _originals = originals;
        _spaces = spaces;
        _limits = limits;
    }

    /// <summary>Finds the pictures most similar to <paramref name="file"/>, or to a region of it.</summary>
    /// <exception cref="RejectedImageException">The file is not a usable picture.</exception>
    /// <exception cref="LibraryException">The model that embedded the library is missing.</exception>
    /// <exception cref="LibraryException">The library is moving into another space.</exception>
    /// <exception cref="LibraryException">Too many queries are waiting.</exception>
    public async Task<SearchResult> SearchAsync(SpooledFile file, CropRegion? region, SearchScope scope, CancellationToken cancellationToken)
    {
        using var space = _spaces.Lease();
        await ThrowIfRebuildingAsync(space.Index, cancellationToken).ConfigureAwait(false);
        return await _queue.RunAsync(async () =>
        {
            var began = Stopwatch.GetTimestamp();
            var query = await EmbedFileAsync(space.Embedder, file, region, cancellationToken).ConfigureAwait(false);
            return await FindAsync(space.Index, query, null, scope, began, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Finds the pictures most similar to a picture of the library, or to a region of it; never the picture itself.</summary>
    /// <exception cref="LibraryException">There is no such picture.</exception>
    /// <exception cref="LibraryException">The picture is not embedded yet.</exception>
    /// <exception cref="LibraryException">The picture could not be embedded.</exception>
    /// <exception cref="LibraryException">The model that embedded the library is missing.</exception>
    /// <exception cref="LibraryException">The library is moving into another space.</exception>
    public async Task<SearchResult> SimilarAsync(long id, CropRegion? region, SearchScope scope, CancellationToken cancellationToken)
    {
        var image = await EmbeddableAsync(id, cancellationToken).ConfigureAwait(false);
        using var space = _spaces.Lease();
        await ThrowIfRebuildingAsync(space.Index, cancellationToken).ConfigureAwait(false);
        if (image.Status == ImageStatus.Pending)
            throw Pending(id);
        return await _queue.RunAsync(async () =>
        {
            var began = Stopwatch.GetTimestamp();
            if (region is null)
            {
                var vector = await space.Index.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw Pending(id);
                return await FindAsync(
                    space.Index, new EmbeddedImage(vector, TimeSpan.Zero, TimeSpan.Zero), id, scope, began, cancellationToken).ConfigureAwait(false);
            }

            var query = await _originals.ReadOriginalAsync(
                image, path => space.Embedder
                    .EmbedAsync(path, region, EmbeddingPriority.Query, cancellationToken), cancellationToken).ConfigureAwait(false);
            return await FindAsync(space.Index, query, id, scope, began, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>The unit vector of a picture of the library, as stored in the index.</summary>
    /// <exception cref="LibraryException">There is no such picture.</exception>
    /// <exception cref="LibraryException">The picture is not embedded yet.</exception>
    /// <exception cref="LibraryException">The picture could not be embedded.</exception>
    public async Task<EmbeddedImage> EmbeddingOfAsync(long id, CancellationToken cancellationToken)
    {
        var image = await EmbeddableAsync(id, cancellationToken).ConfigureAwait(false);
        using var space = _spaces.Lease();
        var vector = await space.Index.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw Pending(id);
        return new EmbeddedImage(vector, TimeSpan.Zero, TimeSpan.Zero) { Space = space.Index.Space.Id };
    }

    /// <summary>The unit vector of an uploaded picture, or of a region of it.</summary>
    /// <exception cref="RejectedImageException">The file is not a usable picture.</exception>
    /// <exception cref="LibraryException">Too many queries are waiting.</exception>
    public async Task<EmbeddedImage> EmbedAsync(SpooledFile file, CropRegion? region, CancellationToken cancellationToken)
    {
        using var space = _spaces.Lease();
        var embedded = await _queue.RunAsync(() => EmbedFileAsync(space.Embedder, file, region, cancellationToken)).ConfigureAwait(false);
        return embedded with { Space = space.Embedder.Space.Id };
    }

    private async Task<EmbeddedImage> EmbedFileAsync(IEmbedder embedder, SpooledFile file, CropRegion? region, CancellationToken cancellationToken)
    {
        if (file.Rejection is not null)
            throw new RejectedImageException(file.Rejection);
        try
        {
            _ = ImageReader.ReadHeader(file.Path, _limits);
            return await embedder.EmbedAsync(file.Path, region, EmbeddingPriority.Query, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageException exception)
        {
            throw new RejectedImageException(Rejection.From(exception));
        }
        catch (EmbeddingException exception)
        {
            throw new RejectedImageException(new Rejection(RejectionReason.Unreadable, exception.Message));
        }
    }

    private Task<SearchResult> FindAsync(
        ISpaceIndex index, EmbeddedImage query, long? self, SearchScope scope, long began, CancellationToken cancellationToken) =>
        EngineTraces.TraceAsync("search", async activity =>
        {
            var result = await FindNearestAsync(index, query, self, scope, began, cancellationToken).ConfigureAwait(false);
            activity?.SetTag("imagesearch.space", result.Space);
            activity?.SetTag("imagesearch.search.k", scope.K);
            activity?.SetTag("imagesearch.search.filtered", !scope.Filter.IsEmpty);
            activity?.SetTag("imagesearch.search.results", result.Hits.Count);
            return result;
        });

    private async Task<SearchResult> FindNearestAsync(
        ISpaceIndex index, EmbeddedImage query, long? self, SearchScope scope, long began, CancellationToken cancellationToken)
    {
        var vector = query.Vector;
        var searching = Stopwatch.GetTimestamp();
        var filter = new VectorFilter(scope.Filter, self);
        var wanted = scope.Threshold is null ? AutomaticThreshold.Neighbours : scope.K;
        var neighbours = await index.SearchAsync(vector, wanted, filter, cancellationToken).ConfigureAwait(false);
        var threshold = scope.Threshold
            ?? AutomaticThreshold.Of(neighbours.Select(neighbour => Similarity(neighbour.Cosine)).OrderDescending().ToList());
        var total = await index.CountAsync(vector, threshold <= 0 ? null : LeastCosine(threshold), filter, cancellationToken).ConfigureAwait(false);
        var near = neighbours.Where(neighbour => Similarity(neighbour.Cosine) >= threshold).Take(scope.K).ToList();
        // An approximate index may count fewer pictures than the search finds.
        total = Math.Max(total, near.Count);
        var images = (await _pictures.FindManyAsync(near.Select(neighbour => neighbour.Id).ToList(), cancellationToken).ConfigureAwait(false))
            .ToDictionary(image => image.Id);
        var hits = near.Where(neighbour => images.ContainsKey(neighbour.Id))
            .Select((neighbour, i) => new SearchHit(i + 1, images[neighbour.Id], Similarity(neighbour.Cosine), Distance(neighbour.Cosine)))
            .ToList();
        var times = new SearchTimes(query.Decode, query.Embed, Stopwatch.GetElapsedTime(searching), Stopwatch.GetElapsedTime(began));
        EngineMetrics.Searches.Record(times.Total.TotalSeconds);
        return new SearchResult(hits, total, times, index.Space.Id, scope.Threshold is null ? threshold : null);
    }

    /// <summary>The lowest cosine whose <see cref="Similarity"/> reaches the threshold, so that results and total agree.</summary>
    private static float LeastCosine(double threshold)
    {
        var least = Math.Min(threshold, Same);
        var rounded = (float)least;
        return rounded < least ? MathF.BitIncrement(rounded) : rounded;
    }

    private static double Similarity(float cosine) => cosine >= Same ? 1 : Math.Max(0, (double)cosine);

    private static double Distance(float cosine) => cosine >= Same ? 0 : Math.Sqrt(2 - (2 * (double)cosine));

    private async Task<ImageRecord> EmbeddableAsync(long id, CancellationToken cancellationToken)
    {
        var image = await _pictures.GetAsync(id, cancellationToken).ConfigureAwait(false);
        return image.Status != ImageStatus.Failed
            ? image
            : throw new LibraryException(LibraryErrorKind.Unusable, $"Picture {id} could not be embedded: {image.Problem}", "not-embedded");
    }

    private static LibraryException Pending(long id) =>
        new(LibraryErrorKind.Conflict, $"Picture {id} has not been embedded yet. Try again in a moment.", "not-ready");

    private async Task ThrowIfRebuildingAsync(ISpaceIndex index, CancellationToken cancellationToken)
    {
        if (!index.Rebuilding)
            return;
        var counts = await _pictures.CountsAsync(cancellationToken).ConfigureAwait(false);
        var percent = counts.Total == 0 ? 100 : 100.0 * (counts.Total - counts.Pending) / counts.Total;
        throw new LibraryException(
            LibraryErrorKind.Unavailable,
            $"The library is being embedded again for another model ({percent:0.#} % done). Searches answer again when that is complete.",
            "rebuilding")
        {
            Percent = percent,
            RetryAfter = TimeSpan.FromSeconds(5),
        };
    }
}
