using System.Text;
using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Images.Bulk;

internal sealed class BulkTests : ServiceFixture
{
    private long[] _ids = [];

    [SetUp]
    public async Task AddPicturesAsync()
    {
        var form = Multipart.Of(Enumerable.Range(1, 4).Select(i => ($"{i}.jpg", TestImages.Jpeg(24, 24, i)))).Field("category", "dress")
            .Field("tags", "a,b");
        var upload = await Http.SendAsync(HttpMethod.Post, "/api/v1/images", form.ToContent(), 201);
        _ids = upload.Items("results").Select(result => result["image"]!.Id()).ToArray();
        await Http.WaitUntilIndexedAsync();
    }

    [TearDown]
    public async Task DeleteAllAsync() => await Http.DeleteAsync("/api/v1/images?confirm=all");

    [Test]
    public async Task Delete_Ids_AnswersChangedAndMissing()
    {
        Assert.That(await DoAsync("delete", new { ids = new[] { _ids[0], _ids[2], _ids[2], 999_999 } }), Is.EqualTo("""{"changed":2,"missing":1}"""));
        Assert.That(await LeftAsync(), Is.EqualTo(new[] { _ids[1], _ids[3] }));
    }

    [Test]
    public async Task Delete_Filter_DeletesWhatPassesIt()
    {
        Assert.That(
            await DoAsync("delete", new { filter = new { search = "3.JPG", category = "dress" } }),
            Is.EqualTo("""{"changed":1,"missing":0}"""));
        Assert.That(await LeftAsync(), Is.EqualTo(new[] { _ids[0], _ids[1], _ids[3] }));
    }

    [Test]
    public async Task Delete_NoIds_DeletesNothing()
    {
        Assert.That(await DoAsync("delete", new { ids = Array.Empty<long>() }), Is.EqualTo("""{"changed":0,"missing":0}"""));
        Assert.That(await LeftAsync(), Has.Length.EqualTo(4));
    }

    // A condition that is misread would widen what is deleted.
    [TestCase("""{"filter":{"categry":"dress"}}""")]
    [TestCase("""{"filter":{"status":"lost"}}""")]
    [TestCase("""{"filter":{"addedAfter":"yesterday"}}""")]
    [TestCase("""{"filtre":{}}""")]
    [TestCase("""{"ids":[1],"filter":{}}""")]
    [TestCase("""{"ids":["one"]}""")]
    [TestCase("""{"ids":[null]}""")]
    [TestCase("""{"ids":[1.5]}""")]
    [TestCase("""{"ids":[99999999999999999999]}""")]
    [TestCase("""{"ids":"all"}""")]
    [TestCase("""{}""")]
    [TestCase("""[]""")]
    [TestCase("")]
    public async Task Any_BadSelection_Is400AndTouchesNothing(string body)
    {
        foreach (var action in new[] { "delete", "categorize", "tag", "retry" })
            await Http.ProblemAsync(HttpMethod.Post, $"/api/v1/images/{action}", 400, new StringContent(body, Encoding.UTF8, "application/json"));

        var left = (await GetAsync("/api/v1/images")).Items();
        Assert.That(left.Select(image => image["category"]?.GetValue<string>()), Is.EqualTo(Enumerable.Repeat("dress", 4)));
    }

    [Test]
    public async Task Categorize_Ids_GivesOrTakesTheCategory()
    {
        Assert.That(await DoAsync("categorize", new { ids = _ids[..2], category = " shirt " }), Is.EqualTo("""{"changed":2,"missing":0}"""));
        Assert.That(await DoAsync("categorize", new { ids = _ids[2..3], category = "" }), Is.EqualTo("""{"changed":1,"missing":0}"""));
        Assert.That(
            (await GetAsync("/api/v1/images")).Items().Select(image => image["category"]?.GetValue<string>()),
            Is.EqualTo(new[] { "shirt", "shirt", null, "dress" }));
    }

    [Test]
    public async Task Tag_Filter_AddsAndRemoves()
    {
        Assert.That(
            await DoAsync("tag", new { filter = new { }, add = new[] { "z", "b" }, remove = new[] { "a", "nobody's" } }),
            Is.EqualTo("""{"changed":4,"missing":0}"""));
        Assert.That(
            (await GetAsync("/api/v1/images")).Items().Select(image => image["tags"]!.ToJsonString()), Is.All.EqualTo("""["b","z"]"""));
    }

    [Test]
    public async Task Tag_Over100OnOnePicture_Is400AndChangesNone()
    {
        var many = Enumerable.Range(0, 99).Select(i => $"t{i}").ToArray();
        await Http.PostAsync("/api/v1/images/tag", new { ids = _ids, add = many }, 400);

        Assert.That((await GetAsync("/api/v1/tags")).Items(), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Retry_FailedPictures_QueuesThemAgain()
    {
        var broken = await AddAsync("broken.jpg", TestImages.Truncated(TestImages.Jpeg(300, 300, 9), 0.5));
        Assert.That(broken.Text("status"), Is.EqualTo("failed"));
        Assert.That(await DoAsync("retry", new { filter = new { status = "failed" } }), Is.EqualTo("""{"changed":1,"missing":0}"""));
        Assert.That(await DoAsync("retry", new { ids = new[] { _ids[0] } }), Is.EqualTo("""{"changed":0,"missing":0}"""));

        await Http.WaitUntilIndexedAsync();
        Assert.That((await GetAsync($"/api/v1/images/{broken.Id()}")).Text("status"), Is.EqualTo("failed"));
    }

    private async Task<string> DoAsync(string action, object body) => (await Http.PostAsync($"/api/v1/images/{action}", body)).ToJsonString();

    private async Task<long[]> LeftAsync() => (await GetAsync("/api/v1/images")).Items().Select(image => image.Id()).ToArray();
}
