using Dapper;
using ImageSearch.Engine;
using ImageSearch.Engine.Embedding.Editing;
using ImageSearch.Engine.Pictures;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Tests.Library.Orphans;

/// <summary>A data directory whose catalogue is changed between two starts.</summary>
public abstract class OrphanFixture : LibraryFixture
{
    private protected LogLines Log { get; private set; } = new();

    protected string Catalogue => Path.Combine(DataFolder, "catalog.db");

    protected string OrphansFolder => Path.Combine(DataFolder, "orphans");

    /// <summary>Adds pictures in one run of the library, which ends cleanly.</summary>
    protected async Task AddAndCloseAsync(params IEnumerable<int> seeds)
    {
        var library = await OpenAsync();
        foreach (var seed in seeds)
            await AddAsync(library, seed);
        await library.DisposeAsync();
    }

    /// <summary>Opens the library and waits until it has looked for orphans.</summary>
    private protected async Task<ImageLibrary> StartAsync(string? data = null, FakeClock? clock = null)
    {
        Log = new LogLines();
        var library = await OpenAsync(data, loggers: Log, clock: clock);
        await Eventually.TrueAsync(
            () => Log.All.Any(
                line => line.Contains("have no picture in the catalogue") || line.Contains("Pictures name all") || line.Contains("was postponed")),
            "the library has looked for orphans");
        return library;
    }

    /// <summary>A whole run of the library: it opens, looks for orphans and closes.</summary>
    protected async Task RunAsync(string? data = null) => await (await StartAsync(data)).DisposeAsync();

    /// <summary>Changes the catalogue of a library that is closed, as the sqlite3 command does.</summary>
    protected void Tamper(string sql, string? catalogue = null)
    {
        using var connection = new SqliteConnection($"Data Source={catalogue ?? Catalogue};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    /// <summary>Adds a row for each content without an entry in the content index, as a damaged page would leave it.</summary>
    protected void AddUnindexed(params IEnumerable<string> contents)
    {
        using (var connection = new SqliteConnection($"Data Source={Catalogue};Pooling=False"))
        {
            connection.Open();
            connection.Execute(
                """
                CREATE TABLE kept AS SELECT * FROM sqlite_schema WHERE name = 'images_sha256';
                PRAGMA writable_schema = ON;
                DELETE FROM sqlite_schema WHERE name = 'images_sha256';
                """);
        }

        foreach (var content in contents)
            Tamper(RowOf(content));
        Tamper(
            """
            PRAGMA writable_schema = ON;
            INSERT INTO sqlite_schema SELECT * FROM kept;
            PRAGMA writable_schema = OFF;
            DROP TABLE kept;
            """);
    }

    protected static string RowOf(string sha256) =>
        $"""
        INSERT INTO images (name, name_key, filename, sha256, format, width, height, bytes, added_at)
        VALUES ('{sha256}', '{sha256}', '{sha256}', '{sha256}', 'png', 1, 1, 1, 0);
        """;

    protected void RestoreCatalogue(string copy)
    {
        foreach (var leftover in Directory.EnumerateFiles(DataFolder, "catalog.db*"))
            File.Delete(leftover);
        File.Copy(copy, Catalogue);
    }

    protected string CopyOfCatalogue()
    {
        var copy = Path.Combine(Folder, $"{Guid.NewGuid():n}.db");
        File.Copy(Catalogue, copy);
        return copy;
    }

    /// <summary>Puts a file among the originals that no picture names.</summary>
    protected string PutOriginal(string name, string? data = null)
    {
        var sha256 = Storage.Pictures.Sha256(name);
        var path = Path.Combine(data ?? DataFolder, "images", sha256[..2], sha256[2..] + ".png");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, name);
        return path;
    }

    protected static int CountIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories).Count() : 0;

    /// <summary>How many originals lie in images/ and in orphans/.</summary>
    protected (int Images, int Orphans) Files(string? data = null) =>
        (CountIn(Path.Combine(data ?? DataFolder, "images")), CountIn(Path.Combine(data ?? DataFolder, "orphans")));

    /// <summary>Every picture of these seeds has its whole original, in images/ or in orphans/.</summary>
    protected void AssertNoneLost(IEnumerable<int> seeds, string? data = null)
    {
        var there = new[] { "images", "orphans" }.Select(folder => Path.Combine(data ?? DataFolder, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories))
            .Select(File.ReadAllBytes).Select(Convert.ToHexString).ToHashSet();
        Assert.That(seeds.Where(seed => !there.Contains(Convert.ToHexString(Picture(seed)))), Is.Empty, "pictures whose original is lost");
    }

    protected static async Task AssertAllReadableAsync(ImageLibrary library, int count)
    {
        var pictures = (await library.Images.Catalog
            .ListAsync(new ImagePageRequest(ImageFilter.All, ImageSort.Added, false, 500, null), CancellationToken.None)).Items;
        Assert.That(pictures, Has.Count.EqualTo(count));
        foreach (var picture in pictures)
            Assert.That(library.Images.OriginalPath(picture), Does.Exist);
    }
}
