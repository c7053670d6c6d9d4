using System.Text;
using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Spaces;
using ImageSearch.Imaging;

namespace ImageSearch.Tests.Providers;

/// <summary>What every provider must do, by its ports alone: a new library for each test, with an open index and a clock that stands still.</summary>
[TestFixtureSource(typeof(ProviderKind), nameof(ProviderKind.All))]
public abstract class ContractFixture(ProviderKind kind)
{
    private const int Dimension = 4;

    private readonly List<IAsyncDisposable> _indexes = [];
    private string _folder = "";

    private protected FakeClock Clock { get; private set; } = null!;

    private protected ILibraryProvider Provider { get; private set; } = null!;

    private protected IPictures Pictures => Provider.Pictures;

    /// <summary>The index that searches answer from.</summary>
    private protected ISpaceIndex Index { get; private set; } = null!;

    private protected static CancellationToken None => CancellationToken.None;

    private protected static EmbeddingSpace FirstSpace { get; } = Indexing.Spaces.Of(Dimension, "first");

    private protected static EmbeddingSpace SecondSpace { get; } = Indexing.Spaces.Of(Dimension, "second");

    [SetUp]
    public async Task OpenLibrary()
    {
        _folder = Directory.CreateTempSubdirectory("imagesearch-").FullName;
        Clock = new FakeClock();
        await OpenAsync();
    }

    [TearDown]
    public async Task CloseAndDelete()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Closes the library and opens it again; ignores the test where the provider keeps nothing.</summary>
    private protected async Task ReopenAsync()
    {
        if (!kind.IsDurable)
            Assert.Ignore($"The provider {kind} is not durable.");
        await CloseAsync();
        await OpenAsync();
    }

    /// <summary>An index that is known to the library, neither opened nor loaded.</summary>
    private protected async Task<ISpaceIndex> CreateIndexAsync(EmbeddingSpace space, IndexKind? of = null)
    {
        var index = Provider.Indexes.Create(space, of ?? Provider.Indexes.Initial);
        _indexes.Add(index);
        await Provider.Spaces.RecordAsync(RecordOf(index), None);
        return index;
    }

    private protected static SpaceRecord RecordOf(ISpaceIndex index, string path = "model.onnx") => new(
        index.Id, index.Space.ModelId, new KnownModel(path, index.Space.ModelSha256, 1, index.Space.ModelId), Dimension, false, 0, index.Kind);

    /// <param name="content">The file's text; by default the name. Providers do not look at pixels unless they are to show them.</param>
    private protected Candidate File(string name, string? content = null) => File(name, Encoding.UTF8.GetBytes(content ?? name));

    private protected Candidate File(string name, byte[] content, int width = 40, int height = 30)
    {
        var path = Path.Combine(Provider.Scratch, Guid.NewGuid().ToString("n"));
        System.IO.File.WriteAllBytes(path, content);
        return new Candidate(
            new SpooledFile(path, name, content.Length, Sha256(content), null), new ImageHeader(ImageFormat.Png, width, height, 1), null);
    }

    /// <summary>A file that an import found and leaves where it is.</summary>
    private protected (Candidate Candidate, ImportedFile Source) Found(string name, string content, bool reference = true)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, content);
        var status = Engine.Files.FileStatus.Find(path, followLinks: false)!.Value;
        var candidate = File(name, content);
        var source = new ImportedFile(path, status.Bytes, status.Modified, candidate.File.Sha256, reference, 1, ImportOutcome.Added);
        return (candidate with { Source = source }, source);
    }

    private protected Task<IntakeResult> CommitAsync(AddOptions options, params Candidate[] files) =>
        Provider.Intake.CommitAsync([new IntakeRequest(files, options)], None);

    private protected async Task<ImageRecord> AddAsync(string name, string? content = null, string? category = null, params string[] tags) =>
        (await CommitAsync(new AddOptions(category, tags, DuplicatePolicy.Keep), File(name, content))).Outcomes[0][0].Image!;

    private protected async Task<long[]> AddManyAsync(int count) =>
        (await CommitAsync(AddOptions.Default, Enumerable.Range(0, count).Select(i => File($"{i}.png")).ToArray())).Outcomes[0]
        .Select(outcome => outcome.Image!.Id).ToArray();

    private protected async Task<ImageRecord> FindAsync(long id) => (await Pictures.FindAsync(id, None))!;

    /// <summary>Embeds pictures: each gets the vector that belongs to its id.</summary>
    private protected Task EmbedAsync(params long[] ids) => EmbedAsync(Index, ids);

    private protected static Task EmbedAsync(ISpaceIndex index, params long[] ids) =>
        index.CommitAsync(ids.Select(id => new EmbeddedVector(id, VectorOf(id))).ToList(), [], None);

    private protected Task FailAsync(long id, string problem = "broken") => Index.CommitAsync([], [new FailedEmbedding(id, problem)], None);

    private protected static float[] VectorOf(long id) => Indexing.Spaces.Vector($"picture {id}", Dimension);

    private protected static ImageSelection Only(params long[] ids) => new ImageSelection.ByIds(ids);

    private protected Task<BulkResult> RemoveAsync(params long[] ids) => Provider.Removal.RemoveAsync(Only(ids), () => Task.CompletedTask, None);

    private protected static string Sha256(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));

    private async Task OpenAsync()
    {
        Provider = await kind.OpenAsync(Path.Combine(_folder, "library"), Clock);
        Index = await CreateIndexAsync(FirstSpace);
        await Index.OpenAsync(None);
    }

    private async Task CloseAsync()
    {
        foreach (var index in _indexes)
            await index.DisposeAsync();
        _indexes.Clear();
        await Provider.DisposeAsync();
    }
}
