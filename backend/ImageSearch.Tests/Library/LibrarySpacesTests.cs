using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Spaces;
using ImageSearch.Tests.Embedding;

namespace ImageSearch.Tests.Library;

public class LibrarySpacesTests : LibraryFixture
{
    private const int Count = 12;

    private string Models => Path.Combine(Folder, "models");

    [SetUp]
    public void WriteOtherModel() => TestModels.Write(Models, dimension: 16, seed: 2, name: "other.onnx");

    [Test]
    public async Task UseModelAsync_Dropping_MovesEverythingAndLeavesNothingBehind()
    {
        var library = await OpenFilledAsync();
        var old = (await library.IndexStatusAsync()).Space;

        var job = await EndAsync(library, await library.UseModelAsync(await ModelAsync("other.onnx"), keepOld: false, CancellationToken.None));

        Assert.That((job.Kind, job.State, job.Current, job.Total), Is.EqualTo(("space", JobState.Completed, (long)Count, (long)Count)));
        Assert.That(
            ((await library.IndexStatusAsync()).Dimension, (await library.IndexStatusAsync()).Progress.Indexed, library.Embedder.Space.Dimension),
            Is.EqualTo((16, Count, 16)));
        await AssertFindsItselfAsync(library);
        Assert.That(
            (await library.Spaces.ListAsync(CancellationToken.None)).Select(space => (space.Id, space.State)),
            Is.EqualTo(new[] { ((await library.IndexStatusAsync()).Space, SpaceState.Active) }));
        Assert.That(Path.Combine(DataFolder, "spaces", old), Does.Not.Exist);
    }

