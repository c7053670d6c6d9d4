using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Imaging;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Library;

public class ImageLibraryTests : LibraryFixture
{
    private static readonly SearchScope Scope = new(10, 0, ImageFilter.All);

    [Test]
    public async Task DisposeAsync_AndOpenedAgain_AnswersAsBefore()
    {
        var library = await OpenAsync();
        for (var seed = 0; seed < 12; seed++)
            await AddAsync(library, seed);
        await IndexedAsync(library);
        var before = await AnswersAsync(library);
        await library.DisposeAsync();

        var again = await OpenAsync();

        Assert.That(await AnswersAsync(again), Is.EqualTo(before));
        Assert.That((await again.IndexStatusAsync()).SavedAt, Is.Not.Null, "a clean stop leaves a snapshot");
    }

    [Test]
    public async Task OpenAsync_TwiceOnOneDirectory_IsRefused()
    {
        await OpenAsync();

        await Assert.ThatAsync(() => OpenAsync(), Throws.InstanceOf<SetupException>().With.Message.Contains("in use"));
    }

    [Test]
    public async Task OpenAsync_Fails_LetsGoOfTheDirectory()
    {
        await Assert.ThatAsync(() => OpenAsync(model: "missing.onnx"), Throws.Exception);

        Assert.That(await OpenAsync(), Is.Not.Null);
    }

    [Test]
    public async Task OpenAsync_CatalogueDamaged_SaysWhatToDo()
    {
        await (await OpenAsync()).DisposeAsync();
        await using (var file = File.OpenWrite(Path.Combine(DataFolder, "catalog.db")))
        {
            file.Position = 4096;
            var noise = new byte[file.Length - 4096];
            Array.Fill(noise, (byte)0xff);
            file.Write(noise);
        }

        await Assert.ThatAsync(() => OpenAsync(), Throws.TypeOf<SetupException>().With.Message.Contains("Restore it from a backup"));
    }

    [Test]
    public async Task AddAsync_GoodAndBadFiles_EachGetsItsOutcome()
    {
        var library = await OpenAsync();
        var jpeg = TestImages.Jpeg(40, 30, 1);

        var outcomes = await AddAsync(
            library,
            AddOptions.Default with { Category = "cats", Tags = ["x"] },
            ("../good.jpg", jpeg),
            ("text.jpg", "not a picture"u8.ToArray()),
            ("empty.png", []),
            ("again.jpg", jpeg),
            ("huge.png", TestImages.HugePng(60_000, 60_000)),
            ("torn.jpg", TestImages.Truncated(TestImages.Jpeg(200, 200, 2), 0.6)));
        await IndexedAsync(library);

        Assert.That(
            outcomes.Select(outcome => $"{outcome.Name} {outcome.Result} {outcome.Rejection?.Reason}".Trim()),
            Is.EqualTo(new[]
            {
                "good.jpg Added", "text.jpg Rejected Unsupported", "empty.png Rejected Empty", "again.jpg Duplicate",
                "huge.png Rejected TooManyPixels", "torn.jpg Added",
            }));
        Assert.That(outcomes[3].Image!.Id, Is.EqualTo(outcomes[0].Image!.Id));
        Assert.That((await library.Images.Catalog.FindAsync(outcomes[5].Image!.Id, CancellationToken.None))!.Status, Is.EqualTo(ImageStatus.Failed));
        Assert.That((await library.Images.Catalog.FindAsync(outcomes[0].Image!.Id, CancellationToken.None))!.Status, Is.EqualTo(ImageStatus.Indexed));
        Assert.That(await File.ReadAllBytesAsync(library.Images.OriginalPath(outcomes[0].Image!)), Is.EqualTo(jpeg));
        Assert.That(Directory.EnumerateFiles(Path.Combine(DataFolder, "tmp")), Is.Empty);
    }

    [Test]
    public async Task RemoveAsync_OneOfTwoWithTheSameContent_KeepsTheOriginal()
    {
        var library = await OpenAsync();
        var keep = AddOptions.Default with { OnDuplicate = DuplicatePolicy.Keep };
        var outcomes = await AddAsync(library, keep, ("one.png", Picture(1)), ("two.png", Picture(1)));
        await IndexedAsync(library);
        var thumbnail = await library.Images.ThumbnailPathAsync(outcomes[0].Image!, 100, ThumbnailFormat.WebP, CancellationToken.None);

        await RemoveAsync(library, outcomes[0].Image!.Id);
        Assert.That(library.Images.OriginalPath(outcomes[1].Image!), Does.Exist);
        Assert.That(thumbnail, Does.Exist);

        await RemoveAsync(library, outcomes[1].Image!.Id);
        Assert.That(Originals(DataFolder), Is.Empty);
        Assert.That(thumbnail, Does.Not.Exist);
        Assert.That((await library.IndexStatusAsync()).Bytes, Is.Zero);
    }

    [Test]
    public async Task AddAsync_OriginalWasLost_PutsItBack()
    {
        var library = await OpenAsync();
        var image = await AddAsync(library, 1);
        await IndexedAsync(library);
        File.Delete(library.Images.OriginalPath(image));

        var outcome = (await AddAsync(library, AddOptions.Default, ("again.png", Picture(1))))[0];

        Assert.That((outcome.Result, outcome.Image!.Id), Is.EqualTo((AddResult.Duplicate, image.Id)));
        Assert.That(await File.ReadAllBytesAsync(library.Images.OriginalPath(image)), Is.EqualTo(Picture(1)));
    }

    /// <summary>A copy of the directory, taken while the library works, is what a crash would leave.</summary>
    [Test]
    public async Task OpenAsync_CrashImage_HasEveryAcknowledgedPictureAndIndexesIt()
    {
        var library = await OpenAsync();
        var acknowledged = new List<ImageRecord>();
        for (var image = 0; image < 3; image++)
        {
            for (var seed = 0; seed < 10; seed++)
                acknowledged.Add(await AddAsync(library, (image * 10) + seed));

            var copy = Path.Combine(Folder, $"crash{image}");
            CrashImage.Copy(DataFolder, copy);
            var survivor = await OpenAsync(copy);
            await IndexedAsync(survivor);

            foreach (var picture in acknowledged)
            {
                Assert.That((await survivor.Images.Catalog.FindAsync(picture.Id, CancellationToken.None))!.Status, Is.EqualTo(ImageStatus.Indexed));
                Assert.That(
                    File.ReadAllBytes(survivor.Images.OriginalPath(picture)),
                    Is.EqualTo(File.ReadAllBytes(library.Images.OriginalPath(picture))));
                Assert.That(
                    (await survivor.Search.SimilarAsync(picture.Id, null, Scope, CancellationToken.None)).Total,
                    Is.EqualTo(acknowledged.Count - 1));
            }
        }
    }

    private static Task<BulkResult> RemoveAsync(ImageLibrary library, long id) =>
        library.Images.RemoveAsync(new ImageSelection.ByIds([id]), CancellationToken.None);

    /// <summary>Each picture's neighbours, with their similarity.</summary>
    private static async Task<IReadOnlyList<string>> AnswersAsync(ImageLibrary library)
    {
        var answers = new List<string>();
        foreach (var id in (await library.Images.Catalog.IndexedIdsAsync(ImageFilter.All, CancellationToken.None)))
        {
            var result = await library.Search.SimilarAsync(id, null, Scope, CancellationToken.None);
            answers.Add($"{id}: {string.Join(", ", result.Hits.Select(hit => $"{hit.Image.Name} {hit.Similarity:0.00000}"))}");
        }

        return answers;
    }
}
