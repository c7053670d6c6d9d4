using System.Diagnostics;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Events;

/// <summary>Both event streams over a real socket. Waits take a thirtieth of their time for real clients.</summary>
internal sealed class StreamTests : ServiceFixture
{
    private int _seed;

    private protected override Service Create() => new Service(new FastClock(30), ("Embedding:DecodeThreads", "1")).OnSocket();

    [Test]
    public async Task Events_Opened_TellThePresentStateFirstThenProgress()
    {
        using var events = await EventReader.OpenAsync(Http, "/api/v1/events");
        var first = (await events.NextAsync())!;
        Assert.That((first.Id, first.Name), Is.EqualTo((1, "index")));
        Assert.That(first.Data.Members(), Is.EqualTo(new[] { "indexed", "pending", "failed", "ratePerSecond", "etaSeconds" }));
        var before = first.Data["indexed"]!.GetValue<long>();

        await UploadAsync(3);
        var last = first;
        while (last.Data["indexed"]!.GetValue<long>() < before + 3)
        {
            var next = (await events.NextAsync())!;
            Assert.That(next.Id, Is.EqualTo(last.Id + 1), "ids grow");
            Assert.That(next.Name, Is.EqualTo("index"));
            last = next;
        }
    }

    [Test]
    public async Task Events_JobStarted_TellOfItUntilItsEnd()
    {
        using var events = await EventReader.OpenAsync(Http, "/api/v1/events");
        var id = (await Http.PostAsync("/api/v1/index/jobs", new { mode = "all" }, 202)).Id();
        var states = new List<string>();
        while (states.LastOrDefault() != "completed")
        {
            var next = (await events.NextAsync())!;
            if (next.Name == "job" && next.Data.Id() == id)
                states.Add(next.Data.Text("state"));
        }

        Assert.That(states.Distinct(), Is.EqualTo(new[] { "queued", "running", "completed" }));
    }

    [Test]
    public async Task Events_NothingHappens_SendACommentEvery15Seconds()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var events = await EventReader.OpenAsync(Http, "/api/v1/events", patience.Token);
        await events.NextAsync(patience.Token);
        await Http.WaitUntilIndexedAsync();
        var began = Stopwatch.GetTimestamp();
        await events.CommentAsync(patience.Token);

        Assert.That(Stopwatch.GetElapsedTime(began), Is.GreaterThan(TimeSpan.FromSeconds(0.2)));
    }

    [Test]
    public async Task JobEvents_RunningJob_EndWithCompleted()
    {
        await UploadAsync(5);
        var id = (await Http.PostAsync("/api/v1/index/jobs", new { mode = "all" }, 202)).Id();
        using var events = await EventReader.OpenAsync(Http, $"/api/v1/jobs/{id}/events");
        var all = await events.RestAsync();

        Assert.That(all.Select(item => item.Id), Is.EqualTo(Enumerable.Range(1, all.Count)));
        Assert.That(all[..^1].Select(item => item.Name), Is.All.EqualTo("progress"));
        foreach (var progress in all[..^1])
            Assert.That(progress.Data.Members(), Is.EqualTo(new[] { "progress", "current", "total", "ratePerSecond", "etaSeconds" }));
        Assert.That(all[^1].Name, Is.EqualTo("completed"));
        Assert.That(all[^1].Data.Members(), Is.EqualTo(new[] { "count", "failed", "result" }));
        Assert.That(all[^1].Data["count"]!.GetValue<long>(), Is.EqualTo((await GetAsync("/api/v1/index"))["indexed"]!.GetValue<long>()));
    }

    [Test]
    public async Task JobEvents_EndedJob_TellTheEndAlone()
    {
        var id = (await Http.PostAsync("/api/v1/index/jobs", new { mode = "missing" }, 202)).Id();
        using (var first = await EventReader.OpenAsync(Http, $"/api/v1/jobs/{id}/events"))
            await first.RestAsync();
        using var again = await EventReader.OpenAsync(Http, $"/api/v1/jobs/{id}/events");
        var all = await again.RestAsync();

        Assert.That(all.Select(item => item.Name), Is.EqualTo(new[] { "completed" }));
        await NobodyListensAsync();
    }

    [Test]
    public async Task JobEvents_CancelledJob_EndWithCancelled()
    {
        // Seconds of decoding, so that the job still runs when it is cancelled.
        var slow = Enumerable.Range(0, 4).Select(number => ($"slow-{number}.png", TestImages.FlatPng(9000 + number, 9000, 10)));
        await Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(slow).ToContent(), 201);
        var id = (await Http.PostAsync("/api/v1/index/jobs", new { mode = "missing" }, 202)).Id();
        using var events = await EventReader.OpenAsync(Http, $"/api/v1/jobs/{id}/events");
        Assert.That((await events.NextAsync())!.Name, Is.EqualTo("progress"));
        var cancelled = await Http.SendAsync(HttpMethod.Delete, $"/api/v1/jobs/{id}", null, 200);

        Assert.That(cancelled.Text("state"), Is.EqualTo("cancelled"));
        Assert.That((await events.RestAsync())[^1].Name, Is.EqualTo("cancelled"));
        await Http.WaitUntilIndexedAsync();
    }

    [Test]
    public async Task JobEvents_UnknownJob_Is404() => await Http.ProblemAsync(HttpMethod.Get, "/api/v1/jobs/999999/events", 404);

    [Test]
    public async Task Streams_ManyListenersThatLeave_LeaveNothingBehind()
    {
        var id = (await Http.PostAsync("/api/v1/index/jobs", new { mode = "missing" }, 202)).Id();
        var readers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            EventReader.OpenAsync(Http, i % 4 == 0 ? $"/api/v1/jobs/{id}/events" : "/api/v1/events")));
        await UploadAsync(2);
        foreach (var reader in readers)
            reader.Dispose();

        await NobodyListensAsync();
    }

    /// <summary>Ends when the service has noticed that every listener left; fails if it does not notice.</summary>
    private async Task NobodyListensAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Service.Library.Jobs.Changes.ListenerCount + Service.Library.IndexProgress.ListenerCount > 0)
            await Task.Delay(20, patience.Token);
    }

    private async Task UploadAsync(int count)
    {
        var files = Enumerable.Range(0, count).Select(_ => ($"{_seed}.jpg", TestImages.Jpeg(24, 24, _seed++)));
        await Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(files).ToContent(), 201);
    }
}
