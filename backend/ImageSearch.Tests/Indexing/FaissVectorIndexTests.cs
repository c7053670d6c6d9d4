using System.Numerics.Tensors;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Indexes;

namespace ImageSearch.Tests.Indexing;

public class FaissVectorIndexTests
{
    private const int Dimension = 8;

    [Test]
    public async Task PutAsync_IdThereAlreadyOrTwice_TheLastVectorCounts()
    {
        using var index = FaissVectorIndex.Create(Dimension, 2);
        await PutAsync(index, (1, "a"), (2, "b"));

        await PutAsync(index, (1, "c"), (3, "d"), (3, "e"));

        Assert.That(index.Count, Is.EqualTo(3));
        Assert.That(await index.FindAsync(1, CancellationToken.None), Is.EqualTo(Spaces.Vector("c", Dimension)));
        Assert.That(await index.FindAsync(3, CancellationToken.None), Is.EqualTo(Spaces.Vector("e", Dimension)));
        Assert.That(await index.FindAsync(4, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task RemoveAsync_KnownAndUnknown_LeavesTheOthers()
    {
        using var index = FaissVectorIndex.Create(Dimension, 2);
        await PutAsync(index, (1, "a"), (2, "b"), (3, "c"));

        await index.RemoveAsync([2, 99], CancellationToken.None);
        await index.RemoveAsync([], CancellationToken.None);

        Assert.That(index.Count, Is.EqualTo(2));
        Assert.That(await index.IdsAsync(CancellationToken.None), Is.EquivalentTo(new[] { 1, 3 }));
    }

    [Test]
    public async Task PutAsync_VectorOfAnotherSpace_IsRefused()
    {
        using var index = FaissVectorIndex.Create(Dimension, 1);

        await Assert.ThatAsync(
            () => index.PutAsync([new(1, Spaces.Vector("a", Dimension)), new(2, Spaces.Vector("b", Dimension - 1))], CancellationToken.None),
            Throws.ArgumentException);
        Assert.That(index.Count, Is.Zero);
    }

    [Test]
    public async Task SearchAsync_EmptyIndexOrNobodyAllowed_FindsNothing()
    {
        using var index = FaissVectorIndex.Create(Dimension, 1);
        var query = Spaces.Vector("q", Dimension);
        Assert.That(await index.SearchAsync(query, 5, null, CancellationToken.None), Is.Empty);
        await PutAsync(index, (1, "a"));

        Assert.That(await index.SearchAsync(query, 5, [], CancellationToken.None), Is.Empty);
        Assert.That(await index.CountAsync(query, -1, [], CancellationToken.None), Is.Zero);
        Assert.That(await index.SearchAsync(query, 5, null, CancellationToken.None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task SearchAsync_RandomVectors_AgreesWithACountOfAll()
    {
        using var index = FaissVectorIndex.Create(Dimension, 2);
        var vectors = Enumerable.Range(0, 200).ToDictionary(i => (long)i, i => Spaces.Vector($"v{i}", Dimension));
        await index.PutAsync(vectors.Select(pair => new EmbeddedVector(pair.Key, pair.Value)).ToList(), CancellationToken.None);
        for (var i = 0; i < 20; i++)
        {
            var query = Spaces.Vector($"q{i}", Dimension);
            long[]? among = i % 2 == 0 ? null : vectors.Keys.Where(id => id % 3 == 0).ToArray();
            var expected = vectors.Where(pair => among is null || among.Contains(pair.Key))
                .Select(pair => (pair.Key, Cosine: TensorPrimitives.Dot<float>(pair.Value, query))).OrderByDescending(pair => pair.Cosine).ToList();

            var found = await index.SearchAsync(query, 10, among, CancellationToken.None);
            var count = await index.CountAsync(query, 0.3f, among, CancellationToken.None);

            Assert.That(found.Select(neighbour => neighbour.Id), Is.EqualTo(expected.Take(10).Select(pair => pair.Key)));
            Assert.That(found.Select(neighbour => neighbour.Cosine), Is.EqualTo(expected.Take(10).Select(pair => pair.Cosine)).Within(1e-5f));
            Assert.That(count, Is.EqualTo(expected.Count(pair => pair.Cosine >= 0.3f)));
        }
    }

    [Test]
    public async Task SearchAsync_WhileOthersChangeIt_FindsWhatStays()
    {
        using var index = FaissVectorIndex.Create(Dimension, 3);
        await PutAsync(index, Enumerable.Range(0, 50).Select(i => ((long)i, $"stays{i}")).ToArray());
        var path = Path.Combine(Directory.CreateTempSubdirectory("imagesearch-").FullName, "index.faiss");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                var id = 1000 + (worker * 100) + i;
                await PutAsync(index, (id, $"comes{id}"));
                var query = Spaces.Vector($"stays{i % 50}", Dimension);
                Assert.That((await index.SearchAsync(query, 1, null, CancellationToken.None))[0].Id, Is.EqualTo(i % 50));
                await index.RemoveAsync([id], CancellationToken.None);
                if (i % 20 == worker)
                    Assert.That(await index.SaveAsync($"{path}{worker}", CancellationToken.None), Is.InRange(50, 54));
            }
        })));

        Assert.That(index.Count, Is.EqualTo(50));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Test]
    public async Task SearchAsync_AfterDispose_SaysSo()
    {
        var index = FaissVectorIndex.Create(Dimension, 1);
        index.Dispose();

        await Assert.ThatAsync(
            () => index.SearchAsync(Spaces.Vector("q", Dimension), 1, null, CancellationToken.None), Throws.TypeOf<ObjectDisposedException>());
    }

    private static Task PutAsync(FaissVectorIndex index, params (long Id, string Content)[] pictures) => index.PutAsync(
        pictures.Select(picture => new EmbeddedVector(picture.Id, Spaces.Vector(picture.Content, Dimension))).ToList(), CancellationToken.None);
}
