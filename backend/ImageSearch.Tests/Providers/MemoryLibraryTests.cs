using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Models;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Tests.Imaging;
using ImageSearch.Tests.Providers.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Providers;

/// <summary>The engine on a provider without a database and without an index: it needs no more than the ports.</summary>
public class MemoryLibraryTests
{
    private string _folder = "";
    private ImageLibrary _library = null!;

    [SetUp]
    public async Task OpenLibrary()
    {
        _folder = Directory.CreateTempSubdirectory("imagesearch-").FullName;
        var options = new ImageLibraryOptions
        {
            Embedding = new EmbeddingOptions { ModelsDirectory = ModelsFolder.Find(), Device = EmbeddingDevice.Cpu, Threads = 1 },
            Models = new ModelStoreOptions { Fetch = FetchMode.Never },
        };
        _library = await ImageLibrary.OpenAsync(
            new MemoryProvider(Path.Combine(_folder, "library"), TimeProvider.System), options, NullLoggerFactory.Instance, TimeProvider
                .System, CancellationToken.None);
    }

    [TearDown]
    public async Task CloseAndDelete()
    {
        await _library.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Library_AddSearchCategorizeRemove_Works()
    {
        var scope = new SearchScope(10, 0, ImageFilter.All);
        var pictures = new List<ImageRecord>();
        foreach (var seed in Enumerable.Range(1, 4))
            pictures.Add(await _library.AddAsync(Write(seed)));
        Assert.That(pictures.Select(picture => picture.Status), Is.All.EqualTo(ImageStatus.Indexed));
        Assert.That(_library.Embedder.Model.BuiltIn, Is.True);

        var hits = (await SearchAsync(3, scope)).Hits;
        Assert.That((hits.Count, hits[0].Image.Id, hits[0].Similarity), Is.EqualTo((4, pictures[2].Id, 1.0)));
        var similar = await _library.Search.SimilarAsync(pictures[2].Id, null, scope, CancellationToken.None);
        Assert.That(similar.Hits.Select(hit => hit.Image.Id), Is.EqualTo(hits.Skip(1).Select(hit => hit.Image.Id)));

        await _library.Images.CategorizeAsync(new ImageSelection.ByIds([pictures[0].Id]), "first", CancellationToken.None);
        var first = await SearchAsync(3, scope with { Filter = new ImageFilter { Category = "first" } });
        Assert.That((first.Total, first.Hits.Single().Image.Category), Is.EqualTo((1L, "first")));

        await _library.Images.RemoveAsync(new ImageSelection.ByIds([pictures[2].Id]), CancellationToken.None);
        Assert.That(
            (await SearchAsync(3, scope)).Hits.Select(hit => hit.Image.Id),
            Is.EquivalentTo(pictures.Select(picture => picture.Id).Except([pictures[2].Id])));
    }

    private async Task<SearchResult> SearchAsync(int seed, SearchScope scope)
    {
        using var file = await _library.Spool.TakeFileAsync(Write(seed), CancellationToken.None);
        return await _library.Search.SearchAsync(file, null, scope, CancellationToken.None);
    }

    private string Write(int seed)
    {
        var path = Path.Combine(_folder, $"{seed}.png");
        File.WriteAllBytes(path, TestImages.Png(48, 48, seed));
        return path;
    }
}
