using System.Text.Json.Nodes;
using Dapper;
using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Tests.Library.Orphans;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Tests.Library;

/// <summary>Data directories with an index as earlier versions left it: a second one of its kind, or one of a type that went.</summary>
public class EarlierIndexTests : LibraryFixture
{
    private const int Count = 20;
    private static readonly IndexOptions Graph = new() { Type = "HNSW16" };

    private string Indexes => Path.Combine(DataFolder, "spaces");

    [TestCase(false)]
    [TestCase(true)]
    public async Task Open_SecondIndexOfItsKindIsActive_OpensWithItsVectors(bool firstIsThere)
    {
        var id = await FillAsync(Graph);
        Directory.Move(Path.Combine(Indexes, id), Path.Combine(Indexes, $"{id}.again"));
        await ChangeRowsAsync(id, $"{id}.again", "index_revision = 1");
        await DescribeAsync($"{id}.again", kind => kind["revision"] = 1);
        if (firstIsThere)
        {
            await CopyRowAsync($"{id}.again", id, revision: 0);
            Directory.CreateDirectory(Path.Combine(Indexes, id));
            await File.WriteAllTextAsync(Path.Combine(Indexes, id, "index.faiss"), "the one that was begun");
        }

        // Nothing can be embedded again without its original.
        Directory.Move(Path.Combine(DataFolder, "images"), Path.Combine(Folder, "away"));

        for (var start = 0; start < 2; start++)
        {
            var library = await OpenAsync(index: Graph);
            await AssertWholeAsync(library, "faiss HNSW16");
            Assert.That((await library.Spaces.ListAsync(CancellationToken.None)).Select(space => space.Id), Is.EqualTo(new[] { id }));
            await library.DisposeAsync();
            Assert.That(Directory.GetDirectories(Indexes).Select(Path.GetFileName), Is.EqualTo(new[] { id }));
        }
    }

    [Test]
    public async Task Open_SecondIndexOfItsKindWasBegun_StaysWithTheFirst()
    {
        var id = await FillAsync(Graph);
        await CopyRowAsync(id, $"{id}.again", revision: 1);
        Directory.CreateDirectory(Path.Combine(Indexes, $"{id}.again"));
        Directory.Move(Path.Combine(DataFolder, "images"), Path.Combine(Folder, "away"));

        var library = await OpenAsync(index: Graph);

        await AssertWholeAsync(library, "faiss HNSW16");
        Assert.That((await library.Spaces.ListAsync(CancellationToken.None)).Select(space => space.Id), Is.EqualTo(new[] { id }));
        Assert.That(Directory.GetDirectories(Indexes).Select(Path.GetFileName), Is.EqualTo(new[] { id }));
    }

    [TestCase("PCA16,Flat", "pca16_flat")]
    [TestCase("IVF4,PQ8", "ivf4_pq8")]
    public async Task Open_TypeThatWent_EmbedsThePicturesAgainIntoAFlatIndex(string type, string name)
    {
        var flat = await FillAsync(new IndexOptions());
        var id = $"{flat}.{name}-cosine";
        Directory.Move(Path.Combine(Indexes, flat), Path.Combine(Indexes, id));
        await ChangeRowsAsync(flat, id, $"index_type = '{type}'");
        await DescribeAsync(id, kind => kind["type"] = type);
        using var log = new LogLines();

        var library = await OpenAsync(loggers: log);
        await Eventually.TrueAsync(
            async () => await library.IndexStatusAsync() is { Rebuilding: false, Progress.Pending: 0 },
            "everything is embedded");

        await AssertWholeAsync(library, "faiss IndexFlatIP");
        Assert.That(log.Warnings, Has.Some.Contains(id).And.Some.Contains(type).And.Some.Contains("searches wait"));
        Assert.That(log.All, Has.Some.Contains($"The library was in the embedding space {id}"), "searches waited");
        Assert.That((await library.Spaces.ListAsync(CancellationToken.None)).Select(space => space.Id), Is.EqualTo(new[] { flat }));
        Assert.That(Directory.GetDirectories(Indexes).Select(Path.GetFileName), Is.SubsetOf(new[] { flat }));
    }

    /// <returns>The index's name.</returns>
    private async Task<string> FillAsync(IndexOptions index)
    {
        var library = await OpenAsync(index: index);
        await AddAsync(library, AddOptions.Default, Enumerable.Range(0, Count).Select(seed => ($"{seed}.png", Picture(seed))).ToArray());
        await IndexedAsync(library);
        var id = (await library.Spaces.ListAsync(CancellationToken.None)).Single().Id;
        await library.DisposeAsync();
        return id;
    }

    private Task ChangeRowsAsync(string from, string to, string change) => ExecuteAsync(
        $"""
        UPDATE spaces SET id = @to, {change} WHERE id = @from;
        UPDATE embeddings SET space = @to WHERE space = @from;
        UPDATE settings SET value = @to WHERE key IN ('space', 'shown_space') AND value = @from;
        """,
        new { from, to });

    private Task CopyRowAsync(string from, string to, int revision) => ExecuteAsync(
        """
        INSERT INTO spaces (id, model_id, model_path, model_sha256, model_bytes, dimension, index_type, index_metric, index_revision)
        SELECT @to, model_id, model_path, model_sha256, model_bytes, dimension, index_type, index_metric, @revision FROM spaces WHERE id = @from;
        INSERT INTO embeddings (space, image, state) SELECT @to, image, 0 FROM embeddings WHERE space = @from;
        """,
        new { from, to, revision });

    private async Task ExecuteAsync(string sql, object values)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(DataFolder, "catalog.db")};Pooling=False");
        await connection.OpenAsync();
        Assert.That(await connection.ExecuteAsync(sql, values), Is.GreaterThan(Count));
    }

    private async Task DescribeAsync(string id, Action<JsonObject> change)
    {
        var path = Path.Combine(Indexes, id, "space.json");
        var description = JsonNode.Parse(await File.ReadAllTextAsync(path))!.AsObject();
        var kind = description["index"]?.AsObject() ?? new JsonObject { ["metric"] = 0 };
        change(kind);
        description.Remove("index");
        description["index"] = kind;
        await File.WriteAllTextAsync(path, description.ToJsonString());
    }

    private static async Task AssertWholeAsync(ImageLibrary library, string engine)
    {
        var status = await library.IndexStatusAsync();
        Assert.That((status.Engine, status.Rebuilding, status.Progress.Indexed, status.Progress.Pending), Is.EqualTo((engine, false, Count, 0)));
        for (var seed = 0; seed < Count; seed += 5)
        {
            using var file = await library.Spool.TakeAsync(new MemoryStream(Picture(seed)), "query.png", 1 << 26, CancellationToken.None);
            var found = await library.Search.SearchAsync(file, null, new SearchScope(Count, 0, ImageFilter.All), CancellationToken.None);
            Assert.That((found.Hits[0].Image.Name, found.Hits[0].Similarity, found.Total), Is.EqualTo(($"{seed}.png", 1.0, (long)Count)));
        }
    }
}
