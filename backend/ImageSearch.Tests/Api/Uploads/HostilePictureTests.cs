using System.Text;
using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Uploads;

internal sealed class HostilePictureTests : ServiceFixture
{
    private static readonly byte[] Jpeg = TestImages.Jpeg(400, 300, 3);

    private static IEnumerable<TestCaseData> Readable()
    {
        yield return new TestCaseData(TestImages.AnimatedGif(5), "gif", 64, 48).SetArgDisplayNames("animated GIF");
        yield return new TestCaseData(TestImages.AnimatedWebP(3), "webp", 64, 48).SetArgDisplayNames("animated WebP");
        yield return new TestCaseData(TestImages.MultiPageTiff(3), "tiff", 64, 48).SetArgDisplayNames("TIFF of three pages");
        yield return new TestCaseData(TestImages.Png16(40, 30, 2), "png", 40, 30).SetArgDisplayNames("16-bit PNG");
        yield return new TestCaseData(TestImages.CmykJpeg(40, 30), "jpeg", 40, 30).SetArgDisplayNames("CMYK");
        yield return new TestCaseData(TestImages.GreyJpeg(40, 30, 99), "jpeg", 40, 30).SetArgDisplayNames("grey");
        yield return new TestCaseData(TestImages.FlatPng(40, 30, 200, 10, 10, 0), "png", 40, 30).SetArgDisplayNames("transparent");
        yield return new TestCaseData(TestImages.JpegWithOrientation(8), "jpeg", 80, 120).SetArgDisplayNames("EXIF");
        yield return new TestCaseData(TestImages.ProgressiveJpeg(40, 30, 4), "jpeg", 40, 30).SetArgDisplayNames("progressive");
        yield return new TestCaseData(TestImages.PalettePng(40, 30, 5), "png", 40, 30).SetArgDisplayNames("palette");
        yield return new TestCaseData(TestImages.Avif(40, 30, 6), "avif", 40, 30).SetArgDisplayNames("AVIF");
        yield return new TestCaseData(TestImages.Bmp(40, 30, 7), "bmp", 40, 30).SetArgDisplayNames("BMP");
        yield return new TestCaseData(TestImages.Png(1, 1, 8), "png", 1, 1).SetArgDisplayNames("one pixel");
        yield return new TestCaseData(TestImages.Png(3000, 1, 8), "png", 3000, 1).SetArgDisplayNames("a line");
        yield return new TestCaseData((byte[])[.. Jpeg, .. "trailing rubbish"u8], "jpeg", 400, 300).SetArgDisplayNames("rubbish behind the end");
    }

    [TestCaseSource(nameof(Readable))]
    public async Task Post_UnusualPicture_IsIndexedAsWhatItIs(byte[] bytes, string format, int width, int height)
    {
        var image = await AddAsync("named.txt", bytes);

        Assert.That(image.Text("status"), Is.EqualTo("indexed"));
        Assert.That((image.Text("format"), image["width"]!.GetValue<int>(), image["height"]!.GetValue<int>()), Is.EqualTo((format, width, height)));
        Assert.That(await Http.GetByteArrayAsync(image.Text("url")), Is.EqualTo(bytes));
        Assert.That(await Http.GetByteArrayAsync(image.Text("thumbnailUrl")), Is.Not.Empty);
    }

    private static IEnumerable<TestCaseData> Unusable()
    {
        yield return new TestCaseData("just text"u8.ToArray(), 415, "unsupported-image").SetArgDisplayNames("text");
        yield return new TestCaseData(Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), 415, "unsupported-image")
            .SetArgDisplayNames("SVG");
        yield return new TestCaseData("%PDF-1.7\n%\n1 0 obj"u8.ToArray(), 415, "unsupported-image").SetArgDisplayNames("PDF");
        yield return new TestCaseData("<html><script>alert(1)</script>"u8.ToArray(), 415, "unsupported-image").SetArgDisplayNames("HTML");
        yield return new TestCaseData(Array.Empty<byte>(), 422, "empty-file").SetArgDisplayNames("empty");
        yield return new TestCaseData(Jpeg[..2], 422, "unreadable-image").SetArgDisplayNames("two bytes");
        yield return new TestCaseData(Jpeg[..20], 422, "unreadable-image").SetArgDisplayNames("header cut off");
        yield return new TestCaseData(TestImages.HugePng(20_000, 20_000), 413, "too-many-pixels").SetArgDisplayNames("400 megapixels");
        yield return new TestCaseData(TestImages.HugePng(int.MaxValue, int.MaxValue), 413, "too-many-pixels").SetArgDisplayNames("4 exapixels");
    }

    [TestCaseSource(nameof(Unusable))]
    public async Task Post_UnusableFile_IsRejectedAtOnceAndAlone(byte[] bytes, int status, string type)
    {
        var problem = await Http.ProblemAsync(HttpMethod.Post, "/api/v1/images", status, Multipart.Of(("x.jpg", bytes)).ToContent());
        Assert.That(problem.Text("type"), Is.EqualTo($"urn:imagesearch:{type}"));

        var good = TestImages.Jpeg(30, 30, 5000 + bytes.Length);
        var mixed = await UploadAsync(("x.jpg", bytes), ("good.jpg", good));
        Assert.That(mixed.Items("results").Select(result => result.Text("outcome")), Is.EqualTo(new[] { "rejected", "added" }));
        Assert.That(mixed.Items("results")[0]["problem"]!.Text("detail"), Is.EqualTo(problem.Text("detail")));
    }

    [Test]
    public async Task Post_TooManyPixels_SaysLimitAndFigure()
    {
        var problem = await Http.ProblemAsync(
            HttpMethod.Post,
            "/api/v1/images",
            413,
            Multipart.Of(("x.png", TestImages.HugePng(20_000, 20_000))).ToContent());

        Assert.That(problem["limit"]!.GetValue<long>(), Is.EqualTo(250_000_000));
        Assert.That(problem["actual"]!.GetValue<long>(), Is.EqualTo(400_000_000));
    }

    [TestCase(0.10)]
    [TestCase(0.50)]
    [TestCase(0.99)]
    public async Task Post_TruncatedJpeg_FailsWithASentenceAndStopsNoOther(double fraction)
    {
        var whole = TestImages.Jpeg(500, 400, (int)(fraction * 1000));
        var upload = await UploadAsync(
            ("cut.jpg", TestImages.Truncated(whole, fraction)),
            ("good.jpg", TestImages.Jpeg(30, 30, (int)(fraction * 7000))));
        await Http.WaitUntilIndexedAsync();

        var cut = await GetAsync($"/api/v1/images/{upload.Items("results")[0]["image"]!.Id()}");
        Assert.That(cut.Text("status"), Is.EqualTo("failed"));
        Assert.That(cut.Text("problem"), Does.Match("^[A-Z].{20,}\\.$"));
        var good = await GetAsync($"/api/v1/images/{upload.Items("results")[1]["image"]!.Id()}");
        Assert.That(good.Text("status"), Is.EqualTo("indexed"));
        Assert.That(good["problem"], Is.Null);
    }

    private Task<JsonNode> UploadAsync(params (string, byte[])[] files) =>
        Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(files).Field("onDuplicate", "keep").ToContent(), 201);
}
