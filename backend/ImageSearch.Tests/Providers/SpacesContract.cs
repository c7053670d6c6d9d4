using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Tests.Providers;

public class SpacesContract(ProviderKind kind) : ContractFixture(kind)
{
    [Test]
    public async Task OpenAsync_NewLibrary_MakesItsSpaceActive()
    {
        Assert.That(await Provider.Spaces.ActiveAsync(None), Is.EqualTo(Index.Id));
        Assert.That(Index.Rebuilding, Is.False);
        var space = (await Provider.Spaces.ListAsync(None)).Single();
        Assert.That((space.Id, space.ModelId, space.Dimension, space.Kept, space.Kind), Is.EqualTo((Index.Id, "first", 4, false, Index.Kind)));
        Assert.That(space.EmbeddingSpaceId, Is.EqualTo(FirstSpace.Id));
    }

    [Test]
    public async Task RecordAsync_KnownSpace_NotesWhereItsModelLies()
    {
        await Provider.Spaces.RecordAsync(RecordOf(Index, "elsewhere.onnx"), None);

        Assert.That((await Provider.Spaces.ListAsync(None)).Single().Model.Path, Is.EqualTo("elsewhere.onnx"));
    }

    [Test]
    public async Task SwitchAsync_OldKept_StatesFollowAndItCanComeBack()
    {
        var ids = await AddManyAsync(3);
        await EmbedAsync(ids[..2]);
        await FailAsync(ids[2]);
        var second = await BuildSecondAsync(ids[0]);

        await Provider.Spaces.SwitchAsync(new SpaceSwitch(second.Id, KeepOld: true, OldCount: 2), None);

        Assert.That(await Provider.Spaces.ActiveAsync(None), Is.EqualTo(second.Id));
        Assert.That(
            (await Provider.Spaces.ListAsync(None)).ToDictionary(space => space.Id, space => (space.Kept, space.Indexed)),
            Is.EqualTo(new Dictionary<string, (bool, long)> { [Index.Id] = (true, 2), [second.Id] = (false, 0) }));
        Assert.That(await StatusesAsync(ids), Is.EqualTo(new[] { ImageStatus.Indexed, ImageStatus.Pending, ImageStatus.Failed }));

        await Provider.Spaces.SwitchAsync(new SpaceSwitch(Index.Id), None);

        Assert.That((await Provider.Spaces.ListAsync(None)).Select(space => (space.Id, space.Kept)), Is.EqualTo(new[] { (Index.Id, false) }));
        Assert.That(await StatusesAsync(ids), Is.EqualTo(new[] { ImageStatus.Indexed, ImageStatus.Indexed, ImageStatus.Failed }));
    }

    [Test]
    public async Task SwitchAsync_OldNotKept_IsForgotten()
    {
        var ids = await AddManyAsync(2);
        await FailAsync(ids[0], "only there");
        var second = await BuildSecondAsync(ids[1]);
        var old = Index.Id;

        await Provider.Spaces.SwitchAsync(new SpaceSwitch(second.Id), None);

        Assert.That((await Provider.Spaces.ListAsync(None)).Select(space => space.Id), Is.EqualTo(new[] { second.Id }));
        Assert.That(await Provider.Embeddings.FailuresAsync(old, DateTimeOffset.UnixEpoch, None), Is.Empty);
        Assert.That((await FindAsync(ids[0])).Problem, Is.EqualTo("only there"), "what failed and was not tried again stays failed");
    }

    [Test]
    public async Task RemoveAsync_KeptSpace_ForgetsItsOutcomes()
    {
        var image = await AddAsync("a.png");
        await EmbedAsync(image.Id);
        var second = await CreateIndexAsync(SecondSpace);
        await second.LoadAsync(null, None);
        await second.CommitAsync([], [new FailedEmbedding(image.Id, "broken")], None);

        await Provider.Spaces.RemoveAsync(second.Id, None);

        Assert.That((await Provider.Spaces.ListAsync(None)).Select(space => space.Id), Is.EqualTo(new[] { Index.Id }));
        Assert.That(await Provider.Embeddings.FailuresAsync(second.Id, DateTimeOffset.UnixEpoch, None), Is.Empty);
    }

    [Test]
    public async Task ChooseModelAsync_AndSwitch_TheLastChoiceCounts()
    {
        var (model, other) = (new KnownModel("a.onnx", "aa", 1, "a"), new KnownModel("b.onnx", "bb", 2));
        Assert.That(await Provider.Spaces.ChosenModelAsync(None), Is.Null);

        await Provider.Spaces.ChooseModelAsync(model, None);
        Assert.That(await Provider.Spaces.ChosenModelAsync(None), Is.EqualTo(model));
        await Provider.Spaces.SwitchAsync(new SpaceSwitch(Index.Id), None);
        Assert.That(await Provider.Spaces.ChosenModelAsync(None), Is.EqualTo(model), "a switch without one leaves it");
        await Provider.Spaces.SwitchAsync(new SpaceSwitch(Index.Id, Chosen: other), None);

        Assert.That(await Provider.Spaces.ChosenModelAsync(None), Is.EqualTo(other));
    }

    [Test]
    public async Task RecommendationJobAsync_NewLibrary_IsNullUntilOneIsNoted()
    {
        Assert.That(await Provider.Spaces.RecommendationJobAsync(None), Is.Null);
        await Provider.Spaces.RecommendAsync(0, None);
        Assert.That(await Provider.Spaces.RecommendationJobAsync(None), Is.Zero);

        await Provider.Spaces.RecommendAsync(7, None);

        Assert.That(await Provider.Spaces.RecommendationJobAsync(None), Is.EqualTo(7));
    }

    [Test]
    public async Task SwitchAsync_Reopened_IsKept()
    {
        var ids = await AddManyAsync(2);
        var second = await BuildSecondAsync(ids);
        await second.SaveAsync(None);
        var model = new KnownModel("a.onnx", "aa", 1, "a");
        await Provider.Spaces.SwitchAsync(new SpaceSwitch(second.Id, KeepOld: true, OldCount: 0, model), None);
        await Provider.Spaces.SwitchAsync(new SpaceSwitch(Index.Id, KeepOld: true, OldCount: 2), None);

        await ReopenAsync();

        Assert.That(await Provider.Spaces.ChosenModelAsync(None), Is.EqualTo(model));
        var again = await CreateIndexAsync(SecondSpace);
        await again.LoadAsync(null, None);
        Assert.That((again.Count, (await Provider.Spaces.ListAsync(None)).Single(space => space.Id == again.Id).Kept), Is.EqualTo((2L, true)));
    }

    private async Task<ISpaceIndex> BuildSecondAsync(params long[] ids)
    {
        var second = await CreateIndexAsync(SecondSpace);
        await second.LoadAsync(null, None);
        await second.JoinAsync(None);
        await EmbedAsync(second, ids);
        return second;
    }

    private async Task<IEnumerable<ImageStatus>> StatusesAsync(long[] ids) =>
        (await Pictures.FindManyAsync(ids, None)).Select(image => image.Status);
}
