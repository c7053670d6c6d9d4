using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Spaces;
using ImageSearch.Imaging;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Indexing;

/// <summary>Which model a start uses, and what it does then. The library has one picture, embedded with the default model.</summary>
public class SpaceStartTests : IndexFixture
{
    private SqliteSpaces _spaces = null!;
    private SqliteJobStore _jobs = null!;

    private string Models => Path.Combine(Folder, "models");

    [SetUp]
    public async Task FillAsync()
    {
        _spaces = new SqliteSpaces(Database);
        _jobs = new SqliteJobStore(Database, Clock);
        TestModels.Write(Models, name: "resnet50.onnx");
        TestModels.Write(Models, seed: 2, name: "chosen.onnx");
        TestModels.Write(Models, seed: 3, name: "given.onnx");
        var ids = await AddManyAsync(1);
        var (space, _) = await StartAsync(null);
        await space.Index.CommitAsync([new(ids[0], Spaces.Vector("a", 32))], [], CancellationToken.None);
        await space.DisposeAsync();
    }

    [Test]
    public async Task OpenAsync_NothingGivenOrChosen_StaysWithTheDefault() =>
        Assert.That(await StartedAsync(null), Is.EqualTo(("resnet50.onnx", (string?)null)));

    [Test]
    public async Task OpenAsync_OneChosen_WinsOverTheDefault()
    {
        await ChooseAsync("chosen.onnx");

        Assert.That(await StartedAsync(null), Is.EqualTo(("resnet50.onnx", "chosen.onnx")));
    }

    [Test]
    public async Task OpenAsync_OneGiven_WinsOverTheChosen()
    {
        await ChooseAsync("chosen.onnx");

        Assert.That(await StartedAsync("given.onnx"), Is.EqualTo(("resnet50.onnx", "given.onnx")));
    }

    [Test]
    public async Task OpenAsync_TheChosenOneIsGone_TakesTheDefault()
    {
        await ChooseAsync("chosen.onnx");
        File.Delete(Path.Combine(Models, "chosen.onnx"));

        Assert.That(await StartedAsync(null), Is.EqualTo(("resnet50.onnx", (string?)null)));
    }

    [Test]
    public async Task OpenAsync_ChangeUnderWay_GoesOn()
    {
        var job = await AskAsync("chosen.onnx");

        Assert.That(await StartedAsync(null), Is.EqualTo(("resnet50.onnx", "chosen.onnx")));
        Assert.That((await _jobs.FindAsync(job.Id, CancellationToken.None))!.Ended, Is.False);
    }

    [Test]
    public async Task OpenAsync_ChangeUnderWayAndAnotherGiven_IsCancelled()
    {
        var job = await AskAsync("chosen.onnx");

        Assert.That(await StartedAsync("resnet50.onnx"), Is.EqualTo(("resnet50.onnx", (string?)null)));
        Assert.That(
            ((await _jobs.FindAsync(job.Id, CancellationToken.None))!.State, (await _jobs.FindAsync(job.Id, CancellationToken.None))!.Problem),
            Is.EqualTo((JobState.Cancelled, "The service was started with another model.")));
    }

    [Test]
    public async Task OpenAsync_ModelOnItsWay_IsLeftToItsJob()
    {
        var job = await AskAsync("chosen.onnx", change => change with { Fetch = "chosen" });

        Assert.That(await StartedAsync(null), Is.EqualTo(("resnet50.onnx", (string?)null)));
        Assert.That((await _jobs.FindAsync(job.Id, CancellationToken.None))!.Ended, Is.False);
        Assert.That(await StartedAsync("given.onnx"), Is.EqualTo(("resnet50.onnx", "given.onnx")));
        Assert.That((await _jobs.FindAsync(job.Id, CancellationToken.None))!.State, Is.EqualTo(JobState.Cancelled));
    }

