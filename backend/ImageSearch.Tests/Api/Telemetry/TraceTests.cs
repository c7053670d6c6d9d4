using System.Collections.Concurrent;
using System.Diagnostics;
using ImageSearch.Engine;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Telemetry;

/// <summary>Listens to the whole process.</summary>
[NonParallelizable]
internal sealed class TraceTests : ServiceFixture
{
    private readonly ConcurrentQueue<Activity> _ended = new();

    [Test]
    public async Task Search_Listened_IsTracedStepByStep()
    {
        await AddAsync("a.png", TestImages.Png(48, 48, 1));
        using var listener = Listen();
        var trace = ActivityTraceId.CreateRandom();

        await SendAsync(trace, TestImages.Png(48, 48, 2), 200);

        var steps = Of(trace);
        Assert.That(steps.Select(step => step.OperationName), Is.EquivalentTo(new[] { "decode", "embed", "search" }));
        Assert.That(steps.Select(step => step.Status), Is.All.EqualTo(ActivityStatusCode.Unset));
        var search = steps.Single(step => step.OperationName == "search");
        Assert.That(search.GetTagItem("imagesearch.search.k"), Is.EqualTo(6));
        Assert.That(search.GetTagItem("imagesearch.search.results"), Is.GreaterThan(0));
    }

    [Test]
    public async Task Search_OfABrokenPicture_NotesTheErrorOnItsStep()
    {
        using var listener = Listen();
        var trace = ActivityTraceId.CreateRandom();

        await SendAsync(trace, TestImages.Truncated(TestImages.Jpeg(300, 300, 9), 0.5), 422);

        var decode = Of(trace).Single();
        Assert.That((decode.OperationName, decode.Status), Is.EqualTo(("decode", ActivityStatusCode.Error)));
        Assert.That(decode.GetTagItem("error.type"), Does.EndWith("Exception"));
    }

    [Test]
    public async Task Indexing_Listened_IsATraceForEachPicture()
    {
        using var listener = Listen();

        var image = await AddAsync("b.png", TestImages.Png(48, 48, 3));

        var index = _ended.Single(step => step.OperationName == "index" && Equals(step.GetTagItem("imagesearch.image.id"), image.Id()));
        Assert.That(
            Of(index.TraceId).Where(step => step.ParentSpanId == index.SpanId).Select(step => step.OperationName),
            Is.EquivalentTo(new[] { "decode", "embed" }));
    }

    private ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineTraces.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private List<Activity> Of(ActivityTraceId trace) => _ended.Where(step => step.TraceId == trace).ToList();

    private async Task SendAsync(ActivityTraceId trace, byte[] picture, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/search") {
            Content = new Multipart().File("q.png", picture, "file").ToContent() };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var response = await Http.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
    }
}
