using System.Collections.Concurrent;
using Dapper;
using ImageSearch.Engine;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Pictures;
using ImageSearch.Tests.Distribution;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Tests.Storage;

public class CatalogDatabaseTests : StorageFixture
{
    [Test]
    public async Task Open_Twice_KeepsWhatIsThere()
    {
        var id = await AddAsync("a.jpg", tags: ["x"]);
        await ReopenAsync();

        Assert.That((await Catalog.FindAsync(id, CancellationToken.None))!.Tags, Is.EqualTo(new[] { "x" }));
        Assert.That(Database.Read(connection => connection.ExecuteScalar<int>("PRAGMA user_version")), Is.EqualTo(CatalogSchema.Migrations.Count));
    }

    [Test]
    public void Open_NotADatabase_SaysWhatToDo()
    {
        var path = Path.Combine(Folder, "text.db");
        File.WriteAllText(path, new string('x', 5000));

        Assert.That(
            () => CatalogDatabase.Open(path),
            Throws.TypeOf<SetupException>().With.Message.Contains(path).And.Message.Contains("Restore it from a backup"));
        Assert.That(() => File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose(), Throws.Nothing);
    }

    [Test]
    public async Task Open_MadeByANewerVersion_IsRefused()
    {
        await Database.WriteAsync(connection => connection.Execute("PRAGMA user_version = 1000"), CancellationToken.None);

        Assert.That(() => CatalogDatabase.Open(Data.Catalog), Throws.TypeOf<SetupException>().With.Message.Contains("newer version"));
    }

    [Test]
    public async Task WriteAsync_Throws_ChangesNothingAndGoesOn()
    {
        await Assert.ThatAsync(
            () => Database.WriteAsync<int>(
                connection =>
                {
                    connection.Execute("DELETE FROM settings; INSERT INTO settings VALUES ('a', 'b')");
                    throw new InvalidDataException();
                },
                CancellationToken.None),
            Throws.TypeOf<InvalidDataException>());

        Assert.That(Database.Read(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM settings")), Is.Zero);
        Assert.That(await AddAsync("a.jpg"), Is.Positive);
    }

    [Test]
    public async Task WriteAsync_NoRoom_SaysSoAndKeepsWhatWasThere()
    {
        var id = await AddAsync("a.jpg");
        await Database.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1"), CancellationToken.None);

        await Assert.ThatAsync(
            () => Catalog.AddAsync(Enumerable.Range(0, 500).Select(i => Pictures.New($"{i}.jpg")).ToList(), CancellationToken.None),
            Throws.TypeOf<StorageFullException>());
        await Database.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1000000"), CancellationToken.None);

        Assert.That(await Catalog.IdsOfAsync(ImageFilter.All), Is.EqualTo(new[] { id }));
        Assert.That(await AddAsync("b.jpg"), Is.GreaterThan(id));
    }

    [Test]
    public async Task Read_WhileWriting_SeesTheStateBefore()
    {
        await AddAsync("a.jpg");

        await Database.WriteAsync(
            connection =>
            {
                connection.Execute("DELETE FROM images");
                Assert.That(Database.Read(reader => reader.ExecuteScalar<int>("SELECT count(*) FROM images")), Is.EqualTo(1));
                return 0;
            },
            CancellationToken.None);

        Assert.That((await Catalog.CountsAsync(CancellationToken.None)).Total, Is.Zero);
    }

    [Test]
    public async Task Read_FromManyThreads_EachHasAConnectionOfItsOwn()
    {
        var inUse = new ConcurrentDictionary<nint, bool>();

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                Database.Read(connection =>
                {
                    var handle = connection.Handle!.DangerousGetHandle();
                    Assert.That(inUse.TryAdd(handle, true), "another reader has this connection");
                    Thread.Yield();
                    return inUse.TryRemove(handle, out bool _);
                });
            }
        })));
    }

    /// <remarks>The provider's own pool gives one connection to two readers, but too rarely for a test: docs/adr/0018.</remarks>
    [Test]
    public void Read_Always_KeepsOffTheProvidersPool() =>
        Assert.That(Database.Read(connection => new SqliteConnectionStringBuilder(connection.ConnectionString).Pooling), Is.False);

    [Test]
    public void Open_Always_UsesTheSqliteThatTheNoticesName() => Assert.That(
        Checkout.Lines("THIRD-PARTY-NOTICES.md"),
        Has.Some.StartsWith($"| SQLite | {Database.Read(connection => connection.ExecuteScalar<string>("SELECT sqlite_version()"))} |"));

    [Test]
    public async Task Read_Throws_TheNextReadIsUnharmed()
    {
        Assert.That(
            () => Database.Read<int>(connection => connection.Execute("DELETE FROM images")),
            Throws.TypeOf<SqliteException>().With.Property(nameof(SqliteException.SqliteErrorCode)).EqualTo(8), "read-only");

        Assert.That((await Catalog.CountsAsync(CancellationToken.None)).Total, Is.Zero);
    }

    [Test]
    public async Task Read_AfterClosing_Refuses()
    {
        await Database.DisposeAsync();

        await Assert.ThatAsync(() => Catalog.CountsAsync(CancellationToken.None), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => File.Open(Data.Catalog, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose(), Throws.Nothing);
    }

    [Test]
    public async Task WriteAsync_FromManyThreads_EachIsDoneOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => AddAsync($"{i % 5}.jpg", $"{i}"))));

        Assert.That(await Catalog.FileNamesAsync(CancellationToken.None), Is.Unique.And.Exactly(40).Items);
    }
}
