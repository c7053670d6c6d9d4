using System.Text;
using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Images;

internal sealed class ChangeTests : ServiceFixture
{
    private long _id;

    [SetUp]
    public async Task AddPictureAsync() =>
        _id = (await AddAsync("old.jpg", TestImages.Jpeg(30, 30, 1), category: "dress", tags: "a,b")).Id();

    [TearDown]
    public async Task DeleteAllAsync() => await Http.DeleteAsync("/api/v1/images?confirm=all");

    [TestCase("""{"name":"new.jpg"}""", "new.jpg", "dress", """["a","b"]""")]
    [TestCase("""{"category":"shirt"}""", "old.jpg", "shirt", """["a","b"]""")]
    [TestCase("""{"category":""}""", "old.jpg", null, """["a","b"]""")]
    [TestCase("""{"tags":["z","a"," a "]}""", "old.jpg", "dress", """["a","z"]""")]
    [TestCase("""{"tags":[]}""", "old.jpg", "dress", "[]")]
    [TestCase("""{}""", "old.jpg", "dress", """["a","b"]""")]
    [TestCase("""{"name":null,"category":null,"tags":null}""", "old.jpg", "dress", """["a","b"]""")]
    [TestCase("""{"name":"../../etc/passwd"}""", "passwd", "dress", """["a","b"]""")]
    [TestCase("""{"name":"C:\\x\\y.jpg"}""", "y.jpg", "dress", """["a","b"]""")]
    [TestCase("""{"name":".."}""", "old.jpg", "dress", """["a","b"]""")]
    [TestCase("""{"name":"\u0000\u202e\n"}""", "old.jpg", "dress", """["a","b"]""")]
    public async Task Patch_SomeMembers_ChangesThoseAlone(string body, string name, string? category, string tags)
    {
        var changed = await PatchAsync(200, body);

        Assert.That(changed.Text("name"), Is.EqualTo(name));
        Assert.That(changed["category"]?.GetValue<string>(), Is.EqualTo(category));
        Assert.That(changed["tags"]!.ToJsonString(), Is.EqualTo(tags));
        Assert.That((await GetAsync($"/api/v1/images/{_id}")).ToJsonString(), Is.EqualTo(changed.ToJsonString()));
    }

    [TestCase("""{"nam":"x"}""")]
    [TestCase("""{"name":1}""")]
    [TestCase("""{"name":"\ud800"}""")]
    [TestCase("""{"tags":"a"}""")]
    [TestCase("""{"tags":["a,b"]}""")]
    [TestCase("""{"category":"a\u0000b"}""")]
    [TestCase("""[]""")]
    [TestCase("""{"name":""")]
    [TestCase("""null""")]
    [TestCase("")]
    public async Task Patch_BadBody_Is400AndChangesNothing(string body)
    {
        await PatchAsync(400, body);

        Assert.That((await GetAsync($"/api/v1/images/{_id}")).Text("name"), Is.EqualTo("old.jpg"));
    }

    [Test]
    public async Task Patch_LabelOver100Characters_Is400()
    {
        await PatchAsync(400, $$"""{"category":"{{new string('x', 101)}}"}""");
        await PatchAsync(200, $$"""{"category":"{{new string('x', 100)}}"}""");
    }

    [Test]
    public async Task Patch_NotJson_Is415() =>
        await Http.ProblemAsync(HttpMethod.Patch, $"/api/v1/images/{_id}", 415, new StringContent("name=x", Encoding.UTF8, "text/plain"));

    [TestCase("999999")]
    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("abc")]
    [TestCase("99999999999999999999999")]
    public async Task Any_UnknownId_Is404(string id)
    {
        await Http.ProblemAsync(HttpMethod.Get, $"/api/v1/images/{id}", 404);
        await Http.ProblemAsync(HttpMethod.Delete, $"/api/v1/images/{id}", 404);
        await Http.ProblemAsync(HttpMethod.Patch, $"/api/v1/images/{id}", 404, new StringContent("{}", Encoding.UTF8, "application/json"));
        await Http.ProblemAsync(HttpMethod.Get, $"/api/v1/images/{id}/content", 404);
        await Http.ProblemAsync(HttpMethod.Get, $"/api/v1/images/{id}/thumbnail", 404);
        await Http.ProblemAsync(HttpMethod.Get, $"/api/v1/images/{id}/similar", 404);
    }

    [Test]
    public async Task Delete_APicture_RemovesRowOriginalAndThumbnails()
    {
        var sha256 = (await GetAsync($"/api/v1/images/{_id}")).Text("sha256");
        await Http.GetByteArrayAsync($"/api/v1/images/{_id}/thumbnail");
        using var deleted = await Http.DeleteAsync($"/api/v1/images/{_id}");

        Assert.That((int)deleted.StatusCode, Is.EqualTo(204));
        await Http.ProblemAsync(HttpMethod.Delete, $"/api/v1/images/{_id}", 404);
        Assert.That(Directory.GetFiles(Service.Data, $"{sha256[2..]}*", SearchOption.AllDirectories), Is.Empty);
        Assert.That((await GetAsync("/api/v1/index"))["indexed"]!.GetValue<long>(), Is.Zero);
    }

    [Test]
    public async Task Add_AfterDeleting_NeverReusesAnId()
    {
        await Http.DeleteAsync($"/api/v1/images/{_id}");

        Assert.That((await AddAsync("again.jpg", TestImages.Jpeg(30, 30, 1))).Id(), Is.GreaterThan(_id));
    }

    [TestCase("")]
    [TestCase("?confirm=yes")]
    public async Task DeleteAll_NotConfirmed_Is400AndDeletesNothing(string query)
    {
        await Http.ProblemAsync(HttpMethod.Delete, $"/api/v1/images{query}", 400);

        Assert.That((await GetAsync("/api/v1/images"))["total"]!.GetValue<long>(), Is.EqualTo(1));
    }

    [Test]
    public async Task DeleteAll_Confirmed_AnswersHowMany()
    {
        await AddAsync("two.jpg", TestImages.Jpeg(30, 30, 2));

        Assert.That(
            (await Http.SendAsync(HttpMethod.Delete, "/api/v1/images?confirm=all", null, 200)).ToJsonString(),
            Is.EqualTo("""{"changed":2}"""));
        Assert.That((await GetAsync("/api/v1/images"))["total"]!.GetValue<long>(), Is.Zero);
    }

    private Task<JsonNode> PatchAsync(int status, string body) =>
        Http.SendAsync(HttpMethod.Patch, $"/api/v1/images/{_id}", new StringContent(body, Encoding.UTF8, "application/json"), status);
}
