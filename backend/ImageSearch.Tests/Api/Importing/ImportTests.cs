using System.Text.Json.Nodes;
using ImageSearch.Tests.Api.Events;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Importing;

internal sealed class ImportTests : ServiceFixture
{
    // Not beside the data directory, which must be the only folder there.
    private readonly string _photos = Directory.CreateTempSubdirectory("imagesearch-photos-").FullName;

    private protected override Service Create() => new(null, ("Library:ImportRoots:0", _photos));

    [SetUp]
    public void Empty()
    {
        foreach (var folder in Directory.GetDirectories(_photos))
            Directory.Delete(folder, recursive: true);
    }

    [TearDown]
    public Task DeleteAllAsync() => Http.SendAsync(HttpMethod.Delete, "/api/v1/images?confirm=all", null, 200);

    [OneTimeTearDown]
    public void DeletePhotos() => Directory.Delete(_photos, recursive: true);

    [Test]
    public async Task Post_Folder_AnswersWhereTheJobIs()
    {
        Put("a/shirt_1.jpg", 1);
        using var response = await Http.PostAsync("/api/v1/imports", Json($$"""{"path":"{{_photos}}","categories":"prefix","tags":["x"]}"""));

        Assert.That((int)response.StatusCode, Is.EqualTo(202));
        Assert.That(response.Headers.Location!.ToString(), Does.Match("^/api/v1/jobs/[0-9]+$"));
        await EndAsync(response.Headers.Location.ToString());
        var job = await GetAsync(response.Headers.Location.ToString());
        Assert.That((job.Text("kind"), job.Text("state"), job["total"]!.GetValue<long>()), Is.EqualTo(("import", "completed", 1)));
        var image = (await GetAsync("/api/v1/images")).Items().Single();
        Assert.That((image.Text("name"), image.Text("category"), image["tags"]![0]!.GetValue<string>()), Is.EqualTo(("shirt_1.jpg", "shirt", "x")));
        Assert.That(image["source"], Is.Null);
    }

    [Test]
    public async Task Post_GoodAndBadFiles_TellsTheResultAndTheFailures()
    {
        Put("a/1.jpg", 1);
        Put("a/2.jpg", 1);
        File.WriteAllText(Path.Combine(_photos, "a", "note.txt"), "Hello");

        var job = await ImportAsync();

        var result = (await EndAsync(job))["result"]!;
        Assert.That(result.ToJsonString(), Is.EqualTo("""{"added":1,"unchanged":0,"moved":0,"duplicates":1,"vanished":0,"failed":1}"""));
        var failure = (await GetAsync($"{job}/failures")).Items().Single();
        Assert.That(failure.Text("name"), Is.EqualTo("a/note.txt"));
        Assert.That(failure.Text("problem"), Does.Contain("not a picture"));
    }

    [Test]
    public async Task Get_ReferredPicture_TellsWhereItLiesAndWhetherItIsThere()
    {
        var path = Put("a/1.jpg", 1);
        await EndAsync(await ImportAsync("reference"));
        await Http.WaitUntilIndexedAsync();
        var image = (await GetAsync("/api/v1/images")).Items().Single();

        Assert.That((image["source"]!.Text("path"), image["source"]!.Text("state")), Is.EqualTo((path, "present")));
        Assert.That(await Http.GetByteArrayAsync(image.Text("url")), Is.EqualTo(File.ReadAllBytes(path)));
        Assert.That((await Http.GetByteArrayAsync(image.Text("thumbnailUrl"))).Length, Is.Positive);

        File.Move(path, path + ".away");
        Assert.That((await GetAsync($"/api/v1/images/{image.Id()}"))["source"]!.Text("state"), Is.EqualTo("missing"));
        foreach (var content in new[] { image.Text("url"), $"{image.Text("thumbnailUrl")}?size=800" })
        {
            var problem = await Http.ProblemAsync(HttpMethod.Get, content, 404);
            Assert.That(problem.Text("type"), Is.EqualTo("urn:imagesearch:original-missing"));
            Assert.That(problem.Text("detail"), Does.Contain(path).And.Contain("Put it back"));
        }

        Assert.That((await Http.ProblemAsync(HttpMethod.Get, "/images/1.jpg", 404))["success"]!.GetValue<bool>(), Is.False);
        File.Move(path + ".away", path);
        Assert.That(await Http.GetByteArrayAsync(image.Text("url")), Is.EqualTo(File.ReadAllBytes(path)));
        await Http.SendAsync(HttpMethod.Delete, "/api/v1/images?confirm=all", null, 200);
        Assert.That(path, Does.Exist);
    }