    [Test]
    public async Task OpenAsync_UnaskedChangeToAModelOfNoUse_DoesNotKeepTheServiceFromStarting()
    {
        await File.WriteAllTextAsync(Path.Combine(Models, "chosen.onnx"), "not a model");
        await AskAsync("chosen.onnx", change => change with { Unasked = true });

        Assert.That(await StartedAsync(null), Is.EqualTo(("resnet50.onnx", (string?)null)));
    }

    /// <summary>A library made from an export in training mode, which an earlier version repaired.</summary>
    [Test]
    public async Task OpenAsync_ItsModelIsRefusedNow_AnswersFromItsVectorsAndSaysWhy()
    {
        TrainingModels.Write(Models, opset: 13);
        var active = (await _spaces.ListAsync(CancellationToken.None)).Single();
        await _spaces.RecordAsync(active with { Model = await KnownAsync("training.onnx") }, CancellationToken.None);

        var (space, next) = await StartAsync(null);
        await using (space)
        {
            Assert.That((space.Id, space.Index.Count, Path.GetFileName(next?.Model.Path)), Is.EqualTo((active.Id, 1L, "resnet50.onnx")));
            Assert.That(space.Embedder.Problem, Does.Contain("training.onnx").And.Contain("training mode").And.Contain("model.eval()"));
            Assert.That(
                () => space.Embedder.EmbedAsync("x", null, EmbeddingPriority.Query, CancellationToken.None), Refuses.As(
                    LibraryErrorKind.Conflict,
                    "model-missing"));
        }
    }

    [Test]
    public async Task OpenAsync_SpaceBegunAndNotWanted_IsSweptAway()
    {
        await _spaces.RecordAsync(new SpaceRecord("begun", "begun", new KnownModel("x", "y", 1), 4, false, 0), CancellationToken.None);
        Directory.CreateDirectory(Path.Combine(Data.Spaces, "begun"));

        await StartedAsync(null);

        Assert.That((await _spaces.ListAsync(CancellationToken.None)), Has.Count.EqualTo(1));
        Assert.That(Path.Combine(Data.Spaces, "begun"), Does.Not.Exist);
    }

    [Test]
    public async Task OpenAsync_BrokenModelGiven_IsRefused()
    {
        await File.WriteAllTextAsync(Path.Combine(Models, "given.onnx"), "not a model");

        Assert.That(() => StartAsync("given.onnx"), Throws.TypeOf<ModelException>());
    }

    private async Task<(string Active, string? Next)> StartedAsync(string? given)
    {
        var (space, next) = await StartAsync(given);
        var active = Path.GetFileName(space.Embedder.Model.Path);
        await space.DisposeAsync();
        return (active, Path.GetFileName(next?.Model.Path));
    }

    private Task<(LibrarySpace Active, SpaceChange? Next)> StartAsync(string? given)
    {
        var options = new EmbeddingOptions {
            ModelsDirectory = Models,
            ModelPath = given is null ? null : Path.Combine(Models, given),
            Device = EmbeddingDevice.Cpu };
        var locator = new ModelLocator(options, _ => null);
        var indexes = Factory();
        var opener = new SpaceOpener(options, ImageLimits.Default, indexes, NullLoggerFactory.Instance);
        return new SpaceStart(
            locator, new ModelFinder(locator), opener, indexes, Embeddings, _spaces, _jobs, NullLogger<SpaceStart>
                .Instance).OpenAsync(CancellationToken.None);
    }

    private async Task ChooseAsync(string name) => await _spaces.ChooseModelAsync(await KnownAsync(name), CancellationToken.None);

    private async Task<JobRecord> AskAsync(string name, Func<SpaceChange, SpaceChange>? how = null)
    {
        var change = new SpaceChange(await KnownAsync(name), KeepOld: false, Chosen: true, null);
        return await _jobs.AddAsync(SpaceJob.JobKind, (how?.Invoke(change) ?? change).ToJson(), CancellationToken.None);
    }

    private async Task<KnownModel> KnownAsync(string name) => KnownModel.Of(
        await new ModelLocator(new EmbeddingOptions { ModelsDirectory = Models }).DescribeAsync(
            Path.Combine(Models, name),
            null,
            CancellationToken.None));
}
