using System.Text;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Uploads;

internal sealed class HostileFormTests : ServiceFixture
{
    private const string Type = $"multipart/form-data; boundary={Multipart.Boundary}";

    private static readonly string[] Endpoints
        = ["/api/v1/images", "/api/v1/search", "/api/v1/search/batch", "/api/v1/embeddings", "/api/upload-image", "/api/search", "/search"];
    private static readonly byte[] Whole = new Multipart().File("a.jpg", TestImages.Jpeg(60, 60, 1), "file").ToBytes();

    [TestCaseSource(nameof(Endpoints))]
    public async Task Post_NotAForm_Is415(string path)
    {
        await Http.ProblemAsync(HttpMethod.Post, path, 415);
        await Http.ProblemAsync(HttpMethod.Post, path, 415, new StringContent("{}", Encoding.UTF8, "application/json"));
        await Http.ProblemAsync(HttpMethod.Post, path, 415, Multipart.Content(Whole, "multipart/mixed; boundary=x"));
        await Http.ProblemAsync(HttpMethod.Post, path, 415, Multipart.Content(Whole, "nonsense"));
        await Http.ProblemAsync(HttpMethod.Post, path, 415, new FormUrlEncodedContent([new("file", "x")]));
    }

    [TestCaseSource(nameof(Endpoints))]
    public async Task Post_BrokenForm_Is400(string path)
    {
        await BadAsync(path, Whole, "multipart/form-data");
        await BadAsync(path, Whole, "multipart/form-data; boundary=");
        await BadAsync(path, Whole, "multipart/form-data; boundary=\"\"");
        await BadAsync(path, Whole, $"multipart/form-data; boundary={new string('x', 500)}");
        await BadAsync(path, Whole, "multipart/form-data; boundary=another");
        await BadAsync(path, [], Type);
        await BadAsync(path, "rubbish"u8.ToArray(), Type);
        await BadAsync(path, new Multipart().ToBytes(), Type);
        await BadAsync(path, new Multipart().Field("k", "5").ToBytes(), Type);
        await BadAsync(path, new Multipart().Part("Content-Type: image/jpeg", TestImages.Jpeg(20, 20, 1)).ToBytes(), Type);
        await BadAsync(path, new Multipart().Part("Content-Disposition: ;;;===", [1, 2, 3]).ToBytes(), Type);
        await BadAsync(
            path,
            new Multipart().Part($"Content-Disposition: form-data; name=\"file\"; filename=\"{new string('x', 100_000)}\"", [1]).ToBytes(),
            Type);
    }

    [Test]
    public async Task Post_FormCutOffAnywhere_Is400AndAddsNothing([Values("/api/v1/images", "/api/v1/search", "/api/upload-image")] string path)
    {
        for (var length = 0; length < Whole.Length - 4; length += 1 + (Whole.Length / 23))
            await BadAsync(path, Whole[..length], Type);

        Assert.That((await GetAsync("/api/v1/images"))["total"]!.GetValue<long>(), Is.Zero);
    }

    [Test]
    public async Task Post_FieldsWithoutEnd_Is400()
    {
        var many = new Multipart();
        for (var i = 0; i < 65; i++)
            many.Field($"f{i}", "x");
        await BadAsync("/api/v1/images", many.ToBytes(), Type);
        await BadAsync("/api/v1/images", new Multipart().Field("category", new string('x', 70_000)).ToBytes(), Type);
        await BadAsync(
            "/api/v1/images",
            new Multipart().File("a.jpg", TestImages.Jpeg(20, 20, 1)).Field("category", new string('x', 101)).ToBytes(),
            Type);
    }

    [Test]
    public async Task Post_RandomBytes_IsNeverAnErrorOfOurs()
    {
        var random = new Random(7);
        for (var i = 0; i < 150; i++)
        {
            var body = (byte[])Whole.Clone();
            for (var flips = random.Next(1, 12); flips > 0; flips--)
                body[random.Next(i % 2 == 0 ? body.Length : 200)] = (byte)random.Next(256);
            using var response = await Http.PostAsync(Endpoints[i % Endpoints.Length], Multipart.Content(body, Type));
            Assert.That((int)response.StatusCode, Is.LessThan(500), $"round {i}");
        }

        await Http.DeleteAsync("/api/v1/images?confirm=all");
    }

    private async Task BadAsync(string path, byte[] body, string type) =>
        await Http.ProblemAsync(HttpMethod.Post, path, 400, Multipart.Content(body, type));
}
