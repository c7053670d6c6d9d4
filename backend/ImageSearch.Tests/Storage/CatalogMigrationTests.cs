using Dapper;
using ImageSearch.Engine.Embedding.Editing;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Pictures;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Tests.Storage;

/// <summary>A catalogue of the version before the table `embeddings`: 1 is the active space, 2 is being built, 3 is kept, 4 is forgotten.</summary>
internal sealed class CatalogMigrationTests
{
    private const int Before = 4;

    private string _path = "";

    [SetUp]
    public void Create()
    {
        _path = Path.Combine(Directory.CreateTempSubdirectory("imagesearch-").FullName, "catalog.db");
        using var connection = new SqliteConnection($"Data Source={_path};Pooling=False");
        connection.Open();
        foreach (var migration in CatalogSchema.Migrations.Take(Before))
            connection.Execute(migration);
        connection.Execute(
            """
            PRAGMA user_version = 4;
            INSERT INTO images (id, name, name_key, filename, sha256, format, width, height, bytes, added_at, status, problem, failed_at, queued, attempts) VALUES
                (1, 'saved', 'saved', 'saved', 'a', 'jpeg', 1, 1, 1, 0, 1, NULL, NULL, 0, 0),
                (2, 'unsaved', 'unsaved', 'unsaved', 'b', 'jpeg', 1, 1, 1, 0, 1, NULL, NULL, 0, 0),
                (3, 'again', 'again', 'again', 'c', 'jpeg', 1, 1, 1, 0, 1, NULL, NULL, 1, 0),
                (4, 'waiting', 'waiting', 'waiting', 'd', 'jpeg', 1, 1, 1, 0, 0, NULL, NULL, 1, 0),
                (5, 'suspect', 'suspect', 'suspect', 'e', 'jpeg', 1, 1, 1, 0, 0, NULL, NULL, 1, 2),
                (6, 'failed', 'failed', 'failed', 'f', 'jpeg', 1, 1, 1, 0, 2, 'No use.', 7, 0, 0);
            INSERT INTO settings (key, value) VALUES ('space', 's1');
            INSERT INTO spaces (id, model_id, model_path, model_sha256, model_bytes, dimension, kept) VALUES
                ('s1', 'm', 'm', 'm', 1, 1, 0), ('s2', 'm', 'm', 'm', 1, 1, 0), ('s3', 'm', 'm', 'm', 1, 1, 1);
            INSERT INTO vectors (space, image_id, vector) VALUES
                ('s1', 3, x'0000803f'), ('s1', 2, x'00000040'), ('s2', 1, x'00004040'), ('s3', 2, x'00008040'), ('s4', 1, x'0000a040');
            INSERT INTO space_images (space, image_id, attempts, problem) VALUES ('s2', 2, 0, 'Not with this model.'),
            ('s2', 3, 1, NULL), ('s4', 2, 1, NULL);
            """);
    }

    [TearDown]
    public void Delete() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public async Task Open_CatalogueOfTheVersionBefore_KeepsStatesVectorsAndTheirOrder()
    {
        await using var database = CatalogDatabase.Open(_path);
        var catalog = new SqliteCatalog(database, TimeProvider.System);
        var embeddings = new SqliteEmbeddings(database, TimeProvider.System);

        var images = await catalog.FindManyAsync([1, 2, 3, 4, 5, 6], CancellationToken.None);
        Assert.That(
            images.Select(image => image.Status),
            Is.EqualTo(
                new[] { ImageStatus.Indexed, ImageStatus.Indexed, ImageStatus.Indexed,
                    ImageStatus.Pending, ImageStatus.Pending, ImageStatus.Failed }));
        Assert.That((images[5].Problem, await catalog.CountsAsync(CancellationToken.None)), Is.EqualTo(("No use.", new ImageCounts(3, 2, 1))));
        Assert.That(
            embeddings.VectorsAfter("s1", 0, 10).Vectors.Select(vector => (vector.ImageId, vector.Vector[0])),
            Is.EqualTo(new[] { (3, 1f), (2L, 2f) }));
        Assert.That(embeddings.VectorsAfter("s2", 0, 10).Vectors.Single().Vector, Is.EqualTo(new[] { 3f }));
        Assert.That(embeddings.VectorsAfter("s3", 0, 10).Vectors.Single().Vector, Is.EqualTo(new[] { 4f }));
        Assert.That(embeddings.Unsaved("s4").Count, Is.Zero, "no space knows them any more");
    }

    [Test]
    public async Task Open_CatalogueOfTheVersionBefore_KeepsWhatWaitsAndWhatIsSuspected()
    {
        await using var database = CatalogDatabase.Open(_path);
        var embeddings = new SqliteEmbeddings(database, TimeProvider.System);

        Assert.That(await ClaimAsync("s1", suspects: false), Is.EqualTo(new[] { 3, 4 }));
        Assert.That(await ClaimAsync("s1", suspects: true), Is.EqualTo(new[] { 5 }));
        Assert.That(await ClaimAsync("s2", suspects: true), Is.EqualTo(new[] { 3 }));
        var failures = await embeddings.FailuresAsync("s2", DateTimeOffset.UnixEpoch, CancellationToken.None);
        Assert.That(failures, Is.EqualTo(new[] { ("unsaved", "Not with this model.") }));

        async Task<IEnumerable<long>> ClaimAsync(string space, bool suspects) =>
            (await embeddings.ClaimAsync(space, 10, suspects, CancellationToken.None)).Select(image => image.Id);
    }
}