    [Test]
    public async Task ActivateAsync_KeptSpace_CatchesUpAndAnswersAgain()
    {
        var library = await OpenFilledAsync();
        var (old, first) = ((await library.IndexStatusAsync()).Space, library.Embedder.Model.Id);
        await EndAsync(library, await library.UseModelAsync(await ModelAsync("other.onnx"), keepOld: true, CancellationToken.None));
        Assert.That(
            (await library.Spaces.ListAsync(CancellationToken.None))[1],
            Is.EqualTo(new SpaceInfo(old, first, 32, Count, (await library.Spaces.ListAsync(CancellationToken.None))[1].Bytes, SpaceState.Kept)));
        Assert.That((await library.Spaces.ListAsync(CancellationToken.None))[1].Bytes, Is.GreaterThan(Count * 32 * sizeof(float)));
        await AddAsync(library, Count);
        await IndexedAsync(library);

        var job = await EndAsync(library, await library.Spaces.ActivateAsync(old, keepOld: false, CancellationToken.None));

        Assert.That(
            (job.State, (await library.IndexStatusAsync()).Space, (await library.IndexStatusAsync()).Progress.Indexed),
            Is.EqualTo((JobState.Completed, old, Count + 1)));
        await AssertFindsItselfAsync(library);
        Assert.That((await library.Spaces.ListAsync(CancellationToken.None)), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task ActivateAsync_KeptAcrossARestart_IsThere()
    {
        var library = await OpenFilledAsync();
        var old = (await library.IndexStatusAsync()).Space;
        await EndAsync(library, await library.UseModelAsync(await ModelAsync("other.onnx"), keepOld: true, CancellationToken.None));
        await library.DisposeAsync();

        library = await OpenAsync(model: "other.onnx");

        Assert.That(
            (await library.Spaces.ListAsync(CancellationToken.None)).Select(space => (space.Id, space.State)),
            Does.Contain((old, SpaceState.Kept)));
        await EndAsync(library, await library.Spaces.ActivateAsync(old, keepOld: false, CancellationToken.None));
        Assert.That((await library.IndexStatusAsync()).Space, Is.EqualTo(old));
    }

    [Test]
    public async Task RemoveAsync_AndActivateAsync_OnlyOfKeptOnes()
    {
        var library = await OpenFilledAsync();
        var first = (await library.IndexStatusAsync()).Space;
        await EndAsync(library, await library.UseModelAsync(await ModelAsync("other.onnx"), keepOld: true, CancellationToken.None));
        var active = (await library.IndexStatusAsync()).Space;

        Assert.That(() => library.Spaces.RemoveAsync("unknown", CancellationToken.None), Refuses.As(LibraryErrorKind.NotFound));
        Assert.That(() => library.Spaces.RemoveAsync(active, CancellationToken.None), Refuses.As(LibraryErrorKind.Conflict, "space-state"));
        Assert.That(() => library.Spaces.ActivateAsync(active, true, CancellationToken.None), Refuses.As(LibraryErrorKind.Conflict, "space-state"));
        Assert.That(() => library.Spaces.ActivateAsync("../..", true, CancellationToken.None), Refuses.As(LibraryErrorKind.NotFound));
        File.Delete(Path.Combine(Models, "tiny.onnx"));
        Assert.That(
            () => library.Spaces.ActivateAsync(first, true, CancellationToken.None),
            Refuses.As(LibraryErrorKind.Conflict, "space-state").With.Message.Contains("tiny.onnx"));

        await library.Spaces.RemoveAsync(first, CancellationToken.None);
        Assert.That((await library.Spaces.ListAsync(CancellationToken.None)).Select(space => space.Id), Is.EqualTo(new[] { active }));
        Assert.That(Path.Combine(DataFolder, "spaces", first), Does.Not.Exist);
    }

    [Test]
    public async Task UseModelAsync_TheActiveOne_EndsAtOnce()
    {
        var library = await OpenFilledAsync();
        var space = (await library.IndexStatusAsync()).Space;

        var job = await EndAsync(library, await library.UseModelAsync(await ModelAsync("tiny.onnx"), keepOld: false, CancellationToken.None));

        Assert.That((job.State, (await library.IndexStatusAsync()).Space), Is.EqualTo((JobState.Completed, space)));
        await AssertFindsItselfAsync(library);
    }

    [Test]
    public async Task CancelAsync_WhileBuilding_DropsTheNewSpaceAndTheOldGoesOn()
    {
        var library = await OpenFilledAsync();
        var (space, job) = ((await library.IndexStatusAsync()).Space, await library.UseModelAsync(
            await SlowModelAsync(),
            keepOld: false,
            CancellationToken.None));
        await Eventually.TrueAsync(async () => (await library.IndexStatusAsync()).Building is not null, "it is being built");

        var cancelled = await library.Jobs.CancelAsync(job.Id, CancellationToken.None);

        Assert.That(
            (cancelled.State, (await library.IndexStatusAsync()).Space, (await library.IndexStatusAsync()).Building),
            Is.EqualTo((JobState.Cancelled, space, (SpaceProgress?)null)));
        Assert.That((await library.Spaces.ListAsync(CancellationToken.None)).Single().Id, Is.EqualTo(space));
        Assert.That(Directory.GetDirectories(Path.Combine(DataFolder, "spaces")), Has.Length.LessThanOrEqualTo(1));
        await AssertFindsItselfAsync(library);
    }

    [Test]
    public async Task UseModelAsync_WhileAnotherIsBeingBuilt_TakesItsPlace()
    {
        var (library, model) = (await OpenFilledAsync(), await SlowModelAsync());
        var slow = await library.UseModelAsync(model, keepOld: false, CancellationToken.None);
        Assert.That((await library.UseModelAsync(model, keepOld: false, CancellationToken.None)).Id, Is.EqualTo(slow.Id), "asked for twice");

        await EndAsync(library, await library.UseModelAsync(await ModelAsync("other.onnx"), keepOld: false, CancellationToken.None));

        Assert.That((await library.Jobs.FindAsync(slow.Id, CancellationToken.None))!.State, Is.EqualTo(JobState.Cancelled));
        Assert.That(
            ((await library.IndexStatusAsync()).Dimension, (await library.Spaces.ListAsync(CancellationToken.None)).Count),
            Is.EqualTo((16, 1)));
    }

    [Test]
    public async Task OpenAsync_CrashImageOfAHalfBuiltSpace_GoesOnWithIt()
    {
        var library = await OpenFilledAsync();
        var job = await library.UseModelAsync(await SlowModelAsync(), keepOld: false, CancellationToken.None);
        await Eventually.TrueAsync(async () => (await library.IndexStatusAsync()).Building is not null, "it is being built");
        var copy = Path.Combine(Folder, "crash");
        CrashImage.Copy(DataFolder, copy);
        await library.Jobs.CancelAsync(job.Id, CancellationToken.None);

        var again = await OpenAsync(copy, "slow.onnx");
        Assert.That((await again.IndexStatusAsync()).Rebuilding, Is.False);
        await AssertFindsItselfAsync(again);
        await EndAsync(again, (await again.Jobs.ListAsync(10, null, CancellationToken.None)).Items.Single());

        Assert.That(
            ((await again.Jobs.FindAsync(job.Id, CancellationToken.None))!.State, (await again.IndexStatusAsync()).Dimension),
            Is.EqualTo((JobState.Completed, 256)));
        await AssertFindsItselfAsync(again);
    }

    [Test]
    public async Task UseModelAsync_ModelThatCannotBeUsed_FailsTheJobAndNothingElse()
    {
        var library = await OpenFilledAsync();
        await File.WriteAllTextAsync(Path.Combine(Models, "text.onnx"), "not a model");

        var job = await EndAsync(library, await library.UseModelAsync(await ModelAsync("text.onnx"), keepOld: false, CancellationToken.None));

        Assert.That(job.State, Is.EqualTo(JobState.Failed));
        Assert.That(job.Problem, Does.Contain("text.onnx"));
        Assert.That(
            ((await library.Spaces.ListAsync(CancellationToken.None)).Count, (await library.IndexStatusAsync()).Building),
            Is.EqualTo((1, (SpaceProgress?)null)));
        await AssertFindsItselfAsync(library);
    }

    [Test]
    public async Task UseModelAsync_EveryPictureFailsInIt_ShowsThemFailedAndComesBackToTheKeptSpace()
    {
        var library = await OpenFilledAsync();
        var old = (await library.IndexStatusAsync()).Space;
        TestModels.WriteZeros(Models);

        var job = await EndAsync(library, await library.UseModelAsync(await ModelAsync("zeros.onnx"), keepOld: true, CancellationToken.None));
        Assert.That(
            (job.State, job.Failures, (await library.IndexStatusAsync()).Progress.Failed),
            Is.EqualTo((JobState.Completed, (long)Count, (long)Count)));

        await EndAsync(library, await library.Spaces.ActivateAsync(old, keepOld: false, CancellationToken.None));
        Assert.That((await library.IndexStatusAsync()).Progress is { Indexed: Count, Failed: 0 });
        await AssertFindsItselfAsync(library);
    }

    [Test]
    public async Task OpenAsync_AnotherModelIsGiven_AnswersFromTheOldSpaceAndMoves()
    {
        var library = await OpenFilledAsync();
        var old = (await library.IndexStatusAsync()).Space;
        await library.DisposeAsync();

        library = await OpenAsync(model: "other.onnx");
        Assert.That((await library.IndexStatusAsync()).Rebuilding, Is.False);
        await AssertFindsItselfAsync(library);
        await EndAsync(library, (await library.Jobs.ListAsync(10, null, CancellationToken.None)).Items.Single());

        Assert.That(((await library.IndexStatusAsync()).Dimension, (await library.IndexStatusAsync()).Progress.Indexed), Is.EqualTo((16, Count)));
        Assert.That((await library.IndexStatusAsync()).Space, Is.Not.EqualTo(old));
        await AssertFindsItselfAsync(library);
        Assert.That(Directory.GetDirectories(Path.Combine(DataFolder, "spaces")).Select(Path.GetFileName), Does.Not.Contain(old));
    }

    [Test]
    public async Task OpenAsync_OldModelUnderAnotherName_IsFoundByItsContents()
    {
        await (await OpenFilledAsync()).DisposeAsync();
        File.Move(Path.Combine(Models, "tiny.onnx"), Path.Combine(Models, "renamed.onnx"));

        var library = await OpenAsync(model: "other.onnx");

        Assert.That((await library.IndexStatusAsync()).Rebuilding, Is.False);
        await AssertFindsItselfAsync(library);
    }

    [Test]
    public async Task OpenAsync_OldModelGone_AnswersFromItsVectorsAndMovesBesideThem()
    {
        await (await OpenFilledAsync()).DisposeAsync();
        File.Delete(Path.Combine(Models, "tiny.onnx"));

        var library = await OpenAsync(model: "other.onnx");
        Assert.That(
            ((await library.IndexStatusAsync()).Rebuilding, (await library.Jobs.ListAsync(10, null, CancellationToken.None)).Total),
            Is.EqualTo((false, 1)));
        await Eventually.TrueAsync(async () => (await library.IndexStatusAsync()) is { Dimension: 16, ModelProblem: null }
            && (await library.Spaces.ListAsync(CancellationToken.None)).Count == 1, "moved");

        await AssertFindsItselfAsync(library);
        Assert.That((await library.Spaces.ListAsync(CancellationToken.None)).Single().State, Is.EqualTo(SpaceState.Active));
    }

    private async Task<ImageLibrary> OpenFilledAsync()
    {
        var library = await OpenAsync();
        for (var seed = 0; seed < Count; seed++)
            await AddAsync(library, seed);
        await IndexedAsync(library);
        return library;
    }

    /// <summary>A model that takes some time for each picture.</summary>
    private Task<ModelFile> SlowModelAsync()
    {
        TestModels.Write(Models, dimension: 256, seed: 3, inputSize: 768, name: "slow.onnx");
        return ModelAsync("slow.onnx");
    }

    private Task<ModelFile> ModelAsync(string name) =>
        new ModelLocator(new EmbeddingOptions { ModelsDirectory = Models }).DescribeAsync(Path.Combine(Models, name), null, CancellationToken.None);

    private static async Task<JobRecord> EndAsync(ImageLibrary library, JobRecord job)
    {
        await Eventually.TrueAsync(async () => (await library.Jobs.FindAsync(job.Id, CancellationToken.None))!.Ended, "the job has ended");
        return (await library.Jobs.FindAsync(job.Id, CancellationToken.None))!;
    }

    private static async Task AssertFindsItselfAsync(ImageLibrary library)
    {
        using var file = await library.Spool.TakeAsync(new MemoryStream(Picture(3)), "query.png", 1 << 26, CancellationToken.None);
        var result = await library.Search.SearchAsync(file, null, new SearchScope(6, 0, ImageFilter.All), CancellationToken.None);
        Assert.That((result.Hits[0].Image.Name, result.Hits[0].Similarity), Is.EqualTo(("3.png", 1.0)));
        Assert.That(
            (result.Space, result.Total),
            Is.EqualTo(((await library.IndexStatusAsync()).Space, (await library.IndexStatusAsync()).Progress.Indexed)));
    }
}
