using System.Collections.Concurrent;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Hosting;

internal sealed class KillTests : ProcessFixture
{
    private const int Clients = 3;
    private const int PicturesOfAnUpload = 3;

    private readonly ConcurrentDictionary<long, byte[]> _acknowledged = new();
    private int _seed;

    [TestCase(4)]
    [TestCase(100, Explicit = true, Reason = "Takes minutes.")]
    public async Task Kill_ManyTimesWhileUploadingAndIndexing_LosesNoAcknowledgedPicture(int kills)
    {
        var random = new Random(20261120);
        for (var kill = 0; kill < kills; kill++)
        {
            using var service = await ServiceProcess.StartAsync(Data, Model);
            var uploading = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => UploadUntilItEndsAsync(service.Http)));
            for (var before = _acknowledged.Count; _acknowledged.Count == before;)
                await Task.Delay(5);
            await Task.Delay(random.Next(0, 500));
            await service.KillAsync();
            await uploading;
        }

        TestContext.Out.WriteLine($"{_acknowledged.Count} pictures were acknowledged");
        Assert.That(_acknowledged, Has.Count.GreaterThan(kills));
        await using var last = await OpenedService.StartAsync(Data, Model);
        await last.Http.WaitUntilIndexedAsync();
        foreach (var (id, bytes) in _acknowledged)
            await AssertThereAsync(last.Http, id, bytes);
        await AssertTidyAsync(last.Http, kills);
    }

    private async Task UploadUntilItEndsAsync(HttpClient http)
    {
        try
        {
            while (true)
            {
                var pictures = Enumerable.Range(0, PicturesOfAnUpload).Select(_ => TestImages.Jpeg(40, 40, Interlocked.Increment(ref _seed)))
                    .ToArray();
                using var form = Multipart.Of(pictures.Select((picture, i) => ($"{i}.jpg", picture))).ToContent();
                var upload = await http.SendAsync(HttpMethod.Post, "/api/v1/images", form, 201);
                foreach (var (result, picture) in upload.Items("results").Zip(pictures))
                    _acknowledged[result["image"]!.Id()] = picture;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The service was killed: a request without an answer was not acknowledged.
        }
    }

    private static async Task AssertThereAsync(HttpClient http, long id, byte[] bytes)
    {
        var image = await http.ReadAsync($"/api/v1/images/{id}");
        Assert.That(image.Text("status"), Is.EqualTo("indexed"), $"picture {id}: {image["problem"]}");
        Assert.That(await http.GetByteArrayAsync(image.Text("url")), Is.EqualTo(bytes));
        using var query = new Multipart().File("query.jpg", bytes, "file").Field("k", "1").ToContent();
        var found = await http.SendAsync(HttpMethod.Post, "/api/v1/search", query, 200);
        Assert.That(found.Items("results")[0]["image"]!.Id(), Is.EqualTo(id));
    }

    private async Task AssertTidyAsync(HttpClient http, int kills)
    {
        var contents = new HashSet<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await http.ReadAsync($"/api/v1/images?limit=500&cursor={cursor}");
            contents.UnionWith(page.Items().Select(image => image.Text("sha256")));
            cursor = page["nextCursor"]?.GetValue<string>();
        }

        // Files that were placed but not acknowledged stay where they are: after an abrupt end, nothing is set aside.
        Assert.That(contents, Is.SubsetOf(Tidiness.Originals(Data)));
        Assert.That(Tidiness.Originals(Data), Has.Length.LessThanOrEqualTo(contents.Count + (kills * Clients * PicturesOfAnUpload)));
        Assert.That(Directory.Exists(Path.Combine(Data, "orphans")), Is.False);
        Assert.That(Tidiness.Temporary(Data), Is.Empty);
    }
}
