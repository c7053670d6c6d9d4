using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;

namespace ImageSearch.BrowserTests.Proxy;

/// <summary>
/// The requests of the replaced systems' own pages, in their order, through the real nginx: such a page must work in front of this service.
/// </summary>
[TestFixture]
internal sealed class OlderClientTests
{
    private readonly HttpClient _http = new();

    [OneTimeTearDown]
    public void Stop() => _http.Dispose();

    [Test, CancelAfter(180_000)]
    public async Task Requests_OfTheGalleryThenTheTrainer_AreAnsweredAsDocumented(CancellationToken cancellationToken)
    {
        await using var stack = await RunningStack.StartAsync(cancellationToken);
        _http.BaseAddress = stack.Page;
        await GalleryAsync();
        await TrainerAsync();
    }

    private async Task GalleryAsync()
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            Assert.That(
                await PostAsync("/api/upload-image", seed, "a b.jpg"),
                Is.EqualTo($$"""{"success":true,"filename":"{{(seed == 1 ? "a b.jpg" : $"a b-{seed}.jpg")}}"}"""));
        }

        Assert.That(await _http.GetStringAsync("/api/images"), Does.StartWith("""{"images":["a b.jpg","a b-2.jpg","""));

        using (var answer = await _http.PostAsync("/api/generate-features", null))
        {
            var frames = (await answer.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/event-stream"));
            Assert.That(frames, Has.Length.GreaterThan(1).And.All.Matches("^data: \\{"));
            Assert.That(frames[^1], Is.EqualTo("""data: {"complete":true,"count":8}"""));
        }

        Assert.That(await _http.GetStringAsync("/api/check-features"), Is.EqualTo("""{"exists":true}"""));
        var results = JsonNode.Parse(await PostAsync("/api/search", 3, "query.jpg"))!["results"]!.AsArray();
        Assert.That(results, Has.Count.EqualTo(6));
        Assert.That(results[0]!["filename"]!.GetValue<string>(), Is.EqualTo("a b-3.jpg"));
        Assert.That(await _http.GetByteArrayAsync(results[0]!["image_url"]!.GetValue<string>()), Is.EqualTo(Paintings.Bytes(3)));
        using (var thumbnail = await _http.GetAsync("/images/thumb/a%20b-3.jpg"))
            Assert.That(thumbnail.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/jpeg"));

        using var deleted = await _http.DeleteAsync("/api/delete-image/a%20b-3.jpg");
        Assert.That(await deleted.Content.ReadAsStringAsync(), Is.EqualTo("""{"success":true}"""));
        using var gone = await _http.GetAsync("/images/a%20b-3.jpg");
        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await gone.Content.ReadFromJsonAsync<JsonNode>())!["success"]!.GetValue<bool>(), Is.False);
    }

    private async Task TrainerAsync()
    {
        var found = JsonNode.Parse(await PostAsync("/search", 5, "query.jpg", ("num_results", "5"), ("threshold", "90")))!;
        Assert.That(found["total_results"]!.GetValue<int>(), Is.EqualTo(found["results"]!.AsArray().Count).And.InRange(1, 5));
        var first = found["results"]![0]!;
        Assert.That(first["filename"]!.GetValue<string>(), Is.EqualTo("a b-5.jpg"));
        Assert.That(first["similarity"]!.GetValue<double>(), Is.EqualTo(100).Within(0.1));
        Assert.That(first["embedding_distance"]!.GetValue<double>(), Is.EqualTo(0).Within(0.05));

        var stats = JsonNode.Parse(await _http.GetStringAsync("/stats"))!;
        Assert.That(stats["model_loaded"]!.GetValue<bool>() && stats["embeddings_loaded"]!.GetValue<bool>());
        Assert.That(stats["total_images"]!.GetValue<int>(), Is.EqualTo(7));
    }

    private async Task<string> PostAsync(string path, int seed, string name, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in fields)
            form.Add(new StringContent(value), field);
        form.Add(new ByteArrayContent(Paintings.Bytes(seed)), "file", name);
        using var answer = await _http.PostAsync(path, form);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        return await answer.Content.ReadAsStringAsync();
    }
}
