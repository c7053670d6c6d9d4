using System.Runtime.InteropServices;
using Dapper;
using ImageSearch.Tests.Imaging;
using ImageSearch.Tests.Indexing;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Tests.Api.Indexing;

/// <summary>A snapshot that takes as long as the test needs.</summary>
public sealed class SnapshotTests
{
    // The number of vectors without a snapshot that makes one due.
    private const int Unsaved = 5_000;

    private string _data = "";

    [SetUp]
    public void CreateFolder() => _data = Directory.CreateTempSubdirectory("imagesearch-data-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_data, recursive: true);

    [Test]
    [CancelAfter(120_000)]
    public async Task Snapshot_IsNotWrittenYet_SearchesUploadsAndRemovalsGoOn()
    {
        var space = await FillAsync();
        long kept;
        await using (var service = Open())
        {
            using var slow = new SlowFile(Path.Combine(_data, "spaces", space, "index.faiss.new"));
            await UploadAsync(service, 2);
            await slow.BegunAsync();
            var saved = (await service.Http.ReadAsync("/api/v1/index")).Text("savedAt");

            kept = await UploadAsync(service, 3);
            var gone = await UploadAsync(service, 4);
            Assert.That(await SearchAsync(service, 3), Is.EqualTo((kept, Unsaved + 4L)));
            Assert.That(await SearchAsync(service, 4), Is.EqualTo((gone, Unsaved + 4L)));
            using var deleted = await service.Http.DeleteAsync($"/api/v1/images/{gone}");
            Assert.That((int)deleted.StatusCode, Is.EqualTo(204));
            Assert.That((await SearchAsync(service, 4)).First, Is.Not.EqualTo(gone));
            var removed = await service.Http.PostAsync("/api/v1/images/delete", new { ids = Enumerable.Range(100, 50) });
            Assert.That(await SearchAsync(service, 3), Is.EqualTo((kept, Unsaved - 47L)), removed.ToJsonString());

            Assert.That((await service.Http.ReadAsync("/api/v1/index")).Text("savedAt"), Is.EqualTo(saved), "it is still being written");
            slow.Break();
        }

        await using var again = Open();
        Assert.That(await SearchAsync(again, 3), Is.EqualTo((kept, Unsaved - 47L)));
    }

    private Service Open() => new(settings: ("Storage:DataDirectory", _data));

    /// <summary>Creates a library with one picture, and many that exist only in the catalogue. Returns its space.</summary>
    private async Task<string> FillAsync()
    {
        await using (var service = Open())
            await UploadAsync(service, 1);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_data, "catalog.db")};Pooling=False");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var space = (await connection.ExecuteScalarAsync<string>("SELECT value FROM settings WHERE key = 'space'"))!;
        for (var id = 2; id <= Unsaved + 1; id++)
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO images (id, name, name_key, filename, sha256, format, width, height, bytes, added_at)
                VALUES (@id, @id, @id, @id, @id, 'jpeg', 4, 3, 1, 0);
                INSERT INTO embeddings (space, image, state, vector) VALUES (@space, @id, 1, @bytes);
                """,
                new { id, space, bytes = MemoryMarshal.AsBytes(Spaces.Vector($"{id}", 32).AsSpan()).ToArray() });
        }

        await transaction.CommitAsync();
        return space;
    }

    private static async Task<long> UploadAsync(Service service, int seed)
    {
        var form = Multipart.Of(($"{seed}.png", TestImages.Png(48, 48, seed)));
        var upload = await service.Http.SendAsync(HttpMethod.Post, "/api/v1/images", form.ToContent(), 201);
        await service.Http.WaitUntilIndexedAsync();
        return upload["results"]![0]!["image"]!.Id();
    }

    private static async Task<(long First, long Total)> SearchAsync(Service service, int seed)
    {
        var form = new Multipart().File($"{seed}.png", TestImages.Png(48, 48, seed), "file").Field("k", "1");
        var found = await service.Http.SendAsync(HttpMethod.Post, "/api/v1/search", form.ToContent(), 200);
        return (found.Items("results")[0]["image"]!.Id(), found["total"]!.GetValue<long>());
    }
}
