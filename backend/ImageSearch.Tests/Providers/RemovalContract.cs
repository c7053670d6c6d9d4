using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Providers;

/// <summary>Removal, and the files that go with it.</summary>
public class RemovalContract(ProviderKind kind) : ContractFixture(kind)
{
    [Test]
    public async Task RemoveAsync_Listed_AreGoneFromEverywhere()
    {
        var ids = await AddManyAsync(3);
        await EmbedAsync(ids);
        var second = await CreateIndexAsync(SecondSpace);
        await second.LoadAsync(null, None);
        await second.JoinAsync(None);
        await EmbedAsync(second, ids);

        var result = await RemoveAsync(ids[0], ids[2], 999);

        Assert.That(result, Is.EqualTo(new BulkResult(2, 1)));
        Assert.That((await Pictures.FindManyAsync(ids, None)).Select(image => image.Id), Is.EqualTo(new[] { ids[1] }));
        Assert.That(await Pictures.CountsAsync(None), Is.EqualTo(new ImageCounts(1, 0, 0)));
        foreach (var index in new[] { Index, second })
        {
            Assert.That((index.Count, await index.FindAsync(ids[0], None)), Is.EqualTo((1L, (float[]?)null)));
            Assert.That(
                (await index.SearchAsync(VectorOf(ids[0]), 5, VectorFilter.All, None)).Select(neighbour => neighbour.Id),
                Is.EqualTo(new[] { ids[1] }));
        }
    }

    [Test]
    public async Task RemoveAsync_ByFilter_RemovesThose()
    {
        await AddAsync("a.png", null, "x");
        var stays = await AddAsync("b.png", null, "y");

        var result = await Provider.Removal.RemoveAsync(
            new ImageSelection.ByFilter(new ImageFilter { Category = "x" }), () => Task.CompletedTask, None);

        Assert.That(result, Is.EqualTo(new BulkResult(1, 0)));
        Assert.That(await Pictures.FileNamesAsync(None), Is.EqualTo(new[] { stays.FileName }));
    }

    [Test]
    public async Task RemoveAsync_SharedOriginal_GoesWithItsLastPicture()
    {
        var first = await AddAsync("a.png", "same");
        var second = await AddAsync("b.png", "same");

        await RemoveAsync(first.Id);
        using (var original = await Provider.Originals.OpenAsync(second, None))
            Assert.That(await System.IO.File.ReadAllTextAsync(original.Path), Is.EqualTo("same"));
        await RemoveAsync(second.Id);

        Assert.That(() => Provider.Originals.OpenAsync(second, None), Throws.TypeOf<OriginalMissingException>());
        Assert.That(await Pictures.StoredBytesAsync(None), Is.Zero);
    }

    [Test]
    public async Task RemoveAsync_Callback_FindsThemGone()
    {
        var image = await AddAsync("a.png");
        var gone = new List<bool>();

        await Provider.Removal.RemoveAsync(Only(image.Id), async () => gone.Add(await Pictures.FindAsync(image.Id, None) is null), None);

        Assert.That(gone, Is.EqualTo(new[] { true }));
    }

    [Test]
    public async Task RemoveAsync_LastPictureOfAnImport_ForgetsItsFileAndLeavesIt()
    {
        var (candidate, source) = Found("a.png", "abroad");
        var image = (await CommitAsync(AddOptions.Default, candidate)).Outcomes[0][0].Image!;

        await RemoveAsync(image.Id);

        Assert.That(await Provider.Imports.AtAsync([source.Path], None), Is.Empty);
        Assert.That(source.Path, Does.Exist);
    }

    [Test]
    public async Task RemoveAsync_Removed_IdIsNotUsedAgain()
    {
        var image = await AddAsync("a.png");
        await RemoveAsync(image.Id);

        Assert.That((await AddAsync("b.png")).Id, Is.GreaterThan(image.Id));
    }

    [Test]
    public async Task RemoveAsync_Reopened_StaysRemoved()
    {
        var ids = await AddManyAsync(2);
        await EmbedAsync(ids);
        await Index.SaveAsync(None);
        await RemoveAsync(ids[0]);

        await ReopenAsync();

        Assert.That(await Pictures.FindAsync(ids[0], None), Is.Null);
        Assert.That((Index.Count, await Index.FindAsync(ids[0], None)), Is.EqualTo((1L, (float[]?)null)));
    }

    [Test]
    public async Task OpenThumbnail_Picture_FitsAndGoesWithIt([Values] ThumbnailFormat format)
    {
        var content = TestImages.Png(60, 30, 1);
        var image = (await CommitAsync(AddOptions.Default, File("a.png", content, 60, 30))).Outcomes[0][0].Image!;

        using (var thumbnail = await Provider.Thumbnails.OpenAsync(image, 20, format, None))
        {
            var header = ImageReader.ReadHeader(thumbnail.Path, new ImageLimits());
            Assert.That(
                (header.Width, header.Height, header.Format),
                Is.EqualTo((20, 10, format == ThumbnailFormat.WebP ? ImageFormat.WebP : ImageFormat.Jpeg)));
        }

        await RemoveAsync(image.Id);
        Assert.That(() => Provider.Thumbnails.OpenAsync(image, 20, format, None), Throws.TypeOf<OriginalMissingException>());
    }

    [Test]
    public async Task OpenThumbnail_BrokenOriginal_IsRejected()
    {
        var image = await AddAsync("a.png", "no picture");

        Assert.That(() => Provider.Thumbnails.OpenAsync(image, 20, ThumbnailFormat.Jpeg, None), Throws.TypeOf<RejectedImageException>());
    }
}
