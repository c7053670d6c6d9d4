using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Indexes;

namespace ImageSearch.Tests.Indexing;

/// <summary>A kind of index that cannot remove: what was removed or replaced is hidden.</summary>
public class BuriedVectorTests
{
    private const int Dimension = 8;
    private static readonly IndexKind Graph = new("HNSW8", IndexMetric.Cosine);

    private string _path = "";

    [SetUp]
    public void CreateFolder() => _path = Path.Combine(Directory.CreateTempSubdirectory("imagesearch-").FullName, "index.faiss");

    [TearDown]
    public void DeleteFolder() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public async Task PutAsync_AgainAndAgain_TheLastVectorIsFoundAlsoInTheSavedIndex()
    {
        using var index = FaissVectorIndex.Create(Dimension, 2, Graph);
        foreach (var round in new[] { "a", "b", "c" })
            await PutAsync(index, [1, 2, 3], round);
        await PutAsync(index, [3], "c");
        await AssertAsync(index, dead: 6);

        await index.SaveAsync(_path, CancellationToken.None);
        using var loaded = FaissVectorIndex.Load(_path, 2);
        await AssertAsync(loaded, dead: 6);

        async Task AssertAsync(FaissVectorIndex opened, int dead)
        {
            Assert.That((opened.Count, opened.DeadCount), Is.EqualTo((3, dead)));
            Assert.That((await opened.IdsAsync(CancellationToken.None)).Order(), Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(await opened.FindAsync(2, CancellationToken.None), Is.EqualTo(Spaces.Vector("c2", Dimension)));
            foreach (var among in new long[]?[] { null, [1, 2, 3] })
            {
                var found = await opened.SearchAsync(Spaces.Vector("a2", Dimension), 9, among, CancellationToken.None);
                Assert.That(found.Select(neighbour => neighbour.Id), Is.EquivalentTo(new[] { 1, 2, 3 }));
                Assert.That(await opened.CountAsync(Spaces.Vector("a2", Dimension), -1.1f, among, CancellationToken.None), Is.EqualTo(3));
                Assert.That(
                    (await opened.SearchAsync(Spaces.Vector("c2", Dimension), 1, among, CancellationToken.None))[0],
                    Is.EqualTo(new Neighbour(2, 1)).Using<Neighbour>((a, b) => a.Id == b.Id && Math.Abs(a.Cosine - b.Cosine) < 1e-5));
            }
        }
    }

    [Test]
    public async Task RemoveAsync_ThenPutAgain_IsThereOnce()
    {
        using var index = FaissVectorIndex.Create(Dimension, 2, Graph);
        await PutAsync(index, [1, 2], "a");

        await index.RemoveAsync([1, 99], CancellationToken.None);
        Assert.That((index.Count, await index.FindAsync(1, CancellationToken.None)), Is.EqualTo((1L, (float[]?)null)));
        Assert.That(await index.FindManyAsync([1, 2, 99], CancellationToken.None), Has.Count.EqualTo(1));
        await PutAsync(index, [1], "a");

        Assert.That((index.Count, index.DeadCount), Is.EqualTo((2L, 1L)));
        Assert.That(await index.SearchAsync(Spaces.Vector("a1", Dimension), 5, null, CancellationToken.None), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task SearchAsync_TheNearestAreAllDead_FindsTheOthers()
    {
        using var index = FaissVectorIndex.Create(Dimension, 2, Graph);
        var query = Spaces.Vector("query", Dimension);
        var near = Enumerable.Range(0, 300)
            .Select(i => new EmbeddedVector(i, Spaces.Unit(query.Select((x, d) => x + (d == i % Dimension ? 0.001f * i : 0)).ToArray())))
            .ToList();
        await index.PutAsync(near, CancellationToken.None);
        await PutAsync(index, Enumerable.Range(1000, 20).Select(id => (long)id).ToArray(), "far");

        await index.RemoveAsync(near.Select(vector => vector.ImageId).ToArray(), CancellationToken.None);

        var found = await index.SearchAsync(query, 10, null, CancellationToken.None);
        Assert.That(found, Has.Count.EqualTo(10));
        Assert.That(found.Select(neighbour => neighbour.Id), Has.All.InRange(1000, 1019));
    }

    private static Task PutAsync(FaissVectorIndex index, long[] ids, string round) =>
        index.PutAsync(ids.Select(id => new EmbeddedVector(id, Spaces.Vector($"{round}{id}", Dimension))).ToList(), CancellationToken.None);
}
