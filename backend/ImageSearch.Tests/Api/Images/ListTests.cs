using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Images;

internal sealed class ListTests : ServiceFixture
{
    // Names and sizes repeat, so that a cursor must hold more than its sort key.
    private static readonly string[] Names = ["b.jpg", "a.jpg", "B.jpg", "été.jpg", "a.jpg", "zebra.png", "10%.jpg", "under_score.jpg", "a.jpg"];

    protected override async Task FillAsync()
    {
        for (var i = 0; i < 23; i++)
        {
            var form = Multipart.Of((Names[i % Names.Length], TestImages.Jpeg(20 + (i % 3), 20, i % 7))).Field("onDuplicate", "keep")
                .Field("category", i % 2 == 0 ? "even" : "").Field("tags", i % 5 == 0 ? "five, all" : "all");
            await Http.SendAsync(HttpMethod.Post, "/api/v1/images", form.ToContent(), 201);
        }

        await Http.SendAsync(
            HttpMethod.Post,
            "/api/v1/images",
            Multipart.Of(("broken.jpg", TestImages.Truncated(TestImages.Jpeg(300, 300, 99), 0.5))).ToContent(),
            201);
        await Http.WaitUntilIndexedAsync();
    }

    [Test]
    public async Task Get_ALibrary_AnswersAPage()
    {
        var page = await GetAsync("/api/v1/images?limit=5");

        Assert.That(page.Members(), Is.EqualTo(new[] { "items", "nextCursor", "total" }));
        Assert.That(page.Items(), Has.Length.EqualTo(5));
        Assert.That(page["total"]!.GetValue<long>(), Is.EqualTo(24));
    }

    [Test]
    public async Task Get_CursorsFollowed_WalkTheWholeListInOrder([Values("added", "name", "size")] string sort, [Values("asc", "desc")] string order)
    {
        var whole = (await GetAsync($"/api/v1/images?limit=500&sort={sort}&order={order}")).Items();
        var walked = await WalkAsync($"sort={sort}&order={order}&limit=4");

        Assert.That(walked, Is.EqualTo(whole.Select(image => image.Id())));
        Assert.That(walked.Distinct().Count(), Is.EqualTo(24));
        var keys = whole.Select(image => Key(image, sort)).ToList();
        Assert.That(
            keys,
            order == "asc" ? Is.Ordered.Using<string>(StringComparer.Ordinal) : Is.Ordered.Descending.Using<string>(StringComparer.Ordinal));
    }

    [Test]
    public async Task Get_FilteredList_IsWalkedFiltered()
    {
        var walked = await WalkAsync("category=even&limit=5&sort=name");

        Assert.That(walked, Has.Count.EqualTo(12));
    }

    [TestCase("category=even", 12)]
    [TestCase("category=odd", 0)]
    [TestCase("category=Even", 0)]
    [TestCase("tag=five", 5)]
    [TestCase("tag=five&category=even", 3)]
    [TestCase("status=failed", 1)]
    [TestCase("status=indexed", 23)]
    [TestCase("search=A.JPG", 8)]
    [TestCase("search=ÉTÉ", 3)]
    [TestCase("search=%25", 2)]
    [TestCase("search=_", 2)]
    [TestCase("search=%27%20OR%201%3D1%20--", 0)]
    [TestCase("minBytes=1000000", 0)]
    [TestCase("maxBytes=1000000", 24)]
    [TestCase("addedAfter=2100-01-01T00:00:00Z", 0)]
    [TestCase("addedBefore=2100-01-01T00:00:00Z", 24)]
    [TestCase("category=&tag=&search=&status=&cursor=", 24)]
    public async Task Get_Filter_CountsWhatPassesIt(string query, int expected)
    {
        var page = await GetAsync($"/api/v1/images?{query}");

        Assert.That(page["total"]!.GetValue<long>(), Is.EqualTo(expected));
        Assert.That(page.Items(), Has.Length.EqualTo(expected));
        Assert.That((await GetAsync($"/api/v1/images/layout?{query}"))["total"]!.GetValue<long>(), Is.EqualTo(expected));
    }

