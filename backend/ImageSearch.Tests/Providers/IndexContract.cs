using System.Numerics.Tensors;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers;

public class IndexContract(ProviderKind kind) : ContractFixture(kind)
{
    private static readonly float[] Query = VectorOf(-1);

    [Test]
    public async Task SearchAsync_Committed_GivesTheNearestInOrder()
    {
        var ids = await AddManyAsync(50);
        await EmbedAsync(ids);
        await Index.SettleAsync(None);

        var found = await Index.SearchAsync(Query, 10, VectorFilter.All, None);

        Assert.That(found.Select(neighbour => neighbour.Id), Is.EqualTo(Nearest(ids).Take(10)));
        Assert.That(found.Select(neighbour => neighbour.Cosine), Is.EqualTo(Nearest(ids).Take(10).Select(Cosine)).Within(1e-5f));
        Assert.That(Index.Count, Is.EqualTo(50));
    }

    [Test]
    public async Task SearchAsync_FewerThanK_GivesAll()
    {
        var ids = await AddManyAsync(2);
        Assert.That(await Index.SearchAsync(Query, 5, VectorFilter.All, None), Is.Empty);
        await EmbedAsync(ids);

        Assert.That((await Index.SearchAsync(Query, 5, VectorFilter.All, None)).Select(neighbour => neighbour.Id), Is.EqualTo(Nearest(ids)));
    }

    [Test]
    public async Task SearchAsync_ExceptAndFilter_FindsKOthers()
    {
        var ids = await AddManyAsync(20);
        await EmbedAsync(ids);
        var tagged = ids.Where(id => id % 2 == 0).ToArray();
        await Pictures.EditAsync(
            Only(tagged),
            images => images.Select(image => new ImageEdit(image.Id, new ImageChange(null, "c", ["t"]))).ToList(),
            None);

        foreach (var filter in new[] {
            new ImageFilter { Tag = "t" },
            new ImageFilter { Category = "c" },
            new ImageFilter { Category = "c", Tag = "t" } })
        {
            var self = Nearest(tagged).First();
            var found = await Index.SearchAsync(Query, 4, new VectorFilter(filter, self), None);
            Assert.That(found.Select(neighbour => neighbour.Id), Is.EqualTo(Nearest(tagged).Skip(1).Take(4)));
        }

        var all = Nearest(ids).ToList();
        Assert.That(
            (await Index.SearchAsync(Query, 4, new VectorFilter(ImageFilter.All, all[0]), None)).Select(neighbour => neighbour.Id), Is.EqualTo(
                all.Skip(1).Take(4)));
    }

    [Test]
    public async Task CountAsync_LeastCosine_CountsThoseThatReachIt()
    {
        var ids = await AddManyAsync(20);
        await EmbedAsync(ids);
        var ranked = Nearest(ids).ToList();
        // Between two neighbours, so that rounding does not decide.
        var least = (Cosine(ranked[6]) + Cosine(ranked[7])) / 2;

        Assert.That(await Index.CountAsync(Query, least, VectorFilter.All, None), Is.EqualTo(7));
        Assert.That(await Index.CountAsync(Query, least, new VectorFilter(ImageFilter.All, ranked[0]), None), Is.EqualTo(6));
        Assert.That(
            await Index.CountAsync(Query, least, new VectorFilter(ImageFilter.All, ranked[19]), None),
            Is.EqualTo(7),
            "it does not reach it anyway");
        Assert.That(await Index.CountAsync(Query, null, VectorFilter.All, None), Is.EqualTo(20));
        Assert.That(await Index.CountAsync(Query, null, new VectorFilter(ImageFilter.All, ranked[19]), None), Is.EqualTo(19));
        Assert.That(await Index.CountAsync(Query, least, new VectorFilter(new ImageFilter { Tag = "none" }), None), Is.Zero);
    }

    [Test]
    public async Task FindAsync_Committed_GivesACopyOfTheVector()
    {
        var image = await AddAsync("a.png");
        await EmbedAsync(image.Id);

        var vector = (await Index.FindAsync(image.Id, None))!;
        Assert.That(vector, Is.EqualTo(VectorOf(image.Id)).Within(1e-6f));
        vector[0] = 42;

        Assert.That(await Index.FindAsync(image.Id, None), Is.EqualTo(VectorOf(image.Id)).Within(1e-6f));
        Assert.That(await Index.FindAsync(999, None), Is.Null);
    }

    [Test]
    public async Task CommitAsync_Again_ReplacesTheVector()
    {
        var image = await AddAsync("a.png");
        await EmbedAsync(image.Id);

        await Index.CommitAsync([new EmbeddedVector(image.Id, Query)], [], None);

        Assert.That(Index.Count, Is.EqualTo(1));
        Assert.That((await Index.SearchAsync(Query, 1, VectorFilter.All, None))[0].Cosine, Is.EqualTo(1).Within(1e-5f));
    }