    [TestCase("/..")]
    [TestCase("/../../etc")]
    [TestCase("/out")]
    [TestCase("/%2e%2e")]
    [TestCase("/a\\u0000b")]
    [TestCase("/nothing")]
    public async Task Any_FolderThatIsNone_Is400(string path)
    {
        Directory.CreateDirectory(Path.Combine(_photos, "folder"));
        Directory.CreateSymbolicLink(Path.Combine(_photos, "out"), "/");

        await Http.ProblemAsync(HttpMethod.Post, "/api/v1/imports", 400, Json($$"""{"path":"{{_photos}}{{path}}"}"""));
        await Http.ProblemAsync(HttpMethod.Get, $"/api/v1/imports/folders?path={_photos}{path.Replace("\\u0000", "%00")}", 400);
    }

    [TestCase("""{}""")]
    [TestCase("""{"path":""}""")]
    [TestCase("""{"path":"relative"}""")]
    [TestCase("""{"path":"/","folder":"x"}""")]
    [TestCase("""{"path":"PHOTOS","categories":"name"}""")]
    [TestCase("""{"path":"PHOTOS","store":"move"}""")]
    [TestCase("""{"path":"PHOTOS","recursive":"maybe"}""")]
    [TestCase("""{"path":"PHOTOS","tags":["a,b"]}""")]
    public async Task Post_BadBody_Is400(string body) =>
        await Http.ProblemAsync(HttpMethod.Post, "/api/v1/imports", 400, Json(body.Replace("PHOTOS", _photos)));

    [Test]
    public async Task Get_RootsAndFolders_AreWhatThePageOffers()
    {
        foreach (var name in new[] { "c", "a", "b", ".hidden" })
            Directory.CreateDirectory(Path.Combine(_photos, name));

        var root = (await GetAsync("/api/v1/imports/roots")).Items().Single();
        Assert.That((root.Text("path"), root["available"]!.GetValue<bool>()), Is.EqualTo((_photos, true)));
        var names = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await GetAsync($"/api/v1/imports/folders?path={Uri.EscapeDataString(_photos)}&limit=2&cursor={cursor}");
            Assert.That(page["total"]!.GetValue<long>(), Is.EqualTo(3));
            names.AddRange(page.Items().Select(folder => folder.Text("name")));
            cursor = page["nextCursor"]?.GetValue<string>();
        }

        Assert.That(names, Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [Test]
    public async Task Post_NoRoots_NamesTheSetting()
    {
        await using var service = new Service();

        var problem = await service.Http.ProblemAsync(HttpMethod.Post, "/api/v1/imports", 400, Json("""{"path":"/"}"""));
        Assert.That(problem.Text("detail"), Does.Contain("Library:ImportRoots:0"));
        Assert.That((await service.Http.ReadAsync("/api/v1/imports/roots")).Items(), Is.Empty);
    }

    private static StringContent Json(string body) => new(body, null, "application/json");

    private string Put(string name, int seed)
    {
        var path = Path.Combine(_photos, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, TestImages.Jpeg(24, 24, seed));
        return path;
    }

    /// <summary>Where the job is.</summary>
    private async Task<string> ImportAsync(string store = "copy") =>
        $"/api/v1/jobs/{(await Http.PostAsync("/api/v1/imports", new { path = _photos, store }, 202)).Id()}";

    /// <summary>Waits for the end of a job and returns the last event of its stream.</summary>
    private async Task<JsonNode> EndAsync(string job)
    {
        using var reader = await EventReader.OpenAsync(Http, $"{job}/events");
        var end = (await reader.RestAsync())[^1];
        Assert.That(end.Name, Is.EqualTo("completed"));
        return end.Data;
    }
}
