using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Jobs;

internal sealed class JobTests : ServiceFixture
{
    private static readonly string[] JobMembers =
        ["id", "kind", "state", "progress", "current", "total", "ratePerSecond", "etaSeconds", "failures", "startedAt", "finishedAt"];

    protected override async Task FillAsync()
    {
        for (var i = 0; i < 5; i++)
            await AddAsync($"{i}.jpg", TestImages.Jpeg(24, 24, i));
        await AddAsync("broken.jpg", TestImages.Truncated(TestImages.Jpeg(300, 300, 9), 0.5));
    }

    [Test]
    public async Task Post_All_EmbedsEverythingAndListsWhatFailed()
    {
        var id = await RunAsync("all");
        var job = await GetAsync($"/api/v1/jobs/{id}");

        Assert.That(job.Members(), Is.EqualTo(JobMembers.Append("result")));
        Assert.That(job["result"]!["count"]!.GetValue<long>(), Is.EqualTo(5));
        Assert.That((job.Text("kind"), job.Text("state"), job["progress"]!.GetValue<double>()), Is.EqualTo(("index", "completed", 100.0)));
        Assert.That((job["current"]!.GetValue<long>(), job["total"]!.GetValue<long>(), job["failures"]!.GetValue<long>()), Is.EqualTo((6, 6, 1)));
        Assert.That(DateTimeOffset.Parse(job.Text("finishedAt")), Is.GreaterThanOrEqualTo(DateTimeOffset.Parse(job.Text("startedAt"))));
        var failures = await GetAsync($"/api/v1/jobs/{id}/failures");
        Assert.That(failures.Members(), Is.EqualTo(new[] { "items", "nextCursor", "total" }));
        Assert.That(failures.Items().Single().Members(), Is.EqualTo(new[] { "name", "problem" }));
        Assert.That(failures.Items()[0].Text("name"), Is.EqualTo("broken.jpg"));
        Assert.That((await GetAsync("/api/v1/index"))["indexed"]!.GetValue<long>(), Is.EqualTo(5));
    }

    [Test]
    public async Task Post_Missing_AnswersWhereTheJobIs()
    {
        using var response = await Http.PostAsync("/api/v1/index/jobs", new StringContent("""{"mode":"missing"}""", null, "application/json"));

        Assert.That((int)response.StatusCode, Is.EqualTo(202));
        Assert.That(response.Headers.Location!.ToString(), Does.Match("^/api/v1/jobs/[0-9]+$"));
        Assert.That((await GetAsync(response.Headers.Location.ToString())).Members(), Is.SupersetOf(JobMembers));
    }

    [Test]
    public async Task Get_Jobs_AreListedNewestFirstAPageAtATime()
    {
        for (var i = 0; i < 5; i++)
            await RunAsync("missing");
        var ids = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await GetAsync($"/api/v1/jobs?limit=2&cursor={cursor}");
            ids.AddRange(page.Items().Select(job => job.Id()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }

        Assert.That(ids, Is.Ordered.Descending.And.Unique);
        Assert.That((await GetAsync("/api/v1/jobs"))["total"]!.GetValue<long>(), Is.EqualTo(ids.Count));
    }

    [Test]
    public async Task Delete_EndedJob_LeavesItAsItWas()
    {
        var id = await RunAsync("missing");

        Assert.That((await Http.SendAsync(HttpMethod.Delete, $"/api/v1/jobs/{id}", null, 200)).Text("state"), Is.EqualTo("completed"));
    }

    [TestCase("""{"mode":"some"}""")]
    [TestCase("""{"mode":""}""")]
    [TestCase("""{}""")]
    [TestCase("""{"mod":"all"}""")]
    [TestCase("""{"mode":1}""")]
    [TestCase("all")]
    public async Task Post_BadBody_Is400(string body) =>
        await Http.ProblemAsync(HttpMethod.Post, "/api/v1/index/jobs", 400, new StringContent(body, null, "application/json"));

    [Test]
    public async Task Any_UnknownJobOrCursor_IsAProblem()
    {
        await Http.ProblemAsync(HttpMethod.Get, "/api/v1/jobs/999999", 404);
        await Http.ProblemAsync(HttpMethod.Delete, "/api/v1/jobs/999999", 404);
        await Http.ProblemAsync(HttpMethod.Get, "/api/v1/jobs/999999/failures", 404);
        await Http.ProblemAsync(HttpMethod.Get, "/api/v1/jobs?cursor=x", 400);
        await Http.ProblemAsync(HttpMethod.Get, "/api/v1/jobs?limit=0", 400);
    }

    private async Task<long> RunAsync(string mode)
    {
        var id = (await Http.PostAsync("/api/v1/index/jobs", new { mode }, 202)).Id();
        while ((await GetAsync($"/api/v1/jobs/{id}")).Text("state") is "queued" or "running")
            await Task.Delay(10);
        return id;
    }
}
