using System.Net;
using System.Net.Http.Headers;
using ImageSearch.Imaging;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Images;

internal sealed class FileTests : ServiceFixture
{
    private readonly byte[] _bytes = TestImages.Jpeg(640, 320, 5);
    private string _url = "";

    protected override async Task FillAsync() => _url = $"/api/v1/images/{(await AddAsync("naïve %22x%22.jpg", _bytes)).Id()}";

    [Test]
    public async Task Content_APicture_IsTheOriginalByteForByte()
    {
        using var response = await Http.GetAsync($"{_url}/content");

        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(_bytes));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/jpeg"));
        Assert.That(response.Headers.CacheControl!.ToString(), Does.Contain("immutable").And.Contain("max-age=31536000"));
        Assert.That(Header(response, "X-Content-Type-Options"), Is.EqualTo("nosniff"));
        Assert.That(response.Content.Headers.ContentDisposition!.FileNameStar, Is.EqualTo("naïve \"x\".jpg"));
        Assert.That(response.Headers.AcceptRanges, Does.Contain("bytes"));
    }

    [Test]
    public async Task Content_KnownETag_Is304WithoutBody()
    {
        using var first = await Http.GetAsync($"{_url}/content");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_url}/content");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await Http.SendAsync(request);

        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That(await again.Content.ReadAsByteArrayAsync(), Is.Empty);
        Assert.That(again.Headers.CacheControl!.ToString(), Does.Contain("immutable"));
    }

    [TestCase(10, 19, 10, 10)]
    [TestCase(100, null, 100, -100)]
    [TestCase(null, 7, -7, 7)]
    public async Task Content_Range_IsThatPart(int? from, int? to, int start, int length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_url}/content");
        request.Headers.Range = new RangeHeaderValue(from, to);
        using var response = await Http.SendAsync(request);
        var offset = start < 0 ? _bytes.Length + start : start;

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(
            await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(_bytes.AsSpan(offset, length < 0 ? _bytes.Length + length : length).ToArray()));
    }

    [Test]
    public async Task Content_RangeBehindTheEnd_Is416()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_url}/content");
        request.Headers.Range = new RangeHeaderValue(_bytes.Length + 10, null);
        using var response = await Http.SendAsync(request);

        Assert.That((int)response.StatusCode, Is.EqualTo(416));
    }

    [TestCase(100, 100, 50)]
    [TestCase(200, 200, 100)]
    [TestCase(400, 400, 200)]
    [TestCase(800, 640, 320)]
    [TestCase(null, 200, 100)]
    public async Task Thumbnail_Size_FitsInsideAndIsNeverEnlarged(int? size, int width, int height)
    {
        var bytes = await Http.GetByteArrayAsync($"{_url}/thumbnail" + (size is null ? "" : $"?size={size}"));
        var header = ImageReader.ReadHeader(bytes, new ImageLimits());

        Assert.That((header.Width, header.Height, header.Format), Is.EqualTo((width, height, ImageFormat.Jpeg)));
    }

    [TestCase("image/avif,image/webp,*/*;q=0.8", "image/webp")]
    [TestCase("image/webp;q=0", "image/jpeg")]
    [TestCase("image/*", "image/jpeg")]
    [TestCase("nonsense", "image/jpeg")]
    public async Task Thumbnail_Accept_ChoosesTheFormat(string accept, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_url}/thumbnail");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();

        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo(expected));
        Assert.That(ImageReader.ReadHeader(bytes, new ImageLimits()).Format.MimeType(), Is.EqualTo(expected));
        Assert.That(response.Headers.Vary, Does.Contain("Accept"));
        Assert.That(response.Headers.CacheControl!.ToString(), Does.Contain("immutable"));
        Assert.That(response.Headers.ETag, Is.Not.Null);
        Assert.That(Header(response, "X-Content-Type-Options"), Is.EqualTo("nosniff"));
    }

    [TestCase("150")]
    [TestCase("0")]
    [TestCase("-200")]
    [TestCase("big")]
    [TestCase("99999999999")]
    public async Task Thumbnail_OddSize_Is400(string size) => await Http.ProblemAsync(HttpMethod.Get, $"{_url}/thumbnail?size={size}", 400);

    [Test]
    public async Task Thumbnail_TurnedPicture_IsUpright()
    {
        var image = await AddAsync("turned.jpg", TestImages.JpegWithOrientation(6, width: 120, height: 80));
        Assert.That((image["width"]!.GetValue<int>(), image["height"]!.GetValue<int>()), Is.EqualTo((80, 120)));

        var header = ImageReader.ReadHeader(await Http.GetByteArrayAsync(image.Text("thumbnailUrl") + "?size=100"), new ImageLimits());
        Assert.That((header.Width, header.Height), Is.EqualTo((67, 100)));
    }

    [Test]
    public async Task Thumbnail_FolderDeletedMeanwhile_IsMadeAnew()
    {
        await Http.GetByteArrayAsync($"{_url}/thumbnail?size=400");
        Directory.Delete(Path.Combine(Service.Data, "thumbnails"), recursive: true);

        Assert.That(await Http.GetByteArrayAsync($"{_url}/thumbnail?size=400"), Is.Not.Empty);
    }

    [Test]
    public async Task Thumbnail_UndecodablePicture_Is422()
    {
        var broken = await AddAsync("broken.jpg", TestImages.Truncated(TestImages.Jpeg(300, 300, 9), 0.3));

        await Http.ProblemAsync(HttpMethod.Get, broken.Text("thumbnailUrl"), 422);
        Assert.That(await Http.GetByteArrayAsync(broken.Text("url")), Is.Not.Empty);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
