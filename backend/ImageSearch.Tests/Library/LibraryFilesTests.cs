using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Local;
using ImageSearch.Engine.Pictures;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Library;

/// <summary>The library for programs that work with files and folders.</summary>
public sealed class LibraryFilesTests : LibraryFixture
{
    [Test]
    public async Task IndexFolderAsync_GoodAndBadFiles_AddsTheGoodOnes()
    {
        var photos = Directory.CreateDirectory(Path.Combine(Folder, "photos", "dress")).Parent!.FullName;
        await File.WriteAllBytesAsync(Path.Combine(photos, "dress", "a.png"), Picture(1));
        await File.WriteAllBytesAsync(Path.Combine(photos, "cut.jpg"), TestImages.Truncated(TestImages.Jpeg(300, 300, 9), 0.5));
        await File.WriteAllBytesAsync(Path.Combine(photos, "empty.jpg"), []);
        var library = await OpenAsync();

        var report = await library.IndexFolderAsync(photos, new FolderOptions(FolderCategories.Folder, "red"));
        var again = await library.IndexFolderAsync(photos);

        Assert.That((report.Added, report.Duplicates), Is.EqualTo((2, 0)));
        Assert.That(report.Problems.Select(problem => Path.GetFileName(problem.Path)), Is.EqualTo(new[] { "empty.jpg", "cut.jpg" }));
        Assert.That((again.Added, again.Duplicates), Is.EqualTo((0, 2)));
        var image = (await library.Images.Catalog
            .FindAsync((await library.Images.Catalog.IndexedIdsAsync(ImageFilter.All, CancellationToken.None)).Single(), CancellationToken.None))!;
        Assert.That((image.Category, string.Join(',', image.Tags)), Is.EqualTo(("dress", "red")));
    }

    [Test]
    public async Task AddAsync_APicture_CanBeFoundWhenItReturns()
    {
        var library = await OpenAsync();
        var file = Path.Combine(Folder, "a.png");
        await File.WriteAllBytesAsync(file, Picture(1));

        var image = await library.AddAsync(file);
        var hits = await library.FindSimilarAsync(file);

        Assert.That(image.Status, Is.EqualTo(ImageStatus.Indexed));
        Assert.That(hits.Select(hit => (hit.Image.Id, hit.Similarity)), Is.EqualTo(new[] { (image.Id, 1.0) }));
        Assert.That(await library.FindSimilarAsync(image.Id), Is.Empty);
        Assert.That((await library.AddAsync(file)).Id, Is.EqualTo(image.Id));
    }

    [Test]
    public async Task AddAsync_FileWhoseOriginalWentMissing_BringsItBack()
    {
        var library = await OpenAsync();
        var photos = Directory.CreateDirectory(Path.Combine(Folder, "photos")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(photos, "a.png"), Picture(1));
        await library.IndexFolderAsync(photos);
        var original = library.Images.OriginalPath((await library.Images.Catalog.FindAsync(1, CancellationToken.None))!);
        File.Delete(original);

        await library.IndexFolderAsync(photos);

        Assert.That(File.Exists(original), Is.True);
    }

    [Test]
    public async Task AddAsync_NoPicture_SaysWhy()
    {
        var library = await OpenAsync();
        var file = Path.Combine(Folder, "a.txt");
        await File.WriteAllTextAsync(file, "hello");

        Assert.That(() => library.AddAsync(file), Throws.TypeOf<RejectedImageException>());
        Assert.That(() => library.AddAsync(file + "x"), Throws.InstanceOf<IOException>());
        Assert.That(() => library.FindSimilarAsync(file, k: 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task OpenAsync_DirectoryInUse_SaysSo()
    {
        await OpenAsync();

        Assert.That(() => LocalLibrary.OpenAsync(DataFolder, Path.Combine(Folder, "models", "tiny.onnx")), Throws.TypeOf<DirectoryInUseException>());
    }
}
