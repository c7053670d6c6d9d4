using System.Numerics.Tensors;
using ImageSearch.Engine;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Tests.Library;

/// <summary>Libraries with an index of another type: filling them, changing the type, and what searches find.</summary>
public abstract class IndexTypeFixture : LibraryFixture
{
    private const int K = 10;

    private protected static async Task FillAsync(ImageLibrary library, int count, int from = 0)
    {
        await AddAsync(library, AddOptions.Default, Enumerable.Range(from, count).Select(seed => ($"{seed}.png", Picture(seed))).ToArray());
        await IndexedAsync(library);
    }

    private protected static async Task ChangeAsync(ImageLibrary library, string engine)
    {
        var job = await library.StartIndexJobAsync(IndexJobMode.Type, CancellationToken.None);
        await MovedAsync(library, engine);
        var ended = await library.Jobs.GetAsync(job.Id, CancellationToken.None);
        Assert.That((ended.Kind, ended.State), Is.EqualTo(("space", JobState.Completed)), ended.Problem);
    }

    private protected static Task MovedAsync(ImageLibrary library, string engine) => Eventually.TrueAsync(
        async () => await library.IndexStatusAsync() is { Rebuilding: false, Progress: { Pending: 0, RatePerSecond: 0 } } status
            && status.Engine == engine
            && (await library.Jobs.UnfinishedAsync(CancellationToken.None)).Count == 0,
        $"{engine} answers");

    private protected static async Task<Dictionary<long, float[]>> VectorsAsync(ImageLibrary library)
    {
        var vectors = new Dictionary<long, float[]>();
        foreach (var id in (await library.Images.Catalog.IndexedIdsAsync(ImageFilter.All, CancellationToken.None)))
        {
            var path = library.Images.OriginalPath((await library.Images.Catalog.FindAsync(id, CancellationToken.None))!);
            using var file = await library.Spool
                .TakeAsync(new MemoryStream(await File.ReadAllBytesAsync(path)), "a.png", 1 << 26, CancellationToken.None);
            vectors[id] = (await library.Search.EmbedAsync(file, null, CancellationToken.None)).Vector;
        }

        return vectors;
    }

    private protected static async Task<double> RecallAsync(ImageLibrary library, Dictionary<long, float[]> vectors, IndexMetric metric)
    {
        var right = 0;
        var queries = vectors.Keys.Where(id => id % 4 == 0).ToArray();
        foreach (var query in queries)
        {
            var truth = vectors.Keys.Where(id => id != query).OrderBy(id => Apart(vectors[query], vectors[id])).Take(K).ToHashSet();
            var result = await library.Search.SimilarAsync(query, null, new SearchScope(K, 0, ImageFilter.All), CancellationToken.None);
            Assert.That(result.Hits, Has.Count.EqualTo(K));
            Assert.That(result.Total, Is.EqualTo(vectors.Count - 1));
            right += result.Hits.Count(hit => truth.Contains(hit.Image.Id));
        }

        return (double)right / (queries.Length * K);

        double Apart(float[] a, float[] b) => metric switch
        {
            IndexMetric.L1 => a.Zip(b, (x, y) => Math.Abs((double)x - y)).Sum(),
            _ => -TensorPrimitives.Dot<float>(a, b),
        };
    }

    private protected static async Task<SearchResult> SearchAsync(ImageLibrary library, int seed)
    {
        using var file = await library.Spool.TakeAsync(new MemoryStream(Picture(seed)), "query.png", 1 << 26, CancellationToken.None);
        return await library.Search.SearchAsync(file, null, new SearchScope(100, 0, ImageFilter.All), CancellationToken.None);
    }

    private protected static async Task AssertFindsItselfAsync(ImageLibrary library)
    {
        var result = await SearchAsync(library, 3);
        Assert.That((result.Hits[0].Image.Name, result.Hits[0].Similarity), Is.EqualTo(("3.png", 1.0)));
    }

    /// <summary>Exactly these pictures are found, whatever the query.</summary>
    private protected static async Task AssertOnlyAsync(ImageLibrary library, long[] ids)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var result = await SearchAsync(library, seed);
            Assert.That(result.Hits.Select(hit => hit.Image.Id), Is.EquivalentTo(ids));
            Assert.That(result.Total, Is.EqualTo(ids.Length));
        }

        var near = await library.Search.SimilarAsync(ids[0], null, new SearchScope(1, 0.01, ImageFilter.All), CancellationToken.None);
        Assert.That(near.Total, Is.LessThan(ids.Length));
    }

    private protected static Task RemoveAsync(ImageLibrary library, long[] ids) =>
        library.Images.RemoveAsync(new ImageSelection.ByIds(ids), CancellationToken.None);
}
