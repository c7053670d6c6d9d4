using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ImageSearch.Tests.Api;

/// <summary>Sends requests and reads answers, and checks the rules for every answer.</summary>
internal static class Answers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The JSON of a 200.</summary>
    public static Task<JsonNode> ReadAsync(this HttpClient http, string path) => http.SendAsync(HttpMethod.Get, path, null, 200);

    /// <summary>Sends JSON and reads JSON.</summary>
    public static Task<JsonNode> PostAsync(this HttpClient http, string path, object body, int status = 200) =>
        http.SendAsync(HttpMethod.Post, path, JsonContent.Create(body), status);

    public static async Task<JsonNode> SendAsync(this HttpClient http, HttpMethod method, string path, HttpContent? content, int status)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(status), $"{method} {path} answered {text}");
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo(status < 400 ? "application/json" : "application/problem+json"));
        return status < 400 ? JsonNode.Parse(text)! : Checked(text, status);
    }

    /// <summary>The problem in the answer to a request; every problem has type, title, status, detail and traceId.</summary>
    public static Task<JsonNode> ProblemAsync(this HttpClient http, HttpMethod method, string path, int status, HttpContent? content = null) =>
        http.SendAsync(method, path, content, status);

    /// <param name="patience">A minute by default.</param>
    public static async Task WaitUntilIndexedAsync(this HttpClient http, TimeSpan? patience = null)
    {
        var enough = patience ?? Patience;
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < enough; await Task.Delay(10))
        {
            var index = await http.ReadAsync("/api/v1/index");
            if (index["pending"]!.GetValue<long>() == 0 && index["building"] is null)
                return;
        }

        Assert.Fail($"Pictures still wait to be embedded after {enough.TotalSeconds} s.");
    }

    /// <summary>The names of an object's members, in order.</summary>
    public static string[] Members(this JsonNode node) => node.AsObject().Select(member => member.Key).ToArray();

    public static long Id(this JsonNode node) => node["id"]!.GetValue<long>();

    public static string Text(this JsonNode node, string member) => node[member]!.GetValue<string>();

    public static JsonNode[] Items(this JsonNode node, string member = "items") => node[member]!.AsArray().Select(item => item!).ToArray();

    private static JsonNode Checked(string text, int status)
    {
        var problem = JsonNode.Parse(text)!;
        Assert.That(problem.Members(), Is.SupersetOf(new[] { "type", "title", "status", "detail", "traceId" }), text);
        Assert.That(problem["status"]!.GetValue<int>(), Is.EqualTo(status), text);
        Assert.That(
            problem.Text("detail"),
            Has.Length.GreaterThan(5).And.Not.Contains("System.").And.Not.Contains("Contract").And.Not.Contains("Exception"));
        Assert.That(problem.Text("type"), Does.StartWith("urn:imagesearch:"));
        return problem;
    }
}
