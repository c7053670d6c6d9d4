using System.Diagnostics;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Hosting;

/// <summary>A disk that is really full: a small file system in memory, which only root can mount.</summary>
internal sealed class DiskFullTests : ProcessFixture
{
    [Test]
    public async Task Upload_DiskFull_Is507AndLosesNothing()
    {
        Directory.CreateDirectory(Data);
        if (await RunAsync("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", Data) != 0)
            Assert.Ignore("Only root may mount the small file system that this test fills.");
        try
        {
            // Space that can be freed later; the catalogue keeps the pages that it has taken.
            await File.WriteAllBytesAsync(Path.Combine(Data, "reserve"), new byte[512 * 1024]);
            using var service = await ServiceProcess.StartAsync(Data, Model);
            var acknowledged = await FillAsync(service.Http);

            var images = (await service.Http.ReadAsync("/api/v1/images?limit=500")).Items();
            Assert.That(images.Select(image => image.Id()), Is.EquivalentTo(acknowledged));
            Assert.That(Tidiness.Originals(Data), Has.Length.EqualTo(images.Length));
            Assert.That(Tidiness.Temporary(Data), Is.Empty);

            await AssertRecoversAsync(service.Http, acknowledged[0]);
            await service.KillAsync();
        }
        finally
        {
            await RunAsync("umount", "--lazy", Data);
        }
    }

    /// <summary>The service needs only free space to continue, and no restart.</summary>
    private async Task AssertRecoversAsync(HttpClient http, long id)
    {
        var filler = Path.Combine(Data, "filler");
        await FillUpAsync(filler);
        // The catalogue still has a little space of its own, so it is used up.
        var attempts = 0;
        while (await StartJobAsync(http) == 202)
            Assert.That(++attempts, Is.LessThan(300), "the catalogue never got full");
        Assert.That(await StartJobAsync(http), Is.EqualTo(507));

        File.Delete(filler);
        File.Delete(Path.Combine(Data, "reserve"));
        using var deleted = await http.DeleteAsync($"/api/v1/images/{id}");
        Assert.That((int)deleted.StatusCode, Is.EqualTo(204));
        await http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(("small.jpg", TestImages.Jpeg(20, 20, 1))).ToContent(), 201);
        await http.WaitUntilIndexedAsync();
    }

    private static async Task<int> StartJobAsync(HttpClient http)
    {
        using var response = await http.PostAsync("/api/v1/index/jobs", new StringContent("""{"mode":"missing"}""", null, "application/json"));
        return (int)response.StatusCode;
    }

    /// <summary>Uses up the last byte of the file system.</summary>
    private static async Task FillUpAsync(string path)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
                await file.WriteAsync(new byte[512]);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Uploads until the answer says that the disk is full.</summary>
    private static async Task<List<long>> FillAsync(HttpClient http)
    {
        var added = new List<long>();
        for (var seed = 0; seed < 100; seed++)
        {
            using var form = Multipart.Of(($"{seed}.bmp", TestImages.Bmp(200, 200, seed))).ToContent();
            using var response = await http.PostAsync("/api/v1/images", form);
            var answer = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            if ((int)response.StatusCode != 201)
            {
                Assert.That((int)response.StatusCode, Is.EqualTo(507), answer.ToJsonString());
                Assert.That(answer.Text("detail"), Does.Contain("full"));
                return added;
            }

            added.Add(answer.Items("results")[0]["image"]!.Id());
        }

        Assert.Fail("The disk never got full.");
        return added;
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
