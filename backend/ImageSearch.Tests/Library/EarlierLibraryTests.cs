using System.Diagnostics;
using System.IO.Compression;
using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Local;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Spaces;
using ImageSearch.Tests.Distribution;
using ImageSearch.Tests.Embedding;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Library;

/// <summary>
/// `Earlier.zip` is the data directory of a version that decoded every picture with libvips. It has six pictures, embedded with the
/// built-in model: four are in the index's snapshot, and two only in the catalogue's log, because the process was killed.
/// </summary>
internal sealed class EarlierLibraryTests
{
    private const string EarlierSpace = "starter-3b243806c06d";

    private string _data = "";

    [SetUp]
    public void Unpack()
    {
        _data = Directory.CreateTempSubdirectory("imagesearch-").FullName;
        ZipFile.ExtractToDirectory(Checkout.Path("backend/ImageSearch.Tests/Library/Earlier.zip"), _data);
    }

    [TearDown]
    public void Delete() => Directory.Delete(_data, recursive: true);

    [Test]
    public async Task OpenAsync_VectorsOfTheEarlierDecoder_AnswerWhileTheLibraryMoves()
    {
        var original = Directory.GetFiles(Path.Combine(_data, "images"), "*.avif", SearchOption.AllDirectories).Single();
        var aside = Path.Combine(_data, "aside.avif");
        var query = Directory.GetFiles(Path.Combine(_data, "images"), "*.webp", SearchOption.AllDirectories).Single();
        await BlockAsync(original, aside);
        await using (var library = await OpenAsync())
        {
            Assert.That(
                ((await library.IndexStatusAsync()).Space, (await library.IndexStatusAsync()).Progress.Indexed),
                Is.EqualTo((EarlierSpace, 6)));
            var found = await FindAsync(library, query);
            Assert.That((found.Space, found.Hits[0].Image.Name, found.Hits.Count), Is.EqualTo((EarlierSpace, "lossy.webp", 6)));
            Assert.That(found.Hits[0].Similarity, Is.GreaterThan(0.99));
            await Eventually.TrueAsync(
                async () => (await library.Spaces.ListAsync(CancellationToken.None)).Any(space => space.State == SpaceState.Building),
                "the move has begun");
            File.Move(aside, original, overwrite: true);
            await Eventually.TrueAsync(async () => (await library.IndexStatusAsync()).Space != EarlierSpace, "the library has moved");
            found = await FindAsync(library, query);
            Assert.That(
                (found.Space, found.Hits[0].Image.Name, found.Hits.Count),
                Is.EqualTo(((await library.IndexStatusAsync()).Space, "lossy.webp", 6)));
            Assert.That(found.Hits[0].Similarity, Is.EqualTo(1).Within(1e-5));
        }

        await using var again = await OpenAsync();
        Assert.That((again.Embedder.Space.IsCurrent, (await again.IndexStatusAsync()).Progress.Indexed, (await again.Jobs
            .UnfinishedAsync(CancellationToken.None)).Count), Is.EqualTo((true, 6, 0)));
        Assert.That((await again.Spaces.ListAsync(CancellationToken.None)).Select(space => space.State), Is.EqualTo(new[] { SpaceState.Active }));
    }

    // Opening the original now blocks, so the library stays in the middle of its move.
    private static async Task BlockAsync(string original, string aside)
    {
        File.Move(original, aside);
        using var process = Process.Start("mkfifo", original);
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero);
    }

    private Task<ImageLibrary> OpenAsync() => LocalLibrary.OpenAsync(
        new LocalLibraryOptions
        {
            DataDirectory = _data,
            Embedding = new EmbeddingOptions
            {
                ModelPath = Path.Combine(ProductFiles.Models, "starter", "starter.onnx"), ModelsDirectory = ProductFiles
                    .Models, Device = EmbeddingDevice.Cpu,
            },
        },
        NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);

    private static async Task<SearchResult> FindAsync(ImageLibrary library, string path)
    {
        using var file = await library.Spool.TakeAsync(File.OpenRead(path), "query.webp", 1 << 26, CancellationToken.None);
        return await library.Search.SearchAsync(file, null, new SearchScope(10, 0, ImageFilter.All), CancellationToken.None);
    }
}
