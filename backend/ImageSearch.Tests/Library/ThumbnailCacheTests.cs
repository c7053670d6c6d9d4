using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;
using ImageSearch.Tests.Imaging;
using ImageSearch.Tests.Storage;

namespace ImageSearch.Tests.Library;

public class ThumbnailCacheTests : StorageFixture
{
    private ThumbnailCache _cache = null!;
    private OriginalStore _store = null!;
    private ImageRecord _image = null!;

    [SetUp]
    public async Task OpenCache()
    {
        _store = new OriginalStore(Data);
        _cache = new ThumbnailCache(Data, _store, ImageLimits.Default);
        _image = (await Catalog.FindAsync(await AddAsync("a.jpg"), CancellationToken.None))!;
        Place(TestImages.Jpeg(300, 200, 1));
    }

    [TearDown]
    public void CloseCache() => _cache.Dispose();

    [TestCase(100, ThumbnailFormat.WebP, 100, 67)]
    [TestCase(200, ThumbnailFormat.Jpeg, 200, 133)]
    [TestCase(800, ThumbnailFormat.Jpeg, 300, 200)]
    public async Task GetAsync_Size_FitsAndIsNeverEnlarged(int size, ThumbnailFormat format, int width, int height)
    {
        var path = await GetAsync(size, format);

        var header = ImageReader.ReadHeader(path, ImageLimits.Default);
        Assert.That((header.Width, header.Height), Is.EqualTo((width, height)));
        Assert.That(header.Format, Is.EqualTo(format == ThumbnailFormat.WebP ? ImageFormat.WebP : ImageFormat.Jpeg));
    }

    [Test]
    public async Task GetAsync_Again_IsMadeOnce()
    {
        var path = await GetAsync(100);
        await File.WriteAllTextAsync(path, "the cached one");

        Assert.That(await File.ReadAllTextAsync(await GetAsync(100)), Is.EqualTo("the cached one"));
        Assert.That(await GetAsync(200), Is.Not.EqualTo(path));
    }

    [Test]
    public async Task GetAsync_ManyAtOnce_AllGetAWholeFile()
    {
        var paths = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => GetAsync(i % 2 == 0 ? 100 : 200)));

        Assert.That(paths.Select(path => ImageReader.Decode(path, ImageLimits.Default).Width), Is.All.AnyOf(100, 200));
        Assert.That(Directory.EnumerateFiles(Data.Temporary), Is.Empty);
    }

    [Test]
    public async Task GetAsync_OriginalMissing_SaysSo()
    {
        _store.Remove(_image.Sha256, ".jpg");

        await Assert.ThatAsync(() => GetAsync(100), Throws.TypeOf<OriginalMissingException>());
    }

    [Test]
    public async Task GetAsync_OriginalBroken_SaysSoAndLeavesNothing()
    {
        Place("no picture"u8.ToArray());

        await Assert.ThatAsync(() => GetAsync(100), Throws.TypeOf<RejectedImageException>());
        Assert.That(Directory.EnumerateFiles(Data.Thumbnails, "*", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task GetAsync_CannotBeWritten_LeavesNoTemporaryFile()
    {
        await File.WriteAllTextAsync(Path.Combine(Data.Thumbnails, _image.Sha256[..2]), "in the way");

        await Assert.ThatAsync(() => GetAsync(100), Throws.InstanceOf<IOException>());
        Assert.That(Directory.EnumerateFiles(Data.Temporary), Is.Empty);
    }

    [Test]
    public async Task Remove_SeveralSizes_ForgetsThemAllAndNoOthers()
    {
        var mine = new[] { await GetAsync(100), await GetAsync(200), await GetAsync(100, ThumbnailFormat.Jpeg) };
        var other = Path.Combine(Path.GetDirectoryName(mine[0])!, "other-100.webp");
        await File.WriteAllTextAsync(other, "x");

        _cache.Remove(_image.Sha256);
        _cache.Remove(Pictures.Sha256("never seen"));

        Assert.That(mine.Any(File.Exists), Is.False);
        Assert.That(other, Does.Exist);
    }

    [Test]
    public async Task GetAsync_FolderDeletedMeanwhile_IsMadeAgain()
    {
        await GetAsync(100);
        Directory.Delete(Data.Thumbnails, recursive: true);

        Assert.That(await GetAsync(100), Does.Exist);
    }

    private async Task<string> GetAsync(int size, ThumbnailFormat format = ThumbnailFormat.WebP)
    {
        using var thumbnail = await _cache.OpenAsync(_image, size, format, CancellationToken.None);
        return thumbnail.Path;
    }

    private void Place(byte[] content)
    {
        var temporary = Path.Combine(Data.Temporary, Guid.NewGuid().ToString("n"));
        File.WriteAllBytes(temporary, content);
        _store.Place(temporary, _image.Sha256, ".jpg");
    }
}