    [Test]
    public async Task CommitAsync_FailsNow_IsFoundNoMore()
    {
        var image = await AddAsync("a.png");
        await EmbedAsync(image.Id);

        await FailAsync(image.Id);

        Assert.That(Index.Count, Is.Zero);
        Assert.That(await Index.FindAsync(image.Id, None), Is.Null);
    }

    [Test]
    public async Task CopyAllAsync_OtherKindOfIndex_HasTheSameAnswers()
    {
        var kind = new IndexKind("Flat", IndexMetric.L2);
        if (Provider.Indexes.TraitsOf(kind) is null)
            Assert.Ignore("The provider has one kind of index.");
        var ids = await AddManyAsync(20);
        await EmbedAsync(ids[..15]);
        var copy = await CreateIndexAsync(FirstSpace, kind);
        Assert.That(copy.CanCopy(Index), Is.True);
        await copy.LoadAsync(Index, None);
        await copy.JoinAsync(None);

        var told = 0;
        await copy.CopyAllAsync(Index, ProgressAsync, None);
        Assert.That(copy.Count, Is.EqualTo(15));
        await EmbedAsync(ids[15..]);
        Assert.That(await copy.CopyMissingAsync(Index, ProgressAsync, None), Is.EqualTo(5));
        Assert.That(await copy.CopyMissingAsync(Index, ProgressAsync, None), Is.Zero);

        Assert.That(told, Is.GreaterThan(0));
        Assert.That((await copy.SearchAsync(Query, 10, VectorFilter.All, None)).Select(neighbour => neighbour.Id), Is.EqualTo(Nearest(ids).Take(10)));
        await RemoveAsync(ids[0]);
        Assert.That((copy.Count, Index.Count), Is.EqualTo((19L, 19L)), "a deletion reaches both");

        Task ProgressAsync()
        {
            told++;
            return Task.CompletedTask;
        }
    }

    [Test]
    public async Task CanCopy_OtherSpace_IsFalse()
    {
        var second = await CreateIndexAsync(SecondSpace);

        Assert.That(second.CanCopy(Index), Is.False);
    }

    [Test]
    public async Task OpenAsync_OtherSpaceThanTheActiveOne_RebuildsUntilFinished()
    {
        var ids = await AddManyAsync(2);
        await EmbedAsync(ids);
        var second = await CreateIndexAsync(SecondSpace);

        await second.OpenAsync(None);

        Assert.That((second.Rebuilding, await Provider.Spaces.ActiveAsync(None)), Is.EqualTo((true, Index.Id)));
        Assert.That(await Pictures.CountsAsync(None), Is.EqualTo(new ImageCounts(0, 2, 0)), "the pictures show its states");
        await EmbedAsync(second, ids);
        await second.FinishRebuildingAsync(None);

        Assert.That((second.Rebuilding, await Provider.Spaces.ActiveAsync(None)), Is.EqualTo((false, second.Id)));
        Assert.That((await Provider.Spaces.ListAsync(None)).Select(space => space.Id), Is.EqualTo(new[] { second.Id }));
        Assert.That(await Pictures.CountsAsync(None), Is.EqualTo(new ImageCounts(2, 0, 0)));
    }

    [Test]
    public async Task OpenAsync_OtherSpaceOfAnEmptyLibrary_IsActiveAtOnce()
    {
        var second = await CreateIndexAsync(SecondSpace);

        await second.OpenAsync(None);

        Assert.That((second.Rebuilding, await Provider.Spaces.ActiveAsync(None)), Is.EqualTo((false, second.Id)));
    }

    [Test]
    public async Task CommitAsync_Reopened_AnswersTheSame([Values] bool saved)
    {
        var ids = await AddManyAsync(20);
        await EmbedAsync(ids[..15]);
        if (saved)
            await Index.SaveAsync(None);
        await EmbedAsync(ids[15..18]);
        await RemoveAsync(ids[0]);

        await ReopenAsync();

        var found = await Index.SearchAsync(Query, 20, VectorFilter.All, None);
        Assert.That(found.Select(neighbour => neighbour.Id), Is.EqualTo(Nearest(ids[1..18])));
        Assert.That(await Pictures.CountsAsync(None), Is.EqualTo(new ImageCounts(17, 2, 0)));
        Assert.That(Index.Rebuilding, Is.False);
    }

    [Test]
    public void TraitsOf_InitialAndForeignKinds_KnowsTheOne()
    {
        Assert.That(Provider.Indexes.TraitsOf(Provider.Indexes.Initial), Is.Not.Null);
        Assert.That(Provider.Indexes.TraitsOf(new IndexKind("Nonsense", IndexMetric.Cosine)), Is.Null);
        Assert.That(Provider.Indexes.StoredBytes("unknown"), Is.Zero);
        Assert.That(() => Provider.Indexes.Remove("unknown"), Throws.Nothing);
    }

    private static IEnumerable<long> Nearest(IEnumerable<long> ids) => ids.OrderByDescending(Cosine);

    private static float Cosine(long id) => TensorPrimitives.Dot<float>(Query, VectorOf(id));
}
