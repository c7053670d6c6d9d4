using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Uploads;

/// <summary>Limits hold on a real socket, where bodies arrive in pieces and clients disconnect.</summary>
internal sealed class LimitTests : ServiceFixture
{
    private const int MaxFile = 50_000;
    private const int MaxRequest = 200_000;

    private int _seed;

    private protected override Service Create() => new Service(
        settings: [("Upload:MaxFileBytes", $"{MaxFile}"), ("Upload:MaxRequestBytes", $"{MaxRequest}"), ("Upload:MaxFiles", "4")]).OnSocket();

    [Test]
    public async Task Post_FileOverTheLimit_IsRejectedAloneWithItsFigures()
    {
        var upload = await Http.SendAsync(
            HttpMethod.Post,
            "/api/v1/images",
            Multipart.Of(("a.jpg", Small()), ("big.jpg", new byte[MaxFile + 1]), ("b.jpg", Small())).ToContent(),
            201);

        Assert.That(upload.Items("results").Select(result => result.Text("outcome")), Is.EqualTo(new[] { "added", "rejected", "added" }));
        var problem = upload.Items("results")[1]["problem"]!;
        Assert.That(problem.Text("type"), Is.EqualTo("urn:imagesearch:file-too-large"));
        Assert.That(
            (problem["status"]!.GetValue<int>(), problem["limit"]!.GetValue<long>(), problem["actual"]!.GetValue<long>()),
            Is.EqualTo((413, (long)MaxFile, MaxFile + 1L)));
    }

    [Test]
    public async Task Post_FileOfExactlyTheLimit_IsTaken()
    {
        var jpeg = Small();
        var upload = await Http.SendAsync(
            HttpMethod.Post,
            "/api/v1/images",
            Multipart.Of(("a.jpg", [.. jpeg, .. new byte[MaxFile - jpeg.Length]])).ToContent(),
            201);

        Assert.That(upload["added"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task Post_TooManyFiles_Is413AndAddsNone()
    {
        var before = await CountAsync();
        var problem = await Http.ProblemAsync(
            HttpMethod.Post,
            "/api/v1/images",
            413,
            Multipart.Of(Enumerable.Range(0, 5).Select(i => ($"{i}.jpg", Small()))).ToContent());

        Assert.That(problem["limit"]!.GetValue<long>(), Is.EqualTo(4));
        Assert.That(await CountAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Post_RequestOverTheLimit_Is413WhetherItSaysItsLengthOrNot([Values] bool chunked)
    {
        var files = Enumerable.Range(0, 4).Select(i => ($"{i}.jpg", new byte[MaxRequest / 3]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/images") { Content = Multipart.Of(files).ToContent() };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = !chunked;
        using var response = await Http.SendAsync(request);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That((problem.Text("type"), problem["limit"]!.GetValue<long>()), Is.EqualTo(("urn:imagesearch:request-too-large", (long)MaxRequest)));
    }

    [Test]
    public async Task Post_ClientGoesInTheMiddle_LeavesNothingAndStopsNoOther()
    {
        var before = await CountAsync();
        var body = Multipart.Of(("a.jpg", Small()), ("b.jpg", new byte[MaxFile])).ToBytes();
        for (var i = 1; i <= 10; i++)
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(Http.BaseAddress!.Host, Http.BaseAddress.Port);
            var head = $"POST /api/v1/images HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; "
                + $"boundary={Multipart.Boundary}\r\nContent-Length: {body.Length}\r\n\r\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await socket.GetStream().WriteAsync(body.AsMemory(0, body.Length * i / 11));
            await socket.GetStream().FlushAsync();
            socket.LingerState = new LingerOption(i % 2 == 0, 0);
        }

        await Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(("after.jpg", Small())).ToContent(), 201);
        await Tidiness.AssertAsync(Service);
        Assert.That(await CountAsync(), Is.EqualTo(before + 1));
    }

    private byte[] Small() => TestImages.Jpeg(24, 24, _seed++);

    private async Task<long> CountAsync() => (await GetAsync("/api/v1/images"))["total"]!.GetValue<long>();
}