    [Test]
    public async Task Get_BoundsOfTimeAndSize_AreInclusiveBelowAndExclusiveOrInclusiveAbove()
    {
        var all = (await GetAsync("/api/v1/images")).Items();
        var bytes = all[0]["bytes"]!.GetValue<long>();
        var instant = Uri.EscapeDataString(all[5].Text("addedAt"));

        Assert.That(
            await CountAsync($"minBytes={bytes}&maxBytes={bytes}"),
            Is.EqualTo(all.Count(image => image["bytes"]!.GetValue<long>() == bytes)));
        Assert.That(await CountAsync($"addedAfter={instant}") + await CountAsync($"addedBefore={instant}"), Is.EqualTo(24));
        Assert.That(await CountAsync($"addedAfter={instant}"), Is.EqualTo(all.Count(image => At(image) >= At(all[5]))));
    }

    [Test]
    public async Task Get_Ids_AnswersThemInTheirOrder()
    {
        var all = (await GetAsync("/api/v1/images")).Items().Select(image => image.Id()).ToArray();
        var page = await GetAsync($"/api/v1/images?ids={all[7]},{all[2]},999999,{all[7]},{all[4]}");

        Assert.That(page.Items().Select(image => image.Id()), Is.EqualTo(new[] { all[7], all[2], all[4] }));
        Assert.That(page["nextCursor"], Is.Null);
    }

    [Test]
    public async Task Layout_AList_HasItsIdsAndAspects()
    {
        var whole = (await GetAsync("/api/v1/images?sort=name&order=desc&limit=500")).Items();
        var layout = await GetAsync("/api/v1/images/layout?sort=name&order=desc");

        Assert.That(layout.Members(), Is.EqualTo(new[] { "total", "ids", "aspects" }));
        Assert.That(layout.Items("ids").Select(id => id.GetValue<long>()), Is.EqualTo(whole.Select(image => image.Id())));
        Assert.That(
            layout.Items("aspects").Select(aspect => aspect.GetValue<int>()),
            Is.EqualTo(whole.Select(image => (int)Math.Round(100.0 * image["width"]!.GetValue<int>() / image["height"]!.GetValue<int>()))));
    }

    [TestCase("limit=0")]
    [TestCase("limit=501")]
    [TestCase("limit=-1")]
    [TestCase("limit=abc")]
    [TestCase("limit=99999999999999999999")]
    [TestCase("cursor=nonsense")]
    [TestCase("cursor=%00")]
    [TestCase("cursor=bnVsbA")]
    [TestCase("cursor=eyJLZXkiOiJ4IiwiSWQiOjF9")]
    [TestCase("sort=colour")]
    [TestCase("order=up")]
    [TestCase("status=lost")]
    [TestCase("minBytes=many")]
    [TestCase("addedAfter=yesterday")]
    [TestCase("ids=1,two")]
    public async Task Get_BadParameter_Is400AndNamesIt(string query)
    {
        var problem = await Http.ProblemAsync(HttpMethod.Get, $"/api/v1/images?{query}", 400);

        Assert.That(problem.Text("detail"), Does.Contain(query.Split('=')[0]));
    }

    [Test]
    public async Task Get_TooManyIds_Is400() =>
        await Http.ProblemAsync(HttpMethod.Get, $"/api/v1/images?ids={string.Join(',', Enumerable.Range(1, 501))}", 400);

    [Test]
    public async Task Categories_OfALibrary_AreCounted() =>
        Assert.That((await GetAsync("/api/v1/categories")).ToJsonString(), Is.EqualTo("""{"items":[{"name":"even","count":12}]}"""));

    [Test]
    public async Task Tags_OfALibrary_AreCounted() =>
        Assert.That(
            (await GetAsync("/api/v1/tags")).ToJsonString(),
            Is.EqualTo("""{"items":[{"name":"all","count":23},{"name":"five","count":5}]}"""));

    private async Task<List<long>> WalkAsync(string query)
    {
        var ids = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await GetAsync($"/api/v1/images?{query}&cursor={Uri.EscapeDataString(cursor)}");
            ids.AddRange(page.Items().Select(image => image.Id()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }

        return ids;
    }

    private async Task<long> CountAsync(string query) => (await GetAsync($"/api/v1/images?{query}"))["total"]!.GetValue<long>();

    private static DateTimeOffset At(JsonNode image) => DateTimeOffset.Parse(image.Text("addedAt"));

    private static string Key(JsonNode image, string sort) => sort switch
    {
        "added" => At(image).ToUnixTimeMilliseconds().ToString("d15"),
        "name" => image.Text("name").ToLowerInvariant(),
        _ => image["bytes"]!.GetValue<long>().ToString("d15"),
    };
}
