using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Storage;

/// <summary>A data directory with an open catalogue for each test, and a clock that stands still.</summary>
public abstract class StorageFixture
{
    protected string Folder { get; private set; } = "";

    private protected FakeClock Clock { get; private set; } = null!;

    private protected DataDirectory Data { get; private set; } = null!;

    private protected CatalogDatabase Database { get; private set; } = null!;

    private protected SqliteCatalog Catalog { get; private set; } = null!;

    /// <summary>Only for what needs no more than the catalogue.</summary>
    private protected LibraryImages Images { get; private set; } = null!;

    private protected SqliteEmbeddings Embeddings { get; private set; } = null!;

    [SetUp]
    public void OpenCatalogue()
    {
        Folder = Directory.CreateTempSubdirectory("imagesearch-").FullName;
        Clock = new FakeClock();
        Open();
    }

    [TearDown]
    public async Task CloseAndDelete()
    {
        await CloseAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>What a restart of the process does to the catalogue.</summary>
    protected async Task ReopenAsync()
    {
        await CloseAsync();
        Open();
    }

    protected async Task<long> AddAsync(
        string name, string? content = null, long bytes = 1000, string? category = null, params string[] tags) =>
        (await Catalog.AddAsync([Pictures.New(name, content, bytes, category, tags)], CancellationToken.None))[0].Id;

    private void Open()
    {
        Data = DataDirectory.Open(Path.Combine(Folder, "data"));
        Database = CatalogDatabase.Open(Data.Catalog);
        Catalog = new SqliteCatalog(Database, Clock);
        Images = new LibraryImages(Catalog, null!, null!, null!, () => Task.CompletedTask);
        Embeddings = new SqliteEmbeddings(Database, Clock);
    }

    private async Task CloseAsync()
    {
        await Database.DisposeAsync();
        Data.Dispose();
    }
}
