using Dapper;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Local;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Spaces;
using ImageSearch.Imaging;
using ImageSearch.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Indexing;

/// <summary>The parts of the engine around one index, constructed by hand.</summary>
public abstract class IndexFixture : StorageFixture
{
    private readonly Stack<IAsyncDisposable> _open = new();

    private protected LibraryGate Gate { get; private set; } = null!;

    private protected OpenIndexes Indexes { get; private set; } = null!;

    private protected EmbeddingSpace Space { get; private set; } = null!;

    private protected FakeEmbedder Embedder { get; private set; } = null!;

    /// <summary>The one that was started last.</summary>
    private protected IndexingWorker? Worker { get; private set; }

    [SetUp]
    public void Prepare()
    {
        Gate = new LibraryGate();
        Indexes = new OpenIndexes();
        UseSpace(Spaces.Of(4));
    }

    [TearDown]
    public async Task CloseParts()
    {
        while (_open.TryPop(out var part))
            await part.DisposeAsync();
        await Embedder.DisposeAsync();
        Gate.Dispose();
    }

    /// <summary>Pictures that are to be embedded, or embedded again.</summary>
    private protected long Waiting => Database.Read(connection => connection.ExecuteScalar<long>(
        $"SELECT count(*) FROM embeddings WHERE state IN (0, 3) AND space = {SqliteEmbeddings.Shown}"));

    private protected void UseSpace(EmbeddingSpace space)
    {
        Space = space;
        Embedder = new FakeEmbedder(space);
    }

    /// <summary>What a start of the process does to the index. The previous index is left as after a crash.</summary>
    private protected async Task<EmbeddingIndex> OpenIndexAsync()
    {
        await Embeddings.EndClaimsAsync(CancellationToken.None);
        var index = NewIndex(Space);
        _open.Push(index);
        await index.OpenAsync(CancellationToken.None);
        return index;
    }

    private protected EmbeddingIndex NewIndex(EmbeddingSpace space) => (EmbeddingIndex)Factory().Create(space, IndexKind.Default);

    private protected LocalIndexes Factory() => new(
        Data, Embeddings, new SqliteSpaces(Database), Catalog, Indexes, Gate, IndexPlan.Of(new IndexOptions()), Clock, NullLoggerFactory.Instance);

    private protected IndexSnapshot Snapshot() => new(Data, Space, Clock, NullLogger<IndexSnapshot>.Instance);

    private protected IndexingWorker StartWorker(EmbeddingIndex index, TimeProvider? clock = null) =>
        StartWorker(new OpenSpaces(new LibrarySpace(Embedder, index)), clock);

    private protected IndexingWorker StartWorker(OpenSpaces spaces, TimeProvider? clock = null)
    {
        var worker = new IndexingWorker(
            Embeddings,
            Catalog,
            spaces,
            new OriginalStore(Data),
            clock ?? TimeProvider.System,
            NullLoggerFactory.Instance);
        _open.Push(worker);
        Worker = worker;
        worker.Start();
        return worker;
    }

    private protected async Task<long[]> AddManyAsync(int count, string prefix = "")
    {
        var images = Enumerable.Range(0, count).Select(i => Pictures.New($"{prefix}{i}.jpg")).ToList();
        // The file comes first, as in an upload: a worker may take a picture as soon as its row exists.
        foreach (var image in images)
            WriteOriginal(image);
        return (await Catalog.AddAsync(images, CancellationToken.None)).Select(image => image.Id).ToArray();
    }

    /// <summary>A file at the path of the picture's original; the embedder only looks at the path.</summary>
    private void WriteOriginal(NewImage image)
    {
        var path = new OriginalStore(Data).PathOf(image.Sha256, image.Header.Format.FileExtension());
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, []);
    }

    /// <summary>As <see cref="AddManyAsync"/>, for very many: in one statement, without contents.</summary>
    private protected Task<long[]> AddRowsAsync(int count) => Database.WriteAsync(
        connection => connection.Query<long>(
            """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @count)
            INSERT INTO images (name, name_key, filename, sha256, format, width, height, bytes, added_at)
            SELECT n, n, n, n, 'jpeg', 4, 3, 1, 0 FROM numbers RETURNING id
            """,
            new { count }).ToArray(),
        CancellationToken.None);

    /// <summary>Commits the vectors that the embedder would return.</summary>
    private protected Task CommitAsync(EmbeddingIndex index, IEnumerable<long> ids) => index.CommitAsync(
        ids.Select(id => new EmbeddedVector(id, Spaces.Vector($"{id}", Space.Dimension))).ToList(), [], CancellationToken.None);

    private protected static async Task<long[]> IdsAsync(ISpaceIndex index) =>
        (await ((EmbeddingIndex)index).Vectors.IdsAsync(CancellationToken.None)).Order().ToArray();
}
