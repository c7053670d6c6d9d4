using System.Net.Sockets;
using System.Text;
using ImageSearch.Tests.Api.Events;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Hosting;

internal sealed class StopTests : ProcessFixture
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(5);

    [Test]
    public async Task Stop_OpenStreamsAndAnUploadInFlight_EndsWithin5Seconds()
    {
        using var service = await ServiceProcess.StartAsync(Data, Model);
        await service.Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(("a.jpg", TestImages.Jpeg(30, 30, 1))).ToContent(), 201);
        using var events = await EventReader.OpenAsync(service.Http, "/api/v1/events");
        using var more = await EventReader.OpenAsync(service.Http, "/api/v1/events");
        using var upload = await BeginUploadAsync(service.Http.BaseAddress!);

        Assert.That(await service.StopAsync(Allowed), Is.Zero, service.Output + service.Errors);
        Assert.That(service.Errors, Is.Empty);
        Assert.That(async () => await events.RestAsync(), Throws.Nothing);
    }

    [Test]
    public async Task Stop_IdleService_EndsAtOnceAndStartsAgainWithEverything()
    {
        using (var service = await ServiceProcess.StartAsync(Data, Model))
        {
            await service.Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(("a.jpg", TestImages.Jpeg(30, 30, 1))).ToContent(), 201);
            await service.Http.WaitUntilIndexedAsync();
            Assert.That(await service.StopAsync(TimeSpan.FromSeconds(3)), Is.Zero);
        }

        await using var again = await OpenedService.StartAsync(Data, Model);
        var index = await again.Http.ReadAsync("/api/v1/index");
        Assert.That((index["indexed"]!.GetValue<long>(), index["pending"]!.GetValue<long>()), Is.EqualTo((1, 0)));
        Assert.That(index["savedAt"], Is.Not.Null, "a clean stop saves the index");
    }

    private static async Task<TcpClient> BeginUploadAsync(Uri address)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        var head = $"POST /api/v1/images HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; "
            + $"boundary={Multipart.Boundary}\r\nContent-Length: 1000000\r\n\r\n";
        var begin = $"--{Multipart.Boundary}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"slow.jpg\"\r\n\r\nhalf of it";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + begin));
        return socket;
    }
}
